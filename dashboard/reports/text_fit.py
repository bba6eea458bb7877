"""Role: how much room a text takes on a slide, measured with a typeface a little wider than the one shown."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
OF_LETTERS, OF_BOLD_LETTERS, OF_DIGITS = 0.98, 1.02, 1.05
"""Letters are 5 to 11 % wider here than in Arial, bold ones 3 %, digits up to 4 % narrower."""

LINE = 1.28
"""Height of a line in units of its size: Arial's own 1.15 at a spacing of 110 %, for the dots under ạ ệ ợ."""

SHAPES = "▲●◐○⫽"
"""Signs that come from another typeface, at most as wide as they are high."""

ON_ONE_LINE = 3
"""So many of the largest sizes are tried for a heading on one line."""

_WITHOUT_SHAPES = {ord(shape): None for shape in SHAPES}
_MEASURED_AT = 100
_TAIL = 14
_LONGEST = 4_000
"""Characters of one paragraph that are measured; more never fit on a slide."""


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"BeVietnamPro-{'Bold' if bold else 'Regular'}.ttf"), _MEASURED_AT)


@lru_cache(maxsize=20_000)
def _width_at_100(text: str, bold: bool) -> float:
    shapes = sum(text.count(shape) for shape in SHAPES)
    plain = text.translate(_WITHOUT_SHAPES) if shapes else text
    letters = sum(character.isalpha() for character in plain)
    of_letters = OF_BOLD_LETTERS if bold else OF_LETTERS
    factor = of_letters if letters * 2 >= len(plain.replace(" ", "")) else OF_DIGITS
    return (_font(bold).getlength(plain) + shapes * _MEASURED_AT) * factor


def width(text: str, points: float, *, bold: bool = False) -> float:
    """Points that one line of text takes."""
    return _width_at_100(text[:_LONGEST], bold) * points / _MEASURED_AT


def wrap(text: str, points: float, room: float, *, bold: bool = False) -> list[str]:
    """The lines that a text breaks into within ``room`` points; a word that is too long breaks anywhere."""
    lines: list[str] = []
    for paragraph in text[:_LONGEST].split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer, points, bold=bold) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            pieces = _pieces(word, points, room, bold)
            lines += pieces[:-1]
            line = pieces[-1]
        lines.append(line)
    return lines


def _pieces(word: str, points: float, room: float, bold: bool) -> list[str]:
    """A word in parts that fit; at least one letter each."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, points, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def height(text: str, points: float, room: float, *, bold: bool = False) -> float:
    """Points that a text takes in height within ``room`` points of width."""
    return len(wrap(text, points, room, bold=bold)) * points * LINE


def largest(text: str, sizes: tuple[int, ...], room: float, most: float, *, bold: bool = False) -> int:
    """The first of falling ``sizes`` at which a text is at most ``most`` points high; else the last."""
    for points in sizes:
        if height(text, points, room, bold=bold) <= most:
            return points
    return sizes[-1]


def heading(text: str, sizes: tuple[int, ...], room: float, most: float) -> int:
    """Size of a bold heading: rather a little smaller on one line than one word alone on a second."""
    alone = [points for points in sizes[:ON_ONE_LINE] if width(text, points, bold=True) <= room]
    return alone[0] if alone else largest(text, sizes, room, most, bold=True)


def cut_middle(text: str, points: float, room: float) -> str:
    """A name on one line: its beginning and its end, by which units of one kind differ."""
    if width(text, points) <= room:
        return text
    tail = text[-_TAIL:]
    tail = tail[tail.find(" ") + 1 :] if " " in tail else tail
    head = text[: -len(tail)]
    while head and width(f"{head.rstrip()} … {tail}", points) > room:
        head = head[:-1]
    return f"{head.rstrip()} … {tail}" if head else cut(text, points, room)


def cut(text: str, points: float, room: float, most_lines: int = 1, *, bold: bool = False) -> str:
    """The text, ended with an ellipsis where it would need more lines."""
    lines = wrap(text, points, room, bold=bold)
    if len(lines) <= most_lines:
        return text
    kept = lines[most_lines - 1]
    while kept and width(f"{kept}…", points, bold=bold) > room:
        kept = kept[:-1]
    return " ".join([*lines[: most_lines - 1], f"{kept.rstrip()}…"])

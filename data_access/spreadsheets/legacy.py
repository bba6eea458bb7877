"""Role: Vietnamese from before Unicode: finds garbled text by its words, and mends it cell by cell.

Three things happen in practice: letters of TCVN3 (fonts .VnTime) or of VNI (fonts VNI-Times) taken for
Western ones, and UTF-8 taken for an eight-bit code page and encoded again. Which it is, is decided by how
many ordinary words of such tables come out; text that reads well as it stands is never touched.
"""

import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache

from data_access.spreadsheets.raw import Cell, Event, RawChunk, SheetStart, TextRepair

_SAMPLE_ROWS = 200
_SAMPLE_TEXTS = 2_000
_MORE_WORDS = 3
"""Mending must bring at least this many known words, and twice as many as stood there."""

_WORD_LIST = """
    sáng kiến tên đơn vị ngày gửi công đoàn cơ sở cấp trên trực tiếp lĩnh vực trạng thái giá trị làm lợi
    bí mật mã số tác giả giai đoạn chỉ tiêu chương trình liên lao động tỉnh huyện thành phố xã phường
    hợp lệ của và các những với nâng chất lượng kỹ thuật cải tiến quy giải pháp quản lý giáo dục đào tạo
    dạy học trường tiểu mầm tế sản xuất nguyễn trần lê phạm hoàng văn thị đồng triệu tỷ nghìn đã được
    không sách tổng thời áp dụng hiệu quả nội
"""
_WORDS = frozenset(_WORD_LIST.split())
_WORD = re.compile(r"[^\W\d_]+")
# Letters that only Unicode has: a cell with one of them is not from before it.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")

# TCVN 5712:1993, VN3: bytes from A1 on, as the standard's table has them; · where there is no letter.
_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ"
)
_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_FROM_A1) if letter != "·"}
_SHOUTED = re.compile(r"[^\W\d_]*[A-Z][^\W\d_a-z]*[A-Z][^\W\d_]*")

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300\u0309\u0303\u0301\u0323"
_TONES = dict(zip("øûõùï", (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), strict=True))
_SHAPES = {
    "\u0302": dict(zip("àåãáäâ", (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT, ""), strict=True)),
    "\u0306": dict(zip("èúüéëê", (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT, ""), strict=True)),
}
_VNI_LETTERS = dict(zip("ôöñìíæóòî", "ơưđìíỉĩịỵ", strict=True))


def _vni_table() -> dict[str, str]:
    """Every spelling of one letter in VNI, in small and capital letters."""
    table = dict(_VNI_LETTERS)
    for base in "aeouyôö":
        for mark, tone in _TONES.items():
            table[base + mark] = _VNI_LETTERS.get(base, base) + tone
    for shape, marks in _SHAPES.items():
        for base in "aeo" if shape == "\u0302" else "a":
            table |= {base + mark: base + shape + tone for mark, tone in marks.items()}
    small = {spelled: unicodedata.normalize("NFC", letter) for spelled, letter in table.items()}
    mixed = {spelled[0].upper() + spelled[1:]: letter.upper() for spelled, letter in small.items()}
    return small | mixed | {spelled.upper(): letter.upper() for spelled, letter in small.items()}


_VNI = _vni_table()
_VNI_SPELLED = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """``S¸ng kiÕn`` → ``Sáng kiến``. Its capital fonts use small letters: words in capitals become such."""
    mended = text.translate(_TCVN3)
    return _SHOUTED.sub(lambda m: m[0] if re.search("[a-z]", m[0]) else m[0].upper(), mended)


def from_vni(text: str) -> str:
    """``Saùng kieán`` → ``Sáng kiến``."""
    return _VNI_SPELLED.sub(lambda match: _VNI[match[0]], text)


def from_twice_encoded(text: str) -> str:
    """``SÃ¡ng kiáº¿n`` → ``Sáng kiến``; the text itself where it is nothing of the kind."""
    # The second byte of à is a no-break space, which trimming and typing lose or make a plain one.
    for attempt in (text, text.replace("Ã ", "Ã\u00a0"), f"{text}\u00a0"):
        for page in ("cp1252", "cp1258"):
            encoded = [_byte(letter, page) for letter in attempt]
            if None in encoded:
                continue
            try:
                return bytes(b for b in encoded if b is not None).decode()
            except UnicodeDecodeError:
                continue
    return text


@lru_cache(maxsize=4_096)
def _byte(letter: str, page: str) -> int | None:
    """The byte of a letter; bytes the code page leaves out stand for themselves."""
    try:
        return letter.encode(page)[0]
    except UnicodeEncodeError:
        return ord(letter) if ord(letter) < 256 else None


_WAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("UTF-8", from_twice_encoded),
    ("TCVN3", from_tcvn3),
    ("VNI", from_vni),
)


@dataclass(frozen=True)
class Mender:
    """How the texts of one sheet are mended."""

    name: str
    way: Callable[[str], str]

    def mend(self, cell: Cell) -> Cell:
        """The cell as it was meant; numbers, plain letters and Unicode as they are."""
        if not isinstance(cell, str) or cell.isascii() or _UNICODE.search(cell):
            return cell
        return self.way(cell)


def words_in(texts: Iterable[str]) -> int:
    """How many words that such tables are made of stand there."""
    joined = unicodedata.normalize("NFC", " ".join(texts)).lower()
    return sum(word in _WORDS for word in _WORD.findall(joined))


def find_mender(texts: list[str]) -> Mender | None:
    """The way that makes the most words of these texts; None when they read well, or in no way better."""
    odd = [text for text in texts if not text.isascii() and not _UNICODE.search(text)]
    if not odd:
        return None
    now = words_in(texts)
    best, most = None, max(2 * now, now + _MORE_WORDS)
    for name, way in _WAYS:
        mender = Mender(name, way)
        found = words_in(str(mender.mend(text)) for text in texts)
        if found >= most:
            best, most = mender, found + 1
    return best


def mended(events: Generator[Event, None, None]) -> Iterator[Event]:
    """The events with garbled sheets mended; their SheetStart tells how, with an example."""
    waiting: SheetStart | None = None
    mender: Mender | None = None
    with closing(events):
        for event in events:
            if isinstance(event, SheetStart) and not event.hidden:
                waiting, mender = event, None
                continue
            if waiting is not None:
                if isinstance(event, RawChunk):
                    mender, waiting = _begin(waiting, event)
                yield waiting
                waiting = None
            if mender is not None and isinstance(event, RawChunk):
                event = replace(event, columns=[[mender.mend(c) for c in column] for column in event.columns])
            yield event
        if waiting is not None:
            yield waiting


def _begin(start: SheetStart, chunk: RawChunk) -> tuple[Mender | None, SheetStart]:
    texts = [
        cell
        for column in chunk.columns
        for cell in column[:_SAMPLE_ROWS]
        if isinstance(cell, str) and cell and len(cell) < 1_000
    ][:_SAMPLE_TEXTS]
    mender = find_mender(texts)
    if mender is None:
        return None, start
    changed = [(text, str(mender.mend(text))) for text in texts]
    before, after = max((pair for pair in changed if pair[0] != pair[1]), key=lambda p: min(len(p[0]), 60))
    return mender, replace(start, repair=TextRepair(mender.name, before, after))

"""Role: author cells: several people in one cell, with shares and titles around their names."""

import re
from functools import lru_cache

from dashboard.importing.cells.text import clean_text, word_key

AUTHOR_SEPARATOR = "; "
KEY_SEPARATOR = "\n"

REMEMBERED = 20_000
"""Names whose keys are remembered: one person stands in many cells, with others beside."""

_SPLIT = re.compile(r"\s*[;\n|/]\s*|\s*,\s*|\s+(?:và|và cùng|cùng|với|&|\+)\s+", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_SHARE = re.compile(r"\s*[-–:=]?\s*\d+(?:[.,]\d+)?\s*%.*$")
_NUMBERING = re.compile(r"^\s*(?:\d+[.)\-]|[-–•*+])\s*")
_TITLE = re.compile(
    r"^(?:(?:ông|bà|anh|chị|đ/c|đồng chí|thầy|cô|ths|thạc sĩ|ts|tiến sĩ|pgs|gs|bs|bác sĩ|ks|kỹ sư|cn"
    r"|bscki{0,2}|ds|"
    r"đd|ktv)\b[.:]*\s+|(?:ths|ts|pgs|gs|bs|ks|cn|ds)\.\s*)+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:và\s+)?(?:các\s+)?(?:cộng sự|đồng tác giả|đồng nghiệp|cs|nhóm tác giả|tập thể tác giả)\.?$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:nhóm tác giả|chủ nhiệm|tác giả(?: chính)?|đồng tác giả|thư ký|thành viên|họ và tên|họ tên)\s*:\s*",
    re.IGNORECASE,
)
_NOT_PLAIN = frozenset(
    (
        *("và", "cùng", "với", "cộng", "nhóm", "tập", "đồng", "cs", "ông", "bà", "anh", "chị", "thầy", "cô"),
        *("ths", "thạc", "ts", "tiến", "pgs", "gs", "bs", "bác", "ks", "kỹ", "cn", "ds", "đd", "ktv"),
        *("bsck", "bscki", "bsckii"),
    )
)
"""Words for which a cell takes the long way; nearly every cell is a plain name or a list of such."""

_POSTS = {
    "giao vien", "hieu truong", "pho hieu truong", "nhan vien", "chuyen vien", "truong phong",
    "pho truong phong", "cong nhan", "giam doc", "pho giam doc", "to truong", "to pho", "ke toan",
    "chu tich", "pho chu tich", "khong", "chu tich cong doan", "bac si", "dieu duong", "can bo", "tac gia",
}  # fmt: skip
"""Posts that people write beside their names; they are nobody's name."""


def parse_authors(value: object) -> tuple[str, str]:
    """The names joined by "; ", and their folded keys joined by line breaks, each person once.

    ``"1. Ông Nguyễn Văn A (60%), Trần Thị B và cộng sự"`` → two people; "cộng sự" names nobody.
    """
    text = clean_text(value)
    parts = [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",")]
    keys = list(map(_plain_key, parts))
    if None in keys:
        parts = [_one_name(part) for part in _SPLIT.split(_BRACKET.sub(" ; ", text))]
        keys = list(map(_key, parts))
    names: dict[str, str] = {}
    for key, name in zip(keys, parts, strict=True):
        if key:
            names.setdefault(key, name)
    return AUTHOR_SEPARATOR.join(names.values()), KEY_SEPARATOR.join(names)


@lru_cache(maxsize=REMEMBERED)
def _plain_key(name: str) -> str | None:
    """The key of two to six words of letters, none of them a title or "và"; None for anything else."""
    words = name.lower().split(" ")
    is_plain = 2 <= len(words) <= 6 and "".join(words).isalpha() and _NOT_PLAIN.isdisjoint(words)
    return _key(name) if is_plain else None


def _key(name: str) -> str:
    """The folded name; nothing for what is nobody's name."""
    key = word_key(name)
    return "" if key in _POSTS or key.isdigit() else key


def _one_name(part: str) -> str:
    name = _SHARE.sub("", _NUMBERING.sub("", part))
    name = _OTHERS.sub("", _ROLE.sub("", name).strip()).strip(" .,:-–")
    bare = _TITLE.sub("", name).strip(" .,:-–")
    # "Anh Đức" may be a whole name: a title goes only from in front of at least two words.
    return "" if word_key(bare) in _POSTS else bare if " " in bare else name

"""Role: names of units as people type them, brought to one key: abbreviations, accents, prefixes.

A name becomes a list of tokens, each with its accents kept beside the folded form. Long generic words are
contracted ("Liên đoàn Lao động" → ldld, "Trường Tiểu học" → th), so that both spellings meet.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.i18n.text import fold
from dashboard.importing.cells.text import one_line

_PHRASES = {
    "lien doan lao dong": "ldld", "lien doan ld": "ldld", "ld ld": "ldld", "cong doan co so": "cdcs",
    "cd co so": "cdcs", "cd cs": "cdcs", "cong doan": "cd", "thanh pho": "tp", "thi xa": "tx",
    "thi tran": "tt", "dac khu": "dk", "pho thong dan toc noi tru": "ptdtnt",
    "pho thong dan toc ban tru": "ptdtbt", "trung hoc co so": "thcs", "trung hoc pho thong": "thpt",
    "tieu hoc": "th", "mam non": "mn", "mau giao": "mg", "cao dang": "caodang", "dai hoc": "dh",
    "khu cong nghiep": "kcn", "khu kinh te": "kkt", "cum cong nghiep": "ccn", "benh vien da khoa": "bvdk",
    "benh vien": "bv", "trung tam y te": "ttyt", "trung tam": "ttam", "tram y te": "tyt", "cong ty": "cty",
    "trach nhiem huu han": "tnhh", "co phan": "cp", "mot thanh vien": "mtv", "1 thanh vien": "mtv",
    "1tv": "mtv", "tong cong ty": "tcty", "giao duc va dao tao": "gddt", "giao duc dao tao": "gddt",
    "gd va dt": "gddt", "gd dt": "gddt", "giao duc thuong xuyen": "gdtx", "giao duc nghe nghiep": "gdnn",
    "giao duc": "gd", "uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "van phong": "vp",
    "trung uong": "tw", "viet nam": "vn", "bao hiem xa hoi": "bhxh", "kho bac nha nuoc": "kbnn",
    "ngan hang": "nh", "nong nghiep": "nn", "phat trien nong thon": "ptnt", "san xuat": "sx",
    "thuong mai": "tm", "dich vu": "dv", "xay dung": "xd", "xuat nhap khau": "xnk", "xi nghiep": "xn",
    "doanh nghiep": "dn", "dau tu": "dt", "cong an": "ca", "ct": "cty", "chi nhanh": "cn",
    "vien chuc": "vc", "cong nhan vien chuc": "cnvc",
}  # fmt: skip
_WORDS = {"huyện": "h", "xã": "x", "phường": "p", "quận": "q", "tỉnh": "t"}
_WORDS_BY_KEY = {fold(word): short for word, short in _WORDS.items()}
_LEVELS = frozenset({"h", "tp", "tx", "tt", "t", "q", "x", "p", "dk"})
_SCHOOLS = frozenset({"th", "thcs", "thpt", "mn", "mg", "ptdtnt", "ptdtbt", "caodang", "dh"})
_BODIES = _SCHOOLS | {
    "truong",
    "cty",
    "bv",
    "bvdk",
    "ttyt",
    "tyt",
    "phong",
    "cn",
    "ttam",
    "xn",
    "tcty",
    "ubnd",
    "vp",
}
_GENERIC = _LEVELS | {"ldld", "cd", "cdcs", "truong", "nganh", "cac"}

_LONGEST = max(len(phrase.split()) for phrase in _PHRASES)
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in _PHRASES)
_SPLIT = re.compile(r"[^0-9a-zà-ỹđ&]+")
_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
    "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile("|".join(_OLD_TONES))
_MOVING_TONE = re.compile("|".join((*_OLD_TONES, *_OLD_TONES.values())))


@dataclass(frozen=True, slots=True)
class Name:
    """One name in its comparable forms. ``tokens``: folded; ``accented``: the same tokens as written."""

    tokens: tuple[str, ...]
    accented: tuple[str, ...]

    @property
    def key(self) -> str:
        """What two spellings of one name share."""
        return " ".join(self.tokens)

    @property
    def without_level(self) -> str:
        """The key without huyện, tỉnh, thành phố …: "LĐLĐ Tràng Định"."""
        return " ".join(token for token, _ in self.pairs_without_level())

    @property
    def has_level(self) -> bool:
        """Whether the name says which level it is of."""
        return len(self.pairs_without_level()) < len(self.tokens)

    def pairs_without_level(self) -> list[tuple[str, str]]:
        """Tokens and accented tokens without those that say the level; "Phú Xá" has none."""
        pairs = zip(self.tokens, self.accented, strict=True)
        return [(token, word) for token, word in pairs if token not in _LEVELS or not word.isascii()]

    @property
    def core(self) -> str:
        """Only what names this one unit and no sort of units: "trang dinh"."""
        return " ".join(token for token in self.tokens if token not in _GENERIC)

    def markers(self) -> frozenset[str]:
        """Numbers and single letters, in which names of sisters differ ("số 2", "Bình Yên B")."""
        return frozenset(t for t in self.tokens if t not in _LEVELS and (t.isdigit() or len(t) == 1))

    def fits(self, known: "Name") -> bool:
        """Whether the accents typed here agree with the known name's: equal, or left out altogether."""
        pairs = zip(self.accented, known.accented, strict=True)
        return all(
            mine == other or (mine.isascii() and (fold(other) == mine or _WORDS_BY_KEY.get(mine) == other))
            for mine, other in pairs
        )

    def equals(self, known: "Name") -> bool:
        """Whether all accents are the same."""
        return self.accented == known.accented


def in_one_tone(text: str) -> str:
    """Lower-case text with every tone where the older rule puts it: "hoà" and "hòa" are one."""
    return _OLD_TONE.sub(lambda match: _OLD_TONES[match.group()], text)


def has_moving_tone(word: str) -> bool:
    """Whether a lower-case word is written in two ways."""
    return _MOVING_TONE.search(word) is not None


@lru_cache(maxsize=50_000)
def read_name(text: str) -> Name:
    """The comparable forms of a typed or listed name."""
    lower = one_line(text).lower().replace("ð", "đ")
    lower = in_one_tone(lower)
    words = [word for word in _SPLIT.split(lower.replace("&", " & ")) if word]
    pairs = _contracted([(_folded(word), word) for word in words])
    pairs = _without_prefixes(pairs)
    return Name(tuple(p[0] for p in pairs), tuple(p[1] for p in pairs))


Pair = tuple[str, str]


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    """A word folded; the words of names are few, and come again in nearly every name."""
    return fold(word)


def _contracted(pairs: list[Pair]) -> list[Pair]:
    done: list[Pair] = []
    position = 0
    while position < len(pairs):
        folded, written = pairs[position]
        # Most words begin no phrase, and names are read by the thousand.
        longest = _LONGEST if folded.partition(" ")[0] in _FIRST_WORDS else 1
        for length in range(min(longest, len(pairs) - position), 0, -1):
            phrase = " ".join([pair[0] for pair in pairs[position : position + length]])
            short = _PHRASES.get(phrase) or (_WORDS_BY_KEY.get(phrase) if length == 1 else None)
            if short:
                done.append((short, _written(short, phrase, written)))
                position += length
                break
        else:
            done.append((folded, folded if folded in _SHORT_FORMS else written))
            position += 1
    return done


def _written(short: str, phrase: str, word: str) -> str:
    """How a contracted word counts when accents are compared: "xã" as x, "xá" and a bare "xa" as written."""
    is_level_word = phrase in _WORDS_BY_KEY and word not in _WORDS
    return word if is_level_word else short


_SHORT_FORMS = frozenset(_PHRASES.values()) | frozenset(_WORDS.values())


def _without_prefixes(pairs: list[Pair]) -> list[Pair]:
    """Drop what people put before one name: "CĐCS", "Công đoàn" before a school, "Trường", "ngành"."""
    pairs = [pair for pair in pairs if pair[0] != "&" and pair[1] not in ("và", "va")]
    tokens = [pair[0] for pair in pairs]
    drop = set()
    for place, token in enumerate(tokens):
        follower = tokens[place + 1] if place + 1 < len(tokens) else ""
        is_union_of_body = token == "cd" and place == 0 and follower in _BODIES
        is_school_word = token in ("truong", "tr") and follower in _SCHOOLS
        is_sector_word = token == "nganh" and place > 0 and tokens[place - 1] == "cd"
        if (token == "cdcs" and place == 0) or is_union_of_body or is_school_word or is_sector_word:
            drop.add(place)
        elif token == "cd" and place > 0 and tokens[place - 1] == "truong":
            pairs[place] = ("caodang", "caodang")
            drop.add(place - 1)
    kept = [pair for place, pair in enumerate(pairs) if place not in drop]
    return kept or pairs


def alias_key(text: str) -> str:
    """The key under which an alias of a unit is stored (``unit_aliases.alias_key``)."""
    return read_name(text).key[:300]

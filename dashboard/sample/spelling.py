"""Role: the ways one unit's name is typed by hand on a portal; every one of them means the listed unit."""

import unicodedata

from dashboard.sample.tree import without_accents

WORDS = (
    # How the beginning of a name is also written.
    ("LĐLĐ huyện ", ("Liên đoàn Lao động huyện ", "LĐLĐ H. ", "Liên đoàn lao động Huyện ")),
    ("LĐLĐ thành phố ", ("Liên đoàn Lao động thành phố ", "LĐLĐ TP. ", "LĐLĐ TP ")),
    ("LĐLĐ tỉnh ", ("Liên đoàn Lao động tỉnh ",)),
    ("CĐCS ", ("Công đoàn cơ sở ", "Công đoàn Cơ sở ")),
    ("Công đoàn ", ("CĐ ", "Công Đoàn ")),
)
TONES = (("Hòa", "Hoà"), ("hóa", "hoá"), ("Thủy", "Thuỷ"), ("Thụy", "Thuỵ"), ("Ủy", "Uỷ"))
"""Old and new placing of the tone mark."""


def spellings(name: str) -> tuple[str, ...]:
    """Other ways to write ``name``: abbreviated, in full, without accents, decomposed, with odd spaces."""
    full = [
        other + name.removeprefix(start)
        for start, others in WORDS
        if name.startswith(start)
        for other in others
    ]
    found = [
        *full,
        *(without_accents(text).lower() for text in full[:1]),
        without_accents(name),
        unicodedata.normalize("NFD", name),
        name.upper(),
        f" {name.replace(' ', '  ', 1)} ",
        name.replace(" ", "\N{NO-BREAK SPACE}", 2),
        *(name.replace(new, old) for new, old in TONES if new in name),
    ]
    return tuple(dict.fromkeys(text for text in found if text != name))

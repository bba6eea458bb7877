"""Role: where the tags of a block of XML begin and which they are, by array arithmetic instead of parsing."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from data_access.spreadsheets.raw import FailureCode

Positions = NDArray[np.int64]

_LESS_THAN, _BANG, _DASH, _BRACKET = b"<!-["
_SPACES = np.zeros(256, dtype=bool)
_SPACES[[9, 10, 13, 32]] = True
_BEFORE_BLANK = _SPACES.copy()
_BEFORE_BLANK[[ord(">"), ord(";")]] = True  # "></t>", and "&#32;</t>"


class Refused(Exception):
    """Ends a preflight; becomes a ReadFailure."""

    def __init__(self, code: FailureCode, reason: str, sheet: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason, self.sheet = code, reason, sheet


def _key(name: bytes) -> int:
    return name[0] << 8 | name[1]


class Tags:
    """The tags of one block, told apart by the two bytes behind their ``<``.

    Raises Refused for a DOCTYPE or ENTITY: no spreadsheet program writes one.
    """

    def __init__(self, piece: bytes) -> None:
        self._bytes = np.frombuffer(piece + b"\0\0\0\0", dtype=np.uint8)
        self._starts: Positions = np.flatnonzero(self._bytes == _LESS_THAN)
        first = self._bytes[self._starts + 1].astype(np.uint16)
        self._keys = (first << 8) | self._bytes[self._starts + 2]
        self._counts = np.bincount(self._keys, minlength=1 << 16)
        declarations = self._counts[_BANG << 8 : (_BANG + 1) << 8]
        if declarations.sum() > declarations[_DASH] + declarations[_BRACKET]:
            raise Refused(FailureCode.HOSTILE, "doctype")

    def count(self, name: bytes) -> int:
        """Tags whose first two bytes are ``name``."""
        return int(self._counts[_key(name)])

    def has_only(self, names: Iterable[bytes]) -> bool:
        """Whether no tag begins otherwise."""
        return int(sum(self.count(name) for name in {n for n in names if len(n) == 2})) == len(self._starts)

    def places(self, name: bytes) -> Positions:
        """Where the tags of that name begin."""
        places: Positions = self._starts[self._keys == _key(name)]
        return places

    def longest_gap(self) -> int:
        """Bytes between two tags at most: no text is longer."""
        edges = np.concatenate(([0], self._starts, [len(self._bytes)]))
        return int(np.diff(edges).max())

    def has_blank_value(self) -> bool:
        """Whether some ``<v>`` may hold nothing but white space."""
        behind = self._bytes[np.minimum(self.places(b"v>") + 3, len(self._bytes) - 1)]
        return bool((_SPACES[behind] | (behind == _LESS_THAN)).any())

    def places_before_blank(self) -> Positions:
        """Ends of text elements that are empty or end in white space, and self-closing text elements."""
        ends = self.places(b"/t")
        ends = ends[_BEFORE_BLANK[self._bytes[ends - 1]]] if len(ends) else ends
        openings = np.flatnonzero((self._keys == _key(b"t/")) | (self._keys == _key(b"t ")))
        followers = np.append(self._keys, 0)[openings + 1]
        self_closing = self._starts[openings[followers != _key(b"/t")]]
        items = self.places(b"si")
        return np.concatenate((ends, self_closing, items[self._bytes[items + 3] == ord("/")]))

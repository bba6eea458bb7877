"""Role: what several views of one state need is read once while a document is made of them."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside the block, ``kept`` answers the same question from memory; so all views speak of one moment."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def kept(conn: Connection, question: Hashable, read: Callable[[], T]) -> T:
    """``read()``, or what it gave for the same question to the same database in this block."""
    known = _kept.get()
    if known is None:
        return read()
    key = (id(conn.engine), question)
    if key not in known:
        known[key] = read()
    found: T = known[key]
    return found

"""Role: the mechanics of the catalogues: which language is spoken here, and what a key says in it."""

import os
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType, TracebackType
from typing import Any, Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
SOURCE_LANGUAGE: Language = "vi"

_language: ContextVar[Language] = ContextVar("language", default=SOURCE_LANGUAGE)


class Speaking:
    """What ``use_language`` returns: as a ``with`` block it goes back to the former language at the end."""

    def __init__(self, before: Language) -> None:
        self._before = before

    def __enter__(self) -> None:
        """The language was set on construction."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Back to the former language."""
        # Not ContextVar.reset(token): that fails when a generator is closed from another context.
        _language.set(self._before)


def use_language(language: str) -> Speaking:
    """Speak a language from here on in this context; as ``with use_language("en"):`` only inside the block.

    Raises ValueError for a language without catalogues.
    """
    for known in LANGUAGES:
        if known == language:
            before = _language.get()
            _language.set(known)
            return Speaking(before)
    raise ValueError(f"no catalogue for language {language!r}")


def current_language() -> Language:
    """The language that words are in now."""
    return _language.get()


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """All words of a language, by ``area.key`` or ``area.table.key``; read once per process."""
    words: dict[str, str] = {}
    for entry in (files(__package__) / "catalogues" / language).iterdir():
        if entry.name.endswith(".toml"):
            area = entry.name.removesuffix(".toml")
            _flatten(area, tomllib.loads(entry.read_text(encoding="utf-8")), words)
    return MappingProxyType(words)


def _flatten(prefix: str, table: Mapping[str, Any], into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict):
            _flatten(name, value, into)
        elif isinstance(value, str):
            into[name] = value
        else:
            raise TypeError(f"catalogue entry {name} is not text")


def t(key: str, /, **values: object) -> str:
    """The words of ``key`` in the current language, with ``{named}`` values put in.

    A key that is missing falls back to Vietnamese and then to the key itself, so that a leader never
    sees a failure for a word; under pytest it raises KeyError, so that a developer does.
    """
    words = catalogue(_language.get())
    template = words.get(key)
    if template is None:
        if _is_strict():
            raise KeyError(f"no words for {key!r} in {_language.get()!r}")
        template = catalogue(SOURCE_LANGUAGE).get(key, key)
    try:
        return template.format(**values)
    except (KeyError, IndexError, ValueError):
        if _is_strict():
            raise
        return template


def _is_strict() -> bool:
    # pytest exports PYTEST_VERSION while it runs; servers and commands it starts inherit it.
    return "PYTEST_VERSION" in os.environ

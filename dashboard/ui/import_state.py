"""Role: what one session's import is about from drop to done; it outlives reruns and page changes."""

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.actions.imports import CommittedImport, PreparedImport
from dashboard.actions.plans import NearDuplicate
from dashboard.importing.layouts import NO_WISHES, Wishes
from dashboard.ui.import_job import Job
from dashboard.viewmodels.import_effect import EffectView
from data_access.vocabulary import ImportKind

_KEY = "imports.session"


@dataclass(frozen=True)
class Asked:
    """What a plan is asked for: files of one kind, and what a person decided about them."""

    paths: tuple[Path, ...]
    kind: ImportKind | None = None
    programme: str | None = None
    full: bool | None = None
    wishes: Wishes = NO_WISHES

    @property
    def name(self) -> str:
        """The files as a person knows them."""
        return "; ".join(path.name for path in self.paths)


@dataclass(frozen=True)
class Planned:
    """A plan with its effect on the figures (None: it concerns no initiatives)."""

    asked: Asked
    plan: PreparedImport
    effect: EffectView | None = None
    alike: tuple[NearDuplicate, ...] = ()


@dataclass(frozen=True)
class Done:
    """An import that was written, with what the plan had said."""

    plan: PreparedImport
    committed: CommittedImport
    effect: EffectView | None


@dataclass
class Session:
    """The state of the import page. ``serial`` counts plans, so that widgets of an old one never speak."""

    round: int = 0
    serial: int = 0
    folder: tempfile.TemporaryDirectory[str] | None = None
    queue: list[Asked] = field(default_factory=list)
    planned: Planned | None = None
    job: Job[Any] | None = None
    shows_columns: bool = False
    withdraws: bool = False
    done: list[Done] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    opened: int | None = None
    """The import of the history whose details are open."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    """A click begins a new run while the old one still ends: both may come here at once."""

    def say(self, kind: str, words: str) -> None:
        """Words for the next run: "success" or "error"."""
        self.said.append((kind, words))

    def now(self, planned: Planned | None) -> None:
        """Another plan is in hand (or none)."""
        self.planned = planned
        self.serial += 1
        self.withdraws = False
        self.shows_columns = False

    def end(self) -> None:
        """The round is over: its files go, and the next begins with none."""
        self.now(None)
        self.queue = []
        self.round += 1
        if self.folder is not None:
            self.folder.cleanup()
            self.folder = None

    def take(self, files: Sequence[Any]) -> list[Path]:
        """Uploads as files of their own names, each in a folder of its own: two may be called the same."""
        self.folder = tempfile.TemporaryDirectory(prefix="sangkien-")
        return [_kept(Path(self.folder.name) / str(place), file) for place, file in enumerate(files)]


def current() -> Session:
    """This session's import."""
    found: Session | None = st.session_state.get(_KEY)
    if found is None:
        found = st.session_state[_KEY] = Session()
    return found


def again(planned: Planned, **changed: Any) -> Asked:
    """The same files asked for again, with something decided differently."""
    return replace(planned.asked, **changed)


def _kept(home: Path, file: Any) -> Path:
    home.mkdir()
    path = home / (Path(str(file.name).replace("\\", "/")).name or "tep")
    path.write_bytes(file.getbuffer())
    return path

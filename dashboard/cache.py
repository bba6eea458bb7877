"""Role: views by named inputs, kept until the data change; nothing here draws, nothing is ever cleared.

The key of a cached view is all that it depends on: database, data version, who looks, what was chosen, the
language of its sentences, and the day (paces count days left). So one reader can never get another's view,
and an old view is simply never asked for again. Views are frozen, so one object serves all without copying.
"""

import os
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import streamlit as st

from dashboard.actions.quick_look import QuickLook
from dashboard.auth.identity import local_user
from dashboard.i18n import current_language
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import choices
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Choices
from data_access.database import Database, DataVersion, open_database
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import ZONE, Measure

V = TypeVar("V")
Builder: TypeAlias = Callable[..., V]
"""``build(viewer, database, state, *options)`` of a view model."""

MOST_VIEWS = 1_000
"""Views kept at once; the least used go first."""

MOST_CHOICES = 64
"""Lists of units are larger than views."""

VERSION_SECONDS = 1.0
"""How long one look at the data version serves all open sessions."""

_QUICK_LOOK = "quick_look"


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this process, read once."""
    return load_settings(os.environ)


@st.cache_resource(show_spinner=False)
def stored_database() -> Database:
    """The one database handle of this process."""
    return open_database(settings().database_url)


def database() -> Database:
    """What this session looks at: the stored database, or the temporary one of its quick look."""
    look = quick_look()
    return stored_database() if look is None else look.db


def quick_look() -> QuickLook | None:
    """The file that this session, and no other, looks at without storing it."""
    look: QuickLook | None = st.session_state.get(_QUICK_LOOK)
    if look is not None and not look.is_there:
        leave()
        return None
    return look


def enter(look: QuickLook) -> None:
    """Let every page of this session show a quick look instead of what is stored."""
    leave()
    st.session_state[_QUICK_LOOK] = look


def leave() -> None:
    """Back to what is stored; the temporary database is removed."""
    look: QuickLook | None = st.session_state.pop(_QUICK_LOOK, None)
    if look is not None:
        look.close()


def viewer() -> Viewer:
    """Who is looking. Until there are accounts the server listens to this computer only."""
    return replace(LOCAL_VIEWER, name=local_user())


def data_version() -> DataVersion:
    """The version that stands in the database now."""
    with database().connect() as connection:
        return database().version(connection)


def recent_version() -> int:
    """The version number, at most ``VERSION_SECONDS`` old; cheap enough for every open session to ask."""
    return _recent_version(database().shown_url)


@st.cache_data(ttl=VERSION_SECONDS, show_spinner=False)
def _recent_version(of_database: str) -> int:
    return data_version().version


def choices_for(state: FilterState) -> Choices:
    """What the filter bar offers for a state; neither measure nor field changes it."""
    kept = replace(state, measure=Measure.SUBMITTED, field=None)
    return _choices(_key(kept), kept)


def view(build: Builder[V], state: FilterState, *options: Hashable) -> V:
    """``build(viewer, database, state, *options)``, kept; ``build`` is a public function of a view model.

    ``options`` are what a page lets choose beside the filter bar; their ``repr`` must differ.
    """
    found: V = _view(
        f"{build.__module__}.{build.__qualname__}{options!r}{_key(state)}", build, state, options
    )
    return found


def _key(state: FilterState) -> str:
    version = data_version()
    day = datetime.now(ZONE).date()
    return repr((version.database_id, version.version, viewer(), state, current_language(), day))


@st.cache_resource(max_entries=MOST_CHOICES, show_spinner=False)
def _choices(key: str, _state: FilterState) -> Choices:
    return choices.build(viewer(), database(), _state)


@st.cache_resource(max_entries=MOST_VIEWS, show_spinner=False)
def _view(key: str, _build: Builder[Any], _state: FilterState, _options: tuple[Hashable, ...]) -> Any:
    return _build(viewer(), database(), _state, *_options)

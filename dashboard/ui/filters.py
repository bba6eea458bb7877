"""Role: the filter bar: what is looked at, in one row, written into the address."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard.i18n import t
from dashboard.i18n.text import fold
from dashboard.ui import address
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Choices, UnitChoice
from data_access.vocabulary import WHOLE_PROGRAMME, Measure

MOST_FOUND = 12
"""Units listed for a search; the words say when there are more."""

_SEGMENTS = 4
"""Phases (with the whole programme) that fit side by side; more become a list."""

_EVERY = ""
_MARKDOWN = frozenset(r"\`*_{}[]()<>#+-.!|~$:")


def bar(choices: Choices, state: FilterState) -> None:
    """Draw the widgets in the current container; each writes the address when changed."""
    if len(choices.programmes) > 1:
        _programme(choices)
    _phase(choices, state)
    _unit(choices)
    _measure(state)
    if choices.fields:
        _field(choices, state)
    if not address.is_default():
        st.button(t("ui.filters.reset"), type="tertiary", on_click=address.reset, key="f-reset")


def _programme(choices: Choices) -> None:
    codes = [programme.code for programme in choices.programmes]
    names = {programme.code: programme.name for programme in choices.programmes}
    chosen = choices.programme_code if choices.programme_code in codes else codes[0]
    st.session_state["f-programme"] = chosen
    st.selectbox(
        t("ui.filters.programme"),
        codes,
        format_func=names.__getitem__,
        key="f-programme",
        placeholder=t("ui.filters.programme"),
        label_visibility="collapsed",
        width=230,
        on_change=_chosen,
        args=("f-programme", address.PROGRAMME, str, (address.PHASE, address.UNIT)),
    )


def _phase(choices: Choices, state: FilterState) -> None:
    numbers = [*(phase.number for phase in choices.phases), WHOLE_PROGRAMME]
    names = {phase.number: phase.name for phase in choices.phases}
    names[WHOLE_PROGRAMME] = t("ui.filters.whole_programme")
    # A link may name a phase that is not there: the figures are then those of the usual one.
    chosen = next((n for n in (state.phase, choices.default_phase) if n in numbers), WHOLE_PROGRAMME)
    st.session_state["f-phase"] = chosen
    common: dict[str, Any] = {
        "format_func": names.__getitem__,
        "key": "f-phase",
        "label_visibility": "collapsed",
        "on_change": _chosen,
        "args": ("f-phase", address.PHASE, str, ()),
    }
    if len(numbers) <= _SEGMENTS:
        st.segmented_control(t("ui.filters.phase"), numbers, **common)
    else:
        st.selectbox(t("ui.filters.phase"), numbers, width=190, placeholder=t("ui.filters.phase"), **common)


def _measure(state: FilterState) -> None:
    words = {measure: text for text, measure in address.MEASURES.items()}
    st.session_state["f-measure"] = state.measure
    st.segmented_control(
        t("ui.filters.measure"),
        list(Measure),
        format_func=lambda measure: t(f"ui.filters.measures.{measure.value}"),
        key="f-measure",
        label_visibility="collapsed",
        on_change=_chosen,
        args=("f-measure", address.MEASURE, words.__getitem__, ()),
    )


def _field(choices: Choices, state: FilterState) -> None:
    codes = [_EVERY, *(field.code for field in choices.fields)]
    names = {field.code: field.name for field in choices.fields} | {_EVERY: t("ui.filters.every_field")}
    st.session_state["f-field"] = state.field if state.field in codes else _EVERY
    st.selectbox(
        t("ui.filters.field"),
        codes,
        format_func=names.__getitem__,
        key="f-field",
        placeholder=t("ui.filters.field"),
        label_visibility="collapsed",
        width=158,
        on_change=_chosen,
        args=("f-field", address.FIELD, str, ()),
    )


def _chosen(widget: str, key: str, write: Callable[[object], str], forget: tuple[str, ...]) -> None:
    """Write a widget's value into the address; a segment clicked off again keeps what it was."""
    value = st.session_state[widget]
    if value is None:
        return
    address.put(key, None if value == _EVERY and isinstance(value, str) else write(value))
    for other in forget:
        address.put(other, None)


def _unit(choices: Choices) -> None:
    chosen = next((unit for unit in choices.units if unit.code == choices.unit_code), None)
    name = chosen.name if chosen else t("ui.filters.unit")
    with st.popover(name, key="f-unit", on_change="rerun") as found:
        if not found.open:
            return
        typed = st.text_input(
            t("ui.filters.search_unit"), key="f-unit-text", placeholder=t("ui.filters.search_hint")
        )
        matches = search(choices.units, typed)
        for unit in matches[:MOST_FOUND]:
            st.button(
                _with_path(unit),
                key=f"f-unit-{unit.code}",
                type="tertiary",
                on_click=_pick_unit,
                args=(unit, choices.units[0].code if choices.units else ""),
            )
        if not matches:
            st.caption(t("ui.filters.no_unit"))
        elif len(matches) > MOST_FOUND:
            st.caption(t("ui.filters.more_units", n=len(matches) - MOST_FOUND))


def search(units: Sequence[UnitChoice], typed: str) -> list[UnitChoice]:
    """Units whose name, code or path holds every typed word, accents and case aside; tree order kept."""
    words = fold(typed).split()
    return [unit for unit in units if all(word in _searched(unit) for word in words)]


def _searched(unit: UnitChoice) -> str:
    return fold(" ".join((unit.name, unit.code, *unit.path)))


def _with_path(unit: UnitChoice) -> str:
    name = plain(unit.name)
    return f"{name} · {plain(' › '.join(unit.path[-2:]))}" if unit.path else name


def plain(words: str) -> str:
    """Words from data as a Streamlit label may hold them: no Markdown is read into them."""
    return "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in words)


def _pick_unit(unit: UnitChoice, root_code: str) -> None:
    choose_unit(unit.code, root_code)
    st.session_state["f-unit"] = False
    st.session_state["f-unit-text"] = ""


def choose_unit(code: str, root_code: str = "") -> None:
    """Look at a unit; the root is the default and leaves the address."""
    address.put(address.UNIT, None if code == root_code else code)

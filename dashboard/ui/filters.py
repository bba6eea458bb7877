"""Role: the filter bar: what is looked at, in one row, written into the address."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.i18n import t
from dashboard.i18n.text import fold
from dashboard.ui import address
from dashboard.viewmodels.state import FilterState, Structure
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
    if choices.has_successors:
        _structure(state)
    if not address.is_default():
        st.button(t("ui.filters.reset"), type="tertiary", on_click=address.reset, key="f-reset")


def chosen(choices: Choices, state: FilterState) -> list[str]:
    """What is chosen, in words, for where the widgets are folded away."""
    number = _phase_number(choices, state)
    phase = next((p.name for p in choices.phases if p.number == number), t("ui.filters.whole_programme"))
    unit = next((u.name for u in choices.units if u.code == choices.unit_code), "")
    field = next((f.name for f in choices.fields if f.code == state.field), "")
    return [words for words in (phase, unit, t(f"ui.filters.measures.{state.measure.value}"), field) if words]


def _programme(choices: Choices) -> None:
    names = {programme.code: programme.name for programme in choices.programmes}
    code = choices.programme_code
    _choose(
        "programme", names, code if code in names else next(iter(names)), address.PROGRAMME, width=230,
        forget=(address.PHASE, address.UNIT),
    )  # fmt: skip


def _phase(choices: Choices, state: FilterState) -> None:
    names = {phase.number: phase.name for phase in choices.phases}
    names[WHOLE_PROGRAMME] = t("ui.filters.whole_programme")
    width = None if len(names) <= _SEGMENTS else 190
    _choose("phase", names, _phase_number(choices, state), address.PHASE, width=width)


def _phase_number(choices: Choices, state: FilterState) -> int:
    # A link may name a phase that is not there: the figures are then those of the usual one.
    numbers = [*(phase.number for phase in choices.phases), WHOLE_PROGRAMME]
    return next((n for n in (state.phase, choices.default_phase) if n in numbers), WHOLE_PROGRAMME)


def _measure(state: FilterState) -> None:
    names = {measure: t(f"ui.filters.measures.{measure.value}") for measure in Measure}
    words = {measure: text for text, measure in address.MEASURES.items()}
    _choose("measure", names, state.measure, address.MEASURE, write=words)


def _structure(state: FilterState) -> None:
    names = {structure: t(f"ui.filters.structures.{structure.value}") for structure in Structure}
    words = {structure: text for text, structure in address.STRUCTURES.items()}
    _choose("structure", names, state.structure, address.STRUCTURE, write=words)


def _field(choices: Choices, state: FilterState) -> None:
    names = {_EVERY: t("ui.filters.every_field")} | {field.code: field.name for field in choices.fields}
    code = state.field if state.field in names else _EVERY
    _choose("field", names, code, address.FIELD, width=146)


def _choose(
    name: str,
    names: Mapping[Any, str],
    now: object,
    key: str,
    *,
    width: int | None = None,
    write: Mapping[Any, str] | None = None,
    forget: tuple[str, ...] = (),
) -> None:
    """One choice, of ``names``: a list of this width, else segments side by side.

    ``write``: how a value is spelt in the address, where not as it is.
    """
    widget, label = f"f-{name}", t(f"ui.filters.{name}")
    st.session_state[widget] = now
    common: dict[str, Any] = {
        "format_func": names.__getitem__,
        "key": widget,
        "label_visibility": "collapsed",
        "on_change": _chosen,
        "args": (widget, key, str if write is None else write.__getitem__, forget),
    }
    if width is None:
        st.segmented_control(label, list(names), **common)
    else:
        st.selectbox(label, list(names), width=width, placeholder=label, **common)


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

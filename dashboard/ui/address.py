"""Role: the filter state and the address bar carry each other: a copied link opens the same view.

The address is the single source; widgets show it and write it. Streamlit's own binding of widgets to the
address writes the words on screen, so a link would break with the language or a renamed unit; codes do not.
"""

from datetime import date, datetime, time, timedelta

import streamlit as st

from dashboard.viewmodels.state import FilterState, Structure
from data_access.vocabulary import ZONE, Measure

PROGRAMME, PHASE, UNIT, MEASURE, FIELD, AS_OF, STRUCTURE = (
    "chuong-trinh",
    "giai-doan",
    "don-vi",
    "so-lieu",
    "linh-vuc",
    "tinh-den",
    "co-cau",
)
LANGUAGE = "ngon-ngu"
KEYS = (PROGRAMME, PHASE, UNIT, MEASURE, FIELD, AS_OF, STRUCTURE, LANGUAGE)

MEASURES = {"da-gui": Measure.SUBMITTED, "hop-le": Measure.VALID}
STRUCTURES = {"luc-ghi": Structure.RECORDED, "hien-nay": Structure.TODAY}

_KEPT = "address.kept"
LONGEST_CODE = 120


def restore() -> None:
    """Carry the choices over to the page just opened: the menu's links do not hold them."""
    given = {key: st.query_params[key] for key in KEYS if key in st.query_params}
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    page = st.session_state.get("address.page")
    if not given and kept and page != st.session_state.get("address.former_page"):
        st.query_params.update(kept)
        given = kept
    st.session_state[_KEPT] = given
    st.session_state["address.former_page"] = page


def entered(page: str) -> None:
    """Say which page is about to run, before ``restore``."""
    st.session_state["address.page"] = page


def page() -> str:
    """Address of the page that runs, "" for the first."""
    return str(st.session_state.get("address.page", ""))


def forget() -> None:
    """Carry nothing over to the next page: its address is complete."""
    st.session_state[_KEPT] = {}


def current() -> FilterState:
    """The state that the address holds; what cannot be read counts as not chosen."""
    return FilterState(
        programme=_text(PROGRAMME),
        phase=_phase(_text(PHASE)),
        unit=_text(UNIT),
        measure=MEASURES.get(_text(MEASURE) or "", Measure.SUBMITTED),
        field=_text(FIELD),
        as_of=_instant(_text(AS_OF)),
        structure=STRUCTURES.get(_text(STRUCTURE) or "", Structure.RECORDED),
    )


def language() -> str | None:
    """The language that the address asks for; a page opened without an address speaks as the one before."""
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    is_bare = not any(key in st.query_params for key in KEYS)
    return kept.get(LANGUAGE) if is_bare else _text(LANGUAGE)


def put(key: str, value: str | None) -> None:
    """Choose something (None: back to the default)."""
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
    kept = {name: st.query_params[name] for name in KEYS if name in st.query_params}
    st.session_state[_KEPT] = kept


def reset() -> None:
    """Everything back to the default, the language kept."""
    for key in KEYS:
        if key != LANGUAGE:
            put(key, None)


def is_default() -> bool:
    """Whether nothing is chosen."""
    return all(key not in st.query_params for key in KEYS if key != LANGUAGE)


def _text(key: str) -> str | None:
    value = st.query_params.get(key)
    return value if value and len(value) <= LONGEST_CODE else None


def _phase(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 3 else None


def _instant(text: str | None) -> datetime | None:
    """``2022-05-31`` is the end of that day; a full instant is taken as it is (local without a zone)."""
    if text is None:
        return None
    try:
        if len(text) == len("2022-05-31"):
            return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), ZONE)
        instant = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZONE)

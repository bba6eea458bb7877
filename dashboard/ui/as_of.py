"""Role: as of when: choosing a day in the past, and saying aloud that the past is what is shown."""

from datetime import date, datetime, timedelta

import streamlit as st

from dashboard.domain.campaign import local_day
from dashboard.i18n import numbers, t
from dashboard.ui import address
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Choices

_DAY = "f-as-of-day"
_OPEN = "f-as-of"


def choose(choices: Choices, shown: datetime) -> None:
    """The moment of the figures; opened, it offers the days of the campaign and the way back to now."""
    with st.popover(numbers.cutoff(shown), key=_OPEN, type="tertiary", on_change="rerun") as found:
        if not found.open:
            return
        first, last = _days(choices)
        st.session_state[_DAY] = min(max(_last_day(shown), first), last)
        st.date_input(
            t("ui.as_of.day"),
            min_value=first,
            max_value=last,
            format="DD/MM/YYYY",
            key=_DAY,
            on_change=_chosen,
        )
        st.caption(t("ui.as_of.help", last=numbers.date(last)))
        _back("f-as-of-now")


def mark(choices: Choices, state: FilterState) -> None:
    """What stands above the figures while they are those of the past."""
    if not is_past(choices, state):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="plain-past"):
        shown = choices.stamp.as_of if choices.stamp else state.as_of
        st.warning(t("ui.as_of.past", when=numbers.cutoff(shown)) if shown else "", icon=":material/history:")
        _back("past-now")


def is_past(choices: Choices, state: FilterState) -> bool:
    """Whether data newer than the chosen moment are stored."""
    newest = choices.newest_at
    return state.as_of is not None and newest is not None and state.as_of < newest


def _back(key: str) -> None:
    st.button(t("ui.as_of.now"), key=key, on_click=address.put, args=(address.AS_OF, None))


def _chosen() -> None:
    day: date | None = st.session_state.get(_DAY)
    if day is not None:
        address.put(address.AS_OF, day.isoformat())
        st.session_state[_OPEN] = False


def _days(choices: Choices) -> tuple[date, date]:
    """From the first phase's first day to the last day with data; one of them at least."""
    last = _last_day(choices.newest_at) if choices.newest_at else local_day(datetime.now().astimezone())
    starts = [phase.starts_at for phase in choices.phases if phase.starts_at is not None]
    return min([last, *map(local_day, starts)]), last


def _last_day(moment: datetime) -> date:
    """24h ngày 31/5 covers 31/5."""
    return local_day(moment - timedelta(seconds=1))

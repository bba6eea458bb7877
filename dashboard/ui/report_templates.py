"""Role: a person's own .pptx and .docx as the look of the deck and the letter, kept by name."""

from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import saving
from dashboard.i18n import t
from dashboard.reports import docx, pptx_stage
from dashboard.ui import filters, report_wishes
from data_access.vocabulary import SavedKind

KINDS = {"pptx": SavedKind.PPTX_TEMPLATE, "docx": SavedKind.DOCX_TEMPLATE}
"""Formats that take one, with where it is kept."""

_CHECKS: dict[str, Any] = {"pptx": pptx_stage.stage, "docx": docx.check_template}
_OWN = ""


def chosen(ending: str) -> str:
    """The name of the template to use; empty for the built-in look."""
    return str(st.session_state.get(_key(ending)) or _OWN)


def choose() -> None:
    """For each format what is kept, and a place to drop one more."""
    for ending, kind in KINDS.items():
        names = [item.name for item in saving.listed(cache.stored_database(), kind)]
        if chosen(ending) not in names:
            st.session_state[_key(ending)] = _OWN  # forgotten in another session
        st.session_state[f"template-{ending}"] = chosen(ending)
        st.selectbox(
            t(f"report_page.template.{ending}"),
            [_OWN, *names],
            key=f"template-{ending}",
            format_func=lambda name: filters.plain(name) if name else t("report_page.template.own"),
            on_change=_chosen,
            args=(ending,),
        )
    st.file_uploader(
        t("report_page.template.add"), type=list(KINDS), key=f"template-{_round()}", on_change=_added
    )
    for ending in KINDS:
        if name := chosen(ending):
            st.button(
                t("report_page.template.forget", name=filters.plain(name)), key=f"template-forget-{ending}",
                type="tertiary", on_click=_forget, args=(ending, name),
            )  # fmt: skip


def _key(ending: str) -> str:
    return f"report.template.{ending}"


def _round() -> int:
    return int(st.session_state.get("report.template.round", 0))


def _chosen(ending: str) -> None:
    st.session_state[_key(ending)] = st.session_state[f"template-{ending}"]


def _added() -> None:
    file = st.session_state[f"template-{_round()}"]
    if file is None:
        return
    ending = file.name.rsplit(".", 1)[-1].lower()

    def keep() -> None:
        data = file.getvalue()
        _CHECKS[ending](data)
        name = saving.save(
            cache.stored_database(), KINDS[ending], file.name, {}, user=cache.viewer().name, file=data
        )
        st.session_state[_key(ending)] = name

    report_wishes.attempt(keep)
    st.session_state["report.template.round"] = _round() + 1


def _forget(ending: str, name: str) -> None:
    def forget() -> None:
        saving.delete(cache.stored_database(), KINDS[ending], name, user=cache.viewer().name)

    report_wishes.attempt(forget)
    st.session_state[_key(ending)] = _OWN

"""Role: correcting a plan in place: a grid of flagged cells, units for unknown names, the way back."""

import streamlit as st

from dashboard import cache
from dashboard.actions.plans import PreparedImport
from dashboard.actions.unit_questions import ASKED, UnitOption, UnitQuestion, unit_choices, unit_questions
from dashboard.i18n import numbers, t
from dashboard.importing.issues import IssueCode, Severity
from dashboard.importing.layouts import NO_WISHES, Wishes
from dashboard.reports.returned_workbook import returned_name, returned_workbook
from dashboard.ui import filters, import_deeds, import_grid, show
from dashboard.ui.import_cells import flagged_cells, with_edits, with_units
from dashboard.ui.import_state import Planned, Session, again

MOST_NAMES = 40
"""Unit names asked about at once."""

FOUND = 8
"""Units added to the lists by a search."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT_OUT = -1
"""Chosen instead of a unit: the rows with this name stay out."""


def count(plan: PreparedImport) -> int:
    """Cells and names that are worth a person's look: refused or doubtful, each cell once."""
    flagged = sum(cell.issue.severity is not Severity.NOTICE for cell in flagged_cells(plan))
    asked = sum(issue.code in ASKED for issue in plan.issues if issue.value)
    return flagged + asked + sum(_beyond(plan).values())


def _beyond(plan: PreparedImport) -> dict[IssueCode, int]:
    """Refused or doubtful findings of each code that are only counted: more than are kept."""
    not_kept = plan.not_kept
    if not not_kept:
        return {}
    worth = {issue.code for issue in plan.issues if issue.severity is not Severity.NOTICE and issue.row}
    return {code: n for code, n in not_kept.items() if code in worth}


def draw(session: Session, planned: Planned) -> None:
    """The part "fix" of a plan."""
    plan = planned.plan
    serial = session.serial
    _units(serial, plan)
    cells = flagged_cells(plan)
    for code, n in _beyond(plan).items():
        words = {"name": t(f"problems.{code.value}"), "n": numbers.integer(n)}
        show.note(t("upload.fix.beyond", kept=numbers.integer(plan.issue_counts[code] - n), **words))
    if cells:
        show.line(t("upload.fix.title"), [])
        show.note(t("upload.fix.hint"))
        import_grid.draw(cells, serial)
    _decided(session, planned)
    with st.container(horizontal=True, key="plain-fix"):
        st.button(
            t("upload.fix.apply"),
            type="primary",
            key="upload-fix-apply",
            on_click=_apply,
            args=(session, planned),
        )
        _workbook(plan)


def _apply(session: Session, planned: Planned) -> None:
    import_deeds.prepare(session, again(planned, wishes=wishes_of(session.serial, planned.plan)))


def wishes_of(serial: int, plan: PreparedImport) -> Wishes:
    """What the widgets of this plan say."""
    wishes = with_edits(plan, flagged_cells(plan), import_grid.edits(serial))
    chosen: dict[str, int | None] = {}
    for key, value in st.session_state.items():
        prefix = f"upload-unit-{serial}-"
        if isinstance(key, str) and key.startswith(prefix) and isinstance(value, UnitOption):
            chosen[key.removeprefix(prefix)] = None if value.unit_id == LEFT_OUT else value.unit_id
    return with_units(plan, wishes, chosen)


def _units(serial: int, plan: PreparedImport) -> None:
    choices = unit_choices(cache.database())
    questions = unit_questions(plan, choices, MOST_NAMES + 1)
    if not questions:
        return
    show.line(t("upload.units.title"), [])
    show.note(t("upload.units.hint"))
    typed = st.text_input(
        t("upload.units.search"),
        key=f"upload-units-search-{serial}",
        placeholder=t("upload.units.search"),
        label_visibility="collapsed",
        width=420,
    )
    found = tuple(choices.search(typed, FOUND))
    needed = [one for one in questions[:MOST_NAMES] if one.is_needed]
    others = [one for one in questions[:MOST_NAMES] if not one.is_needed]
    for question in needed:
        _question(serial, question, found)
    if others:
        with st.expander(t("upload.units.optional", n=numbers.integer(len(others)))):
            for question in others:
                _question(serial, question, found)
    if len(questions) > MOST_NAMES:
        show.note(t("upload.units.more"))


def _question(serial: int, question: UnitQuestion, found: tuple[UnitOption, ...]) -> None:
    key = f"upload-unit-{serial}-{question.text}"
    chosen = st.session_state.get(key)
    skip = (UnitOption(LEFT_OUT, t("upload.units.skip")),) if question.is_needed else ()
    kept = (chosen,) if isinstance(chosen, UnitOption) else ()
    options = list(dict.fromkeys((*found, *question.options, *kept, *skip)))
    st.selectbox(
        filters.plain(t("upload.units.rows", text=question.text, n=numbers.integer(question.rows))),
        options,
        index=None,
        format_func=_named,
        key=key,
        placeholder=t("upload.units.choose"),
        width=560,
    )


def _named(option: UnitOption) -> str:
    return " · ".join((option.name, *option.path))


def _decided(session: Session, planned: Planned) -> None:
    wishes = planned.plan.wishes
    counts = (
        ("cells", len(wishes.corrections)),
        ("rows", len(wishes.excluded_rows)),
        ("units", len(wishes.units)),
    )
    parts = [t(f"upload.fix.decided_{name}", n=numbers.integer(n)) for name, n in counts if n]
    if not parts:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="plain-decided"):
        show.line(t("upload.fix.decided", parts=", ".join(parts)), [])
        kept = Wishes(columns=wishes.columns, multipliers=wishes.multipliers) if wishes.columns else NO_WISHES
        st.button(
            t("upload.fix.reset"),
            key="upload-fix-reset",
            type="tertiary",
            on_click=import_deeds.prepare,
            args=(session, again(planned, wishes=kept)),
        )


def _workbook(plan: PreparedImport) -> None:
    if not plan.paths or not plan.issues:
        return
    st.download_button(
        t("upload.fix.workbook"),
        data=lambda: returned_workbook(plan.paths, plan.issues, plan.issue_counts),
        file_name=returned_name(plan.paths),
        mime=XLSX,
        key="upload-workbook",
        help=t("upload.fix.workbook_help"),
    )

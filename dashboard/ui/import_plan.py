"""Role: the plan of an import: what would be written, what it does to the figures, what is wrong."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import browsing
from dashboard.actions.plans import PreparedImport
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.ui import (
    import_deeds,
    import_done,
    import_effects,
    import_fix,
    import_notices,
    import_rows,
    quick_look,
    show,
)
from dashboard.ui.import_state import Planned, Session, again
from data_access.vocabulary import ImportKind

_NO_TABLE = frozenset({IssueCode.NO_TABLE, IssueCode.COLUMN_MISSING})
_AS_A_WHOLE = frozenset(
    {
        IssueCode.COLUMN_SCALED,
        IssueCode.SHEET_FULL,
        IssueCode.TEXT_ENCODED_TWICE,
        IssueCode.TEXT_REPAIRED,
    }
)
MOST_TOLD = 3

_SMALL = ("effect", "fix", "notices")
"""Parts that also tables other than initiatives have."""

_SKIPPED = ("head", "blank", "total", "section", "signature", "sheet", "excluded")


def draw(session: Session, planned: Planned) -> None:
    """The plan with its decision, and below it the parts that led to it."""
    plan = planned.plan
    with st.container(key="panel-plan"):
        show.heading(plan.headline())
        if plan.refused:
            _ask_again(session, planned)
        else:
            show.note(f"{t('upload.nothing_written', file=plan.file_name)} {balance(planned)}.")
            if plan.is_full and plan.counts.missing:
                show.note(f"▲ {t('importing.plan_missing', missing=numbers.integer(plan.counts.missing))}")
            if plan.same_as_batch is not None and not plan.writes_anything:
                show.note(t("importing.same_file", batch=plan.same_as_batch))
            if planned.effect is not None and planned.effect.movers:
                show.line(import_done.change(planned.effect), [])
            for issue in _told_at_once(planned):
                show.note(f"▲ {issue.message}")
            _scope(session, planned)
        if session.queue:
            show.note(t("upload.waiting", n=len(session.queue)))
        _decide(session, planned)
    if plan.refused and plan.issue_count > 1:
        with st.container(key="panel-parts"):
            import_notices.draw(plan.issues, plan.issue_counts)
    elif not plan.refused:
        _parts(session, planned)


def balance(planned: Planned) -> str:
    """Where every row of the file went."""
    counts = planned.plan.counts
    rows = {
        name: numbers.integer(getattr(counts, name)) for name in ("read", "accepted", "rejected", "skipped")
    }
    reasons = [
        t(f"upload.skipped.{reason if reason in _SKIPPED else 'other'}", n=numbers.integer(count))
        for reason, count in counts.skipped_by.items()
        if count
    ]
    why = t("upload.skipped_why", reasons=", ".join(reasons)) if reasons else ""
    return t("upload.rows", **rows) + why


def _told_at_once(planned: Planned) -> list[Issue]:
    """What was done to the file as a whole: a person should see it without looking for it."""
    return [issue for issue in planned.plan.issues if issue.code in _AS_A_WHOLE][:MOST_TOLD]


def _scope(session: Session, planned: Planned) -> None:
    """Whether rows that the file does not name are missing, and what happens with them."""
    plan = planned.plan
    if plan.kind is not ImportKind.INITIATIVES or not (plan.counts.unchanged or plan.counts.changed):
        return
    key = f"upload-scope-{session.serial}"

    def changed() -> None:
        chosen = st.session_state[key]
        if chosen is not None and chosen != plan.is_full:
            import_deeds.prepare(session, again(planned, full=chosen))

    with st.container(horizontal=True, vertical_alignment="center", key="plain-scope"):
        show.line(t("upload.scope.label"), [])
        st.segmented_control(
            t("upload.scope.label"),
            [True, False],
            default=plan.is_full,
            format_func=lambda full: t(f"upload.scope.{'full' if full else 'partial'}"),
            key=key,
            on_change=changed,
            label_visibility="collapsed",
            help=t("upload.scope.help"),
        )
    if plan.is_full and plan.counts.missing:
        session.withdraws = st.checkbox(
            t("upload.scope.withdraw", n=numbers.integer(plan.counts.missing)),
            key=f"upload-withdraw-{session.serial}",
            help=t("upload.scope.withdraw_help"),
        )


def _decide(session: Session, planned: Planned) -> None:
    plan = planned.plan
    can_write = plan.writes_anything or (session.withdraws and not plan.refused)
    with st.container(horizontal=True, key="plain-decide"):
        if can_write:
            st.button(
                t("upload.write"),
                type="primary",
                key="upload-write",
                on_click=import_deeds.write,
                args=(session, planned),
            )
        quick_look.offer(plan, [asked.paths for asked in session.queue])
        if plan.layouts:
            st.button(
                t("upload.columns_again"), key="upload-columns-again", on_click=_show_columns, args=(session,)
            )
        st.button(t("upload.leave"), key="upload-leave", on_click=import_deeds.leave, args=(session, planned))


def _show_columns(session: Session) -> None:
    session.shows_columns = True


def _ask_again(session: Session, planned: Planned) -> None:
    """What only a person can say about a refused file: which programme, or what kind of table."""
    codes = {issue.code for issue in planned.plan.issues}
    if IssueCode.PROGRAMME_UNCLEAR in codes:
        names = browsing.programme_names(cache.database())
        _choice(session, planned, "programme", list(names), names.__getitem__)
    elif codes & _NO_TABLE:
        _choice(session, planned, "kind", list(ImportKind), word)


def _choice(
    session: Session, planned: Planned, name: str, options: list[Any], words: Callable[[Any], str]
) -> None:
    key = f"upload-{name}-{session.serial}"

    def chosen() -> None:
        if st.session_state[key] is not None:
            import_deeds.prepare(session, again(planned, **{name: st.session_state[key]}))

    label = t(f"upload.scope.{name}")
    st.selectbox(
        label, options, index=None, format_func=words, key=key, placeholder=label, on_change=chosen, width=360
    )


def _notices_beyond(plan: PreparedImport, notices: list[Issue]) -> int:
    """Findings that are only counted, of the kinds that stand among the notices."""
    kinds = {issue.code for issue in notices}
    return sum(n for code, n in plan.not_kept.items() if code in kinds)


def _parts(session: Session, planned: Planned) -> None:
    """One part at a time, the one that needs a person first; only what is open is worked out."""
    plan = planned.plan
    counts, to_fix = plan.counts, import_fix.count(plan)
    notices = [issue for issue in plan.issues if issue.severity is not Severity.ERROR]
    noticed = len(notices) + _notices_beyond(plan, notices)
    parts: list[tuple[str, int | None, Callable[[], None]]] = [
        ("effect", None, lambda: import_effects.draw(session, planned)),
        ("fix", to_fix, lambda: import_fix.draw(session, planned)),
        ("new", counts.new, lambda: import_rows.draw_new(session, planned)),
        ("changed", counts.changed, lambda: import_rows.draw_changed(session, planned)),
        ("missing", counts.missing, lambda: import_rows.draw_missing(session, planned)),
        ("alike", len(planned.alike), lambda: import_rows.draw_alike(planned.alike)),
        ("notices", noticed, lambda: import_notices.draw(notices, plan.issue_counts)),
    ]
    is_rows = plan.batch_id is not None
    shown = [
        (t(f"upload.parts.{name}", n=numbers.integer(n or 0)), name, draw)
        for name, n, draw in parts
        if (n is None or n) and (is_rows or name in _SMALL)
    ]
    labels = [label for label, _, _ in shown]
    first = next((label for label, name, _ in shown if name == "fix" and counts.rejected), labels[0])
    with st.container(key="panel-parts"):
        tabs = st.tabs(labels, key=f"upload-parts-{session.serial}", default=first, on_change="rerun")
        for tab, (_, _, draw) in zip(tabs, shown, strict=True):
            if tab.open:
                with tab:
                    draw()

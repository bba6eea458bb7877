"""Role: the last step of an import: what was written, the sentence to pass on, the way to the screens."""

import streamlit as st

from dashboard import cache, navigation
from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import menu, show
from dashboard.ui.import_state import Done, Session
from dashboard.viewmodels import overview
from dashboard.viewmodels.import_effect import EffectView
from dashboard.viewmodels.state import FilterState


def draw(session: Session) -> None:
    """What this round wrote; nothing when it wrote nothing."""
    if not session.done:
        return
    with st.container(key="panel-done"):
        show.heading(t("upload.finished.title"))
        for done in session.done:
            show.note(_line(done))
        sentences = _sentences(session.done)
        if sentences:
            show.note(t("upload.finished.copy"))
            st.code("\n".join(sentences), language=None, wrap_lines=True)
        with st.container(horizontal=True, key="plain-done-links"):
            st.page_link(menu.page(navigation.OVERVIEW), label=t("upload.finished.overview"))
            st.page_link(menu.page(navigation.TARGETS), label=t("upload.finished.targets"))


def _line(done: Done) -> str:
    counts, plan = done.plan.counts, done.plan
    return t(
        "upload.finished.line",
        batch=done.committed.batch_id,
        kind=word(plan.kind) if plan.kind else "",
        file=plan.file_name,
        new=numbers.integer(counts.new),
        changed=numbers.integer(counts.changed),
    )


def _sentences(done: list[Done]) -> list[str]:
    """What changed, then where the campaign stands now, in official wording."""
    sentences = [change(one.effect) for one in done if one.effect is not None]
    state = FilterState()
    choices = cache.choices_for(state)
    if choices.programmes and choices.phases:
        sentences += cache.view(overview.build, state).sentences
    return sentences


def change(effect: EffectView) -> str:
    """``Giai đoạn 1: 3.001 → 3.013 sáng kiến (150,1% → 150,7%).``"""
    moved, name = effect.total_phase, effect.phase.name
    if not moved.change and effect.total_programme.change:  # the file is about another phase
        moved, name = effect.total_programme, t("upload.effect.programme")
    words = {
        "phase": name,
        "before": numbers.integer(moved.before.count),
        "after": numbers.integer(moved.after.count),
    }
    if moved.after.share is None or moved.before.share is None:
        return t("upload.finished.sentence_plain", **words)
    shares = {"share_before": wording.share(moved.before), "share_after": wording.share(moved.after)}
    return t("upload.finished.sentence", **words, **shares)

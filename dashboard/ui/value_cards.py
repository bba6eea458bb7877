"""Role: the screen Lĩnh vực in cards: how many, which field leads, what is not classified."""

from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui.cards import Card
from dashboard.viewmodels.questions import Question
from dashboard.viewmodels.views import FieldsView, KindRow
from data_access.vocabulary import UNCLASSIFIED_FIELD_CODE, Block, SolutionKind


def cards(view: FieldsView) -> list[Card]:
    """All initiatives, the leading field, and what is unclassified by field, kind and block."""
    unknown_kind, unknown_block = _unknown(view.kinds), _unknown(view.blocks)
    return [
        Card(
            t("fields.total"),
            numbers.integer(view.total),
            detail=t("fields.of_measure", measure=word(view.scope.measure)),
            ask=Question().encode(),
        ),
        _leading(view),
        *_unclassified(view),
        _part(t("fields.no_kind"), unknown_kind, view.total, Question(kind=SolutionKind.UNKNOWN)),
        _part(t("fields.no_block"), unknown_block, view.total, Question(block=Block.UNKNOWN)),
    ]


def _unclassified(view: FieldsView) -> list[Card]:
    """Within one chosen field nothing can be without a field, so nothing is said of it."""
    if view.scope.field_code not in (None, UNCLASSIFIED_FIELD_CODE):
        return []
    question = Question(field=UNCLASSIFIED_FIELD_CODE)
    return [_part(t("fields.unclassified"), view.unclassified, view.total, question)]


def _unknown(rows: Iterable[KindRow]) -> int:
    unknown: set[IntEnum] = {SolutionKind.UNKNOWN, Block.UNKNOWN}
    return sum(row.count for row in rows if row.kind in unknown)


def _leading(view: FieldsView) -> Card:
    named = [row for row in view.fields if row.code is not None and row.count]
    if not named:
        return Card(t("fields.leading"), "–")
    return Card(
        t("fields.leading"),
        wording.part(named[0].share),
        detail=named[0].name,
        ask=Question(field=named[0].code).encode(),
    )


def _part(label: str, count: int, whole: int, question: Question) -> Card:
    share = Decimal(count) / Decimal(whole) if whole else None
    return Card(
        label,
        numbers.integer(count),
        beside=f" / {numbers.integer(whole)}",
        detail=wording.part(share),
        ask=question.encode(),
    )

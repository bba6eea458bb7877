"""Role: every card and every mark of every screen opens an explanation whose rows are the figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from dashboard import cache, navigation
from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.i18n import numbers
from dashboard.navigation import Entry
from dashboard.viewmodels import explanation
from dashboard.viewmodels.explanation import Explanation
from dashboard.viewmodels.questions import Figure, Question, decode
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from tests.app.drawn import Drawn, Reader, sample_database  # noqa: F401  # a fixture by its name
from tests.e2e.campaign import campaign_file  # noqa: F401

PAGES = tuple(page for page in navigation.MENU if page is not navigation.IMPORTS)

FILTERS: dict[str, dict[str, str]] = {
    "default": {},
    "whole programme": {"giai_doan": "0"},
    "valid ones of a district": {"don_vi": "LS-VQ", "so_lieu": "hop-le", "giai_doan": "1"},
    "a field": {"linh_vuc": "F04", "giai_doan": "1"},
    "in the past": {"tinh_den": "2022-04-17", "giai_doan": "1"},
}

COUNTS = frozenset({Figure.COUNT, Figure.SUBMITTED, Figure.VALID, Figure.OUTSIDE_PHASES})
"""Figures that are a number of rows."""


@dataclass(frozen=True)
class Asked:
    """A question as drawn: ``shown`` are the words beside it, ``y`` the mark's value."""

    where: str
    ask: str
    shown: str
    y: int | Decimal | None


def _asked(drawn: Drawn) -> Iterator[Asked]:
    for card in drawn.cards:
        if card.ask:
            yield Asked(f"card {card.label}", card.ask, f"{card.value}{card.beside} {card.detail}", None)
        if card.detail_ask:
            yield Asked(f"card {card.label}, detail", card.detail_ask, card.detail, None)
        if card.extra_ask and card.extra:
            yield Asked(f"card {card.label}, extra", card.extra_ask, card.extra, None)
    for words, ask in drawn.said:
        if ask:
            yield Asked("line", ask, words, None)
    for spec in drawn.specs:
        for series in spec.series:
            for point in series.points:
                if point.ask:
                    yield Asked(f"{spec.title} / {series.name} / {point.x}", point.ask, point.label, point.y)


def _written(found: Explanation) -> set[str]:
    """All the ways in which screens write the figure or its number of rows."""
    words = set()
    if found.total is not None:
        words.add(numbers.integer(found.total))
    if isinstance(found.exact, int):
        words |= {
            numbers.integer(found.exact),
            wording.money(found.exact),
            numbers.signed_integer(found.exact),
        }
    elif found.exact is not None:
        words |= {
            numbers.percent(found.exact),
            numbers.decimal(found.exact),
            numbers.compact_decimal(found.exact),
        }
    return words


def _complaints(db: Database, state: FilterState, asked: Asked) -> list[str]:
    question = decode(asked.ask)
    if question is None:
        return [f"{asked.where}: {asked.ask} is no question"]
    found = explanation.build(cache.viewer(), db, state, question)
    wrong = []
    if asked.y is not None and found.exact != asked.y:
        wrong.append(f"{asked.where}: drawn {asked.y}, explained {found.exact} ({asked.ask})")
    if asked.y is None and asked.shown and not any(words in asked.shown for words in _written(found)):
        wrong.append(f"{asked.where}: {asked.shown!r} says none of {_written(found)} ({asked.ask})")
    if question.figure in COUNTS and found.total != found.exact:
        wrong.append(f"{asked.where}: {found.total} rows for {found.exact}")
    return wrong + _row_complaints(db, state, question, found, asked.where)


def _row_complaints(
    db: Database, state: FilterState, question: Question, found: Explanation, where: str
) -> list[str]:
    if found.total is None:
        return []
    rows = explanation.rows(cache.viewer(), db, state, question, 0, 10_000)
    may_read = replace(cache.viewer(), may_read_confidential=True)
    every = explanation.rows(may_read, db, state, question, 0, 10_000)
    sources = sum(source.rows for source in found.sources or ())
    wrong = []
    if not len(rows) == found.listed == sources:
        wrong.append(f"{where}: {len(rows)} rows, {found.listed} said, {sources} by import")
    if len(every) != found.total or len({row.code for row in every}) != len(every):
        wrong.append(f"{where}: {len(every)} rows for {found.total}")
    if question.figure is Figure.SAVINGS and sum(row.savings_vnd or 0 for row in every) != found.exact:
        wrong.append(f"{where}: the values of the rows do not add up")
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS.keys())
def test_the_rows_behind_every_figure_are_the_figure(
    page: Entry,
    chosen: dict[str, str],
    sample_database: Database,
    monkeypatch: pytest.MonkeyPatch,  # noqa: F811
) -> None:
    drawn = Reader(monkeypatch).read(page, **chosen)
    assert drawn.state is not None
    state = drawn.state
    complaints: list[str] = []
    known: dict[tuple[str, object, str], None] = {}
    for asked in _asked(drawn):
        if (asked.ask, asked.y, asked.shown) not in known:
            known[asked.ask, asked.y, asked.shown] = None
            complaints += _complaints(sample_database, state, asked)
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_card_and_every_mark_of_what_was_done_can_be_opened(
    page: Entry,
    sample_database: Database,
    monkeypatch: pytest.MonkeyPatch,  # noqa: F811
) -> None:
    drawn = Reader(monkeypatch).read(page)
    dumb = [card.label for card in drawn.cards if not card.ask and not card.how]
    dumb += [
        f"{spec.title} / {series.name} / {point.x}"
        for spec in drawn.specs
        for series in spec.series
        for point in series.points
        if point.y is not None and not point.ask and (point.role or series.role) is not Role.PLAN
    ]
    assert not dumb


Change = Callable[[Asked], Asked]


def test_the_comparison_notices_a_mark_that_asks_for_other_rows(
    sample_database: Database,
    monkeypatch: pytest.MonkeyPatch,  # noqa: F811
) -> None:
    drawn = Reader(monkeypatch).read(navigation.OVERVIEW)
    assert drawn.state is not None
    wrong = Asked("planted", Question(Figure.VALID, unit="LS-VQ").encode(), "178", 178)
    assert _complaints(sample_database, drawn.state, wrong)
    assert _complaints(sample_database, drawn.state, replace(wrong, ask="nonsense"))

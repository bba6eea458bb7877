"""Role: every bad cell of a usual file is kept; the history and scripts get the first of each kind."""

import tracemalloc

import pytest

from dashboard.importing import issues
from dashboard.importing.issues import (
    KEPT_PER_CODE,
    STORED_PER_CODE,
    IssueCode,
    IssueLog,
    Severity,
    as_json,
    counts_from_stored,
    first_of_each,
    not_among,
    stored_counts,
    stored_issues,
)

MEGABYTE = 1024 * 1024


def _log(code: IssueCode, how_many: int, first_row: int = 2) -> IssueLog:
    log = IssueLog()
    for row in range(first_row, first_row + how_many):
        log.add(
            code, Severity.ERROR, sheet="Sáng kiến", row=row, column="Ngày gửi", value=f"{row}/13/2022",
            position=6,
        )  # fmt: skip
    return log


def test_three_thousand_of_a_kind_are_all_kept_and_listed_up_to_five_hundred() -> None:
    log = _log(IssueCode.DATE_UNREADABLE, 3_000)
    kept = log.ordered()
    assert [issue.row for issue in kept] == list(range(2, 3_002))
    for listed in (as_json(kept), stored_issues(kept)):
        assert [one["row"] for one in listed] == list(range(2, 2 + STORED_PER_CODE))
    assert not_among(kept, log.counts) == {}
    assert not_among(first_of_each(kept), log.counts) == {IssueCode.DATE_UNREADABLE: 2_500}


def test_the_list_for_scripts_has_the_seven_fields_and_no_other() -> None:
    (one,) = as_json(_log(IssueCode.DATE_UNREADABLE, 1))
    assert list(one) == ["code", "severity", "sheet", "row", "column", "value", "message"]


def test_a_kind_with_few_is_listed_whole_beside_one_with_many() -> None:
    log = _log(IssueCode.DATE_UNREADABLE, 700)
    log.extend(_log(IssueCode.MONEY_UNREADABLE, 3))
    listed = first_of_each(log)
    assert sum(one.code is IssueCode.MONEY_UNREADABLE for one in listed) == 3
    assert len(listed) == STORED_PER_CODE + 3


def test_logs_put_together_keep_no_more_than_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issues, "KEPT_PER_CODE", 10)
    log, other = _log(IssueCode.DATE_UNREADABLE, 8), _log(IssueCode.DATE_UNREADABLE, 15, first_row=100)
    log.extend(other)
    assert log.counts == {IssueCode.DATE_UNREADABLE: 23}
    assert [issue.row for issue in log] == [*range(2, 10), 100, 101]
    assert log.left_out == 13


def test_when_very_many_are_kept_a_new_kind_still_gets_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issues, "KEPT_IN_ALL", 60)
    monkeypatch.setattr(issues, "STORED_PER_CODE", 5)
    log = _log(IssueCode.DATE_UNREADABLE, 60)
    for _ in range(20):
        log.add(IssueCode.MONEY_UNREADABLE, Severity.ERROR, sheet="S", row=1, column="x", value="y")
    kept = [issue.code for issue in log]
    assert (kept.count(IssueCode.DATE_UNREADABLE), kept.count(IssueCode.MONEY_UNREADABLE)) == (60, 5)
    assert log.counts[IssueCode.MONEY_UNREADABLE] == 20


def test_counts_come_back_from_the_history_without_codes_no_longer_known() -> None:
    counts = {IssueCode.DATE_UNREADABLE: 3_000}
    assert counts_from_stored(stored_counts(counts) | {"no_longer_known": 4}) == counts


def test_as_many_as_are_kept_of_a_kind_take_little_memory() -> None:
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        log = _log(IssueCode.DATE_UNREADABLE, KEPT_PER_CODE + 5_000)
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(log.ordered()) == KEPT_PER_CODE
    assert taken < 25 * MEGABYTE, taken

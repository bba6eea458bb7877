"""Role: values in findings read as a person would write them; no sentence says that it says nothing."""

import pytest

from dashboard.importing.issues import Issue, IssueCode, IssueLog, Severity, from_stored, stored_issues


def _issue(code: IssueCode, value: object, **words: object) -> Issue:
    log = IssueLog()
    log.add(code, Severity.ERROR, sheet="Trang 1", row=3, column="Cột", value=value, position=2, **words)
    return log.ordered()[0]


@pytest.mark.parametrize(
    ("value", "kept", "spoken"),
    [(-5_000_000.0, "-5000000", "5.000.000"), (2500.0, "2500", "2.500"), (1e300, None, "1.000.000.000")],
)
def test_a_whole_amount_has_no_decimal_point(value: float, kept: str | None, spoken: str) -> None:
    issue = _issue(IssueCode.MONEY_NEGATIVE, value)
    assert kept is None or issue.value == kept
    assert spoken in issue.message
    assert ".0”" not in issue.message


def test_a_year_or_a_code_is_not_grouped_like_an_amount() -> None:
    assert "2.022" not in _issue(IssueCode.DATE_UNREADABLE, 2022).message
    assert "2022" in _issue(IssueCode.DATE_UNREADABLE, 2022.0).message


def test_text_stays_as_it_was_typed() -> None:
    assert _issue(IssueCode.MONEY_NEGATIVE, "-5000000.0").value == "-5000000.0"


def test_similar_names_are_mentioned_only_when_there_are_any() -> None:
    none = _issue(IssueCode.UNIT_UNKNOWN, "CĐCS X", suggestions="").message
    some = _issue(IssueCode.UNIT_UNKNOWN, "CĐCS X", suggestions="CĐCS Y").message
    assert "Gần giống" not in none
    assert none.endswith("danh mục đơn vị.")
    assert some.endswith("Gần giống: CĐCS Y.")


def test_the_history_keeps_the_place_of_a_cell() -> None:
    issue = _issue(IssueCode.DATE_UNREADABLE, "hôm kia")
    assert from_stored(stored_issues([issue])) == [issue]
    assert from_stored([stored_issues([issue])[0] | {"code": "no_longer_known"}]) == []

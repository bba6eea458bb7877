"""Role: every issue has its sentence in both languages, with its place."""

import pytest

from dashboard.i18n import Language, use_language
from dashboard.i18n.catalogue import LANGUAGES, catalogue
from dashboard.importing.issues import IssueCode, IssueLog, Severity
from data_access.spreadsheets import FailureCode


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence_and_every_sentence_a_code(language: Language) -> None:
    prefix = "issues.message."
    sentences = {key.removeprefix(prefix) for key in catalogue(language) if key.startswith(prefix)}
    assert sentences == {code.value for code in IssueCode}


def test_every_failure_of_reading_is_an_issue() -> None:
    assert {code.value for code in FailureCode} <= {code.value for code in IssueCode}


def test_an_issue_says_where_in_the_reader_s_language() -> None:
    log = IssueLog()
    log.add(IssueCode.DATE_IMPOSSIBLE, Severity.ERROR, sheet="A", row=7, column="Ngày gửi", value="31/6")
    with use_language("en"):
        log.add(IssueCode.DATE_IMPOSSIBLE, Severity.ERROR, row=8, column="Ngày gửi", value="31/6")
    by_row = {issue.row: issue.message for issue in log}
    assert by_row[7].startswith("Trang tính “A”, dòng 7, cột “Ngày gửi”: ")
    assert by_row[8].startswith("Line 8, column “Ngày gửi”: ")


def test_errors_come_first() -> None:
    log = IssueLog()
    log.add(IssueCode.DATE_MISSING, Severity.WARNING, sheet="A", row=1)
    log.add(IssueCode.CODE_TWICE, Severity.ERROR, sheet="A", row=9, first=2)
    assert [issue.severity for issue in log] == [Severity.ERROR, Severity.WARNING]


def test_an_issue_as_json_keeps_the_contract() -> None:
    log = IssueLog()
    log.add(IssueCode.DATE_MISSING, Severity.WARNING, sheet="A", row=1, column="Ngày gửi")
    (issue,) = log
    assert list(issue.as_json()) == ["code", "severity", "sheet", "row", "column", "value", "message"]

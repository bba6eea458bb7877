"""Role: whatever an import may find, skip or change has a name on screen."""

import pytest

from dashboard.actions.browsing import Names
from dashboard.i18n import numbers, t, use_language
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.ui.import_notices import remedy
from dashboard.ui.import_rows import LONGEST, shown_value
from data_access.staging import ROW_COLUMNS
from data_access.vocabulary import Status

NAMES = Names({3: "CĐCS Trường A"}, {2: "Y tế"})
DERIVED = {"title_key", "author_keys", "submitted_day"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_has_a_short_name(language: str) -> None:
    with use_language(language):
        for code in IssueCode:
            assert t(f"problems.{code.value}")


def test_every_stored_field_has_a_name() -> None:
    for name in (*ROW_COLUMNS, "withdrawn"):
        assert name in DERIVED or t(f"upload.fields.{name}")


def test_stored_values_read_as_people_know_them() -> None:
    assert shown_value("unit_id", 3, NAMES) == "CĐCS Trường A"
    assert shown_value("field_id", 2, NAMES) == "Y tế"
    assert shown_value("status", int(Status.VALID), NAMES) == "hợp lệ"
    assert shown_value("savings_vnd", 15_000_000_000, NAMES) == numbers.vnd_exact(15_000_000_000)
    assert shown_value("confidential", True, NAMES) == "có"
    assert shown_value("submitted_at", None, NAMES) == "(trống)"
    assert len(shown_value("description", "dài " * 100, NAMES)) == LONGEST


def test_a_remedy_leaves_the_place_to_the_column_beside_it() -> None:
    place = t("issues.place.cell", sheet="S: 1", row=3, column="Ngày: gửi")
    issue = Issue(IssueCode.DATE_FAR, Severity.ERROR, "S: 1", 3, "Ngày: gửi", "x", f"{place}năm lạ: sửa đi.")
    assert remedy(issue) == "Năm lạ: sửa đi."

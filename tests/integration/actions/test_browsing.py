"""Role: rows of a plan are found by code and title without accents; missing ones are those not named."""

from dashboard.actions import browsing, imports
from dashboard.actions.unit_questions import unit_choices, unit_questions
from data_access.database import Database
from tests.integration.importing.conftest import HEADER, Write, initiative

ROWS = [initiative(number) for number in range(1, 11)]


def _standing(campaign: Database, write: Write) -> None:
    plan = imports.prepare_import(campaign, [write("trước", [HEADER, *ROWS])], user="thử")
    imports.commit_import(campaign, plan, user="thử")


def test_new_changed_and_missing_rows_are_told_apart_and_searched(campaign: Database, write: Write) -> None:
    _standing(campaign, write)
    changed = initiative(2, title="Cải tiến lò nung 100%", field="Y tế", unit="CĐCS Trường B", superior="")
    rows = [ROWS[0], changed, *ROWS[2:9], initiative(20, title="Mới_hoàn toàn")]
    plan = imports.prepare_import(campaign, [write("sau", [HEADER, *rows])], full=True, user="thử")
    new = browsing.new_rows(campaign, plan, limit=5)
    found = browsing.changed_rows(campaign, plan, limit=5)
    missing = browsing.missing_rows(campaign, plan, limit=5)
    assert [row.code for row in new] == ["S0020"]
    assert [row.code for row in found] == ["S0002"]
    assert [row.code for row in missing] == ["S0010"]
    names = browsing.names_for(campaign, found)
    assert {names.units[unit] for unit in found[0].fields["unit_id"]} == {"CĐCS Trường A", "CĐCS Trường B"}

    assert browsing.changed_rows(campaign, plan, search="LO NUNG", limit=5) == found
    assert browsing.changed_rows(campaign, plan, search="s0002", limit=5) == found
    assert browsing.changed_rows(campaign, plan, search="S-0", limit=5) == []
    assert browsing.changed_rows(campaign, plan, search="lò than", limit=5) == []
    assert browsing.missing_rows(campaign, plan, search="sáng kiến 10", limit=5) == missing
    assert browsing.new_rows(campaign, plan, search="%", limit=5) == []  # a sign, not "anything"
    assert browsing.missing_rows(campaign, plan, limit=5, offset=1) == []


def test_a_name_is_asked_about_once_and_refused_ones_come_first(campaign: Database, write: Write) -> None:
    rows = [initiative(n, unit="CĐCS Trừng Bờ", superior="") for n in (1, 2, 3)]
    rows += [initiative(4, unit="CĐCS Trường Gì Đó")]
    plan = imports.prepare_import(campaign, [write("lạ", [HEADER, *rows])], user="thử")
    questions = unit_questions(plan, unit_choices(campaign), 10)
    assert [(one.text, one.rows, one.is_needed) for one in questions] == [
        ("CĐCS Trừng Bờ", 3, True),
        ("CĐCS Trường Gì Đó", 1, False),
    ]


def test_programmes_are_offered_by_name(campaign: Database) -> None:
    assert browsing.programme_names(campaign) == {"CT": "Một triệu sáng kiến"}

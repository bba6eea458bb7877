"""Role: dates as people write them, day first; and the two ways a day ends."""

import datetime as dt

import pytest

from dashboard.importing.cells.dates import parse_date
from dashboard.importing.issues import IssueCode
from data_access.vocabulary import ZONE

DAY = dt.date(2022, 5, 31)
NEXT = dt.datetime(2022, 6, 1, tzinfo=ZONE)


@pytest.mark.parametrize(
    "value",
    [
        "31/5/2022", "31-05-22", "31.5.2022", "2022-05-31", "2022.5.31", "20220531", 20220531, 44712, 44712.0,
        "44712",
        "ngày 31 tháng 5 năm 2022", "31 tháng 5, 2022", "Thứ Ba, 31/5/2022", "'31/5/2022",
        dt.date(2022, 5, 31),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(value: object) -> None:
    reading = parse_date(value)
    assert (reading.day, reading.time, reading.issue) == (DAY, None, None)


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("31/5/2022 23:59", dt.time(23, 59)),
        ("15h30 ngày 31/5/2022", dt.time(15, 30)),
        ("15h 31/5/2022", dt.time(15)),
        ("15h 31-5-2022", dt.time(15)),
        ("15:30 31/5/2022", dt.time(15, 30)),
        ("15:30:20 31/5/2022", dt.time(15, 30, 20)),
        ("31/5/2022 3:30 PM", dt.time(15, 30)),
        ("31/5/2022 15 giờ 30 phút", dt.time(15, 30)),
        ("2022-05-31T10:00:00Z", dt.time(17, 0)),
        (44712.99999, dt.time(23, 59, 59)),
        (dt.datetime.fromisoformat("2022-05-31T23:59:59.900000"), dt.time(23, 59, 59)),
    ],
)
def test_a_time_of_day_is_read(value: object, time: dt.time) -> None:
    reading = parse_date(value)
    assert (reading.day, reading.time) == (DAY, time)


def test_pandas_reading_of_a_dotted_date_is_not_ours() -> None:
    assert parse_date("2022.5.1").day == dt.date(2022, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "24h ngày 31/5/2022",
        "24h 31/5/2022",
        "31/5/2022 24:00",
        "2022-05-31T24:00",
        "24 giờ 00 ngày 31/5/2022",
    ],
)
def test_midnight_of_24_hours_ends_a_phase_but_belongs_to_the_day_of_a_submission(text: str) -> None:
    reading = parse_date(text)
    assert reading.ends_at() == NEXT
    assert reading.submitted_at() == dt.datetime(2022, 5, 31, 23, 59, 59, tzinfo=ZONE)


@pytest.mark.parametrize("text", ["31/5/2022", "31/5/2022 23:59", "31/5/2022 23:59:59", "0h ngày 01/6/2022"])
def test_a_last_day_ends_at_the_next_midnight(text: str) -> None:
    assert parse_date(text).ends_at() == NEXT


def test_the_border_of_two_phases_is_kept() -> None:
    assert parse_date("31/5/2022 23:59").submitted_at() < NEXT  # type: ignore[operator]
    assert parse_date("01/6/2022 00:00").submitted_at() == NEXT


@pytest.mark.parametrize(
    ("value", "issue"),
    [
        ("31/06/2022", IssueCode.DATE_IMPOSSIBLE),
        ("5/31/2022", IssueCode.DATE_IMPOSSIBLE),
        ("31/5/2022 25:00", IssueCode.DATE_IMPOSSIBLE),
        ("31/5/20222", IssueCode.DATE_FAR),
        ("31/5/0022", IssueCode.DATE_FAR),
        ("năm 2022", IssueCode.DATE_UNREADABLE),
        ("31/5", IssueCode.DATE_UNREADABLE),
        ("abc", IssueCode.DATE_UNREADABLE),
    ],
)
def test_what_is_no_date_rejects(value: object, issue: IssueCode) -> None:
    reading = parse_date(value)
    assert reading.issue is issue
    assert reading.rejects
    assert reading.day is None


def test_a_month_alone_is_taken_with_a_note() -> None:
    reading = parse_date("tháng 6/2022")
    assert (reading.day, reading.issue, reading.rejects) == (
        dt.date(2022, 6, 1),
        IssueCode.DATE_MONTH_ONLY,
        False,
    )


def test_serial_numbers_follow_the_workbook_s_date_system() -> None:
    assert parse_date(44712 - 1462, date_1904=True).day == DAY
    assert parse_date(44712 - 1462).day != DAY


def test_blanks_are_no_date_and_no_fault() -> None:
    for value in ("", "-", "chưa có", None):
        reading = parse_date(value)
        assert (reading.day, reading.issue) == (None, None)

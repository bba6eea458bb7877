"""Role: the reader of date cells: typed values, Excel serials and Vietnamese day-first text.

Never guesses the order: day first, unless the year stands first. Two endings exist: a submission at
"24:00" is the last second of that day, a cut-off at "24h" is the next midnight (product.md).
"""

import datetime as dt
import math
import re
from dataclasses import dataclass

from dashboard.i18n.text import fold
from dashboard.importing.cells.text import one_line
from dashboard.importing.issues import IssueCode
from data_access.vocabulary import ZONE

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years a campaign's date can lie in; anything outside is a slip of typing (20222, 0222)."""

EPOCH_1900 = dt.datetime.fromisoformat("1899-12-30")
EPOCH_1904 = dt.datetime.fromisoformat("1904-01-01")
"""Day 0 of the two date systems, as wall time: serial numbers have no zone."""

END_OF_DAY = dt.time(23, 59, 59)

# Minutes may be missing, and then the day follows: "24h 31/5/2022" is not three minutes past on the first.
_TIME = (
    r"(?P<h>\d{1,2})\s*(?:[:h]|g(?:io)?\b)\s*"
    r"(?:(?P<mi>\d{1,2})(?!\d|\s*[/.\-]\s*\d{1,2}\s*[/.\-])(?:\s*(?:phut|p)\b|')?"
    r"(?::(?P<s>\d{1,2})(?:[.,]\d+)?)?)?\s*(?P<half>am|pm|sa|ch)?"
)
_GLUE = r"[\s,;–-]*(?:ngay|vao|luc|t)?[\s,]*"
_SEP = r"\s*[/.\-]\s*"
_DMY = rf"(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>\d+)"
_YMD = rf"(?P<y>\d{{4}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<d>\d{{1,2}})"
_WORDS = r"(?:ngay\s*)?(?P<d>\d{1,2})\s*thang\s*(?P<m>\d{1,2})\s*,?\s*(?:nam\s*|/\s*|-\s*)?(?P<y>\d+)"
_COMPACT = r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"
_ZONE = r"(?P<zone>z|[+-]\d{2}:?\d{2})?"
_WEEKDAY = re.compile(r"^(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\s*[,:-]?\s*")

_FORMS = tuple(
    re.compile(pattern)
    for day in (_YMD, _DMY, _WORDS, _COMPACT)
    for pattern in (
        rf"^(?:ngay\s*)?{day}(?:(?:{_GLUE}){_TIME}\s*{_ZONE})?$",
        rf"^(?:luc\s*|den\s*)?{_TIME}{_GLUE}{day}$",
    )
)
_MONTH = re.compile(r"^(?:thang\s*)?(?P<m>\d{1,2})(?:\s*[/.\-]\s*|\s*nam\s*)(?P<y>\d{4,})$")
_NOTHING = {"", "-", "--", "/", "//", ".", "…", "...", "x"}
_NOTHING_WORDS = {"khong", "khong co", "chua", "chua co", "chua ro", "khong ro", "n/a", "na", "null", "none"}


@dataclass(frozen=True, slots=True)
class DateReading:
    """A local day and, when written, a time of day. ``midnight_24``: the time was written as 24:00."""

    day: dt.date | None = None
    time: dt.time | None = None
    midnight_24: bool = False
    issue: IssueCode | None = None

    @property
    def rejects(self) -> bool:
        """Whether the row cannot be taken with this cell."""
        return self.issue in (IssueCode.DATE_UNREADABLE, IssueCode.DATE_IMPOSSIBLE, IssueCode.DATE_FAR)

    def submitted_at(self) -> dt.datetime | None:
        """The instant of a submission; 24:00 belongs to the day it ends."""
        if self.day is None:
            return None
        time = END_OF_DAY if self.midnight_24 else self.time or dt.time()
        return dt.datetime.combine(self.day, time, ZONE)

    def starts_at(self) -> dt.datetime | None:
        """The instant a phase begins ("từ 0h ngày 1/6")."""
        if self.day is None:
            return None
        if self.midnight_24:
            return self.ends_at()
        return dt.datetime.combine(self.day, self.time or dt.time(), ZONE)

    def ends_at(self) -> dt.datetime | None:
        """The exclusive instant of a named last moment: "31/5", "24h 31/5", "31/5 23:59" give 1/6 0:00."""
        if self.day is None:
            return None
        late = self.time is not None and (self.time.hour, self.time.minute) == (23, 59)
        if self.midnight_24 or self.time is None or late:
            return dt.datetime.combine(self.day + dt.timedelta(days=1), dt.time(), ZONE)
        return dt.datetime.combine(self.day, self.time, ZONE)


_UNREADABLE = DateReading(issue=IssueCode.DATE_UNREADABLE)


def parse_date(value: object, *, date_1904: bool = False) -> DateReading:
    """Read one cell. ``date_1904``: the workbook counts bare serial numbers from 1904."""
    if value is None:
        return DateReading()
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(ZONE)
        # Spreadsheet fractions of a day come back a hair before the second; more than a hair is not rounded,
        # or 23:59:59,9 would move to the next day and perhaps the next phase.
        rounded = (value + dt.timedelta(milliseconds=1)).replace(microsecond=0, tzinfo=None)
        return _checked(rounded.year, rounded.month, rounded.day, _time_or_none(rounded.time()))
    if isinstance(value, dt.date):
        return _checked(value.year, value.month, value.day, None)
    if isinstance(value, bool | dt.time | dt.timedelta):
        return _UNREADABLE
    if isinstance(value, int | float):
        return _from_serial(value, EPOCH_1904 if date_1904 else EPOCH_1900)
    return _from_text(one_line(value), date_1904)


def _from_serial(value: float, epoch: dt.datetime) -> DateReading:
    if not math.isfinite(value) or value < 0:
        return _UNREADABLE
    whole = int(value)
    if value == whole and re.fullmatch(_COMPACT, str(whole)):
        return _from_text(str(whole), False)
    first = (dt.date(FIRST_YEAR, 1, 1) - epoch.date()).days
    last = (dt.date(LAST_YEAR, 12, 31) - epoch.date()).days
    if not first <= whole <= last:
        return DateReading(issue=IssueCode.DATE_FAR if whole > last else IssueCode.DATE_UNREADABLE)
    moment = epoch + dt.timedelta(seconds=int(value * 86_400 + 0.001))
    return DateReading(moment.date(), _time_or_none(moment.time()))


def _from_text(text: str, date_1904: bool) -> DateReading:
    folded = _WEEKDAY.sub("", fold(text).strip("'\"()[] .,;"))
    if folded in _NOTHING or folded in _NOTHING_WORDS:
        return DateReading()
    for form in _FORMS:
        match = form.match(folded)
        if match:
            return _from_match(match.groupdict())
    month = _MONTH.match(folded)
    if month:
        reading = _checked(_year(month["y"]), int(month["m"]), 1, None)
        return reading if reading.issue else DateReading(reading.day, issue=IssueCode.DATE_MONTH_ONLY)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", folded):
        return _from_serial(float(folded.replace(",", ".")), EPOCH_1904 if date_1904 else EPOCH_1900)
    return _UNREADABLE


def _from_match(parts: dict[str, str | None]) -> DateReading:
    hour, minute = int(parts.get("h") or 0), int(parts.get("mi") or 0)
    second = int(parts.get("s") or 0)
    if parts.get("half") in ("pm", "ch") and hour < 12:
        hour += 12
    elif parts.get("half") in ("am", "sa") and hour == 12:
        hour = 0
    year, month, day = _year(parts["y"] or ""), int(parts["m"] or 0), int(parts["d"] or 0)
    if hour == 24 and minute == 0 and second == 0:
        reading = _checked(year, month, day, None)
        return reading if reading.issue else DateReading(reading.day, midnight_24=True)
    if hour > 23 or minute > 59 or second > 59:
        return DateReading(issue=IssueCode.DATE_IMPOSSIBLE)
    time = dt.time(hour, minute, second) if parts.get("h") else None
    reading = _checked(year, month, day, time)
    if parts.get("zone") and reading.day is not None:
        return _in_local_zone(reading, parts["zone"] or "")
    return reading


def _in_local_zone(reading: DateReading, zone: str) -> DateReading:
    assert reading.day is not None
    text = "+00:00" if zone == "z" else zone
    moment = dt.datetime.fromisoformat(f"{reading.day.isoformat()}T{reading.time or dt.time()}{text}")
    local = moment.astimezone(ZONE)
    return DateReading(local.date(), local.time())


def _year(digits: str) -> int:
    """``22`` is 2022; other lengths as written, so that 222 and 20222 are noticed."""
    return 2000 + int(digits) if len(digits) == 2 else int(digits)


def _time_or_none(time: dt.time) -> dt.time | None:
    # Spreadsheets cannot tell a bare day from midnight.
    return time if time != dt.time() else None


def _checked(year: int, month: int, day: int, time: dt.time | None) -> DateReading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateReading(issue=IssueCode.DATE_FAR)
    try:
        return DateReading(dt.date(year, month, day), time)
    except ValueError:
        return DateReading(issue=IssueCode.DATE_IMPOSSIBLE)

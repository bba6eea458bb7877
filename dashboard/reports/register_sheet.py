"""Role: rows of the register as a workbook or a text file; no text in them can become a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.reports.plain_text import clean
from dashboard.reports.safe_cells import FORMULA_STARTS, MAX_TEXT
from dashboard.viewmodels.register import RegisterRow, RegisterView
from data_access.vocabulary import ZONE

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
Value = str | int | date | datetime | None

COLUMNS = (
    "code", "title", "unit", "superior", "field", "kind", "block", "submitted", "recognised", "applied",
    "status", "recognition", "number", "value", "written", "notes", "social", "secret",
)  # fmt: skip
"""No authors: a list of initiatives is not about people."""

_WIDTHS = {"title": 60, "unit": 34, "superior": 28, "field": 28, "social": 30, "notes": 24, "value": 18}
_HEADER_ROW = 3


def workbook(view: RegisterView, rows: Sequence[RegisterRow]) -> bytes:
    """An .xlsx: what it is and as of when, a header that stays, numbers as numbers, dates as dates."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(t("register.sheet"))
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "text_wrap": True})
    day, at, whole = (
        book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0")
    )
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(name, 14))
    for line, words in enumerate(_title(view, len(rows))):
        sheet.write_string(line, 0, clean(words), bold)
    for place, name in enumerate(COLUMNS):
        sheet.write_string(_HEADER_ROW, place, t(f"register.export.{name}"), head)
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    for line, row in enumerate(rows, start=_HEADER_ROW + 1):
        for place, cell in enumerate(_cells(row)):
            if isinstance(cell, str):
                sheet.write_string(line, place, clean(cell)[:MAX_TEXT])
            elif isinstance(cell, datetime):
                # A workbook knows no zones: the campaign's own clock.
                sheet.write_datetime(line, place, cell.astimezone(ZONE).replace(tzinfo=None), at)
            elif isinstance(cell, date):
                sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 # a date
            elif cell is not None:
                sheet.write_number(line, place, cell, whole)
    sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(rows), len(COLUMNS) - 1)
    book.close()
    return out.getvalue()


def text(view: RegisterView, rows: Sequence[RegisterRow]) -> bytes:
    """A .csv that Excel opens as it is: UTF-8 with a mark, semicolons; numbers without separators."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(words)] for words in _title(view, len(rows)))
    writer.writerow([])
    writer.writerow([t(f"register.export.{name}") for name in COLUMNS])
    writer.writerows(_texts(_cells(row)) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _title(view: RegisterView, count: int) -> tuple[str, str]:
    scope = view.scope
    what = t(
        "register.export_title", unit=scope.unit.name, phase=scope.phase.name, measure=word(scope.measure)
    )
    shown = numbers.integer(count)
    if count < view.count:
        shown = t("register.part_of", n=shown, of=numbers.integer(view.count))
    return what, t("register.export_stamp", as_of=numbers.cutoff(view.stamp.as_of), n=shown)


def _cells(row: RegisterRow) -> tuple[Value, ...]:
    return (
        row.code, row.title, row.unit, row.superior, row.field, word(row.kind), word(row.block),
        row.submitted_at, row.recognised_on, row.applied_on, word(row.status), word(row.recognition),
        row.recognition_number, row.savings_vnd, row.savings_text or "", ", ".join(map(word, row.flags)),
        row.social, t("register.secret") if row.confidential else "",
    )  # fmt: skip


def _texts(cells: Iterable[Value]) -> list[str]:
    return [_harmless(cell) if isinstance(cell, str) else _plain(cell) for cell in cells]


def _plain(cell: int | date | datetime | None) -> str:
    if cell is None or isinstance(cell, int):
        return "" if cell is None else str(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")
    return cell.strftime("%d/%m/%Y")


def _harmless(words: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe, full-width signs included."""
    plain = clean(words).strip(" ")
    is_formula = unicodedata.normalize("NFKC", plain[:1]).startswith(FORMULA_STARTS)
    return f"'{plain}" if is_formula else plain

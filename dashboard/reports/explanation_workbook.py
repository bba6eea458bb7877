"""Role: an explained figure as a workbook: how it was computed, every row, the imports; text stays text."""

import io
from collections.abc import Callable, Iterator, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.i18n import t
from dashboard.i18n.words import word
from dashboard.viewmodels.explanation import ExplainedRow, Explanation
from data_access.vocabulary import ZONE

MOST_ROWS = 200_000
"""Rows written; the first sheet says when there are more."""

CHUNK = 20_000

WIDTHS = {"code": 16, "title": 60, "unit": 36, "field": 28, "submitted": 18, "status": 16, "value_vnd": 24}
COLUMNS = tuple(WIDTHS)

Read = Callable[[int, int], Sequence[ExplainedRow]]
"""``read(offset, limit)``: the rows from an offset on."""


def build(explanation: Explanation, read: Read, unit: str) -> bytes:
    """The bytes of an .xlsx file; ``unit`` and the scope stand on the first sheet."""
    target = io.BytesIO()
    options = {
        "in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        _write_how(book.add_worksheet(t("explain.how")), explanation, unit, bold)
        if explanation.total is not None:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            money = book.add_format({"num_format": "#,##0"})
            _write_rows(book.add_worksheet(t("explain.rows")), _all(read), (bold, day, money))
        if explanation.sources:
            _write_sources(book.add_worksheet(t("explain.sources")), explanation, bold)
    return target.getvalue()


def _write_how(sheet: Worksheet, explanation: Explanation, unit: str, bold: Format) -> None:
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, explanation.title, bold)
    sheet.write_string(0, 1, unit, bold)
    pairs = [("", line) for line in explanation.lines]
    pairs += [(name, words) for name, words in explanation.scope]
    pairs += [
        (each.name, each.value if each.counts else f"{each.value} · {t('explain.not_counted')}")
        for each in explanation.inputs
    ]
    if explanation.listed > MOST_ROWS:
        pairs.append(("", t("explain.first_rows", n=MOST_ROWS)))
    for line, (name, words) in enumerate(pairs, start=2):
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 1, words)


def _all(read: Read) -> Iterator[ExplainedRow]:
    for offset in range(0, MOST_ROWS, CHUNK):
        rows = read(offset, CHUNK)
        yield from rows
        if len(rows) < CHUNK:
            return


def _write_rows(
    sheet: Worksheet, rows: Iterator[ExplainedRow], formats: tuple[Format, Format, Format]
) -> None:
    bold, day, money = formats
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS[name])
        sheet.write_string(0, column, t(f"explain.columns.{name}"), bold)
    for line, row in enumerate(rows, start=1):
        for column, text in enumerate((row.code, row.title, row.unit, row.field)):
            sheet.write_string(line, column, text)
        if row.submitted_at is not None:
            local = row.submitted_at.astimezone(ZONE).replace(tzinfo=None)
            sheet.write_datetime(line, 4, local, day)
        sheet.write_string(line, 5, word(row.status))
        if row.savings_vnd is not None:
            sheet.write_number(line, 6, row.savings_vnd, money)
        elif row.withheld:
            sheet.write_string(line, 6, t("explain.withheld"))


def _write_sources(sheet: Worksheet, explanation: Explanation, bold: Format) -> None:
    names = ("batch", "file", "when", "who", "rows")
    for column, name in enumerate(names):
        sheet.set_column(column, column, 24)
        sheet.write_string(0, column, t(f"explain.columns.{name}"), bold)
    for line, source in enumerate(explanation.sources or (), start=1):
        sheet.write_number(line, 0, source.batch_id)
        sheet.write_string(line, 1, source.file_name)
        if source.committed_at is not None:
            moment = source.committed_at.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")
            sheet.write_string(line, 2, moment)
        sheet.write_string(line, 3, source.user_name)
        sheet.write_number(line, 4, source.rows)

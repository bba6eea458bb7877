"""Role: a plain second reading of sample workbooks, sharing no code with their writer or the importer."""

import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

Row = dict[str, Any]

MONEY_UNITS = {"tỷ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3, "k": 10**3}
MOMENT_FORMS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M:%S")
HEADER_STARTS = ("Mã ", "Chương trình")


def read(path: Path) -> list[Row]:
    """Rows under the header row as dictionaries, whatever stands above it."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    top = next(i for i, line in enumerate(lines) if str(line[0]).startswith(HEADER_STARTS) and line[1])
    headers = [str(header) for header in lines[top]]
    return [dict(zip(headers, line, strict=True)) for line in lines[top + 1 :]]


def titles(path: Path) -> list[str]:
    """The texts above the header row."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    column = [str(line[0] or "") for line in sheet.iter_rows(values_only=True, max_col=1, max_row=6)]
    return column[: next(i for i, text in enumerate(column) if text.startswith(HEADER_STARTS))]


def moment(cell: object) -> datetime | None:
    """Local wall time of a submission; None if it is missing or impossible."""
    if isinstance(cell, datetime):
        return cell
    for form in MOMENT_FORMS:
        try:
            return datetime.strptime(str(cell), form)  # noqa: DTZ007 (wall time is what is meant)
        except ValueError:
            continue
    return None


def dong(cell: object) -> int | None:
    """Whole đồng a year of a money cell; None if nothing is declared; ValueError if unreadable."""
    if cell is None or isinstance(cell, int):
        return cell
    text = str(cell).strip().lower()
    if text in ("-", "không tính được bằng tiền"):
        return None
    text = re.sub(r"^khoảng |/năm$| ?(đồng|đ|vnđ)(?=/|$)", "", text).removesuffix("/năm")
    text, times = (text.removesuffix("/tháng"), 12) if text.endswith("/tháng") else (text, 1)
    text = re.sub(r" ?đồng$", "", text)
    if re.fullmatch(r"\d{1,3}([., ]\d{3})+", text):
        return int(re.sub(r"\D", "", text)) * times
    pieces = re.findall(r"(\d+)(?:,(\d+))? ?(tỷ|triệu|tr|nghìn|k)\b", text)
    if not pieces or re.sub(r"(\d+)(,\d+)? ?(tỷ|triệu|tr|nghìn|k)\b", "", text).strip():
        raise ValueError(text)
    total = 0
    for whole, part, unit in pieces:
        total += int(whole + part) * MONEY_UNITS[unit] // 10 ** len(part)
    return total * times


def name_key(text: str) -> str:
    """A name without accents, abbreviations, case and odd spaces."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = " ".join(plain.replace("\xa0", " ").split())
    for long, short in (
        ("lien doan lao dong", "ldld"), ("cong doan co so", "cdcs"), ("cong doan", "cd"),
        ("ldld h. ", "ldld huyen "), ("ldld tp. ", "ldld thanh pho "), ("ldld tp ", "ldld thanh pho "),
    ):  # fmt: skip
        plain = plain.replace(long, short)
    return plain

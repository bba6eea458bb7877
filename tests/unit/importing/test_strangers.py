"""Role: tables of strangers map by themselves as far as they speak, and are always asked about."""

import random

import pytest

from dashboard.importing.cells.text import word_key
from dashboard.importing.columns import NOTE, NUMBERING, header_keys
from dashboard.importing.decisions import is_sure
from dashboard.importing.recognise import SheetMapping, recognise
from data_access.spreadsheets.raw import Cell
from data_access.vocabulary import ImportKind
from tests.unit.importing.sheets import GOOD, HEADER
from tests.unit.importing.strangers import AFTER, BEFORE, FORM, Stranger

PROMISED = 0.9
STRANGERS = pytest.mark.parametrize("stranger", [*BEFORE, *AFTER], ids=lambda one: one.name)


def understood(table: list[tuple[Cell, ...]]) -> SheetMapping:
    """The table as found."""
    found = recognise(table)
    assert found is not None
    assert found.kind is ImportKind.INITIATIVES
    return found


def right(stranger: Stranger, found: SheetMapping) -> list[str]:
    """Headers that mean what they are taken for."""
    keys = {guess.header: guess.key for guess in found.guesses}
    return [header for header, key in stranger.mappable.items() if keys[header] == key]


@STRANGERS
def test_no_header_of_a_stranger_is_one_that_is_listed(stranger: Stranger) -> None:
    known = header_keys(ImportKind.INITIATIVES)
    assert len(stranger.mappable) >= 12
    assert [header for header in stranger.mappable if word_key(header) in known] == []


@pytest.mark.parametrize("several", [BEFORE, AFTER], ids=["looked at", "held out"])
def test_nine_columns_of_ten_are_mapped_right(several: tuple[Stranger, ...]) -> None:
    mappable = sum(len(one.mappable) for one in several)
    mapped = sum(len(right(one, understood(one.table))) for one in several)
    assert mapped / mappable >= PROMISED


@STRANGERS
def test_the_order_of_the_columns_does_not_matter(stranger: Stranger) -> None:
    order = list(range(len(stranger.meant)))
    random.Random(7).shuffle(order)
    mixed = [tuple(row[place] for place in order) for row in stranger.table]
    assert sorted(right(stranger, understood(mixed))) == sorted(right(stranger, understood(stranger.table)))


@STRANGERS
def test_a_stranger_is_asked_before_anything_is_taken(stranger: Stranger) -> None:
    found = understood(stranger.table)
    assert not is_sure(found)
    assert all(g.sureness < 0.95 for g in found.columns.values() if g.key not in (NUMBERING.key, NOTE.key))


@STRANGERS
def test_what_is_not_kept_is_taken_for_nothing(stranger: Stranger) -> None:
    """A prize is no saving, a reviewer no author, a place of use no unit."""
    harmless = {None, NUMBERING.key, NOTE.key}
    keys = {guess.header: guess.key for guess in understood(stranger.table).guesses}
    assert [h for h, key in stranger.meant.items() if key is None and keys.get(h) not in harmless] == []


def test_cells_that_are_no_dates_overrule_the_words_above_them() -> None:
    place = list(FORM.meant).index("Dấu thời gian")
    spoilt = [
        row if number < 2 else (*row[:place], "mới gửi", *row[place + 1 :])
        for number, row in enumerate(FORM.table)
    ]
    found = recognise(spoilt, ImportKind.INITIATIVES)
    assert found is not None
    assert "submitted" not in found.columns


def test_a_listed_header_over_cells_that_are_something_else_is_asked_about() -> None:
    place = HEADER.index("Giá trị làm lợi")
    odd = [(*GOOD[:place], words, *GOOD[place + 1 :]) for words in ("cao", "rất cao", "trung bình")]
    found = recognise([HEADER, *odd])
    assert found is not None
    assert not is_sure(found)
    # Control: three cells of which one is money are a bad file, not another column.
    mixed = [*odd[:2], GOOD]
    found = recognise([HEADER, *mixed])
    assert found is not None
    assert is_sure(found)


def test_units_and_their_superiors_are_told_apart_by_their_cells() -> None:
    header = ("Tên sáng kiến", "Ngày gửi", "Tổ chức ở dưới", "Tổ chức quản lý", "Người nộp")
    rows = [
        ("Cách làm mới", f"{day}/3/2022", "LĐLĐ huyện Bình Gia", f"Trường TH số {day}", "Nguyễn Văn An")
        for day in (1, 2, 3)
    ]
    keys = {guess.header: guess.key for guess in understood([header, *rows]).guesses}
    assert (keys["Tổ chức ở dưới"], keys["Tổ chức quản lý"]) == ("superior", "unit")

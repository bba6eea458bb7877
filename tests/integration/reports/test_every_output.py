"""Role: each document says all of its blocks, with the numbers of `sangkien figures`, and tells no secret."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.charts.spec import Kind
from dashboard.i18n import numbers
from dashboard.reports.blocks import (
    Audience,
    Block,
    BlockKind,
    Cell,
    CellKind,
    Chart,
    Column,
    Document,
    Figures,
    Paragraphs,
    Statement,
    Table,
)
from dashboard.reports.campaign import build
from dashboard.reports.render import FORMATS, Order
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels import figures
from dashboard.viewmodels.state import FilterState
from data_access import tables
from data_access.database import Database
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import Measure
from tests.integration.reports import campaigns, outputs
from tests.integration.reports.campaigns import SHAPES, Shape
from tests.integration.reports.outputs import Read

READABLE = ("pptx", "docx", "xlsx", "pdf", "html")
"""A picture holds no words to read; its size is looked at."""

STATES = {
    **{name: (name, FilterState(phase=1 if shape.phases else None)) for name, shape in SHAPES.items()},
    "valid ones": ("16 units", FilterState(phase=1, measure=Measure.VALID)),
    "the whole programme": ("5 units", FilterState(phase=0)),
    "a unit at the bottom": ("16 units", FilterState(phase=1, unit="U3")),
    "before the phase": ("5 units", FilterState(phase=2)),
}
"""Name → campaign and state."""


@dataclass(frozen=True)
class Made:
    """All documents of one state, read back, beside what they were made of and must agree with."""

    shape: Shape
    document: Document
    figures: dict[str, Any]
    read: dict[str, Read]


def order(db: Database, state: FilterState, audience: Audience, viewer: Viewer = LOCAL_VIEWER) -> Order:
    """A document of everything."""
    wishes = ReportWishes(audience=audience, place="Lạng Sơn")
    return Order(viewer, db, state, wishes, made_by="Nguyễn Văn An", made_at=campaigns.NOW)


def drawn(wanted: Order, name: str) -> tuple[Document, bytes]:
    """The document and its file."""
    document = build(
        wanted.viewer, wanted.db, wanted.state, wanted.wishes, made_by=wanted.made_by, now=wanted.made_at
    )
    return document, FORMATS[name].draw(document, wanted)


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    """Offline pages made so far, by the campaign's name."""
    return {}


@pytest.fixture(scope="module", params=list(STATES))
def made(request: pytest.FixtureRequest, databases: dict[str, Database], pages: dict[str, bytes]) -> Made:
    """One state in every format."""
    name, state = STATES[request.param]
    db = databases[name]
    told = figures.as_json(figures.build(LOCAL_VIEWER, db, state))
    wanted = order(db, state, Audience.INTERNAL)
    document, _ = drawn(wanted, "xlsx")
    number = 0 if told["phase"] == "all" else told["phase"]
    key = f"{told['unit']}|{number}|{told['measure']}"
    # An offline page has every unit in it; with hundreds it is the same page many times over.
    names = [each for each in READABLE if each != "html" or SHAPES[name].units <= 5]
    read = {}
    for each in names:
        if each != "html":
            data = FORMATS[each].draw(document, wanted)
        elif name not in pages:
            data = pages[name] = FORMATS[each].draw(document, wanted)
        else:
            data = pages[name]  # every choice is in the one page
        read[each] = outputs.read(each, data, key, footer=document.provenance.line)
    return Made(SHAPES[name], document, told, read)


def _texts(block: Block, *, on_slides: bool = False) -> Iterator[str]:
    """Finished words of a block that any renderer may show, its charts left out.

    A slide shows some tables only as figures beside bars, or counts their rows; the notes name them all.
    """
    for part in block.parts:
        if on_slides and isinstance(part, Chart) and part.beside is not None:
            yield from _cells(part.beside)
        if on_slides and isinstance(part, Table) and not part.on_slides:
            continue
        if isinstance(part, Statement):
            yield from (part.sentence, part.number)
        elif isinstance(part, Figures):
            for each in part.figures:
                yield from (each.label, each.value, each.detail)
        elif isinstance(part, Paragraphs):
            yield from part.lines
        elif isinstance(part, Table):
            yield from _cells(part)


def _cells(table: Table) -> Iterator[str]:
    yield from (column.name for column in table.columns)
    for row in (*table.rows, *([table.totals] if table.totals else [])):
        yield from (cell.shown for cell in row)


def _unsaid(read: Read, texts: Iterator[str]) -> list[str]:
    return [text for text in texts if text and not read.says(text)]


def test_a_deck_says_all_of_every_block(made: Made) -> None:
    for block in made.document.blocks:
        assert _unsaid(made.read["pptx"], iter([block.title, *block.notes])) == []
        assert _unsaid(made.read["pptx"], _texts(block, on_slides=True)) == [], block.key


def test_the_workbooks_within_a_deck_hold_every_bar_and_every_day(made: Made) -> None:
    for part in (part for block in made.document.blocks for part in block.parts):
        if not isinstance(part, Chart) or part.spec.is_empty:
            continue
        for point in (point for series in part.spec.series for point in series.points):
            # Figures beside bars stand in a table, where another test reads them.
            label = (
                ""
                if part.beside is not None
                else point.label
                if part.spec.kind is not Kind.CUMULATIVE
                else ""
            )
            assert made.read["pptx"].says(label), point
            if isinstance(point.y, int):
                assert made.read["pptx"].says(str(point.y)), point


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_a_letter_says_the_sentences_and_tables_of_every_block_and_every_annex(made: Made, name: str) -> None:
    read = made.read[name]
    for block in made.document.blocks:
        if block.kind is BlockKind.TITLE:
            continue  # the head of the letter says it its own way
        shown = [text for part in block.parts if isinstance(part, Table) for text in _cells(part)]
        said = block.sentences or [t for p in block.parts if isinstance(p, Paragraphs) for t in p.lines]
        assert _unsaid(read, iter([block.title, *said, *shown])) == [], block.key
    for annex in made.document.annexes:
        for table in annex.tables:
            assert _unsaid(read, iter([annex.title, table.title, table.note, *_cells(table)])) == []
    assert read.says(made.document.title)
    assert read.says(made.document.provenance.line) or name == "docx"  # Word has it in its foot


def test_annexes_hold_exact_numbers(made: Made) -> None:
    read = made.read["xlsx"]
    found = {_without_end(tuple(_plain(value) for value in row)) for row in read.rows}
    for table in (table for annex in made.document.annexes for table in annex.tables):
        for row in (*table.rows, *([table.totals] if table.totals else [])):
            typed = tuple(_typed(column, cell) for column, cell in zip(table.columns, row, strict=True))
            assert _without_end(typed) in found
    for note in (note for block in made.document.blocks for note in block.notes):
        assert read.says(note)


def _typed(column: Column, cell: Cell) -> object:
    """What a sheet's cell should hold; in a column of words numbers are words too."""
    if column.kind is not CellKind.TEXT and isinstance(cell.exact, int | Decimal):
        return round(float(cell.exact), 12)
    return cell.shown or None


def _plain(value: object) -> object:
    return round(float(value), 12) if isinstance(value, int | float) else value or None


def _without_end(row: tuple[object, ...]) -> tuple[object, ...]:
    """Without the empty cells at its end, which a sheet does not keep."""
    while row and row[-1] is None:
        row = row[:-1]
    return row


def test_an_offline_page_says_all_that_it_shows(made: Made) -> None:
    if "html" not in made.read:
        assert made.shape.units > 5
        return
    read = made.read["html"]
    shown = {BlockKind.STANDING, BlockKind.COURSE, BlockKind.UNITS, BlockKind.FIELDS, BlockKind.VALUE}
    found = [block for block in made.document.blocks if block.kind in shown]
    assert found
    for block in found:
        assert _unsaid(read, iter([block.title, *block.notes])) == []
        assert _unsaid(read, _texts(block)) == [], block.key
        for part in block.parts:
            if isinstance(part, Chart) and part.spec.kind in (Kind.BULLET, Kind.PAIRED_BARS):
                labels = (point.label for series in part.spec.series for point in series.points)
                assert _unsaid(read, labels) == []
    assert read.says(made.document.provenance.line)


def test_units_and_fields_are_those_of_the_command(made: Made) -> None:
    """Each unit with its target, count and value, each field with its count: as neighbours, not anywhere."""
    told = made.figures
    for unit in (unit for unit in told["units"] if unit["code"]):
        target = None if unit["target"] is None else numbers.integer(unit["target"])
        row = (unit["name"], target or "–", numbers.integer(unit["count"]))
        exact = (unit["name"], unit["target"] or "–", unit["count"])
        without_targets = (unit["name"], row[2])
        assert _has(made.read["xlsx"].rows, exact), unit
        for name in set(made.read) - {"xlsx", "html", "pdf", "pptx"}:
            assert _has(made.read[name].rows, row) or _has(made.read[name].rows, without_targets), (
                name,
                unit,
            )
        assert made.read["pdf"].says("".join(row))
    for field in told["fields"]:
        if not field["count"]:
            continue
        assert _has(made.read["xlsx"].rows, (field["name"], field["count"]))
        assert _has(made.read["docx"].rows, (field["name"], numbers.integer(field["count"])))
        assert made.read["pdf"].says(field["name"] + numbers.integer(field["count"]))


def _has(rows: frozenset[outputs.Row], neighbours: tuple[object, ...]) -> bool:
    """Whether some row holds these cells beside each other."""
    size = len(neighbours)
    return any(row[at : at + size] == neighbours for row in rows for at in range(len(row) - size + 1))


def test_headline_and_money_are_those_of_the_command(made: Made) -> None:
    told = made.figures
    count = numbers.integer(told[told["measure"]])
    for name, read in made.read.items():
        assert read.says(count), name
        if told["attainment"]:
            assert read.says(told["statement"].split(" (")[0].removeprefix("Đạt ")), name
    if told["savings"]["declared"]:
        total = told["savings"]["total_vnd"]
        assert any(total in row for row in made.read["xlsx"].rows)
        for name in ("pptx", "docx", "pdf"):
            assert made.read[name].says(numbers.vnd(total)), name
        assert made.read["pptx"].says(numbers.vnd_exact(total))
    else:
        said = [text for block in made.document.blocks for text in (*block.sentences, *_texts(block))]
        assert not [text for text in said if re.search(r"(?<![\d.])0 đồng", text)], (
            "not declared is not nought"
        )


def test_a_number_that_is_another_one_is_noticed(databases: dict[str, Database]) -> None:
    wanted = order(databases["5 units"], FilterState(phase=1), Audience.INTERNAL)
    document, _ = drawn(wanted, "xlsx")
    units = next(block for block in document.blocks if block.kind is BlockKind.UNITS)
    table = next(part for part in units.parts if isinstance(part, Table))
    chart = next(part for part in units.parts if isinstance(part, Chart))
    assert chart.beside is not None
    planted = (_planted(table), replace(chart, beside=_planted(chart.beside)))
    changed = replace(units, parts=planted)
    for name in ("pptx", "docx", "pdf"):
        read = outputs.read(name, FORMATS[name].draw(document, wanted))
        assert _unsaid(read, _texts(changed, on_slides=name == "pptx")) == ["9.876.543"], name


def _planted(table: Table) -> Table:
    """With another number in the first row's result."""
    place = next(n for n, column in enumerate(table.columns) if column.name == "Kết quả")
    row = list(table.rows[0])
    row[place] = replace(row[place], shown="9.876.543", exact=9_876_543)
    return replace(table, rows=(tuple(row), *table.rows[1:]))


@pytest.mark.parametrize("size", ["5 units", "200 units", "long names", "no targets", "one initiative"])
def test_a_picture_has_its_size(databases: dict[str, Database], size: str) -> None:
    state = FilterState(phase=1)
    for audience in Audience:
        _, picture = drawn(order(databases[size], state, audience), "png")
        assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1080, 1080)


def test_the_few_named_of_many_units_stand_beside_one_line_of_the_rest(tmp_path: Path) -> None:
    """More units than a chart has lines for, of which few reached their target."""
    shape = Shape(units=80, rows=30)
    db = campaigns.stored(f"sqlite:///{(tmp_path / 'many.sqlite').as_posix()}", shape)
    made = campaigns.document(db, audience=Audience.PUBLIC)
    db.dispose()
    chart = next(block for block in made.blocks if block.key == "units").parts[0]
    assert isinstance(chart, Chart)
    places = [str(point.x) for point in chart.spec.series[0].points]
    assert places.count("rest") == 1
    assert 1 < len(places) < shape.units
    assert "between" not in places
    assert chart.beside is not None
    assert len(chart.beside.rows) == len(places)


# Who is named and what is withheld

SECRETS = {
    "authors": "BIMATTACGIA",
    "description": "BIMATNOIDUNG",
    "savings_text": "BIMATSOTIEN",
    "savings_vnd": 987_654_321_000,
}
"""Of a confidential initiative only title, short effect and award may be shown."""

SECRET_VALUES = ("987654321", "987.654.321")
WEAK = "LĐLĐ huyện Số 6"
PERSON = "Hoàng Thị Kín Tiếng"
EVERYONE = Viewer("ai cũng xem", None, may_read_confidential=True, may_read_personal=True)
FEW_UNITS = Shape(units=6, rows=450, money=False)
"""Only every third unit has initiatives with a social meaning; the one below its target has none."""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A campaign with a weak unit, a person with a large value, and secrets in every confidential row."""
    path = tmp_path_factory.mktemp("named") / "named.sqlite"
    db = campaigns.stored(f"sqlite:///{path.as_posix()}", FEW_UNITS)
    stored = tables.initiatives
    with db.begin_write() as conn:
        conn.execute(sa.update(stored).where(stored.c.confidential).values(**SECRETS))
        good = sa.update(stored).where(stored.c.code == "SK00001")
        conn.execute(good.values(authors=PERSON, savings_vnd=300_000_000))
    return db


@pytest.fixture(scope="module", params=READABLE)
def searched(request: pytest.FixtureRequest, named: Database) -> tuple[str, dict[Audience, str]]:
    """A format, and everything in its file for either audience, made for somebody who may read names."""
    name: str = request.param
    personal = Viewer("ban chuyên đề", None, may_read_personal=True)
    return name, {audience: _everything_in(named, name, audience, personal) for audience in Audience}


def _everything_in(db: Database, name: str, audience: Audience, viewer: Viewer) -> str:
    _, data = drawn(order(db, FilterState(phase=1), audience, viewer), name)
    return outputs.unpacked(name, data)


def test_public_documents_name_no_weak_unit_and_nobody_and_internal_ones_do(
    searched: tuple[str, dict[Audience, str]],
) -> None:
    name, found = searched
    public, internal = found[Audience.PUBLIC], found[Audience.INTERNAL]
    assert outputs.tight(WEAK) in internal
    assert outputs.tight(WEAK) not in public
    assert outputs.tight("LĐLĐ huyện Số 7") in public, "the good ones are named"
    assert outputs.tight(PERSON) not in public
    if name in ("docx", "pdf", "xlsx"):  # a deck and a dashboard count the people
        assert outputs.tight(PERSON) in internal


def test_no_document_holds_what_is_confidential(searched: tuple[str, dict[Audience, str]]) -> None:
    for found in searched[1].values():
        assert "BIMAT" not in found
        assert not [value for value in SECRET_VALUES if value in found]


def test_a_leak_is_noticed_however_deep_it_is_packed(named: Database) -> None:
    read_by_all = _everything_in(named, "xlsx", Audience.INTERNAL, EVERYONE)
    assert "BIMATTACGIA" in read_by_all
    assert "987654321" in read_by_all
    document, _ = drawn(order(named, FilterState(phase=1), Audience.INTERNAL), "xlsx")
    charted = next(b for b in document.blocks if any(isinstance(part, Chart) for part in b.parts))
    chart = next(part for part in charted.parts if isinstance(part, Chart))
    series = chart.spec.series[0]
    leaking = replace(series, name="BIMAT trong biểu đồ")
    spec = replace(chart.spec, series=(leaking, *chart.spec.series[1:]))
    block = replace(charted, parts=(Chart(spec),), notes=("BIMAT trong ghi chú",))
    wanted = order(named, FilterState(phase=1), Audience.INTERNAL)
    deck = FORMATS["pptx"].draw(replace(document, blocks=(block,)), wanted)
    found = outputs.unpacked("pptx", deck)
    assert found.count("BIMATtrongbiểuđồ") >= 2, "on the slide and in the chart's workbook"
    assert "BIMATtrongghichú" in found

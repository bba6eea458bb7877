"""Role: decks of every size are whole: nothing overlaps or is cut, and every number is the campaign's."""

import io
import json
import os
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from dashboard.charts.spec import ChartSpec, Kind
from dashboard.errors import InvalidInputError
from dashboard.i18n import numbers
from dashboard.reports import pptx
from dashboard.reports.blocks import Audience, BlockKind, Chart, Document, Figures, Statement, Table
from dashboard.reports.wishes import USUAL_ORDER, BlockWish, ReportWishes
from dashboard.viewmodels import figures
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import Measure
from tests.integration.reports import campaigns, slides
from tests.integration.reports.campaigns import SHAPES


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("name", list(SHAPES))
def test_nothing_overlaps_or_is_cut(databases: dict[str, Database], name: str, audience: Audience) -> None:
    phase = 1 if SHAPES[name].phases else None
    deck = pptx.render(campaigns.document(databases[name], audience=audience, phase=phase))
    kept = os.environ.get("SANGKIEN_KEEP_DECKS")
    if kept:
        Path(kept, f"{name.replace(' ', '-')}-{audience}.pptx").write_bytes(deck)
    assert slides.faults(deck) == []
    assert len(slides.opened(deck).slides) >= 5


@pytest.mark.parametrize(("phase", "unit"), [(0, None), (2, None), (1, "U3")])
def test_the_whole_programme_a_coming_phase_and_a_leaf_unit_make_whole_decks_too(
    databases: dict[str, Database], phase: int, unit: str | None
) -> None:
    document = campaigns.document(databases["16 units"], phase=phase, unit=unit, measure=Measure.VALID)
    deck = pptx.render(document)
    assert slides.faults(deck) == []
    assert "hợp lệ" in document.provenance.line


def test_the_look_notices_an_overlap_a_long_text_and_small_type(databases: dict[str, Database]) -> None:
    deck = slides.opened(pptx.render(campaigns.document(databases["5 units"])))
    slide = deck.slides[1]
    body = next(shape for shape in slide.shapes if not shape.is_placeholder)
    planted = slide.shapes.add_textbox(body.left, body.top, Emu(3_000_000), Emu(300_000))
    planted.text_frame.text = "Một câu dài hơn ô chữ nhiều lần, " * 8
    planted.text_frame.word_wrap = True
    planted.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
    slide.shapes.add_textbox(Emu(0), Emu(0), Emu(100_000), Emu(100_000))
    stream = io.BytesIO()
    deck.save(stream)
    found = "\n".join(slides.faults(stream.getvalue()))
    for fault in ("overlap", "needs", "11", "leaves the safe area"):
        assert fault in found


def _cells(chart: object) -> list[list[object]]:
    blob = chart.part.chart_workbook.xlsx_part.blob  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def _columns(deck: bytes) -> dict[str, list[list[object]]]:
    """Values of every series in every workbook, by the series' name, in the order of the slides."""
    found: dict[str, list[list[object]]] = {}
    for chart in slides.charts(deck):
        rows = _cells(chart)
        for place, name in enumerate(rows[0][1:], 1):
            found.setdefault(str(name), []).append([row[place] for row in rows[1:]])
    return found


def _specs(document: Document) -> list[ChartSpec]:
    return [part.spec for block in document.blocks for part in block.parts if isinstance(part, Chart)]


@pytest.mark.parametrize("name", ["16 units", "60 units", "200 units"])
def test_the_workbooks_hold_exactly_the_numbers_of_the_charts(
    databases: dict[str, Database], name: str
) -> None:
    document = campaigns.document(databases[name])
    columns = _columns(pptx.render(document))
    for spec in _specs(document):
        for series in spec.series:
            expected = [point.y for point in series.points if point.y is not None]
            found = [v for column in columns[series.name] for v in column if v is not None]
            # A workbook keeps 16 digits of a share; whole numbers are whole.
            wanted = [pytest.approx(float(y), rel=1e-14) if isinstance(y, Decimal) else y for y in expected]
            if spec.kind in (Kind.BULLET, Kind.PAIRED_BARS):
                assert any(found[at : at + len(wanted)] == wanted for at in range(len(found))), series.name
            else:
                assert any([v for v in c if v is not None] == wanted for c in columns[series.name])


@pytest.mark.parametrize("name", ["16 units", "long names"])
def test_each_bar_stands_in_the_row_of_its_own_figures(databases: dict[str, Database], name: str) -> None:
    found = 0
    for slide in slides.opened(pptx.render(campaigns.document(databases[name]))).slides:
        charts = [shape for shape in slide.shapes if shape.has_chart]
        tables = [shape for shape in slide.shapes if shape.has_table]
        if len(charts) != 1 or len(tables) != 1:
            continue
        chart, table = charts[0], tables[0]
        shares = [row[2] for row in _cells(chart.chart)[1:]]
        rows = list(table.table.rows)
        for place, share in enumerate(shares, 1):
            shown = rows[place].cells[2].text_frame.text
            wanted = "" if share is None else numbers.percent(Decimal(str(share)))
            assert shown.endswith(wanted) if wanted else "chưa giao" in shown
            found += 1
        heights = [row.height for row in rows]
        assert chart.top == table.top
        assert abs(chart.height - sum(heights[: len(shares) + 1])) < len(rows) * 2, (
            "rows as far apart as bars"
        )
        assert len(set(heights[1:])) == 1
    assert found >= 16


def test_hundreds_of_units_are_counted_and_not_listed_slide_after_slide(
    databases: dict[str, Database],
) -> None:
    document = campaigns.document(databases["200 units"])
    deck = slides.opened(pptx.render(document))
    units = next(block for block in document.blocks if block.kind is BlockKind.UNITS)
    shown = [slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(units.title)]
    assert len(shown) == 1
    notes = shown[0].notes_slide.notes_text_frame.text
    assert sum(f"LĐLĐ huyện Số {unit}:" in notes for unit in range(2, 202)) == 200


@pytest.mark.parametrize("measure", list(Measure))
def test_every_number_of_the_document_stands_in_the_deck_and_is_that_of_figures(
    databases: dict[str, Database], measure: Measure
) -> None:
    db = databases["16 units"]
    document = campaigns.document(db, measure=measure)
    deck = pptx.render(document)
    words = "\n".join(slides.texts(deck))
    for block in document.blocks:
        assert block.title in words
        for part in block.parts:
            if isinstance(part, Statement):
                assert part.number in words
                assert part.sentence in words
            if isinstance(part, Figures):
                assert all(each.value in words for each in part.figures)
            if isinstance(part, Table) and part.on_slides:
                assert all(cell.shown in words for row in part.rows for cell in row)
            if isinstance(part, Chart) and part.beside is not None:
                assert all(cell.shown in words for row in part.beside.rows for cell in row)
            elif isinstance(part, Chart):
                assert all(p.label in words for series in part.spec.series for p in series.points)
    shown = figures.as_json(figures.build(LOCAL_VIEWER, db, FilterState(phase=1, measure=measure)))
    units = next(block for block in document.blocks if block.kind is BlockKind.UNITS)
    table = next(part for part in units.parts if isinstance(part, Table))
    by_name = {row[1].exact: row for row in table.rows}
    for unit in shown["units"]:
        if unit["target"]:
            row = by_name[unit["name"]]
            assert (row[2].exact, row[3].exact) == (unit["target"], unit["count"])
            assert f"{row[4].exact:f}" == unit["attainment"]
    assert table.totals is not None
    assert (table.totals[2].exact, table.totals[3].exact) == (shown["target"], shown[measure])
    assert sum(row[3].exact for row in table.rows if isinstance(row[3].exact, int)) == shown[measure]


def test_speaker_notes_explain_and_every_slide_says_where_its_figures_are_from(
    databases: dict[str, Database],
) -> None:
    document = campaigns.document(databases["16 units"])
    stamp = document.provenance
    assert "24h ngày 31/5/2022 · sáng kiến đã gửi · lần nạp" in stamp.foot
    for number, slide in enumerate(slides.opened(pptx.render(document)).slides):
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.endswith(document.provenance.line)
        kinds = {str(s.placeholder_format.type).split(" ")[0]: s for s in slide.placeholders}
        assert kinds["FOOTER"].text_frame.text == (stamp.foot if number else stamp.line)
        assert "SLIDE_NUMBER" in kinds
        assert slide.shapes.title is not None
    assert any(" : " in note for block in document.blocks for note in block.notes)


def test_public_decks_name_no_weak_unit_and_internal_ones_do(databases: dict[str, Database]) -> None:
    db = databases["16 units"]
    internal = campaigns.document(db)
    weak = [
        str(row[0].exact)
        for block in internal.blocks if block.kind is BlockKind.NEED_HELP
        for part in block.parts if isinstance(part, Table)
        for row in part.rows
    ]  # fmt: skip
    assert weak
    # A weak unit may be named for an outstanding initiative of its own.
    shown = tuple(BlockWish(kind) for kind in USUAL_ORDER if kind is not BlockKind.VALUE)
    wishes = ReportWishes(audience=Audience.PUBLIC, blocks=shown)
    public = pptx.render(campaigns.document(db, wishes=wishes))
    everything = "\n".join(slides.texts(public))
    for slide in slides.opened(public).slides:
        everything += "\n" + slide.notes_slide.notes_text_frame.text
    cells = json.dumps([_cells(chart) for chart in slides.charts(public)], default=str, ensure_ascii=False)
    named = [name for name in weak if f"{name}\n" in f"{everything}\n" or f'"{name}"' in cells]
    assert named == []
    assert all(name in "\n".join(slides.texts(pptx.render(internal))) for name in weak)


def test_confidential_titles_and_authors_are_not_in_the_deck(databases: dict[str, Database]) -> None:
    document = campaigns.document(databases["16 units"])
    words = "\n".join(slides.texts(pptx.render(document)))
    assert "Người " not in words
    confidential = [f"lần {index}" for index in range(900) if index % 40 == 2]
    assert not any(f"{title}\n" in words for title in confidential)


def test_blocks_are_chosen_ordered_hidden_retitled_and_own_text_is_added(
    databases: dict[str, Database],
) -> None:
    wishes = ReportWishes(
        blocks=(
            BlockWish(BlockKind.FIELDS, title="Lĩnh vực nào dẫn đầu?"),
            BlockWish(BlockKind.TEXT, title="Lời cảm ơn", lines=("Cảm ơn các đơn vị\x0b\x00.",)),
            BlockWish(BlockKind.VALUE, hidden=True),
            BlockWish(BlockKind.TITLE),
            BlockWish(BlockKind.PICTURE, title="Ảnh", picture="không có"),
        )
    )
    deck = pptx.render(campaigns.document(databases["5 units"], wishes=wishes))
    titles = [slide.shapes.title.text_frame.text for slide in slides.opened(deck).slides]
    assert titles == ["Lĩnh vực nào dẫn đầu?", "Lời cảm ơn", "Báo cáo sơ kết giai đoạn 1", "Ảnh"]
    assert "Cảm ơn các đơn vị." in slides.texts(deck)


def test_an_own_template_gives_its_layouts_and_loses_its_slides(databases: dict[str, Database]) -> None:
    template = Presentation()
    template.slide_layouts[1].name = "Bố cục riêng"
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text_frame.text = "Trang cũ"
    stream = io.BytesIO()
    template.save(stream)
    deck = pptx.render(campaigns.document(databases["16 units"]), stream.getvalue())
    # Where a title stands is the template's own choice.
    assert [fault for fault in slides.faults(deck) if "Title 1 leaves" not in fault] == []
    made = slides.opened(deck)
    assert made.slide_width == template.slide_width
    assert "Trang cũ" not in slides.texts(deck)
    assert "Bố cục riêng" in {slide.slide_layout.name for slide in made.slides}


def _without_titles() -> bytes:
    template = Presentation()
    for layout in list(template.slide_layouts)[:6]:
        template.slide_layouts.remove(layout)
    for layout in list(template.slide_layouts)[1:]:
        template.slide_layouts.remove(layout)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "template",
    [b"", b"khong phai", b"PK\x03\x04 hong", _without_titles()],
    ids=["empty", "text", "zip", "bare"],
)
def test_what_is_no_usable_template_is_refused_in_vietnamese(
    databases: dict[str, Database], template: bytes
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        pptx.render(campaigns.document(databases["5 units"]), template)
    assert "mẫu" in refused.value.message

"""Role: the import page from drop to done, through Streamlit's test runner on a small real campaign."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import cache
from dashboard.actions import imports
from dashboard.importing import issues
from dashboard.ui import import_deeds, import_grid, import_steps
from dashboard.ui.import_state import Session
from data_access.database import Database, open_database
from tests.app.conftest import ENTRY, words
from tests.integration.importing.conftest import HEADER, campaign, initiative, write  # noqa: F401

PAGE = str(Path(cache.__file__).parent.parent / "pages" / "imports.py")
ROWS = [initiative(number) for number in range(1, 6)]
TITLES = [["LIÊN ĐOÀN LAO ĐỘNG TỈNH THỬ"], ["Danh sách sáng kiến"], []]


@pytest.fixture
def db(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of this test's own."""
    path = tmp_path / "app.sqlite"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = open_database(f"sqlite:///{path.as_posix()}")
    yield database
    database.dispose()


@pytest.fixture
def app(campaign: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:  # noqa: F811
    """The import page on the campaign."""
    monkeypatch.setenv("SANGKIEN_DATABASE_URL", campaign.url)
    monkeypatch.setattr(import_steps, "QUICK_SECONDS", 30.0)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield AppTest.from_file(str(ENTRY), default_timeout=60).run().switch_page(PAGE).run()
    st.cache_resource.clear()
    st.cache_data.clear()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """An xlsx with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def drop(app: AppTest, *files: Sequence[Sequence[object]], name: str = "xuất") -> AppTest:
    """Choose files: they are read at once. One of three steps."""
    given = [(f"{name}{place or ''}.xlsx", workbook(rows), "") for place, rows in enumerate(files)]
    app.file_uploader[0].set_value(given).run()
    assert not app.exception, app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    """Press a button by its key."""
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def keys(app: AppTest) -> set[str]:
    """Keys of the buttons there are."""
    return {button.key for button in app.button if button.key}


def session(app: AppTest) -> Session:
    """The page's state."""
    found: Session = app.session_state["imports.session"]
    return found


def open_part(app: AppTest, name: str) -> AppTest:
    """Look at a part of the plan."""
    label = next(tab.label for tab in app.tabs if tab.label.startswith(name))
    app.session_state[f"upload-parts-{session(app).serial}"] = label
    return app.run()


def test_a_sure_file_is_in_the_figures_after_drop_and_write(app: AppTest, campaign: Database) -> None:  # noqa: F811
    drop(app, [*TITLES, HEADER, *ROWS])
    shown = words(app)
    assert "5 mới" in shown
    assert "chưa ghi gì" in shown
    assert "Tệp có 9 dòng = nhận 5 + từ chối 0 + bỏ qua 4" in shown
    assert "Giai đoạn 1: 0 → 5 sáng kiến (0,0% → 50,0%)" in shown
    assert len(imports.list_imports(campaign)) == 3  # nothing was written

    click(app, "upload-write")
    assert "Đã nạp xong" in app.success[0].value
    assert imports.list_imports(campaign)[0].counts["new"] == 5
    assert "0 → 5 sáng kiến" in app.code[0].value
    assert "toàn tỉnh có 5 sáng kiến" in app.code[0].value
    assert "upload-write" not in keys(app)


def test_the_effect_names_units_with_count_share_and_rank_before_and_after(app: AppTest) -> None:
    shown = words(drop(app, [HEADER, *ROWS]))
    assert "LĐLĐ huyện Một" in shown
    assert "0,0% → " in shown
    assert "83,3%" in shown


def test_a_plan_left_alone_writes_nothing(app: AppTest, campaign: Database) -> None:  # noqa: F811
    click(drop(app, [HEADER, *ROWS]), "upload-leave")
    assert len(imports.list_imports(campaign)) == 3
    assert session(app).planned is None
    assert not app.success


def test_a_second_click_on_write_is_still_one_import(app: AppTest, campaign: Database) -> None:  # noqa: F811
    drop(app, [HEADER, *ROWS])
    old = session(app).planned
    click(app, "upload-write")
    assert old is not None
    import_deeds.write(session(app), old)
    assert session(app).job is None
    assert len(imports.list_imports(campaign)) == 4


def test_bad_cells_are_shown_first_and_a_correction_mends_the_plan(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = initiative(6, submitted="31/2/2022")
    drop(app, [HEADER, *ROWS, bad, initiative(7, savings="xx ???")])
    assert [tab.label for tab in app.tabs][1] == "Cần sửa (2)"
    assert "upload-fix-apply" in keys(app)
    monkeypatch.setattr(
        import_grid, "edits", lambda serial: {0: {"corrected": "28/2/2022"}, 1: {"corrected": "–"}}
    )
    click(app, "upload-fix-apply")
    shown = words(app)
    assert "7 mới" in shown
    assert "0 bị từ chối" in shown


def _lines(app: AppTest) -> list[str]:
    """Places in the grid."""
    (grid,) = [one for one in app.dataframe if "corrected" in one.value]
    return list(grid.value["place"])


def test_three_hundred_bad_cells_come_a_page_at_a_time_and_what_was_typed_stays(app: AppTest) -> None:
    drop(app, [HEADER, *ROWS, *(initiative(n, savings=f"xx {n}") for n in range(10, 310))])
    assert "Cần sửa (300)" in [tab.label for tab in app.tabs]
    assert len(_lines(app)) == import_grid.PAGE
    assert "1 – 100 trong 300 ô" in words(app)
    serial = session(app).serial
    state = app.session_state["imports.grid"]
    state.kept = {2: {"corrected": "5 triệu"}}
    click(app, "upload-fix-next")
    assert "101 – 200 trong 300 ô" in words(app)
    assert _lines(app)[0].startswith("dòng 107")
    state = app.session_state["imports.grid"]
    state.kept[250] = {"corrected": "–"}
    click(app, "upload-fix-last")
    assert app.button(key="upload-fix-next").disabled
    (grid,) = [one for one in app.dataframe if "corrected" in one.value]
    assert list(grid.value["corrected"]).index("–") == 50
    assert session(app).serial == serial
    click(app, "upload-fix-apply")
    assert session(app).planned.plan.counts.new == 7  # type: ignore[union-attr]
    assert "Cần sửa (298)" in [tab.label for tab in app.tabs]


def test_alike_cells_stand_once_and_one_correction_mends_them_all(app: AppTest) -> None:
    same = [initiative(n, savings="xx ???") for n in range(10, 210)]
    other = [initiative(n, submitted="31/2/2022") for n in range(300, 305)]
    drop(app, [HEADER, *ROWS, *same, *other])
    assert len(_lines(app)) == 2
    app.toggle(key=f"upload-once-{session(app).serial}").set_value(False).run()
    assert len(_lines(app)) == import_grid.PAGE
    kind = app.selectbox(key=f"upload-kind-of-problem-{session(app).serial}")
    assert [option.split("(")[-1] for option in kind.options] == ["200)", "5)"]
    kind.select_index(1).run()
    assert len(_lines(app)) == 5
    app.session_state["imports.grid"].kept = {0: {"corrected": "7 triệu"}}
    click(app, "upload-fix-apply")
    assert session(app).planned.plan.counts.new == 205  # type: ignore[union-attr]


def test_beyond_what_is_kept_the_screen_says_how_many_and_what_to_do(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issues, "KEPT_PER_CODE", 10)
    drop(app, [HEADER, *ROWS, *(initiative(n, savings=f"xx {n}") for n in range(10, 40))])
    assert "Cần sửa (30)" in [tab.label for tab in app.tabs]
    assert "còn 20 chỗ nữa ngoài 10 chỗ đầu" in words(app)
    assert len(_lines(app)) == 10


def test_a_misspelt_unit_is_confirmed_once_for_all_its_rows(app: AppTest) -> None:
    lost = [initiative(n, unit="CĐCS Trừng Bờ", superior="") for n in (6, 7)]
    drop(app, [HEADER, *ROWS, *lost])
    assert "2 bị từ chối" in words(app)
    question = next(one for one in app.selectbox if "Trừng Bờ" in one.label)
    assert "2 dòng" in question.label
    app.text_input(key=f"upload-units-search-{session(app).serial}").set_value("truong b").run()
    question = next(one for one in app.selectbox if "Trừng Bờ" in one.label)
    assert any(option.startswith("CĐCS Trường B") for option in question.options)
    question.select_index(0).run()
    click(app, "upload-fix-apply")
    assert "7 mới" in words(app)
    assert session(app).planned.plan.wishes.units == {"CĐCS Trừng Bờ": 5}  # type: ignore[union-attr]


def test_an_unsure_column_is_asked_about_and_never_again(app: AppTest) -> None:
    strange = [*HEADER[:-2], "Trạng thai", "Tiền mang về"]
    drop(app, [strange, *ROWS])
    shown = words(app)
    assert "Các cột của tệp" in shown
    assert "Tiền mang về" in shown
    assert "upload-write" not in keys(app)
    layout = session(app).planned.plan.layouts[0]  # type: ignore[union-attr]
    key = f"upload-meaning-{session(app).serial}-{layout.key}-8"
    app.selectbox(key=key).set_value("savings").run()
    money = f"upload-multiplier-{session(app).serial}-{layout.key}-8"
    app.selectbox(key=money).set_value(1_000_000).run()
    click(app, "upload-columns")
    assert "5 mới" in words(app)
    click(app, "upload-write")

    drop(app, [strange, *[initiative(n) for n in (11, 12)]], name="lần sau")
    assert "2 mới" in words(app)
    assert "upload-write" in keys(app)


def test_one_meaning_for_two_columns_cannot_be_confirmed(app: AppTest) -> None:
    strange = [*HEADER[:-1], "Tiền mang về"]
    drop(app, [strange, *ROWS])
    layout = session(app).planned.plan.layouts[0]  # type: ignore[union-attr]
    app.selectbox(key=f"upload-meaning-{session(app).serial}-{layout.key}-8").set_value("title").run()
    assert app.button(key="upload-columns").disabled
    assert "đang được chọn cho hai cột" in words(app)


def test_headers_that_nobody_knows_can_be_mapped_after_the_kind_is_said(app: AppTest) -> None:
    unknown = ["Cột một", "Cột hai", "Cột ba", "Cột bốn"]
    rows = [[f"K{n}", f"Việc {n}", "CĐCS Trường A", f"{n}/3/2022"] for n in range(1, 4)]
    drop(app, [unknown, *rows])
    assert "Không nạp được" in words(app)
    kind = next(box for box in app.selectbox if box.key and box.key.startswith("upload-kind-"))
    kind.set_value(next(v for v in imports.ORDER if v.value == "initiatives")).run()
    layout = session(app).planned.plan.layouts[0]  # type: ignore[union-attr]
    for index, meaning in enumerate(("code", "title", "unit", "submitted")):
        key = f"upload-meaning-{session(app).serial}-{layout.key}-{index}"
        app.selectbox(key=key).set_value(meaning)
    app.run()
    click(app, "upload-columns")
    assert "3 mới" in words(app)


def test_missing_rows_are_withdrawn_only_on_a_persons_word(app: AppTest, campaign: Database) -> None:  # noqa: F811
    many = [initiative(n) for n in range(1, 21)]
    click(drop(app, [HEADER, *many]), "upload-write")
    drop(app, [HEADER, *many[:19]], name="thiếu")
    assert "Bản xuất đầy đủ này không có 1 dòng đang lưu" in words(app)
    assert "upload-write" not in keys(app)
    app.checkbox[0].check().run()
    click(app, "upload-write")
    assert imports.list_imports(campaign)[0].file_name == "thiếu.xlsx"
    assert "toàn tỉnh có 19 sáng kiến" in app.code[0].value


def test_changes_are_shown_field_by_field_and_found_without_accents(app: AppTest) -> None:
    click(drop(app, [HEADER, *ROWS]), "upload-write")
    changed = initiative(2, title="Cải tiến lò nung", status="Không hợp lệ")
    drop(app, [HEADER, ROWS[0], changed, *ROWS[2:]], name="sửa")
    open_part(app, "Thay đổi")
    shown = words(app)
    assert "Cải tiến lò nung" in shown
    assert "<b>không hợp lệ</b>" in shown
    key = f"upload-search-changed-{session(app).serial}"
    app.text_input(key=key).set_value("lo nung").run()
    assert "Cải tiến lò nung" in words(app)
    app.text_input(key=key).set_value("khong co").run()
    assert "Không có dòng nào" in words(app)


def test_several_kinds_dropped_at_once_go_in_one_after_the_other(app: AppTest, campaign: Database) -> None:  # noqa: F811
    more_units = [("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"), ("T3", "LĐLĐ huyện Ba", "T")]
    drop(app, [HEADER, *ROWS], more_units)
    assert "Đơn vị: 1 mới" in words(app)
    click(app, "upload-write")
    assert "5 mới" in words(app)
    click(app, "upload-write")
    assert [batch.kind.value for batch in imports.list_imports(campaign)[:2]] == ["initiatives", "units"]


def test_markup_in_a_file_stays_text(app: AppTest) -> None:
    evil = initiative(6, title="<img src=x onerror=alert(1)>", unit="<b>Đậm</b>", superior="")
    drop(app, [HEADER, *ROWS, evil, initiative(7, title="<script>alert(1)</script>")])
    open_part(app, "Mới")
    shown = words(app)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
    assert "<b>Đậm" not in shown


def test_an_import_of_the_history_opens_again_is_undone_and_redone(
    app: AppTest,
    campaign: Database,  # noqa: F811
) -> None:
    click(drop(app, [HEADER, *ROWS, initiative(6, submitted="31/2/2022")]), "upload-write")
    batch = imports.list_imports(campaign)[0].batch_id
    click(app, f"open-{batch}")
    shown = words(app)
    assert imports.list_imports(campaign)[0].sha256 in shown
    assert "Ngày không có thật" in shown
    click(app, f"undo-sure-{batch}")
    assert "Đã hoàn tác" in app.success[0].value
    assert not app.code  # what was said about it is no longer true
    click(app, f"redo-sure-{batch}")
    assert "Đã nạp lại" in app.success[0].value
    assert imports.list_imports(campaign)[0].counts["new"] == 5


def test_the_page_speaks_english_too(app: AppTest) -> None:
    click(app, "f-language")
    drop(app, [HEADER, *ROWS, initiative(6, submitted="31/2/2022")])
    shown = words(app)
    assert "5 new" in shown
    assert "nothing" not in shown
    assert next(tab.label for tab in app.tabs) == "Effect"

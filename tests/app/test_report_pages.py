"""Role: Báo cáo and Trình chiếu on the sample campaign: wishes, and they alone, become slides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cache, navigation
from dashboard.actions import saving
from dashboard.reports.blocks import Audience, BlockKind
from dashboard.reports.wishes import BlockWish, ReportWishes
from dashboard.ui import present_deck, report_wishes
from dashboard.ui.present_deck import Deck
from data_access.database import Database
from data_access.vocabulary import SavedKind
from tests.app.conftest import words
from tests.app.drawn import ENTRY

Open = Callable[[navigation.Entry], AppTest]
DECK, WISHES = present_deck._DECK, report_wishes._WISHES


@pytest.fixture
def open_sample(sample_database: Database) -> Open:
    """A page of the sample campaign."""

    def opened(page: navigation.Entry) -> AppTest:
        app = AppTest.from_file(str(ENTRY), default_timeout=60).run()
        app.switch_page(str(page.file)).run()
        assert not app.exception
        return app

    return opened


def _deck(app: AppTest) -> Deck:
    deck: Deck = app.session_state[DECK]
    return deck


def _titles(app: AppTest) -> list[str]:
    return [slide.title for slide in _deck(app).slides]


def test_the_usual_deck_says_the_usual_messages(open_sample: Open) -> None:
    app = open_sample(navigation.PRESENT)
    kinds = [slide.key.split(".")[0] for slide in _deck(app).slides]
    assert kinds[:3] == ["title", "standing", "course"]
    assert kinds[-1] == "causes"
    standing = _deck(app).slides[1]
    assert "3.001" in standing.markup
    assert "150,1%" in standing.markup
    assert any("3.001" in note for note in standing.notes)


def test_a_run_that_changes_nothing_draws_no_slide_again(open_sample: Open) -> None:
    app = open_sample(navigation.PRESENT)
    before = _deck(app)
    assert _deck(app.run()) is before
    app.toggle(key="present-people").set_value(True).run()
    assert _deck(app) is not before
    assert _deck(app).number == before.number + 1


def test_figures_are_held_while_the_filters_go_on(open_sample: Open) -> None:
    app = open_sample(navigation.PRESENT)
    app.toggle(key="present-locked").set_value(True).run()
    before = _titles(app)
    app.query_params["don-vi"] = "LS-VQ"
    app.run()
    assert _titles(app) == before
    assert "Số liệu đang khoá" in words(app)
    app.toggle(key="present-locked").set_value(False).run()
    assert _titles(app) != before
    assert "Số liệu đang khoá" not in words(app)


def test_wishes_of_one_page_are_those_of_the_other(open_sample: Open) -> None:
    app = open_sample(navigation.REPORTS)
    app.text_input(key="report-place").set_value("Lạng Sơn").run()
    app.date_input(key="report-held_on").set_value(date(2022, 7, 15)).run()
    app.checkbox(key="block-shown-6-0").set_value(False).run()
    app.button(key="block-up-2-0").click().run()
    app.segmented_control(key="report-audience").set_value(Audience.INTERNAL).run()
    app.switch_page(str(navigation.PRESENT.file)).run()
    deck = _deck(app)
    assert "Lạng Sơn, ngày 15 tháng 7 năm 2022" in deck.slides[0].markup
    assert [slide.key for slide in deck.slides[1:3]] == ["course.1", "standing.1"]
    assert not [slide for slide in deck.slides if slide.key.startswith("fields")]
    assert "LĐLĐ huyện Đình Lập" in "".join(slide.markup for slide in deck.slides)
    assert app.toggle(key="present-public").value is False


def test_own_words_stand_on_a_page_of_their_own_and_stay_words(open_sample: Open) -> None:
    app = open_sample(navigation.REPORTS)
    app.button(key="add-text").click().run()
    wished: ReportWishes = app.session_state[WISHES]
    own = replace(wished.blocks[-1], title="Kết luận", lines=("Cảm ơn <b>đồng chí</b>",))
    app.session_state[WISHES] = replace(wished, blocks=(*wished.blocks[:-1], own))
    app.switch_page(str(navigation.PRESENT.file)).run()
    last = _deck(app).slides[-1]
    assert last.title == "Kết luận"
    assert "Cảm ơn &lt;b&gt;đồng chí" in last.markup


def test_a_kept_set_opens_whole_and_a_forgotten_one_says_so(
    open_sample: Open, sample_database: Database
) -> None:
    wished = ReportWishes(blocks=(BlockWish(BlockKind.STANDING, title="Kết quả"),), place="Đồng Đăng")
    saving.save(sample_database, SavedKind.DECK, "Ngắn", wished.as_json(), user="Lan")
    app = open_sample(navigation.PRESENT)
    report_titles = _titles(app)
    assert len(report_titles) > 1

    def opens(name: str) -> None:
        from dashboard.ui import report_wishes as wishes

        wishes.open_kept(name)

    opened = AppTest.from_function(opens, kwargs={"name": "Ngắn"}).run()
    assert opened.session_state[WISHES].place == "Đồng Đăng"
    gone = AppTest.from_function(opens, kwargs={"name": "Không có"}).run()
    assert "Không còn mục" in gone.session_state[report_wishes._SAID]


def test_with_everything_hidden_the_page_says_what_to_do(open_sample: Open) -> None:
    app = open_sample(navigation.PRESENT)
    hidden = tuple(BlockWish(kind, hidden=True) for kind in BlockKind)
    app.session_state[WISHES] = ReportWishes(blocks=hidden)
    app.run()
    assert not app.exception
    assert "Chưa có trang nào để chiếu" in words(app)


def test_no_file_is_made_before_it_is_asked_for(open_sample: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.reports import render

    asked: list[str] = []
    monkeypatch.setattr(render, "draw", lambda document, order, name: asked.append(name))
    app = open_sample(navigation.REPORTS)
    app.run()
    assert len(app.get("download_button")) == 8
    assert not asked


def test_the_files_are_named_after_what_they_say(open_sample: Open) -> None:
    app = open_sample(navigation.REPORTS)
    assert "Bao-cao-so-ket-GD1_LDLD-Lang-Son_2022-05-31" in words(app)
    assert Path(navigation.REPORTS.file).exists()
    assert cache.settings() is not None

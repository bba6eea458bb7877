"""Role: `sangkien report` as a process: every format, its words, its refusals and exit codes."""

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from tests.integration.cli.running import sangkien
from tests.integration.reports import campaigns
from tests.integration.reports.campaigns import Shape

BEGINNINGS = {"pptx": b"PK", "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!", "png": b"\x89PNG"}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{(tmp_path_factory.mktemp('report') / 'thu.sqlite').as_posix()}"
    campaigns.stored(url, Shape(units=5, rows=120))
    return url


@pytest.mark.slow
@pytest.mark.parametrize("name", list(BEGINNINGS))
def test_every_format_is_written_and_told(stored: str, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"thử.{name}"
    done = sangkien("report", "--format", name, "-o", file, "--json", "--phase", "1", db=stored)
    assert done.code == 0, done.err
    assert done.json["file"] == str(file)
    assert done.json["bytes"] == file.stat().st_size
    assert file.read_bytes().lower().startswith(BEGINNINGS[name].lower())
    assert list(tmp_path.iterdir()) == [file]


def test_a_deck_in_a_folder_gets_a_speaking_name_and_tells_its_slides(stored: str, tmp_path: Path) -> None:
    done = sangkien(
        "report", "--format", "pptx", "-o", tmp_path, "--json", "--phase", "1", "--place", "Lạng Sơn",
        "--held-on", "2022-07-15", "--audience", "internal", "--user", "Chị Hoa",
        "--as-of", "2022-05-31", db=stored,
    )  # fmt: skip
    assert done.code == 0, done.err
    file = Path(done.json["file"])
    assert file.name == "Bao-cao-so-ket-GD1_LDLD-Thu_2022-05-31.pptx"
    deck = Presentation(io.BytesIO(file.read_bytes()))
    assert done.json["slides"] == len(deck.slides)
    cover = "\n".join(shape.text_frame.text for shape in deck.slides[0].placeholders)
    assert "Lạng Sơn, ngày 15 tháng 7 năm 2022" in cover
    assert "Chị Hoa" in cover


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("--format", "gif"), 2, "--format"),
        (("--format", "xlsx", "--template", "mau.pptx"), 2, "xlsx"),
        (("--format", "pptx", "--template", "khong-co.pptx"), 3, "khong-co.pptx"),
        (("--format", "pptx", "--unit", "KHONG"), 3, "KHONG"),
        (("--format", "pptx", "--phase", "x"), 2, "x"),
        (("--format", "pptx", "--held-on", "hôm nay"), 2, "hôm nay"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(
    stored: str, tmp_path: Path, arguments: tuple[str, ...], code: int, word: str
) -> None:
    done = sangkien("report", "-o", tmp_path / "ra.pptx", *arguments, db=stored)
    assert done.code == code
    assert word in done.err
    assert done.err.strip().count("\n") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_is_none_and_a_folder_that_is_not_there_are_refused(
    stored: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "mau.pptx"
    with zipfile.ZipFile(wrong, "w") as packed:
        packed.writestr("a.txt", "không phải")
    done = sangkien("report", "--format", "pptx", "-o", tmp_path / "ra.pptx", "--template", wrong, db=stored)
    assert (done.code, "PowerPoint" in done.err) == (3, True)
    done = sangkien("report", "--format", "pptx", "-o", tmp_path / "không" / "ra.pptx", db=stored)
    assert (done.code, "ra.pptx" in done.err) == (1, True)


def test_an_empty_database_is_told(sqlite_url: str, tmp_path: Path) -> None:
    done = sangkien("report", "--format", "pptx", "-o", tmp_path / "ra.pptx", db=sqlite_url)
    assert done.code == 1
    assert "Traceback" not in done.err

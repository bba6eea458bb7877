"""Role: the history on the command line: undo, redo, the kept original; exit codes and JSON for scripts."""

from pathlib import Path

import pytest

from dashboard.actions import history
from data_access.database import open_database
from tests.integration.cli.running import sangkien


@pytest.fixture
def imported(tmp_path: Path, database_url: str) -> tuple[str, Path, int]:
    """Database, the export's file (already gone) with its bytes kept beside, and its import's number."""
    made = tmp_path / "made"
    assert sangkien("sample", made, "--rows", "60").code == 0
    assert sangkien("import", *made.glob("*.xlsx"), "--yes", db=database_url).code == 0
    export = made / "export.xlsx"
    listed = sangkien("imports", "--json", db=database_url).json
    (batch,) = [one["batch"] for one in listed if one["kind"] == "initiatives"]
    assert next(one["originals"] for one in listed if one["batch"] == batch) == ["export.xlsx"]
    return database_url, export.rename(tmp_path / "as it was.xlsx"), batch


def _submitted(db: str) -> int:
    return int(sangkien("figures", "--json", "--phase", "all", db=db).json["submitted"])


def test_an_undone_import_is_redone_from_its_original(imported: tuple[str, Path, int]) -> None:
    db, _, batch = imported
    before = _submitted(db)
    refused = sangkien("redo", str(batch), db=db)
    assert (refused.code, refused.out) == (1, "")
    assert "chưa được hoàn tác" in refused.err
    assert sangkien("undo", str(batch), db=db).code == 0
    assert _submitted(db) == 0 < before
    done = sangkien("redo", str(batch), "--json", "--user", "cán bộ Lan", db=db)
    assert done.code == 0, done.err
    assert done.json["redone"] == batch != done.json["batch"]
    assert done.json["new"] > 0
    assert _submitted(db) == before
    newest = sangkien("imports", "--json", db=db).json[0]
    assert (newest["batch"], newest["user"]) == (done.json["batch"], "cán bộ Lan")
    assert sangkien("undo", str(newest["batch"]), db=db).code == 0
    assert "thành lần nạp" in sangkien("redo", str(newest["batch"]), db=db).out


def test_the_original_is_handed_out_byte_for_byte_and_never_over_another_file(
    imported: tuple[str, Path, int], tmp_path: Path
) -> None:
    db, export, batch = imported
    done = sangkien("original", str(batch), tmp_path / "ra", "--json", db=db)
    assert done.code == 0, done.err
    assert done.json == {"batch": batch, "files": [str(tmp_path / "ra" / "export.xlsx")]}
    assert (tmp_path / "ra" / "export.xlsx").read_bytes() == export.read_bytes()
    (tmp_path / "ra" / "export.xlsx").write_text("của người khác")
    again = sangkien("original", str(batch), tmp_path / "ra", db=db)
    assert again.code == 1
    assert "không ghi đè" in again.err
    assert (tmp_path / "ra" / "export.xlsx").read_text() == "của người khác"
    assert "export.xlsx" in sangkien("original", str(batch), tmp_path / "khác", db=db).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("redo", "99"), 1),
        (("original", "99", "out"), 1),
        (("redo",), 2),
        (("redo", "x"), 2),
        (("original", "1"), 2),
        (("redo", "1", "--db", "postgresql://officer@127.0.0.1:9/none"), 4),
        (("original", "1", "out", "--db", "postgresql://officer@127.0.0.1:9/none"), 4),
    ],
)
def test_what_cannot_be_done_ends_with_the_contracts_code_and_one_sentence(
    words: tuple[str, ...], code: int, sqlite_url: str
) -> None:
    ended = sangkien(*words, db=None if "--db" in words else sqlite_url)
    assert (ended.code, ended.err.strip().count("\n")) == (code, 0)
    assert "Traceback" not in ended.err


def test_an_undone_import_keeps_its_original_and_without_it_is_not_redone(
    imported: tuple[str, Path, int], tmp_path: Path
) -> None:
    db, _, batch = imported
    assert sangkien("undo", str(batch), db=db).code == 0
    assert sangkien("original", str(batch), tmp_path / "ra", db=db).code == 0
    (kept,) = history.open_original(open_database(db), batch)
    kept.unlink()
    for words in (("redo", str(batch)), ("original", str(batch), "nữa")):
        ended = sangkien(*words, db=db)
        assert ended.code == 1
        assert "tệp gốc" in ended.err

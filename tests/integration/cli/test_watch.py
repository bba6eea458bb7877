"""Role: `sangkien watch` as a process: once, its exit codes and its words; and stopped at will."""

import json
import shutil
from pathlib import Path

from tests.integration.cli.running import sangkien


def test_once_takes_what_is_finished_and_tells_what_it_left(tmp_path: Path, sqlite_url: str) -> None:
    made, inbox = tmp_path / "made", tmp_path / "in"
    assert sangkien("sample", made, "--rows", "60").code == 0
    shutil.copytree(made, inbox)
    (inbox / "rỗng.csv").touch()
    done = sangkien("watch", inbox, "--once", "--interval", "0.1", "--json", db=sqlite_url)
    assert done.code == 0, done.err
    assert [one["outcome"] for one in done.json["files"]] == ["imported"] * 5
    assert done.json["waiting"] == ["rỗng.csv"]
    history = sangkien("imports", "--json", db=sqlite_url).json
    assert len(history) == 5


def test_a_failed_file_ends_with_exit_code_3_and_a_sentence(tmp_path: Path, sqlite_url: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ghi-chú.txt").write_text("đây không phải bảng\n", "utf-8")
    done = sangkien("watch", tmp_path / "in", "--once", "--interval", "0.1", db=sqlite_url)
    assert done.code == 3
    assert "Traceback" not in done.err
    assert "1 tệp không nạp được" in done.err
    report = next((tmp_path / "in" / "failed").glob("*.json"))
    assert json.loads(report.read_text("utf-8"))["file"] == "ghi-chú.txt"


def test_a_folder_that_does_not_exist_is_one_sentence(tmp_path: Path, sqlite_url: str) -> None:
    done = sangkien("watch", tmp_path / "nơi nào", "--once", db=sqlite_url)
    assert done.code == 1
    assert done.err.strip() == f"Không có thư mục {tmp_path / 'nơi nào'}."

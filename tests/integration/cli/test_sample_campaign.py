"""Role: the sample campaign through the command line gives the published figures, on both databases alike."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.running import sangkien

FILES = ("programme.xlsx", "units.xlsx", "targets.xlsx", "export.xlsx", "published.xlsx")
STATES = (
    ("--phase", "1"),
    ("--phase", "2"),
    ("--phase", "all"),
    ("--phase", "1", "--measure", "valid"),
    ("--phase", "1", "--as-of", "2022-04-30T12:00"),
)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    assert sangkien("sample", folder).code == 0
    return folder


def _import_all(folder: Path, db: str) -> list[dict[str, Any]]:
    results = []
    for name in FILES:
        done = sangkien("import", folder / name, "--json", "--yes", db=db)
        assert done.code == 0, done.err
        results.append(done.json)
    return results


def _figures(db: str, *arguments: str) -> dict[str, Any]:
    done = sangkien("figures", "--json", *arguments, db=db)
    assert done.code == 0, done.err
    figures: dict[str, Any] = done.json
    return figures


def test_the_sample_gives_the_published_figures(sample_folder: Path, database_url: str) -> None:
    _import_all(sample_folder, database_url)
    shown = _figures(database_url)  # 15/7/2022 lies in the weeks of the sơ kết of phase 1
    assert shown["phase"] == 1
    assert shown["submitted"] == 3001
    assert shown["target"] == 2000
    assert shown["statement"] == "Đạt 150,1% (vượt 50,1%, 1.001 sáng kiến)"
    assert (shown["programme_count"], shown["programme_target"]) == (3001, 4100)
    assert shown["programme_statement"] == "Đạt 73,2% (còn thiếu 1.099 sáng kiến)"
    assert shown["as_of"] == "2022-06-01T00:00:00+07:00"
    assert 14_950_000_000 <= shown["savings"]["total_vnd"] <= 15_050_000_000
    assert shown["published_rank"] == {"rank": 45, "of": 82}
    assert _figures(database_url, "--phase", "2")["target"] == 2100


def test_the_units_stand_in_the_bands_that_the_article_names(sample_folder: Path, sqlite_url: str) -> None:
    _import_all(sample_folder, sqlite_url)
    units = {row["name"]: row for row in _figures(sqlite_url)["units"]}
    both = {name for name, row in units.items() if row["band"] == "programme_met"}
    assert both == {"Công đoàn ngành Giáo dục", "LĐLĐ huyện Tràng Định"}
    well_above = {name for name, row in units.items() if row["band"] == "well_above"}
    assert well_above == {
        "LĐLĐ thành phố Lạng Sơn",
        "LĐLĐ huyện Văn Quan",
        "LĐLĐ huyện Văn Lãng",
        "LĐLĐ huyện Cao Lộc",
        "LĐLĐ huyện Bắc Sơn",
    }
    assert sum(row["count"] for row in units.values()) == 3001


def test_both_databases_give_identical_figures(
    sample_folder: Path, sqlite_url: str, postgres_url: str
) -> None:
    for url in (sqlite_url, postgres_url):
        _import_all(sample_folder, url)
    for state in STATES:
        assert _figures(sqlite_url, *state) == _figures(postgres_url, *state), state


def test_the_same_file_again_changes_nothing_and_undo_gives_the_figures_from_before(
    sample_folder: Path, database_url: str
) -> None:
    results = _import_all(sample_folder, database_url)
    before = _figures(database_url)
    again = sangkien("import", sample_folder / "export.xlsx", "--json", "--yes", db=database_url)
    assert again.code == 0
    assert again.json["batch"] is None
    assert (again.json["new"], again.json["changed"], again.json["missing"]) == (0, 0, 0)
    assert again.json["unchanged"] == results[3]["new"]
    assert _figures(database_url) == before

    assert sangkien("undo", str(results[3]["batch"]), db=database_url).code == 0
    assert _figures(database_url, "--phase", "1")["submitted"] == 0
    assert sangkien("import", sample_folder / "export.xlsx", "--yes", db=database_url).code == 0
    restored = _figures(database_url)
    assert {k: v for k, v in restored.items() if k != "data_version"} == {
        k: v for k, v in before.items() if k != "data_version"
    }


def test_the_import_counts_every_row_and_names_the_place_of_each_problem(
    sample_folder: Path, sqlite_url: str
) -> None:
    export = _import_all(sample_folder, sqlite_url)[3]
    assert export["new"] + export["rejected"] + export["skipped"] == export["read"]
    assert export["rejected"] > 0
    errors = [issue for issue in export["issues"] if issue["severity"] == "error"]
    assert len({issue["row"] for issue in errors}) == export["rejected"]
    for issue in errors:
        assert issue["sheet"]
        assert issue["row"] > 1
        assert issue["column"]
        assert issue["message"]


def test_a_dry_run_writes_nothing(sample_folder: Path, sqlite_url: str) -> None:
    for name in FILES[:3]:
        assert sangkien("import", sample_folder / name, "--yes", db=sqlite_url).code == 0
    done = sangkien("import", sample_folder / "export.xlsx", "--dry-run", "--json", db=sqlite_url)
    assert done.code == 0
    assert done.json["batch"] is None
    assert done.json["new"] > 3000
    assert _figures(sqlite_url, "--phase", "1")["submitted"] == 0


def test_all_files_at_once_are_taken_in_the_order_they_need(sample_folder: Path, sqlite_url: str) -> None:
    files = [sample_folder / name for name in sorted(FILES)]  # export before programme and units
    assert sangkien("import", *files, "--yes", db=sqlite_url).code == 0
    assert _figures(sqlite_url)["submitted"] == 3001


def test_an_import_of_what_is_not_there_is_one_sentence(tmp_path: Path, sqlite_url: str) -> None:
    done = sangkien("import", tmp_path / "khong-co.xlsx", "--yes", db=sqlite_url)
    assert done.code == 3
    assert "khong-co.xlsx" in done.err
    assert "Traceback" not in done.err + done.out


def test_a_database_that_is_away_is_code_four_and_its_password_is_not_shown(sample_folder: Path) -> None:
    url = "postgresql://officer:bi-mat-123@127.0.0.1:9/none"
    done = sangkien("figures", "--json", db=url)
    assert done.code == 4
    assert "bi-mat-123" not in done.err + done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments", [("figure",), ("figures", "--nope"), ("figures", "--phase", "x"), ("import",), ("undo", "x")]
)
def test_a_wrong_command_is_code_two_in_vietnamese(arguments: tuple[str, ...], sqlite_url: str) -> None:
    done = sangkien(*arguments)
    assert done.code == 2
    assert done.err.strip().count("\n") == 0
    assert "--" in done.err or "giai đoạn" in done.err.lower()


def test_serving_other_computers_is_refused_with_the_reason(sqlite_url: str) -> None:
    done = sangkien("serve", "--host", "0.0.0.0", db=sqlite_url)
    assert done.code == 1
    assert "tài khoản" in done.err

"""Role: the sample campaign of Lạng Sơn shows the published totals, and any sample keeps its shape."""

import csv
import hashlib
from collections import Counter
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from dashboard.sample import PROGRAMME_CODE, SampleFiles, write_sample
from dashboard.sample.faults import Fault
from tests.unit.sample.reading import Row, dong, moment, name_key, read, titles

CUT = datetime(2022, 6, 1)  # noqa: DTZ001 (24h of 31/5/2022 as wall time)
START = datetime(2022, 1, 8)  # noqa: DTZ001
CASES = Path(__file__).parents[2] / "cases" / "published-figures.csv"

BOTH_PHASES = {"Công đoàn ngành Giáo dục", "LĐLĐ huyện Tràng Định"}
FROM_130 = {
    "LĐLĐ thành phố Lạng Sơn", "LĐLĐ huyện Văn Quan", "LĐLĐ huyện Văn Lãng", "LĐLĐ huyện Cao Lộc",
    "LĐLĐ huyện Bắc Sơn",
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def export(files: SampleFiles) -> list[Row]:
    return read(files.export)


@pytest.fixture(scope="module")
def phase_1(export: list[Row]) -> list[Row]:
    dated = ((row, moment(row["Ngày gửi"])) for row in export)
    return [row for row, sent in dated if sent is not None and START <= sent < CUT]


@pytest.fixture(scope="module")
def superiors(files: SampleFiles) -> dict[str, str]:
    """Name of each union directly under the province that has a target, by key of the name and of aliases."""
    units = [row for row in read(files.units) if row["Đơn vị cấp trên"] == "LS" and row["Cụm thi đua"]]
    names = {name_key(row["Tên đơn vị"]): row["Tên đơn vị"] for row in units}
    return names | {name_key(row["Tên khác"]): row["Tên đơn vị"] for row in units if row["Tên khác"]}


@pytest.fixture(scope="module")
def counts(phase_1: list[Row], superiors: dict[str, str]) -> Counter[str]:
    keys = (name_key(row["CĐ cấp trên trực tiếp"]) for row in phase_1)
    return Counter(superiors.get(key, "province") for key in keys)


@pytest.fixture(scope="module")
def targets(files: SampleFiles) -> dict[tuple[str, str], int]:
    return {(row["Đơn vị"], row["Giai đoạn"]): row["Chỉ tiêu"] for row in read(files.targets)}


def test_phase_1_has_exactly_the_published_3001_submissions(phase_1: list[Row]) -> None:
    assert len(phase_1) == 3_001
    assert len({row["Mã sáng kiến"] for row in phase_1}) == 3_001
    assert all(row["Tên sáng kiến"] for row in phase_1)


def test_targets_of_the_sixteen_unions_add_up_to_the_published_ones(
    superiors: dict[str, str], targets: dict[tuple[str, str], int]
) -> None:
    unions = set(superiors.values())
    assert len(unions) == 16
    for phase, total in (("Giai đoạn 1", 2_000), ("Giai đoạn 2", 2_100), ("Cả chương trình", 4_100)):
        assert sum(targets[name, phase] for name in unions) == total
        assert targets["LĐLĐ tỉnh Lạng Sơn", phase] == total


def test_targets_of_a_union_are_handed_down_whole(files: SampleFiles) -> None:
    units = {row["Mã đơn vị"]: row["Đơn vị cấp trên"] for row in read(files.units)}
    rows = read(files.targets)
    assigned = {(row["Mã đơn vị"], row["Giai đoạn"]): row["Chỉ tiêu"] for row in rows}
    handed: Counter[tuple[str, str]] = Counter()
    for (code, phase), amount in assigned.items():
        if units[code] not in (None, "LS"):
            handed[units[code], phase] += amount
    assert len(handed) == 15 * 3  # one union keeps its target to itself
    assert all(assigned[key] == total for key, total in handed.items())


def test_the_bands_are_those_of_the_article(
    counts: Counter[str], superiors: dict[str, str], targets: dict[tuple[str, str], int]
) -> None:
    unions = set(superiors.values())
    share = {name: counts[name] / targets[name, "Giai đoạn 1"] for name in unions}
    whole = {name for name in unions if counts[name] >= targets[name, "Cả chương trình"]}
    assert whole == BOTH_PHASES
    assert {name for name in unions - whole if share[name] >= 1.3} == FROM_130
    assert sum(1 for name in unions if share[name] >= 1) == 11
    assert sum(1 for name in unions if 0.9 <= share[name] < 1) == 2
    assert sum(1 for name in unions if share[name] < 0.75) == 3
    assert sum(counts[name] for name in unions) + counts["province"] == 3_001


def test_one_union_has_a_very_small_target(
    superiors: dict[str, str], targets: dict[tuple[str, str], int]
) -> None:
    small = [name for name in set(superiors.values()) if targets[name, "Giai đoạn 1"] < 10]
    assert len(small) == 1


def test_some_grassroots_unions_stand_straight_under_the_province_without_target(
    files: SampleFiles, targets: dict[tuple[str, str], int]
) -> None:
    direct = [
        row["Tên đơn vị"]
        for row in read(files.units)
        if row["Đơn vị cấp trên"] == "LS" and row["Tên đơn vị"].startswith("CĐCS")
    ]
    assert len(direct) == 4
    assert not any((name, "Giai đoạn 1") in targets for name in direct)


@pytest.mark.parametrize("seed", [2022, 1, 77])
def test_savings_of_phase_1_are_about_15_billion_with_a_heavy_tail(tmp_path: Path, seed: int) -> None:
    rows = read(write_sample(tmp_path, seed=seed).export)
    sent = [(moment(row["Ngày gửi"]), row["Giá trị làm lợi"]) for row in rows]
    declared = [dong(cell) for when, cell in sent if when is not None and when < CUT]
    values = sorted(value for value in declared if value is not None)
    assert len(declared) == 3_001
    assert 14_950_000_000 <= sum(values) <= 15_050_000_000
    assert 0.36 <= len(values) / 3_001 <= 0.44
    assert 2_000_000 <= values[len(values) // 2] <= 5_000_000
    assert sum(values[-len(values) // 20 :]) > 0.35 * sum(values)
    assert 0 in values


def test_about_nine_in_ten_are_valid(export: list[Row]) -> None:
    valid = sum(1 for row in export if str(row["Trạng thái"]).lower() == "hợp lệ")
    assert 0.88 <= valid / len(export) <= 0.92


def test_the_rush_comes_in_the_last_week_and_runs_over_midnight(export: list[Row]) -> None:
    sent = [when for row in export if (when := moment(row["Ngày gửi"])) is not None]
    days = Counter(when.date() for when in sent)
    assert max(days, key=lambda day: days[day]).isoformat() == "2022-05-31"
    assert sum(n for day, n in days.items() if "2022-05-25" <= day.isoformat() <= "2022-05-31") > 900
    assert sum(n for day, n in days.items() if day.isoformat() < "2022-02-08") < 100
    evening = sum(1 for when in sent if when.date().isoformat() == "2022-05-31" and when.hour >= 18)
    assert evening > 150
    texts = {row["Ngày gửi"] for row in export if isinstance(row["Ngày gửi"], str)}
    moments = {moment(text) for text in texts}
    assert datetime(2022, 5, 31, 23, 59) in moments  # noqa: DTZ001
    assert datetime(2022, 6, 1, 0, 0) in moments  # noqa: DTZ001
    assert max(sent) == datetime(2022, 7, 15, 16, 42, 10)  # noqa: DTZ001
    assert 200 <= sum(1 for when in sent if when >= CUT) <= 300


def test_every_superior_but_the_unknown_resolves_and_many_spellings_occur(
    files: SampleFiles, export: list[Row], superiors: dict[str, str]
) -> None:
    known = superiors | {name_key("LĐLĐ tỉnh Lạng Sơn"): "LĐLĐ tỉnh Lạng Sơn"}
    typed = {row["CĐ cấp trên trực tiếp"] for row in export}
    unknown = [row for row in export if name_key(row["CĐ cấp trên trực tiếp"]) not in known]
    assert len(unknown) == files.faults[Fault.UNKNOWN_UNIT]
    assert all((moment(row["Ngày gửi"]) or CUT) >= CUT for row in unknown)
    trang_dinh = {text for text in typed if known.get(name_key(text)) == "LĐLĐ huyện Tràng Định"}
    assert {"Liên đoàn Lao động huyện Tràng Định", "LĐLĐ H. Tràng Định"} <= trang_dinh
    assert len(trang_dinh) >= 6


def test_every_grassroots_union_resolves_below_its_superior(files: SampleFiles, phase_1: list[Row]) -> None:
    units = read(files.units)
    names = {row["Mã đơn vị"]: name_key(row["Tên đơn vị"]) for row in units}
    leaves = {
        (names[row["Đơn vị cấp trên"]], name_key(row["Tên đơn vị"]))
        for row in units
        if row["Đơn vị cấp trên"]
    }
    given = [row for row in phase_1 if row["CĐCS"]]
    pairs = {(name_key(row["CĐ cấp trên trực tiếp"]), name_key(row["CĐCS"])) for row in given}
    assert pairs <= leaves
    assert 0 < len(phase_1) - len(given) < 100


@pytest.mark.parametrize("rows", [None, 30_000])
def test_names_are_distinct_below_one_superior_even_without_accents(tmp_path: Path, rows: int | None) -> None:
    units = read(write_sample(tmp_path, rows).units)
    keys = [(row["Đơn vị cấp trên"], name_key(row["Tên đơn vị"])) for row in units]
    assert len(set(keys)) == len(keys)
    codes = {row["Mã đơn vị"] for row in units}
    assert len(codes) == len(units)
    assert all(row["Đơn vị cấp trên"] in codes for row in units[1:])
    assert units[0]["Số đoàn viên"] == sum(
        row["Số đoàn viên"] for row in units[1:] if row["Đơn vị cấp trên"] == "LS"
    )


def test_faults_are_few_told_and_never_in_phase_1(files: SampleFiles, export: list[Row]) -> None:
    assert sum(files.faults.values()) == 15
    assert {Fault.UNKNOWN_UNIT, Fault.IMPOSSIBLE_DATE, Fault.UNREADABLE_MONEY} <= set(files.faults)
    unreadable = 0
    for row in export:
        try:
            dong(row["Giá trị làm lợi"])
        except ValueError:
            unreadable += 1
            assert (moment(row["Ngày gửi"]) or CUT) >= CUT
    assert unreadable == files.faults[Fault.UNREADABLE_MONEY] + files.faults[Fault.RANGE_OF_MONEY]
    codes = Counter(row["Mã sáng kiến"] for row in export)
    assert sum(1 for n in codes.values() if n > 1) == files.faults[Fault.REPEATED_CODE]
    assert sum(1 for row in export if row["Ngày gửi"] == "31/06/2022") == files.faults[Fault.IMPOSSIBLE_DATE]


def test_every_file_but_the_published_figures_says_that_it_is_an_illustration(files: SampleFiles) -> None:
    for path in files.in_import_order:
        said = "minh họa" in "\n".join(titles(path)).lower()
        subject = openpyxl.load_workbook(path).properties.subject or ""
        assert said == ("minh họa" in subject) == (path != files.published)
    assert {row["Mã chương trình"] for row in read(files.programme)} == {PROGRAMME_CODE}
    assert PROGRAMME_CODE.endswith("-MINHHOA")


def test_published_figures_are_those_of_the_cases(files: SampleFiles) -> None:
    with CASES.open(encoding="utf-8") as source:
        cases = list(csv.DictReader(source))
    written = read(files.published)
    assert len(written) == len(cases) > 0
    columns = {
        "unit": "Đơn vị", "measure": "Chỉ số", "target": "Chỉ tiêu", "result": "Kết quả", "rank": "Xếp hạng",
        "rank_of": "Tổng số đơn vị", "value_vnd": "Giá trị làm lợi", "value_words": "Giá trị bằng lời",
    }  # fmt: skip
    phases = {"1": "Giai đoạn 1", "2": "Giai đoạn 2", "cả chương trình": "Cả chương trình", "": ""}
    for case, row in zip(cases, written, strict=True):
        assert {c: case[c] for c in columns} == {c: str(row[h] or "") for c, h in columns.items()}
        assert phases[case["phase"]] == (row["Giai đoạn"] or "")
        as_of = row["Tính đến"]
        shown = as_of.date().isoformat() if isinstance(as_of, datetime) else as_of or ""
        assert shown == case["as_of"].replace("2022-05-31T24:00", "24h ngày 31/5/2022")
        assert row["Nguồn"]


def _digests(files: SampleFiles) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in files.in_import_order]


@pytest.mark.parametrize("rows", [None, 400])
def test_equal_arguments_give_equal_bytes_and_another_seed_does_not(tmp_path: Path, rows: int | None) -> None:
    first = _digests(write_sample(tmp_path / "a", rows, seed=5))
    assert first == _digests(write_sample(tmp_path / "b", rows, seed=5))
    assert first[3] != _digests(write_sample(tmp_path / "c", rows, seed=6))[3]


@pytest.mark.parametrize("rows", [1, 2, 9, 333, 6_000])
def test_a_sample_of_any_size_has_exactly_so_many_rows(tmp_path: Path, rows: int) -> None:
    files = write_sample(tmp_path, rows)
    assert files.rows == len(read(files.export)) == rows
    assert sum(files.faults.values()) == round(rows * 0.0005)


@pytest.mark.parametrize("rows", [0, -1, 1_000_001])
def test_an_impossible_size_is_refused_before_anything_is_written(tmp_path: Path, rows: int) -> None:
    with pytest.raises(ValueError, match="between 1 and"):
        write_sample(tmp_path / "nothing", rows)
    assert not (tmp_path / "nothing").exists()


def test_people_are_fewer_than_submissions(phase_1: list[Row]) -> None:
    people = {
        (name_key(row["CĐCS"] or row["CĐ cấp trên trực tiếp"]), name)
        for row in phase_1
        for name in row["Tác giả"].replace("\n", ";").replace(",", ";").replace("; ", ";").split(";")
    }
    assert 2_000 < len(people) < 3_001

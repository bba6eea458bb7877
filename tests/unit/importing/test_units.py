"""Role: a typed name means one unit for sure, or is put before a person."""

import csv
import unicodedata
from pathlib import Path

import pytest

from dashboard.importing.units import SURE, How, KnownUnit, UnitIndex

CASES = Path(__file__).parents[2] / "cases" / "units.csv"


def _published() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _index(*names: str, parents: dict[int, int] | None = None) -> UnitIndex:
    return UnitIndex(
        KnownUnit(i, f"U{i:02}", name, (parents or {}).get(i)) for i, name in enumerate(names, 1)
    )


@pytest.mark.parametrize("case", _published(), ids=lambda case: case["typed"])
def test_every_published_case_comes_out_as_written_there(case: dict[str, str]) -> None:
    names = case["known_units"].split("|")
    answer = _index(*names).resolve(case["typed"])
    how = case["how"]
    if how.startswith("suggestion"):
        assert answer.how is How.SUGGESTION
        assert answer.unit_id is None
        assert answer.suggestions == (case["answer"],)
    elif how.startswith("ambiguous"):
        assert (answer.how, answer.unit_id) == (How.AMBIGUOUS, None)
    else:
        assert answer.how in SURE
        assert answer.unit_id is not None
        assert names[answer.unit_id - 1] == case["answer"]


LIST = (
    "LĐLĐ tỉnh Lạng Sơn", "LĐLĐ thành phố Lạng Sơn", "LĐLĐ huyện Tràng Định", "LĐLĐ huyện Bình Gia",
    "Công đoàn ngành Giáo dục", "Công đoàn các Khu công nghiệp", "CĐCS Trường Tiểu học Hòa Bình",
    "CĐCS Trường TH&THCS Tân Mỹ", "CĐCS Công ty TNHH MTV Hồng Phong", "CĐCS Trường THCS số 1",
    "CĐCS Trường THCS số 2", "CĐCS Bệnh viện Đa khoa tỉnh", "CĐCS Trường Mầm non Phú Xá",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("cd nganh giao duc", "Công đoàn ngành Giáo dục"), ("CĐ Giáo dục", "Công đoàn ngành Giáo dục"),
        ("CĐ GD", "Công đoàn ngành Giáo dục"), ("CĐ các KCN", "Công đoàn các Khu công nghiệp"),
        ("LĐLĐ Tràng Định", "LĐLĐ huyện Tràng Định"), ("LDLD huyen Binh Gia", "LĐLĐ huyện Bình Gia"),
        ("LĐLĐ TP.Lạng Sơn", "LĐLĐ thành phố Lạng Sơn"), ("U03", "LĐLĐ huyện Tràng Định"),
        (unicodedata.normalize("NFD", "LĐLĐ huyện Tràng Định"), "LĐLĐ huyện Tràng Định"),
        ("LĐLĐ\u00a0 huyện\u200b Tràng Định", "LĐLĐ huyện Tràng Định"),
        ("Trường TH Hoà Bình", "CĐCS Trường Tiểu học Hòa Bình"),
        ("Công đoàn Trường Tiểu học Hòa Bình", "CĐCS Trường Tiểu học Hòa Bình"),
        ("Trường Tiểu học và THCS Tân Mỹ", "CĐCS Trường TH&THCS Tân Mỹ"),
        ("Cty TNHH một thành viên Hồng Phong", "CĐCS Công ty TNHH MTV Hồng Phong"),
        ("BVĐK tỉnh", "CĐCS Bệnh viện Đa khoa tỉnh"), ("MN Phú Xá", "CĐCS Trường Mầm non Phú Xá"),
        ("truong mam non phu xa", "CĐCS Trường Mầm non Phú Xá"),
    ],
)  # fmt: skip
def test_abbreviations_and_missing_accents_are_sure(typed: str, unit: str) -> None:
    answer = _index(*LIST).resolve(typed)
    assert answer.unit_id is not None
    assert LIST[answer.unit_id - 1] == unit


@pytest.mark.parametrize(
    "typed",
    [
        "Lạng Sơn", "LĐLĐ Lạng Sơn", "THCS số 3", "LĐLĐ huyện Bình Giang", "LĐLĐ quận Bình Gia",
        "Mầm non Phú Xã", "Trường Tiểu học Hòa Bính", "LĐLĐ huyện Văn Quan", "", "???",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_never_taken(typed: str) -> None:
    assert _index(*LIST).resolve(typed).unit_id is None


def test_the_superior_decides_between_units_of_one_name() -> None:
    index = _index(
        "LĐLĐ huyện A Lưới", "LĐLĐ huyện Bắc Sơn", "CĐCS Trường Tiểu học số 1", "CĐCS Trường Tiểu học số 1",
        parents={3: 1, 4: 2},
    )  # fmt: skip
    assert index.resolve("Trường Tiểu học số 1").how is How.AMBIGUOUS
    assert index.resolve("Trường Tiểu học số 1", within=2).unit_id == 4


def test_an_alias_is_as_good_as_the_name() -> None:
    index = UnitIndex([KnownUnit(1, "LS", "LĐLĐ tỉnh Lạng Sơn", None)], [(1, "LĐLĐ tỉnh")])
    assert index.resolve("Liên đoàn Lao động tỉnh").how is How.ALIAS

"""Role: for a name not understood the likeliest units come first, and any unit is found without accents."""

from dashboard.importing.unit_choices import UnitChoices
from dashboard.importing.units import KnownUnit

UNITS = UnitChoices(
    [
        KnownUnit(1, "T", "LĐLĐ tỉnh Lạng Sơn", None),
        KnownUnit(2, "T1", "LĐLĐ huyện Hữu Lũng", 1),
        KnownUnit(3, "T1A", "CĐCS Trường THCS Vân Nham", 2),
        KnownUnit(4, "T1B", "CĐCS Trường THCS Tân Văn", 2),
        KnownUnit(5, "T1C", "CĐCS Trạm Y tế xã Nhật Tiến", 2),
    ]
)


def test_the_likeliest_comes_first_with_its_superiors_but_the_root() -> None:
    first = UNITS.likeliest("cđcs trường THCS Vân Nam", 3)[0]
    assert (first.unit_id, first.path) == (3, ("LĐLĐ huyện Hữu Lũng",))


def test_words_that_every_name_begins_with_do_not_make_units_alike() -> None:
    assert 5 not in [option.unit_id for option in UNITS.likeliest("CĐCS Trường THCS Vân Nam", 5)]


def test_any_unit_is_found_by_words_without_accents_or_by_code() -> None:
    assert [option.unit_id for option in UNITS.search("nhat tien", 5)] == [5]
    assert [option.unit_id for option in UNITS.search("t1b", 5)] == [4]
    assert UNITS.search("  ", 5) == []
    assert UNITS.search("khong co dau", 5) == []

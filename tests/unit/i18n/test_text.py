"""Role: text that looks the same to a person is the same to the machine, and sorts as the alphabet does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n.text import fold, nfc, vietnamese_order


@pytest.mark.parametrize(
    "typed",
    [
        "Hoà Bình",
        "Hòa Bình",
        "HÒA BÌNH",
        "hoa binh",
        "  Hòa\u00a0 Bình ",
        "Hòa\u200b Bình",
        unicodedata.normalize("NFD", "Hòa Bình"),
    ],
)
def test_spellings_of_one_name_fold_to_one_form(typed: str) -> None:
    assert fold(typed) == "hoa binh"


def test_both_look_alikes_of_the_barred_d_fold_to_d() -> None:
    assert fold("Đình") == fold("Ðình") == fold("đình") == "dinh"


def test_different_names_stay_different() -> None:
    assert fold("Bình Yên A") != fold("Bình Yên B")


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF), max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_folding_does_not_depend_on_the_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


def test_letters_follow_the_vietnamese_alphabet() -> None:
    names = ["Zn", "Đúc", "Dũng", "Em", "Ân", "Ăn", "An", "Ơn", "Ôn", "On", "Ưng", "Ung", "Fa", "Êm"]
    assert sorted(names, key=vietnamese_order) == [
        "An", "Ăn", "Ân", "Dũng", "Đúc", "Em", "Êm", "Fa", "On", "Ôn", "Ơn", "Ung", "Ưng", "Zn",
    ]  # fmt: skip


def test_tones_decide_only_after_all_letters() -> None:
    words = ["mạ", "má", "mã", "mả", "mà", "ma", "mai"]
    assert sorted(words, key=vietnamese_order) == ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    assert vietnamese_order("hoà")[:2] == vietnamese_order("hòa")[:2]


def test_numbers_sort_by_value() -> None:
    names = ["Tổ 10", "Tổ 2", "Tổ", "Tổ 1b", "Tổ 1a"]
    assert sorted(names, key=vietnamese_order) == ["Tổ", "Tổ 1a", "Tổ 1b", "Tổ 2", "Tổ 10"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_ordered_and_only_equal_ones_tie(one: str, other: str) -> None:
    assert (vietnamese_order(one) < vietnamese_order(other)) or vietnamese_order(one) >= vietnamese_order(
        other
    )

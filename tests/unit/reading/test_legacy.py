"""Role: text from before Unicode is mended whole, and text that reads well is never touched."""

import pytest

from data_access.spreadsheets.legacy import find_mender, from_tcvn3, from_twice_encoded, from_vni
from tests.odd.old_letters import in_tcvn3, in_vni

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"  # the whole alphabet
TEXTS = ["Sáng kiến cải tiến kỹ thuật", "Đơn vị", "Nguyễn Thị Hoà", "nâng cao chất lượng"]


def test_every_letter_of_the_old_code_pages_comes_back() -> None:
    assert [from_tcvn3(in_tcvn3(letter)) for letter in LETTERS] == list(LETTERS)
    both = LETTERS + LETTERS.upper()
    assert [from_vni(in_vni(letter)) for letter in both] == list(both)


@pytest.mark.parametrize("page", ["latin-1", "cp1252"])
def test_twice_encoded_text_is_decoded_once(page: str) -> None:
    assert from_twice_encoded("Sáng kiến".encode().decode(page)) == "Sáng kiến"


def test_the_no_break_space_of_a_grave_may_be_lost() -> None:
    assert from_twice_encoded("lÃ m") == "làm"
    assert from_twice_encoded("vÃ") == "và"


def test_the_way_is_found_by_what_it_makes() -> None:
    for name, spell in (
        ("TCVN3", in_tcvn3),
        ("VNI", in_vni),
        ("UTF-8", lambda s: s.encode().decode("latin-1")),
    ):
        mender = find_mender([spell(text) for text in TEXTS])
        assert mender is not None, name
        assert mender.name == name
        assert [mender.mend(spell(text)) for text in TEXTS] == TEXTS


@pytest.mark.parametrize(
    "texts", [TEXTS, ["là", "và", "cà phê", "tài", "các", "công"], ["Café", "crème brûlée"], ["abc", ""]]
)
def test_text_that_reads_well_is_left_alone(texts: list[str]) -> None:
    assert find_mender(texts) is None


def test_in_a_mixed_sheet_unicode_cells_stay() -> None:
    mender = find_mender([in_tcvn3(text) for text in TEXTS] + ["CỘNG HÒA"])
    assert mender is not None
    assert mender.mend("CỘNG HÒA") == "CỘNG HÒA"
    assert mender.mend(12.5) == 12.5

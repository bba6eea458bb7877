"""Role: statuses, recognition forms, flags, counts, people and texts in many spellings."""

import pytest

from dashboard.importing.cells.flags import parse_confidential
from dashboard.importing.cells.numbers import CountReading, parse_count
from dashboard.importing.cells.people import parse_authors
from dashboard.importing.cells.statuses import (
    parse_block,
    parse_recognition,
    parse_solution_kind,
    parse_status,
)
from dashboard.importing.cells.text import clean_text, has_forbidden, word_key
from dashboard.importing.issues import IssueCode
from data_access.vocabulary import Block, Recognition, SolutionKind, Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hợp lệ", Status.VALID), ("HỢP LỆ", Status.VALID), ("đã duyệt", Status.VALID), ("Đạt", Status.VALID),
        ("đang được tổ chức công đoàn xem xét", Status.REVIEWING), ("Chờ duyệt", Status.REVIEWING),
        ("Chưa duyệt", Status.REVIEWING), ("Mới gửi", Status.REVIEWING),
        ("Không hợp lệ", Status.INVALID), ("khong hop le", Status.INVALID), ("Chưa đạt", Status.INVALID),
        ("Bị trả lại", Status.INVALID), ("Không được công nhận", Status.INVALID), ("Chưa rõ", Status.UNKNOWN),
        ("", Status.UNKNOWN),
    ],
)  # fmt: skip
def test_a_status_is_known_in_many_words(text: str, status: Status) -> None:
    assert parse_status(text) == (status, True)


def test_an_unknown_status_is_unclear_and_said_so() -> None:
    assert parse_status("tím") == (Status.UNKNOWN, False)


def test_forms_kinds_and_blocks_are_recognised() -> None:
    assert parse_recognition("QĐ số 12/QĐ-UBND") == (Recognition.DECISION, True)
    assert parse_recognition("Quyết định khen thưởng") == (Recognition.COMMENDATION, True)
    assert parse_recognition("hình thức trực tiếp khác") == (Recognition.OTHER, True)
    assert parse_solution_kind("Ứng dụng tiến bộ kỹ thuật") == (SolutionKind.APPLIED, True)
    assert parse_solution_kind("kỹ thuật") == (SolutionKind.TECHNICAL, True)
    assert parse_block("Cán bộ công đoàn") == (Block.UNION, True)
    assert parse_block("Đơn vị sự nghiệp") == (Block.PUBLIC, True)


@pytest.mark.parametrize("mark", ["Có", "x", "1", 1.0, "TRUE", "mật", "BÍ MẬT", "✓"])
def test_a_confidential_mark_is_seen_in_any_spelling(mark: object) -> None:
    assert parse_confidential(mark) == (True, True)


@pytest.mark.parametrize("mark", ["", "Không", 0.0, "FALSE", "-", "công khai", None])
def test_an_open_row_stays_open(mark: object) -> None:
    assert parse_confidential(mark) == (False, True)


@pytest.mark.parametrize("mark", ["?", "có lẽ", "chưa rõ", "xem lại"])
def test_an_unreadable_mark_counts_as_confidential(mark: str) -> None:
    assert parse_confidential(mark) == (True, False)


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("2.000", CountReading(2000)),
        (2000.0, CountReading(2000)),
        ("2 000 sáng kiến", CountReading(2000)),
        ("từ 10% đoàn viên", CountReading(None, 100_000)),
        ("", CountReading()),
        ("Chưa giao", CountReading()),
        (0, CountReading(0)),
        ("abc", CountReading(issue=IssueCode.NUMBER_UNREADABLE)),
        (1.5, CountReading(issue=IssueCode.NUMBER_UNREADABLE)),
        ("-5", CountReading(issue=IssueCode.NUMBER_NEGATIVE)),
    ],
)
def test_counts_are_read(value: object, reading: CountReading) -> None:
    assert parse_count(value) == reading


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Nguyễn Văn An, Trần Thị Bé", "Nguyễn Văn An; Trần Thị Bé"),
        ("Nguyễn Văn An và cộng sự", "Nguyễn Văn An"),
        ("Nguyễn Văn An (60%); Trần Thị Bé (40%)", "Nguyễn Văn An; Trần Thị Bé"),
        ("1. Ông Nguyễn Văn An\n2. Bà Trần Thị Bé - 40%", "Nguyễn Văn An; Trần Thị Bé"),
        ("ThS. Lê Văn Và", "Lê Văn Và"),
        ("Cô Tô Thị Cúc & Nguyễn An", "Tô Thị Cúc; Nguyễn An"),
        ("Nguyen Van An, NGUYỄN VĂN AN", "Nguyen Van An"),
        ("Anh Đức", "Anh Đức"),
        ("Nguyễn Văn An, Giáo viên", "Nguyễn Văn An"),
        ("", ""),
    ],
)
def test_people_are_told_apart(cell: str, names: str) -> None:
    assert parse_authors(cell)[0] == names


def test_the_same_person_has_the_same_key_in_any_spelling() -> None:
    assert parse_authors("ĐỖ  THỊ HOÀ")[1] == parse_authors("do thi hòa")[1] == "do thi hoa"


def test_text_is_cleaned_of_what_breaks_office_files() -> None:
    assert clean_text("Cải\x00 tiến\u200b \u00a0 máy\x0b") == "Cải tiến máy"
    assert has_forbidden("a\x01b")
    assert not has_forbidden("Cải tiến máy")


def test_a_formula_like_title_stays_text() -> None:
    assert clean_text("=1+1") == "=1+1"


def test_word_keys_meet_over_accents_and_punctuation() -> None:
    assert (
        word_key("Đổi  mới: dạy-học “Ngữ văn”")
        == word_key("DOI MOI DAY HOC NGU VAN")
        == "doi moi day hoc ngu van"
    )

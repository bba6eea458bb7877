"""Role: official sentences carry the campaign's own numbers and name only the good units in public."""

from datetime import date, datetime, timedelta

import pytest

from dashboard.domain.attainment import Attainment
from dashboard.domain.bands import Band, Thresholds
from dashboard.domain.campaign import Phase, start_of_day
from dashboard.domain.pace import pace
from dashboard.domain.savings import SavingsSummary
from dashboard.domain.statements import (
    PublishedPlace,
    all_units_sentences,
    area_words,
    awards_phrase,
    good_units_sentences,
    next_phase_sentence,
    pace_sentence,
    result_sentence,
    value_sentence,
)
from dashboard.i18n import use_language
from data_access.vocabulary import Measure

FIRST = Phase(1, "Giai đoạn 1", start_of_day(date(2022, 1, 8)), start_of_day(date(2022, 6, 1)))
SECOND = Phase(2, "Giai đoạn 2", start_of_day(date(2022, 6, 1)), start_of_day(date(2023, 10, 1)))
WHOLE = Phase(0, "1 triệu sáng kiến", FIRST.starts_at, SECOND.ends_at)
PROVINCE = "LĐLĐ tỉnh Lạng Sơn"
UNITS = [
    ("Công đoàn ngành Giáo dục", Band.PROGRAMME_MET),
    ("LĐLĐ huyện Tràng Định", Band.PROGRAMME_MET),
    ("LĐLĐ thành phố", Band.WELL_ABOVE),
    ("LĐLĐ huyện Văn Quan", Band.WELL_ABOVE),
    ("LĐLĐ huyện Hữu Lũng", Band.ABOVE),
    ("LĐLĐ huyện Đình Lập", Band.NEAR),
    ("Công đoàn Viên chức", Band.BEHIND),
]


def result(as_of: datetime, **values: object) -> str:
    return result_sentence(FIRST, PROVINCE, Attainment(3001, 2000), as_of, **values)  # type: ignore[arg-type]


def test_the_published_sentence_comes_out_word_for_word() -> None:
    assert result(FIRST.ends_at, place=PublishedPlace(45, 82), places=0, with_counts=False) == (
        "Kết thúc giai đoạn 1, toàn tỉnh có 3.001 sáng kiến, đạt 150% so với kế hoạch, "
        "đứng thứ 45/82 đơn vị toàn quốc."
    )


def test_by_default_both_forms_stand_with_counts_and_the_measure_beside_the_figure() -> None:
    assert result(FIRST.ends_at, measure=Measure.SUBMITTED) == (
        "Kết thúc giai đoạn 1, toàn tỉnh có 3.001 sáng kiến đã gửi, "
        "đạt 150,1% so với kế hoạch (vượt 50,1%, 1.001 sáng kiến)."
    )


def test_before_the_end_the_sentence_says_as_of_when() -> None:
    sentence = result(FIRST.ends_at - timedelta(days=1))
    assert sentence.startswith("Tính đến 24h ngày 30/5/2022, trong giai đoạn 1, toàn tỉnh có 3.001 sáng kiến")


def test_the_whole_programme_and_an_unassigned_target_have_their_words() -> None:
    sentence = result_sentence(WHOLE, "Công đoàn Viên chức", Attainment(7, None), WHOLE.ends_at)
    assert sentence == "Kết thúc chương trình, Công đoàn Viên chức có 7 sáng kiến, chưa giao chỉ tiêu."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LĐLĐ tỉnh Lạng Sơn", "toàn tỉnh"),
        ("Liên đoàn Lao động huyện Tràng Định", "toàn huyện"),
        ("LĐLĐ thành phố", "toàn thành phố"),
        ("Tổng LĐLĐ Việt Nam", "cả nước"),
        ("Công đoàn ngành Giáo dục", "Công đoàn ngành Giáo dục"),
    ],
)
def test_a_report_speaks_of_the_area_of_a_federation(name: str, words: str) -> None:
    assert area_words(name) == words


def test_public_sentences_name_the_good_units() -> None:
    assert good_units_sentences(UNITS, Thresholds()) == (
        "02 đơn vị đã đạt và vượt chỉ tiêu cả chương trình: Công đoàn ngành Giáo dục, LĐLĐ huyện Tràng Định.",
        "02 đơn vị đạt và vượt chỉ tiêu từ 130% trở lên: LĐLĐ thành phố, LĐLĐ huyện Văn Quan.",
        "01 đơn vị đạt và vượt chỉ tiêu: LĐLĐ huyện Hữu Lũng.",
    )


def test_public_sentences_never_name_a_weak_unit() -> None:
    public = " ".join(good_units_sentences(UNITS, Thresholds()))
    internal = " ".join(all_units_sentences(UNITS, Thresholds()))
    for weak in ("Đình Lập", "Viên chức"):
        assert weak not in public
        assert weak in internal


def test_a_long_list_of_names_says_how_many_more() -> None:
    sentence = good_units_sentences(UNITS, Thresholds(), at_most=1)[0]
    assert sentence.endswith(": Công đoàn ngành Giáo dục và 01 đơn vị khác.")


def test_value_is_an_estimate_with_its_coverage() -> None:
    assert value_sentence(SavingsSummary(15_000_000_000, 1860, 3001)) == (
        "Ước tính giá trị làm lợi khoảng 15 tỷ đồng/năm (1.860/3.001 sáng kiến có khai giá trị)."
    )
    assert value_sentence(SavingsSummary(0, 0, 5)).startswith("Chưa có sáng kiến nào khai")


def test_awards_below_ten_have_two_digits() -> None:
    assert awards_phrase(7, 35) == "07 tập thể, 35 cá nhân"
    assert awards_phrase(0, 3) == "03 cá nhân"
    assert awards_phrase(0, 0) == ""
    with use_language("en"):
        assert awards_phrase(1, 35) == "1 collective, 35 individuals"


def test_the_next_phase_says_target_deadline_and_needed_pace() -> None:
    to_come = pace(Attainment(0, 2100), SECOND, SECOND.starts_at)
    assert next_phase_sentence(SECOND, 2100, to_come) == (
        "Giai đoạn 2 (1/6/2022 – 30/9/2023): chỉ tiêu 2.100 sáng kiến, "
        "cần 31 sáng kiến/tuần để hoàn thành đúng hạn."
    )
    assert next_phase_sentence(SECOND, None, None).endswith("chưa giao chỉ tiêu.")
    assert next_phase_sentence(SECOND, 2100, None).endswith("chỉ tiêu 2.100 sáng kiến.")


def test_what_is_missing_is_said_with_the_pace_or_the_missed_deadline() -> None:
    behind = Attainment(1963, 2000)
    running = pace(behind, FIRST, FIRST.ends_at - timedelta(days=50))
    assert pace_sentence(running, FIRST) == (
        "Còn thiếu 37 sáng kiến trong 50 ngày, cần 6 sáng kiến/tuần để hoàn thành trước 24h ngày 31/5/2022."
    )
    over = pace(behind, FIRST, FIRST.ends_at)
    assert pace_sentence(over, FIRST) == "Còn thiếu 37 sáng kiến khi hết hạn 24h ngày 31/5/2022."
    assert pace_sentence(pace(Attainment(9, 9), FIRST, FIRST.starts_at), FIRST) is None
    assert pace_sentence(None, FIRST) is None

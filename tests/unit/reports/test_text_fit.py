"""Role: measured text is never taken for smaller than it is shown, and never lost."""

from pathlib import Path

import pytest
from PIL import ImageFont

from dashboard.reports import text_fit

NAMES = (
    "Công đoàn Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
    "3.001/2.000 sáng kiến đã gửi",
    "Kết thúc giai đoạn 1, toàn tỉnh có 3.001 sáng kiến, đạt 150,1% so với kế hoạch",
    "150,1%",
    "12.345.678.901",
)


@pytest.mark.parametrize("name", NAMES)
def test_lines_together_are_the_text_and_each_fits(name: str) -> None:
    lines = text_fit.wrap(name, 20, 150)
    assert " ".join(lines) == name or "".join(lines) == name.replace(" ", "")
    assert all(text_fit.width(line, 20) <= 150 for line in lines)


def test_a_word_longer_than_the_line_breaks_anywhere_and_loses_no_letter() -> None:
    assert "".join(text_fit.wrap("a" * 200, 20, 100)) == "a" * 200


def test_what_is_cut_ends_with_an_ellipsis_and_fits() -> None:
    cut = text_fit.cut(NAMES[0], 18, 200)
    assert cut.endswith("…")
    assert len(text_fit.wrap(cut, 18, 200)) == 1
    middle = text_fit.cut_middle(f"{NAMES[0]} số 17", 18, 300)
    assert middle.endswith("số 17")
    assert text_fit.width(middle, 18) <= 300


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_no_text_is_measured_smaller_than_in_the_typeface_of_the_slides(name: str, bold: bool) -> None:
    # Letters of the same widths as Arial, which may not be given away.
    path = Path(
        "/usr/share/fonts/truetype/liberation2", f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"
    )
    if path.is_file():
        assert (
            text_fit.width(name, 100, bold=bold) >= ImageFont.truetype(str(path), 100).getlength(name) * 0.995
        )

"""Role: invented Vietnamese names of authors, as they occur among Tày, Nùng and Kinh people of Lạng Sơn.

Given names of persons named in public articles about the campaign are left out of the lists, so that no
real person can come out by accident.
"""

import numpy as np
from numpy.typing import NDArray

FAMILIES = (
    "Hoàng Nông Lương Vi Lý Hứa Chu Triệu Lộc Đàm Dương Bế Phùng Nguyễn Trần Lê Phạm Vũ Đặng Lành Mông Đinh"
)
MEN = (
    ("Văn", "Quang", "Minh", "Hữu", "Xuân", "Công", "Ngọc", "Trọng"),
    "An Bình Cường Dũng Duy Đạt Hiếu Hoàn Huân Hưng Kiên Lâm Long Mạnh Nam Phúc Phong Sơn Tiến Tùng Tú",
)
WOMEN = (
    ("Thị", "Thị Thu", "Thị Hồng", "Thị Minh", "Thị Bích", "Thị Ngọc", "Thu", "Bích"),
    "Chinh Diệp Dung Hà Hạnh Hoa Hòa Huế Hương Huyền Lan Liên Loan Mai Nga Ngân Phương Thơm Thoa Trang Xuân "
    "Yến Duyên Hiền Oanh",
)
SEPARATORS = ("; ", "; ", "; ", ", ", "\n")
SPREAD = 2_654_435_761  # multiplicative hashing (Knuth): neighbours in the pool get unlike names
ACTIVE_SHARE = 0.35  # of the members of a union who write initiatives at all
POOL_STEP = 4_096
"""More than the authors of one grassroots union: the distance between the pools of two of them."""


def all_names() -> NDArray[np.object_]:
    """Every name that can occur."""
    names = [
        f"{family} {middle} {given}"
        for family in FAMILIES.split()
        for middles, givens in (MEN, WOMEN)
        for middle in middles
        for given in givens.split()
    ]
    return np.array(names, dtype=object)


def author_cells(
    names: NDArray[np.object_],
    leaf: NDArray[np.int64],
    members: NDArray[np.int64],
    rng: np.random.Generator,
) -> list[str]:
    """One cell of 1–3 authors per row; ``leaf`` the unit's number, ``members`` its size.

    Some people of a unit write more initiatives than others, so people are fewer than submissions.
    """
    size = leaf.size
    pool = np.clip(members * ACTIVE_SHARE, 3, POOL_STEP)[:, None]
    place = (pool * rng.random((size, 3)) ** 1.4).astype(np.int64)
    chosen = names[(leaf[:, None] * POOL_STEP + place) * SPREAD % names.size]
    several = 1 + (rng.random(size) > 0.72) + (rng.random(size) > 0.93)
    separator = rng.integers(0, len(SEPARATORS), size)
    return [
        row[0] if count == 1 else SEPARATORS[which].join(dict.fromkeys(row[:count]))
        for row, count, which in zip(chosen.tolist(), several.tolist(), separator.tolist(), strict=True)
    ]

"""Parts of Vietnamese names, put together into invented people and places. Deterministic by the random source."""

from __future__ import annotations

from itertools import product
from random import Random

# How many of a hundred people bear the surname, roughly.
SURNAMES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9, "Phạm": 7, "Hoàng": 5, "Vũ": 5, "Bùi": 3, "Đỗ": 3, "Đặng": 2, "Ngô": 2,
    "Dương": 2, "Đinh": 2, "Đoàn": 2, "Phan": 2, "Lương": 1, "Tô": 1, "Trịnh": 1, "Hà": 1, "Mai": 1, "Cao": 1, "Tạ": 1,
}  # fmt: skip
WOMEN = (
    ["Thị", "Thị Thanh", "Thị Thu", "Thị Ngọc", "Thị Kim", "Thu", "Thanh", "Ngọc", "Hồng", "Minh", "Phương"],
    [
        "Anh", "Bình", "Chi", "Dung", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hòa", "Huệ", "Hương", "Lan", "Liên", "Linh",
        "Loan", "Mai", "Minh", "Nga", "Nhung", "Oanh", "Phương", "Quyên", "Thảo", "Thu", "Thủy", "Trang", "Tuyết",
        "Vân", "Xuân", "Yến",
    ],
)  # fmt: skip
MEN = (
    ["Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Đình", "Ngọc", "Quốc", "Thành", "Mạnh", "Duy", "Anh", "Công"],
    [
        "An", "Bảo", "Bình", "Chiến", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Giang", "Hải", "Hiếu", "Hòa", "Hoàng",
        "Hùng", "Hưng", "Khánh", "Kiên", "Lâm", "Long", "Lộc", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quyết",
        "Sơn", "Tài", "Thái", "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn", "Tùng", "Việt", "Vinh",
    ],
)  # fmt: skip
_PLACES = (
    ["An", "Bình", "Cẩm", "Đại", "Đông", "Đồng", "Hải", "Hiệp", "Hòa", "Hồng", "Hưng", "Kim", "Liên", "Minh", "Phong"],
    ["Châu", "Dương", "Giang", "Hà", "Hải", "Khê", "Lạc", "Lâm", "Lộc", "Phú", "Sơn", "Thành", "Thịnh", "Thủy", "Yên"],
)
VILLAGES = ["Bắc", "Nam", "Đông", "Đoài", "Thượng", "Hạ", "Trung", "Tân Lập", "Tân Tiến", "Đoàn Kết", "Hợp Nhất"]


def people(random: Random, count: int) -> list[str]:
    """Full names, as frequent as in life. Different people may bear the same."""
    surnames = random.choices(list(SURNAMES), weights=list(SURNAMES.values()), k=count)
    names = []
    for surname in surnames:
        middles, given = WOMEN if random.random() < 0.42 else MEN
        names.append(f"{surname} {random.choice(middles)} {random.choice(given)}")
    return names


def places(random: Random) -> list[str]:
    """All places that the parts make, each once, shuffled: 225 names."""
    made = [f"{first} {second}" for first, second in product(*_PLACES)]
    random.shuffle(made)
    return made

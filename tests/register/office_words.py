"""A register of invented producers and products, and how offices spell what stands in one."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

COMMUNES = ("Đức Trọng", "Di Linh", "Đơn Dương", "Ninh Gia", "Tân Hội", "Bảo Lâm 1")
DISTRICTS = ("Huyện Đức Trọng", "Huyện Di Linh", "Thành phố Bảo Lộc")

# The register


def _of(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


_KINDS = _of("Trà, Cà phê, Mật ong, Rượu, Bánh tráng, Nấm, Mứt, Bột, Dầu, Chuối sấy, Cao, Gạo")
_OF = _of("hoa cúc, rau má, nếp than, atiso, gừng, linh chi, dâu tây, lạc, hữu cơ, rừng, dẻo")
_NAMES = _of("Thử An, Thử Bình, Thử Cúc, Thử Dung, Thử Giang, Thử Hà, Thử Kiều, Thử Lam")
_FORMS = ("Hợp tác xã", "HTX nông nghiệp", "Công ty TNHH", "Hộ kinh doanh", "Tổ hợp tác")
_PEOPLE = ["Nguyễn Thị Thử", "Trần Văn Mẫu", "Lê Thử", "Phạm Thị Mẫu", "K’ Thử", "Đỗ Văn Nghiệm"]
_AUTHORITIES = ("UBND tỉnh Lâm Đồng", "UBND huyện Đức Trọng", "UBND tỉnh")
SETS = ("Nhóm thực phẩm", "Nhóm đồ uống", "Ngành dược liệu và sản phẩm từ dược liệu")
GROUPED = {"groups": "commune", "nested": "commune", "producers": "producer", "sets": "set"}
PRODUCER_KEYS = ("producer", "type", "commune", "address", "representative", "phone")


def draw_register(random: Random) -> list[dict[str, Any]]:
    """Rows of a register with all KEYS but those of a second recognition for some."""
    rows: list[dict[str, Any]] = []
    names = set()
    for number in range(random.randint(1, 5)):
        form = random.choice(_FORMS)
        producer = {
            "producer": f"{form} {random.choice(_NAMES)} {number + 1}",
            "type": "Hợp tác xã" if form[0] == "H" and form != "Hộ kinh doanh" else form,
            "commune": random.choice(COMMUNES),
            "address": f"thôn {random.randint(1, 9)}",
            "representative": random.choice(_PEOPLE),
            "phone": f"09{random.randint(10_000_000, 99_999_999)}",
        }
        for _each in range(random.randint(1, 3)):
            name = f"{random.choice(_KINDS)} {random.choice(_OF)}"
            while name in names:
                name += f" {random.choice(_OF)}"
            names.add(name)
            rows.append({"product": name, **producer, **_recognitions(random)})
    return rows


def _recognitions(random: Random) -> dict[str, Any]:
    first = date(random.randint(2019, 2022), random.randint(1, 12), random.randint(1, 28))
    second = date(first.year + 3, random.randint(1, 12), random.randint(1, 28))
    told: dict[str, Any] = {
        "first_star": random.choice((3, 3, 4)),
        "first_date": first,
        "first_year": first.year,
        "first_decision": f"{random.randint(1, 4000)}/QĐ-UBND",
        "first_authority": random.choice(_AUTHORITIES),
        "note": random.choice(("", "", "đã kiểm tra", "sản phẩm xuất khẩu")),
        "set": random.choice(("", "7", "13")),
    }
    last = first
    if random.random() < 0.5:
        last = second
        told |= {
            "second_star": random.choice((3, 4, 5)),
            "second_date": second,
            "second_year": second.year,
            "second_decision": f"{random.randint(1, 4000)}/QĐ-UBND",
            "second_authority": random.choice(_AUTHORITIES),
        }
    told["star"] = told.get("second_star", told["first_star"])
    told["expiry"] = date(last.year + 3, last.month, last.day)
    return told


# How headings, stars, days and decisions are spelt

LABELS: dict[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "Số TT", "Số thứ tự"),
    "product": ("Tên sản phẩm", "Sản phẩm", "Sản phẩm OCOP", "TÊN SẢN PHẨM", "Tên sản phẩm OCOP"),
    "set": ("Bộ sản phẩm", "Nhóm sản phẩm", "Ngành hàng"),
    "type": ("Loại hình", "Loại hình chủ thể", "Loại hình tổ chức"),
    "producer": ("Tên chủ thể", "Chủ thể", "Chủ thể sản xuất", "Đơn vị sản xuất", "CHỦ THỂ"),
    "commune": ("Xã, phường", "Xã", "Xã/phường", "Địa bàn", "Tên xã", "Xã (phường, thị trấn)"),
    "address": ("Địa chỉ", "Địa chỉ sản xuất", "Địa chỉ (thôn, xóm)"),
    "representative": ("Người đại diện", "Đại diện pháp luật", "Chủ cơ sở"),
    "phone": ("Điện thoại", "SĐT", "Số điện thoại", "Điện thoại liên hệ"),
    "star": ("Hạng sao", "Số sao", "Hạng", "Xếp hạng", "HẠNG SẢN PHẨM", "Kết quả phân hạng", "Sao"),
    "expiry": ("Ngày hết hạn", "Hết hạn", "Thời hạn", "Có giá trị đến"),
    "date": ("Ngày công nhận", "Ngày quyết định", "Ngày QĐ", "Ngày, tháng, năm", "Ngày ký"),
    "year": ("Năm", "Năm công nhận", "Năm đánh giá"),
    "decision": ("Số quyết định", "Quyết định số", "Số QĐ", "Quyết định công nhận"),
    "authority": ("Cơ quan công nhận", "Cơ quan cấp", "Cấp công nhận"),
    "note": ("Ghi chú", "GHI CHÚ"),
}
IN_GROUP = {
    "producer": ("Tên", "Tên chủ thể", "Tên cơ sở"),
    "address": ("Địa chỉ",),
    "representative": ("Người đại diện", "Đại diện"),
    "phone": ("SĐT", "Điện thoại", "Số điện thoại"),
    "commune": ("Xã", "Xã, phường"),
    "type": ("Loại hình", "Loại"),
    "date": ("Ngày", "Ngày QĐ", "Ngày, tháng, năm", "Ngày công nhận"),
    "decision": ("Số QĐ", "Quyết định số", "Số quyết định"),
    "star": ("Hạng sao", "Hạng", "Sao", "Số sao"),
}
FIRST_GROUPS = ("Công nhận lần đầu", "Lần đầu", "Lần 1", "Đánh giá lần đầu")
SECOND_GROUPS = ("Đánh giá, phân hạng lại", "Lần 2", "Công nhận lần 2", "Công nhận lại", "Lần sau")
EXTRAS = {
    "Giá bán (đồng)": ("50000", "120000", ""),
    "Hạn sử dụng": ("12 tháng", "6 tháng", "24 tháng"),
    "Ngày thành lập": ("15/03/2015", "01/02/2016"),
    "Ngày bắt đầu": ("01/01/2020", "15/06/2021"),
    "Sản lượng (kg/năm)": ("1500", "20000"),
    "Doanh thu": ("2 tỷ", "500 triệu"),
    "Mô tả sản phẩm": ("Thơm, vị ngọt hậu", "Sấy lạnh, không phẩm màu"),
    "Năm thành lập": ("2015", "2018"),
    "Số giấy phép kinh doanh": ("42A8001", "42A8002"),
    "Điểm": ("72,5", "81"),
}


def spell_star(random: Random, star: int) -> Any:
    words = {3: "ba", 4: "bốn", 5: "năm"}[star]
    return random.choice(
        (
            star,
            f"{star} sao",
            f"{star} sao",
            "★" * star,
            "⭐️" * star,
            "*" * star,
            f"{star}*",
            f"0{star} sao",
            f"OCOP {star} sao",
            f"{star} ({words}) sao",
            f"{words.capitalize()} sao",
            f"Hạng {star} sao",
            f"{star} sao cấp tỉnh",
            f"{star}/5",
        )
    )


def spell_day(random: Random, on: date) -> Any:
    return random.choice(
        (
            on,
            f"{on:%d/%m/%Y}",
            f"{on.day}/{on.month}/{on.year}",
            f"{on:%d-%m-%Y}",
            f"{on.day}.{on.month}.{on.year}",
            f"ngày {on.day} tháng {on.month} năm {on.year}",
            f"{on.day} /{on.month}/ {on.year}",
            f"{on:%d/%m/%Y} (lần 1)",
        )
    )


def spell_decision(random: Random, number: str, on: date, authority: str = "") -> str:
    """Number and day in one cell, as most registers have them."""
    when = random.choice(
        (f"{on.day}/{on.month}/{on.year}", f"{on.day} tháng {on.month} năm {on.year}")
    )
    by = f" của {authority}" if authority else ""
    return random.choice(
        (
            f"{number} ngày {when}{by}",
            f"QĐ số {number}, ngày {when}{by}",
            f"Số: {number} ngày {when}{by}",
            f"Quyết định số {number} ngày {when}{by}",
            f"{number}\nngày {when}{by}",
        )
        if by
        else (f"{number} ngày {when}", f"{number} ({on:%d/%m/%Y})", f"QĐ số {number}, ngày {when}")
    )

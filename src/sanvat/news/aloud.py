"""Text as somebody reads it out over the loudspeakers of a commune: abbreviations, days and signs
in words."""

from __future__ import annotations

import re

SPELLED_OUT = {
    "OCOP": "Ô-cốp, Chương trình Mỗi xã một sản phẩm",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "HTX": "hợp tác xã",
    "THT": "tổ hợp tác",
    "NTM": "nông thôn mới",
    "VPĐP": "Văn phòng Điều phối",
    "TW": "trung ương",
    "TƯ": "trung ương",
    "NN&MT": "Nông nghiệp và Môi trường",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "KH&CN": "Khoa học và Công nghệ",
    "ATTP": "an toàn thực phẩm",
    "XTTM": "xúc tiến thương mại",
    "KT-XH": "kinh tế - xã hội",
    "QĐ-TTg": "quyết định của Thủ tướng Chính phủ",
    "QĐ": "quyết định",
    "KH": "kế hoạch",
    "CV": "công văn",
    "TTg": "Thủ tướng Chính phủ",
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
}
"""What is written short in such news, and how it is said."""

_SHORT = re.compile(
    r"(?<![\w&])("
    + "|".join(re.escape(each) for each in sorted(SPELLED_OUT, key=len, reverse=True))
    + r")(?![\w&])\.?"
)
_DAY = re.compile(r"\b(ngày )?(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DAY_OF_YEAR = re.compile(r"\bngày (\d{1,2})/(\d{1,2})\b(?!/)")
_MONTH = re.compile(r"\btháng (\d{1,2})/(\d{4})\b")
_HOUR = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_OF_ALL = re.compile(r"(?<![\d/])(\d+)/(\d+)\b(?!/)")
_NUMBER_OF_YEAR = re.compile(r"\b(\d+)/(\d{4})/(?=[A-ZĐ])")
_NUMBER = re.compile(r"\b(\d+)/(?=[A-ZĐ])")
_RANGE = re.compile(r"(\d)\s?[–-]\s?(\d)")
_PERCENT = re.compile(r"(\d)\s?%")


def aloud(text: str) -> str:
    """The text in words that can be read out; nothing of it is left out."""
    text = _DAY.sub(r"ngày \2 tháng \3 năm \4", text)
    text = _DAY_OF_YEAR.sub(r"ngày \1 tháng \2", text)
    text = _MONTH.sub(r"tháng \1 năm \2", text)
    text = _HOUR.sub(lambda found: _hour(found[1], found[2]), text)
    text = _OF_ALL.sub(r"\1 trên \2", text)
    text = _NUMBER_OF_YEAR.sub(r"\1 năm \2, ", text)
    text = _NUMBER.sub(r"\1, ", text)
    text = _RANGE.sub(r"\1 đến \2", text)
    text = _PERCENT.sub(r"\1 phần trăm", text)
    text = text.replace("≥", " từ ").replace("≤", " nhiều nhất ").replace("&", " và ")
    return " ".join(_once(text).split())


def _once(text: str) -> str:
    """The programme is told in full once; afterwards its short name is said as it is spoken."""
    told: set[str] = set()

    def said(found: re.Match[str]) -> str:
        short = found[1]
        full, end = SPELLED_OUT[short], "." if found[0].endswith(".") and short != "TP" else ""
        if short in told and ", " in full:
            full = full.partition(", ")[0]
        told.add(short)
        return f"{full}{end}"

    return _SHORT.sub(said, text)


def _hour(hours: str, minutes: str) -> str:
    return f"{int(hours)} giờ" if minutes == "00" else f"{int(hours)} giờ {int(minutes)} phút"

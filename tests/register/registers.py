"""Registers as offices send them, made on the spot; and the public lists in that form."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from sanvat.records import files
from sanvat.register import actions
from sanvat.register.columns import COLUMNS, KEYS

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)  # twelve o'clock in Việt Nam
LISTS = Path(__file__).parents[3] / "shared" / "reference" / "data"


def row(**cells) -> list:
    """One line of the 22 columns; what is not named stays empty."""
    assert set(cells) <= set(KEYS)
    return [cells.get(key, "") for key in KEYS]


def coffee(**cells) -> list:
    """A line with nothing wrong."""
    usual = {
        "product": "Cà phê bột Đức Trọng",
        "set": "13",
        "type": "Hợp tác xã",
        "producer": "HTX Nông nghiệp Tân Hội",
        "commune": "xã Đức Trọng",
        "representative": "Nguyễn Văn An",
        "phone": "0912 345 678",
        "star": 3,
        "expiry": "19/06/2028",
        "first_star": 3,
        "first_date": "19/06/2025",
        "first_decision": "858/QĐ-UBND",
        "first_authority": "UBND tỉnh Lâm Đồng",
    }
    return row(**{**usual, **cells})


AS_TYPED = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def xlsx(rows, *, headings=None) -> bytes:
    """A workbook with one heading line, two where a column stands below a group."""
    if headings is None:
        groups = [str(c.group) for c in COLUMNS]
        # A merged cell leaves its words in its first column only.
        upper = [g if g and g != groups[n - 1] else "" for n, g in enumerate(groups)]
        upper = [
            u or ("" if c.group else str(c.title)) for u, c in zip(upper, COLUMNS, strict=True)
        ]
        lower = [str(c.title) if c.group else "" for c in COLUMNS]
        headings = [upper, lower]
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, AS_TYPED) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Sổ OCOP")
        for number, cells in enumerate([*headings, *rows]):
            for place, cell in enumerate(cells):
                if hasattr(cell, "year"):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)
    return made.getvalue()


def store(content: bytes, *, by, name: str = "so-ocop.xlsx"):
    upload = SimpleUploadedFile(name, content)
    return files.take(upload, allowed=files.TABLES, by=by, at=NOON)


def start(rows, *, by, **how):
    """An import of these lines, columns as they were guessed."""
    importing = actions.start_import(store(xlsx(rows), by=by), by=by, at=NOON, **how)
    actions.accept_columns(importing, by=by, at=NOON)
    importing.refresh_from_db()
    return importing


def sheet_of(importing):
    """The sheet that is read."""
    return importing.sheets.get(is_chosen=True)


def preview(rows, *, by, **how):
    importing = start(rows, by=by, **how)
    actions.preview_import(importing, by=by, at=NOON)
    importing.refresh_from_db()
    return importing


def bring_in(rows, *, by, **how):
    """The whole way: started, looked at, applied."""
    importing = preview(rows, by=by, **how)
    actions.apply_import(importing, by=by, at=NOON)
    importing.refresh_from_db()
    return importing


# The public lists, which are no registers: only what their columns say is carried over


def public_list(name: str) -> list[dict[str, str]]:
    path = LISTS / name
    if not path.exists():
        pytest.skip(f"the public list {name} is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lam_dong() -> list[list]:
    return [
        row(
            number=n,
            product=r["product_name"],
            type=r["source_category"],
            producer=r["producer"],
            commune=r["current_commune"],
            address=r["original_address"],
            star=r["star"],
            expiry=r["expires_on"],
            first_star=r["star"],
            first_date=r["issued_on"],
            first_year=r["recognition_year"],
            first_decision=r["decision_number"],
            first_authority=r["issuing_authority"],
            note=r["note"],
        )
        for n, r in enumerate(public_list("ocop_lam_dong_2025_2026.csv"), start=1)
    ]


def cau_ke() -> list[list]:
    return [
        row(
            number=r["source_id"],
            product=r["name"],
            producer=r["producer"],
            commune=_old_place(r),
            star=r["star"],
            note=r["note"],
        )
        for r in public_list("ocop_cau_ke_2024.csv")
    ]


def five_stars() -> list[list]:
    return [
        row(product=r["name"], producer=r["producer"], commune=_old_place(r), star=r["star"])
        for r in public_list("ocop_five_star_2022_part.csv")
    ]


def shop() -> list[list]:
    return [
        row(
            number=r["shop_id"],
            product=r["name"],
            producer=r["seller"],
            commune=", ".join(filter(None, (r["place_as_given"], r["legacy_province"]))),
            star=r["star_claimed"],
        )
        for r in public_list("ocop_shop_buudien_2025.csv")
    ]


def _old_place(r: dict[str, str]) -> str:
    parts = [r["legacy_commune"], r["legacy_district"], r["legacy_province"]]
    if parts[1] and not parts[1].startswith(("huyện", "thị xã", "thành phố", "quận")):
        parts[1] = f"huyện {parts[1]}"
    if parts[2] and not parts[2].startswith(("tỉnh", "Thành phố")):
        parts[2] = f"tỉnh {parts[2]}"
    return ", ".join(filter(None, parts))

"""The register of a province, through the import.

Names of products come from `register.csv`: facts of public lists (2023 to 2026), here only to
show how the programme works, and marked as such. An older register follows, whose days are
counted from today, so that every stage of a recognition's life is there.
"""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from sanvat.parties.models import Role
from sanvat.records import files
from sanvat.register import actions
from sanvat.site.demo import World

AFTER = ("products",)

REGISTER = Path(__file__).with_name("register.csv")

OLDER: list[tuple[str, str, int, int]] = [  # product, producer, stars, days until it lapses
    ("Cà phê rang mộc Trình diễn", "Hợp tác xã Cà phê Trình diễn", 3, 150),
    ("Cà phê túi lọc Trình diễn", "Hợp tác xã Cà phê Trình diễn", 4, 700),
    ("Hồng treo gió Trình diễn", "Hộ kinh doanh Vườn Hồng Trình diễn", 4, 128),
    ("Mứt dâu tằm Trình diễn", "Hộ kinh doanh Vườn Hồng Trình diễn", 3, 70),
    ("Chuối sấy Trình diễn", "Tổ hợp tác Chuối Trình diễn", 3, -20),
]


def add(world: World) -> None:
    """Rows whose place is not clear stay unanswered, as they would for an office."""
    _bring_in(REGISTER.read_bytes(), "so-ocop-trinh-dien.csv", world)
    _bring_in(_older_register(world).encode(), "so-cu-trinh-dien.csv", world)


def _older_register(world: World) -> str:
    today = timezone.localdate(world.at)
    text = io.StringIO()
    rows = csv.writer(text)
    with REGISTER.open(encoding="utf-8") as first:
        rows.writerow(next(csv.reader(first)))
    for number, (product, producer, stars, left) in enumerate(OLDER, start=1):
        expires = today + timedelta(days=left)
        issued = expires.replace(year=expires.year - 3, day=min(expires.day, 28))
        rows.writerow(
            [
                *(number, product, producer, world.home.full_name, stars),
                *(f"{issued:%d/%m/%Y}", issued.year, f"{expires:%d/%m/%Y}", ""),
                *(f"UBND {world.province.full_name}", "dữ liệu trình diễn"),
            ]
        )
    return text.getvalue()


def _bring_in(content: bytes, name: str, world: World) -> None:
    by, at = world.person(Role.ADVISORY_OFFICER), world.at
    file = ContentFile(content, name=name)
    stored = files.take(file, allowed=files.TABLES, by=by, at=at)
    importing = actions.start_import(stored, by=by, at=at, is_demonstration=True)
    actions.accept_columns(importing, by=by, at=at)
    actions.preview_import(importing, by=by, at=at)
    # Varieties of one product look alike; in this list each is a product of its own.
    actions.decide_rows(importing, "new", answer="near_duplicate", by=by, at=at)
    actions.preview_import(importing, by=by, at=at)
    actions.apply_import(importing, by=by, at=at)

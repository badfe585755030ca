"""Official papers that the coordination offices of the provinces keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.db import models
from django.utils.translation import gettext as _

from sanvat.instruments.models import Instrument, Publication
from sanvat.parties.models import Membership, Role
from sanvat.site.seed import Country

AFTER = ("parties",)

A_PAPER_FOR = 400
"""Producers of the country for one paper of each office."""
Kind = Instrument.Kind
KINDS = (
    (Kind.DISPATCH, "VPĐP-OCOP", "V/v rà soát sản phẩm đăng ký tham gia chương trình"),
    (Kind.DECISION, "QĐ-VPĐP", "Về việc phê duyệt danh mục sản phẩm dự kiến đánh giá"),
    (Kind.PLAN, "KH-VPĐP", "Kế hoạch triển khai chương trình trong năm"),
    (Kind.CONCLUSION, "TB-VPĐP", "Thông báo kết luận hội nghị giao ban"),
    (Kind.REPORT, "BC-VPĐP", "Báo cáo kết quả thực hiện chương trình"),
)

Insert = Callable[[Sequence[models.Model]], None]


def seed(country: Country) -> None:
    chance = country.chance("instruments")
    papers = max(country.producers // A_PAPER_FOR, 1)
    with country.telling(_("Văn bản")):
        keepers = [each for each in country.made[Membership] if each.role == Role.COORDINATOR]
        put([each for each in keepers for _n in range(papers)], country.insert, country.at, chance)


def put(
    keepers: Sequence[Membership], insert: Insert, at: datetime, chance: Random, *, first: int = 1
) -> list[Instrument]:
    """A paper of each of these offices, numbered in each from `first`, over the last four
    years."""
    numbers: dict[int, int] = {}
    made = []
    for keeper in keepers:
        number = numbers[keeper.organisation_id] = (
            numbers.get(keeper.organisation_id, first - 1) + 1
        )
        kind, sign, summary = KINDS[number % len(KINDS)]
        on = at.date() - timedelta(days=chance.randrange(1_400))
        made.append(paper(keeper, kind, f"{number}/{sign}", on, f"{summary}, đợt {number}", at))
    insert(made)
    return made


def publish(keeper: Membership, papers: Sequence[Instrument], insert: Insert, at: datetime) -> None:
    """Put them all on the portal; the database follows in each paper."""
    insert(
        [
            Publication(
                instrument=each,
                published_by=keeper.user,
                published_for=keeper.organisation,
                published_at=at,
            )
            for each in papers
        ]
    )


def paper(
    keeper: Membership, kind: str, number: str, on: date, summary: str, at: datetime
) -> Instrument:
    """One that an office issued and recorded itself, not inserted yet."""
    row = Instrument(
        kind=kind,
        number=number,
        issued_on=on,
        issuer=keeper.organisation.name,
        organisation=keeper.organisation,
        summary=summary,
        place=keeper.place,
        recorded_for=keeper.organisation,
        recorded_by=keeper.user,
        recorded_at=at,
        is_demonstration=True,
    )
    row.complete()
    return row

"""Schemes of every kind that the stories name, with amounts as public reports of provinces tell
them, marked as demonstration; and requests at every state.

Bắc Giang gave 50 million đồng for a first three-star product, Trà Vinh packaging up to 10 million
and half of machinery up to 500 million, Hải Dương half of the interest of a loan. The rest is ours.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.parties.models import Role
from sanvat.products.models import Producer
from sanvat.site.demo import World
from sanvat.support import actions
from sanvat.support.models import Request, Scheme

AFTER = ("products", "certificates")

Kind = Scheme.Kind
MILLION = Decimal(1_000_000)
SCHEMES: tuple[tuple[str, str, dict[str, Any], int], ...] = (
    (Kind.TRAINING, "Tập huấn cho chủ thể (trình diễn)", {"fixed": 2 * MILLION}, 200),
    (Kind.GUIDANCE, "Hướng dẫn kỹ thuật tại cơ sở (trình diễn)", {"fixed": 5 * MILLION}, 100),
    (
        Kind.SCIENCE,
        "Ứng dụng khoa học, công nghệ (trình diễn)",
        {"share": Decimal(50), "cap": 200 * MILLION},
        800,
    ),
    (
        Kind.BRANDING,
        "Thưởng sản phẩm đạt 3 sao lần đầu (trình diễn)",
        {"fixed": 50 * MILLION, "stars": 3, "first_time": True},
        1_000,
    ),
    (
        Kind.PACKAGING,
        "Bao bì, nhãn hàng (trình diễn)",
        {"share": Decimal(100), "cap": 10 * MILLION},
        25,
    ),
    (
        Kind.MACHINERY,
        "Máy móc, thiết bị chế biến (trình diễn)",
        {"share": Decimal(50), "cap": 500 * MILLION},
        2_000,
    ),
    (Kind.TRADE, "Gian hàng tại hội chợ (trình diễn)", {"fixed": 8 * MILLION}, 160),
    (
        Kind.ADVERTISING,
        "Quảng bá trên báo, đài (trình diễn)",
        {"share": Decimal(70), "cap": 15 * MILLION},
        90,
    ),
    (
        Kind.CREDIT,
        "Lãi vay phát triển sản phẩm (trình diễn)",
        {"share": Decimal(50), "cap": 40 * MILLION},
        400,
    ),
)
"""The kind, the title, what it gives, and its budget of the year in million đồng."""


def add(world: World) -> None:
    schemes = _schemes(world)
    _requests(world, schemes)


def _schemes(world: World) -> dict[str, Scheme]:
    by, year = world.person(Role.ADVISORY_OFFICER), timezone.localdate(world.at).year
    basis = instruments.record(
        kind=Instrument.Kind.RESOLUTION,
        number="00/NQ-TD",
        issued_on=date(year - 1, 12, 10),
        issuer="Hội đồng trình diễn",
        summary="Mức hỗ trợ trình diễn; số liệu không có thật.",
        is_public=True,
        by=by,
        at=world.at,
    )
    made = {}
    for kind, title, fields, budget in SCHEMES:
        scheme = actions.make_scheme(
            kind,
            title,
            world.province,
            instrument=basis,
            opens_on=date(year - 1, 1, 1),
            conditions="Là chủ thể tham gia chương trình ở tỉnh.",
            proof="Đề nghị, báo giá hoặc hợp đồng.",
            is_demonstration=True,
            by=by,
            at=world.at,
            **fields,
        )
        actions.set_budget(
            scheme, year, "Ngân sách tỉnh (trình diễn)", budget * MILLION, by=by, at=world.at
        )
        made[kind] = scheme
    return made


def _requests(world: World, schemes: dict[str, Scheme]) -> None:
    """One at each state, all of the producer of the demonstration."""
    owner, officer = world.person(Role.PRODUCER), world.person(Role.COMMUNE_OFFICER)
    decider = world.person(Role.ADVISORY_OFFICER)
    assert owner.acting is not None
    producer = Producer.objects.get(organisation=owner.acting.organisation)

    def ask(kind: str, thing: str, asked: int, **more: Any) -> Request:
        return actions.ask(
            schemes[kind],
            producer,
            thing,
            asked * MILLION,
            is_demonstration=True,
            by=more.pop("by", owner),
            at=world.at - timedelta(days=more.pop("ago", 20)),
            **more,
        )

    ask(Kind.TRADE, "Gian hàng hội chợ cuối năm", 8, ago=3)
    ask(Kind.PACKAGING, "In hộp quà 500 g", 9, cost=9 * MILLION, ago=6, by=officer)
    ask(Kind.PACKAGING, "In túi giấy", 6, cost=6 * MILLION, ago=2)  # a double, to be seen
    granted = ask(Kind.MACHINERY, "Mua máy sấy lạnh", 150, cost=300 * MILLION)
    _decide(granted, 150, decider, world)
    actions.pay(
        granted,
        60 * MILLION,
        timezone.localdate(world.at),
        voucher="UNC 01 (trình diễn)",
        by=decider,
        at=world.at,
    )
    paid = ask(Kind.TRAINING, "Lớp rang xay cho tổ viên", 2)
    _decide(paid, 2, decider, world)
    _pay_all(paid, 2, decider, world)
    done = ask(Kind.GUIDANCE, "Hướng dẫn ghi chép truy xuất", 5)
    _decide(done, 5, decider, world)
    _pay_all(done, 5, decider, world)
    actions.record_effect(
        done,
        "Cơ sở ghi đủ sổ theo mẻ; lô hàng gần nhất truy được đến từng hộ.",
        timezone.localdate(world.at),
        by=officer,
        at=world.at,
    )
    refused = ask(Kind.BRANDING, "Thưởng sản phẩm đạt 3 sao", 50)
    actions.refuse(refused, "Sản phẩm chưa được công nhận 3 sao.", by=decider, at=world.at)
    withdrawn = ask(Kind.ADVERTISING, "Bài giới thiệu trên báo", 7, cost=10 * MILLION)
    actions.withdraw(withdrawn, by=owner, at=world.at)


def _decide(request: Request, amount: int, by: Any, world: World) -> None:
    day = timezone.localdate(world.at)
    actions.decide(
        request,
        request.scheme.budgets.get(),
        amount * MILLION,
        instrument=instruments.record(
            kind=Instrument.Kind.DECISION,
            number=f"{request.pk:02}/QĐ-TD",
            issued_on=day,
            issuer="Chi cục Phát triển nông thôn Trình diễn",
            by=by,
            at=world.at,
        ),
        decided_on=day,
        by=by,
        at=world.at,
    )


def _pay_all(request: Request, amount: int, by: Any, world: World) -> None:
    actions.pay(
        Request.objects.get(pk=request.pk),
        amount * MILLION,
        timezone.localdate(world.at),
        voucher="UNC 02 (trình diễn)",
        by=by,
        at=world.at,
    )

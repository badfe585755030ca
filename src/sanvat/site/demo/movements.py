"""Movements: what the founding stories tell of people's giving, and one under way."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sanvat.movements import actions
from sanvat.movements.models import Contribution, Movement
from sanvat.parties.models import Organisation, Role, User
from sanvat.site.demo import World

AFTER = ("plans",)

BA_CHE = "Ủy ban nhân dân huyện Ba Chẽ"
THUONG_TIN = "Ủy ban nhân dân huyện Thường Tín"
Kind, Giver = Contribution.Kind, Contribution.Giver


def add(world: World) -> None:
    centre = world.person(Role.CENTRE_OFFICER)
    add_ba_che(centre)
    add_thuong_tin(centre)
    add_living_movement(world)


def add_ba_che(by: User) -> Movement:
    """In 2019 people gave trees and land. How much, the report does not say, so it is not measured
    here either; nobody is named."""
    committee = Organisation.objects.get(name=BA_CHE)
    called = _moment(date(2019, 1, 1))
    movement = actions.call_movement(
        "Nhân dân hiến cây, hiến đất xây dựng nông thôn mới năm 2019",
        organisation=committee,
        place=committee.place,
        starts_on=date(2019, 1, 1),
        ends_on=date(2019, 12, 31),
        under="Chương trình phối hợp năm 2019",
        by=by,
        at=called,
        is_demonstration=True,
    )
    told = _moment(date(2020, 3, 26))
    for kind, what in ((Kind.TREES, "Nhân dân hiến cây"), (Kind.LAND, "Nhân dân hiến đất")):
        actions.record_contribution(
            movement,
            kind,
            giver=Giver.GROUP,
            description=what,
            place=committee.place,  # type: ignore[arg-type]
            day=date(2019, 12, 31),
            by=by,
            at=told,
            is_demonstration=True,
        )
    actions.close_movement(movement, by=by, at=told)
    return movement


def add_thuong_tin(by: User) -> Movement:
    """The conference of 14 October 2020 asked people for their own ideas."""
    committee = Organisation.objects.get(name=THUONG_TIN)
    day = date(2020, 10, 14)
    return actions.call_movement(
        "Nhân dân góp ý tưởng sản phẩm OCOP năm 2020",
        organisation=committee,
        place=committee.place,
        starts_on=day,
        ends_on=date(2020, 12, 31),
        call="Các chủ thể mong muốn tham gia và người dân đề xuất ý tưởng sản phẩm của mình.",
        by=by,
        at=_moment(day),
        is_demonstration=True,
    )


def add_living_movement(world: World) -> Movement:
    """In the demonstration's commune: some agreed to be thanked, some gave in silence."""
    coordinator, today = world.person(Role.COORDINATOR), timezone.localdate(world.at)
    movement = actions.call_movement(
        "Chung tay làm điểm giới thiệu sản phẩm, trình diễn",
        organisation=coordinator.acting.organisation,  # type: ignore[union-attr]
        place=world.province,
        starts_on=today - timedelta(days=60),
        call="Góp công, góp đất để mỗi xã có một điểm giới thiệu sản phẩm.",
        by=coordinator,
        at=world.at,
        is_demonstration=True,
    )
    given = (
        (Kind.LAND, 120, Giver.HOUSEHOLD, "Hộ trình diễn số 1", True, 30),
        (Kind.LABOUR, 46, Giver.GROUP, "Chi hội Nông dân trình diễn", True, 21),
        (Kind.MONEY, 5_000_000, Giver.PERSON, "", False, 14),
        (Kind.TREES, 200, Giver.GROUP, "", False, 7),
    )
    for kind, amount, giver, name, agreed, days in given:
        actions.record_contribution(
            movement,
            kind,
            amount=amount,
            giver=giver,
            giver_name=name,
            may_be_thanked=agreed,
            place=world.home,
            day=today - timedelta(days=days),
            by=world.person(Role.COMMUNE_OFFICER),
            at=world.at,
            is_demonstration=True,
        )
    return movement


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))

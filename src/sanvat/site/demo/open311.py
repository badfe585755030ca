"""Open311, both ways: the app of another city has sent matters in, and the commune's committee has
forwarded some of its own to that city, which an imitation answers for (`concerns/imitated.py`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sanvat.concerns import actions, forwarding, imitated
from sanvat.concerns.actions import Who
from sanvat.concerns.models import Concern, Endpoint, Forwarding
from sanvat.parties import actions as parties_actions
from sanvat.parties.models import ApiKey, Role, Scope, User
from sanvat.site.demo import World, parties

AFTER = ("concerns",)

CITY = "Trung tâm điều hành đô thị Phố Núi (trình diễn)"
PHONE, PERSON = "0900000046", "Người trực đường dây nóng Phố Núi"
ADDRESS = "https://open311.phonui.example/v2"


def add(world: World) -> None:
    sent_in(world)
    forwarded(world)


def sent_in(world: World) -> list[Concern]:
    """By the app of the city: one that has just come, one that is dealt with, one answered."""
    key = _key(world)
    officer = world.person(Role.COMMUNE_OFFICER)
    texts = (
        "Ổ gà sâu giữa đường liên xã, gần cổng chợ.\n\nNơi xảy ra: trước chợ",
        "Nước suối đổi màu từ đầu tuần, nghi có nước thải xưởng.",
        "Biển chỉ đường vào làng nghề bị đổ.",
    )
    found = []
    for number, (text, subject, days) in enumerate(
        zip(texts, ("roads-water", "environment", "roads-water"), (1, 5, 16), strict=True)
    ):
        at = world.at - timedelta(days=days)
        sent = actions.send_through_app(
            key,
            kind=Concern.Kind.FEEDBACK,
            subject=subject,
            place=world.home,
            text=text,
            who=Who(name="Người dùng ứng dụng trình diễn"),
            latitude=world.home.latitude,
            longitude=world.home.longitude,
            allows_publication=number == 2,
            key=f"demo {number}",
            at=at,
        )
        found.append(sent.concern)
    _accept(found[1], officer, world.at - timedelta(days=4))
    answered = _accept(found[2], officer, world.at - timedelta(days=15))
    at = world.at - timedelta(days=12)
    actions.answer(answered, "Xã đã dựng lại biển (trình diễn).", by=officer, at=at)
    actions.publish(
        Concern.objects.get(pk=answered.pk),
        title="Biển chỉ đường vào làng nghề",
        text="Biển chỉ đường vào làng nghề bị đổ.",
        answer="Xã đã dựng lại biển chỉ đường.",
        by=officer,
        at=at,
    )
    return found


def _key(world: World) -> ApiKey:
    """The key of the app; what it is written as is told to nobody, so that it sends no more."""
    operator = world.person(Role.OPERATOR)
    city = parties_actions.create_organisation(
        "other", CITY, place=world.province, is_demonstration=True, by=operator, at=world.at
    )
    person = parties.invite(city, Role.PROGRAMME_PARTY, PHONE, PERSON, world)
    key, _secret = parties_actions.make_key(
        name="Ứng dụng Phố Núi",
        scopes=[Scope.CONCERNS_SEND],
        days=365,
        by=User.objects.get(pk=person.pk),
        at=world.at,
    )
    return key


def forwarded(world: World) -> list[Forwarding]:
    """To the city: one that it has closed, one that it is at work on, one that waits to be sent
    as soon as a worker looks."""
    officer = world.person(Role.COMMUNE_OFFICER)
    endpoint = actions.set_endpoint(
        name="Phố Núi (trình diễn)",
        url=ADDRESS,
        service_code="duong-pho",
        jurisdiction="phonui.example",
        key="khoa-trinh-dien",
        by=officer,
        at=world.at - timedelta(days=8),
    )
    texts = (
        ("Đèn đường ở ranh giới với Phố Núi tắt cả đoạn.", 7, 2),
        ("Cống ở đường giáp Phố Núi tắc, nước tràn sang.", 3, 1),
        ("Rác đổ trộm bên kia cầu, phía Phố Núi.", 0, 0),
    )
    return [
        _forward(endpoint, officer, text, world.at - timedelta(days=days), asked=asked, world=world)
        for text, days, asked in texts
    ]


def _forward(
    endpoint: Endpoint, officer: User, text: str, at: datetime, *, asked: int, world: World
) -> Forwarding:
    sent = actions.send_concern(
        kind=Concern.Kind.FEEDBACK,
        subject="roads-water",
        place=world.home,
        text=text,
        is_proven=True,
        key=sha256(f"demo {text}".encode()).hexdigest(),
        at=at,
        is_demonstration=True,
    )
    concern = _accept(sent.concern, officer, at)
    made = actions.forward(concern, endpoint, text=text, by=officer, at=at)
    if asked:
        forwarding.take_on(made.pk)
    for _n in range(asked):
        made.refresh_from_db()
        actions.report_reading(made, imitated.answered(made), at=world.at)
    return made


def _accept(concern: Concern, officer: User, at: datetime) -> Concern:
    concern = actions.classify(
        concern, kind=concern.kind, subject=concern.subject, by=officer, at=at
    )
    return actions.accept(concern, by=officer, at=at)

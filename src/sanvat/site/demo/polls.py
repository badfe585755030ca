"""Polls: the one beside the report of Thọ Xuân, one that has closed, and a draft."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sanvat.parties.models import Organisation, Role
from sanvat.polls import actions
from sanvat.polls.models import Poll
from sanvat.site.demo import World

AFTER = ("plans",)

THO_XUAN = "Ủy ban nhân dân huyện Thọ Xuân"
SECTIONS = [
    ("Tin tức, sự kiện", "News and events"),
    ("Văn bản chỉ đạo", "Directives"),
    ("Nông thôn mới và OCOP", "New Rural and OCOP"),
    ("Thủ tục hành chính", "Administrative procedures"),
    ("Văn hóa, du lịch", "Culture and tourism"),
]


def add(world: World) -> None:
    add_tho_xuan(world)
    add_of_today(world)


def add_tho_xuan(world: World) -> Poll:
    """Which section interests the reader. It stood beside the report, which does not say how it
    was answered, so it begins at nothing; it is open still, to be tried."""
    centre, committee = world.person(Role.CENTRE_OFFICER), _committee()
    began = datetime(2019, 7, 9, 16, 53, tzinfo=timezone.get_default_timezone())
    poll = actions.draft_poll(
        "Bạn quan tâm mục nào của trang này?",
        SECTIONS,
        question_en="Which section of this site interests you?",
        organisation=committee,
        place=committee.place,
        opens_on=began.date(),
        closes_on=timezone.localdate(world.at) + timedelta(days=60),
        results=Poll.Results.AT_ONCE,
        by=centre,
        at=began,
        is_demonstration=True,
    )
    actions.announce_poll(poll, by=centre, at=began)
    return poll


def _committee() -> Organisation:
    return Organisation.objects.get(name=THO_XUAN)


def add_of_today(world: World) -> None:
    """Of the province: one that has closed with its answers, and a draft."""
    advisor = world.person(Role.ADVISORY_OFFICER)
    office = advisor.acting
    assert office is not None
    who: dict[str, Any] = {
        "organisation": office.organisation,
        "place": office.place,
        "by": advisor,
        "is_demonstration": True,
    }
    began = world.at - timedelta(days=40)
    closed = actions.draft_poll(
        "Bạn muốn lớp tập huấn tới nói về điều gì?",
        [
            ("Hoàn thiện hồ sơ", "Completing the dossier"),
            ("Bao bì, nhãn hàng hóa", "Packaging and labels"),
            ("Bán hàng qua mạng", "Selling online"),
        ],
        question_en="What should the next training be about?",
        opens_on=timezone.localdate(began),
        closes_on=timezone.localdate(began + timedelta(days=20)),
        at=began,
        **who,
    )
    actions.announce_poll(closed, by=advisor, at=began)
    first, second, third = closed.options.order_by("position")
    for option, times in ((first, 14), (second, 9), (third, 21)):
        for _time in range(times):
            actions.choose(closed, option.pk, at=began + timedelta(days=1))
    actions.draft_poll(
        "Bạn biết sản phẩm OCOP của xã mình qua đâu?",
        [("Chợ, cửa hàng", ""), ("Hội chợ", ""), ("Mạng xã hội", ""), ("Người quen", "")],
        opens_on=timezone.localdate(world.at) + timedelta(days=3),
        closes_on=timezone.localdate(world.at) + timedelta(days=33),
        at=world.at,
        **who,
    )

"""Tasks that the provinces give to all their communes, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import models
from django.utils.translation import gettext as _

from sanvat.assignments.models import Assignment, Share, ShareEvent
from sanvat.parties.models import Membership, Organisation, Role
from sanvat.parties.models import OrganisationKind as Bodies
from sanvat.site.seed import Country

AFTER = ("parties",)

A_TASK_FOR = 4_000
"""Producers of the country for one task of each office."""
DAYS = 60
TITLES = (
    "Rà soát sản phẩm tiềm năng trên địa bàn",
    "Tập huấn cho các chủ thể đăng ký mới",
    "Báo cáo kết quả thực hiện chương trình",
    "Hướng dẫn chủ thể hoàn thiện hồ sơ",
)
State, Kind = Share.State, ShareEvent.Kind
STATES = (State.GIVEN, State.TAKEN, State.REPORTED, State.RETURNED, State.DONE)
WEIGHTS = (15, 20, 15, 5, 45)
EVENTS = {
    State.TAKEN: (Kind.TAKEN,),
    State.REPORTED: (Kind.TAKEN, Kind.REPORTED),
    State.RETURNED: (Kind.TAKEN, Kind.REPORTED, Kind.RETURNED),
    State.DONE: (Kind.TAKEN, Kind.REPORTED, Kind.CONFIRMED),
}
"""What happened to a share until it stood so."""

Insert = Callable[[Sequence[models.Model]], None]


@dataclass(frozen=True)
class Task:
    """Who gives, to which bodies."""

    giver: Membership
    takers: Sequence[Organisation]


def seed(country: Country) -> None:
    with country.telling(_("Nhiệm vụ được giao")):
        times = max(country.producers // A_TASK_FOR, 1)
        tasks = [task for task in _tasks(country) for _n in range(times)]
        put(tasks, insert=country.insert, at=country.at, chance=country.chance("assignments"))


def _tasks(country: Country) -> list[Task]:
    """Of each coordination office to the committees of all communes of its province."""
    committees: dict[int, list[Organisation]] = {}
    for each in country.made[Organisation]:
        if each.kind == Bodies.COMMUNE_COMMITTEE and each.place.parent_id is not None:
            committees.setdefault(each.place.parent_id, []).append(each)
    givers = [each for each in country.made[Membership] if each.role == Role.COORDINATOR]
    return [Task(giver, committees.get(giver.place_id or 0, [])) for giver in givers]


def put(tasks: Sequence[Task], *, insert: Insert, at: datetime, chance: Random) -> list[Assignment]:
    """An assignment for each of them, most of its shares done. Every third has no day yet: it is
    due by its clock, which `clocks.put` makes."""
    made = [_assignment(task, n, at, chance) for n, task in enumerate(tasks)]
    insert(made)
    shares = [
        _share(one, taker, at, chance)
        for one, task in zip(made, tasks, strict=True)
        for taker in task.takers
    ]
    insert(shares)
    insert([event for share in shares for event in _events(share, at)])
    return made


def _assignment(task: Task, number: int, at: datetime, chance: Random) -> Assignment:
    given_on = at.date() - timedelta(days=10 + chance.randrange(DAYS * 3))
    body = task.giver.organisation
    return Assignment(
        title=f"{TITLES[number % len(TITLES)]}, đợt {number + 1}",
        text="Thực hiện và gửi báo cáo bằng văn bản.",
        proof="Báo cáo của UBND xã",
        giver=body,
        kept_by=body,
        place=task.giver.place,
        given_on=given_on,
        due_on=None if number % 3 == 0 else given_on + timedelta(days=DAYS),
        given_by=task.giver.user,
        given_at=at,
        is_demonstration=True,
    )


def _share(one: Assignment, taker: Organisation, at: datetime, chance: Random) -> Share:
    state = chance.choices(STATES, WEIGHTS)[0]
    told = min(one.given_on + timedelta(days=chance.randrange(5, DAYS)), at.date())
    return Share(
        assignment=one,
        taker=taker,
        place=taker.place,
        state=state,
        reported_on=told if state in (State.REPORTED, State.DONE) else None,
        done_on=told if state == State.DONE else None,
    )


def _events(share: Share, at: datetime) -> list[ShareEvent]:
    one = share.assignment
    return [
        ShareEvent(
            share=share,
            kind=kind,
            on=share.reported_on or one.given_on,
            text="" if kind == Kind.TAKEN else "Đã xem báo cáo.",
            by=one.given_by,
            at=at,
        )
        for kind in EVENTS.get(State(share.state), ())
    ]

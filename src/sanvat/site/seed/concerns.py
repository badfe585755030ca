"""Matters that people sent about every commune, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.clocks.calendars import calendar_of
from sanvat.clocks.models import Clock, ClockParty
from sanvat.concerns import codes, keys
from sanvat.concerns.actions.turns import name_of
from sanvat.concerns.models import (
    Answer,
    Concern,
    Confidant,
    Handling,
    Publication,
    Question,
    Sender,
    Turn,
)
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.records.bulk import draw_for
from sanvat.rules import concerns as rules
from sanvat.rules.working_days import Term, due_on
from sanvat.site.seed import PRODUCERS, Country, uneven
from sanvat.site.seed.parties import SINCE

AFTER = ("parties",)

MATTERS = 50_000
"""Of the whole country."""
DAYS = 730
"""Back to which they were sent."""
Kind, State = Concern.Kind, Concern.State
KINDS = (Kind.FEEDBACK, Kind.PROPOSAL, Kind.COMPLAINT)
STATES = (
    *(State.RECEIVED, State.ACCEPTED, State.VERIFYING, State.ANSWERED, State.CLOSED),
    *(State.RETURNED, State.REFUSED, State.WITHDRAWN, State.REOPENED, State.TRANSFERRED),
)
WEIGHTS = (4, 6, 4, 12, 60, 6, 3, 3, 2, 2)
WAY_THERE = {
    State.ACCEPTED: (State.CLASSIFIED,),
    State.VERIFYING: (State.CLASSIFIED, State.ACCEPTED),
    State.ANSWERED: (State.CLASSIFIED, State.ACCEPTED),
    State.CLOSED: (State.CLASSIFIED, State.ACCEPTED, State.ANSWERED),
    State.RETURNED: (State.CLASSIFIED,),
    State.REFUSED: (State.CLASSIFIED,),
    State.REOPENED: (State.CLASSIFIED, State.ACCEPTED, State.ANSWERED),
}
"""What a matter went through, after it was received, until it stood so."""
ANSWERED_STATES = (State.ANSWERED, State.CLOSED, State.REOPENED)
NOT_ACCEPTED = (
    *(State.RECEIVED, State.TRANSFERRED, State.WITHDRAWN, State.RETURNED, State.REFUSED),
)
BEFORE_ANSWERED = (State.RECEIVED, State.ACCEPTED, State.VERIFYING)
DENUNCIATIONS = 40  # every so many-th one that waits
MERGED = 10  # every so many-th one that waits
ASKED = 3  # every so many-th one that is looked into
TRANSFERRED_AFTER = timedelta(hours=3)
PUBLISHED = 3  # every so many-th answered one
WHATS = ("Đường", "Mương nước", "Đèn đường", "Bãi rác", "Cầu", "Lớp tập huấn", "Vốn vay", "Loa")
FAULTS = ("bị hỏng", "chậm quá", "chưa có ai sửa", "cần làm thêm", "chưa đến được thôn", "bị tắc")
WHERES = ("ở thôn", "ở tổ", "ở xóm", "gần chợ thôn", "sau trường thôn")

Insert = Callable[[Sequence[models.Model]], None]


@dataclass(frozen=True)
class Office:
    """A body that deals with matters of its place, and who does."""

    organisation: Organisation
    person: User


def seed(country: Country) -> None:
    with country.telling(_("Phản ánh, kiến nghị")):
        offices = [
            Office(each.organisation, each.user)
            for each in country.made[Membership]
            if each.role == Role.COMMUNE_OFFICER
        ]
        number = MATTERS * country.producers // PRODUCERS if offices else 0
        put(
            offices,
            number,
            insert=country.insert,
            at=country.at,
            chance=country.chance("concerns"),
        )


@transaction.atomic  # until all are there, some name others that are not
def put(
    offices: Sequence[Office], number: int, *, insert: Insert, at: datetime, chance: Random
) -> list[Concern]:
    """So many matters of these offices, with the bodies that deal with them, clocks, steps,
    answers, what is published, and who sent them, sealed as all are."""
    chosen = chance.choices(offices, uneven(offices), k=number) if number else []
    concerns = [_concern(office, n, at, chance) for n, office in enumerate(chosen)]
    for each in concerns:
        if each.state == State.TRANSFERRED:
            each.organisation = chance.choice(offices).organisation
    _denounce(pairs := list(zip(concerns, chosen, strict=True)), insert)
    # A matter names its clock, or another, and is named by its clock: all have their keys before
    # any is in.
    draw_for(concerns)
    _merge(concerns)
    _put_clocks(concerns, insert)
    insert(concerns)
    insert([_sender(each, n) for n, each in enumerate(concerns)])
    insert([part for each, office in pairs for part in _parts(each, office)])
    insert([turn for each, office in pairs for turn in _turns(each, office, at)])
    insert(list(_questions(pairs, at)))
    answered = [
        (each, office, each.answered_at) for each, office in pairs if each.answered_at is not None
    ]
    insert(
        [
            Answer(
                concern=each,
                text=f"Đã kiểm tra và xử lý: {each.title.lower()}.",
                organisation=each.organisation,
                by=office.person,
                at=answered_at,
            )
            for each, office, answered_at in answered
        ]
    )
    insert(
        [
            Publication(
                concern=each,
                title=each.title,
                text=each.text,
                answer="Đã kiểm tra và xử lý xong.",
                published_at=answered_at,
                published_by=office.person,
                is_demonstration=True,
            )
            for each, office, answered_at in answered
            if each.allows_publication and each.state in (State.ANSWERED, State.CLOSED)
        ]
    )
    return concerns


def _denounce(pairs: Sequence[tuple[Concern, Office]], insert: Insert) -> None:
    """Make every so many-th matter that waits a denunciation, and name for it who deals with it."""
    waiting = [each for each in pairs if each[0].state in BEFORE_ANSWERED]
    named: dict[int, Confidant] = {}
    for concern, office in waiting[DENUNCIATIONS - 1 :: DENUNCIATIONS]:
        concern.kind, concern.is_confidential = Kind.DENUNCIATION, True
        concern.title = concern.text = ""
        named[office.organisation.pk] = Confidant(
            organisation=office.organisation,
            user=office.person,
            valid=DateRange(SINCE, None),
            paper="Văn bản giao việc của bản thử",
            named_at=concern.sent_at,
        )
    there = Confidant.objects.filter(organisation__in=named).values_list("organisation", flat=True)
    insert([each for body, each in named.items() if body not in set(there)])


def _merge(concerns: Sequence[Concern]) -> None:
    """Every so many-th one that waits is the same as one that its office had waiting before."""
    waiting: dict[int, list[Concern]] = defaultdict(list)
    for each in concerns:
        if each.state in BEFORE_ANSWERED and not each.is_confidential:
            waiting[each.organisation.pk].append(each)
    for same_office in waiting.values():
        first, *others = sorted(same_office, key=lambda each: each.sent_at)
        for each in others[::MERGED]:
            each.state, each.merged_into = State.MERGED, first


def _parts(concern: Concern, office: Office) -> Iterator[Handling]:
    """Who leads, and who led before it was handed on."""
    since_at, leads = concern.sent_at, Handling.Part.LEADS
    if concern.organisation.pk != office.organisation.pk:
        after = since_at + TRANSFERRED_AFTER
        yield Handling(
            concern=concern,
            organisation=office.organisation,
            part=leads,
            since_at=since_at,
            until_at=after,
        )
        since_at = after
    yield Handling(
        concern=concern, organisation=concern.organisation, part=leads, since_at=since_at
    )


def _questions(pairs: Sequence[tuple[Concern, Office]], at: datetime) -> Iterator[Question]:
    """What offices ask of every so many-th matter that is looked into; half have a reply."""
    looked_into = [each for each in pairs if each[0].state == State.VERIFYING]
    for n, (concern, office) in enumerate(looked_into[::ASKED]):
        asked_at = min(concern.sent_at + timedelta(days=3), at)
        yield Question(
            concern=concern,
            text="Chỗ này cách đường lớn bao xa?",
            organisation=concern.organisation,
            asked_by=office.person,
            asked_at=asked_at,
            reply="" if n % 2 else "Chừng hai trăm mét.",
            replied_at=None if n % 2 else min(asked_at + timedelta(days=1), at),
        )


def _concern(office: Office, number: int, at: datetime, chance: Random) -> Concern:
    sent_at = at - timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(600))
    state = chance.choices(STATES, WEIGHTS)[0]
    what = f"{chance.choice(WHATS)} {chance.choice(FAULTS)}"
    where = f"{chance.choice(WHERES)} {1 + chance.randrange(20)}"
    found = Concern(
        code=codes.new_code(),
        kind=chance.choices(KINDS, (70, 22, 8))[0],
        subject=chance.choice(rules.subjects()).key,
        place=office.organisation.place,
        title=f"{what} {where}",
        text=f"{what} {where}, mong Ủy ban nhân dân xem và sớm giải quyết cho bà con.",
        sent_at=sent_at,
        sent_key=f"seed {number} {sent_at:%Y%m%d%H%M%S%f} {office.organisation.pk}"[:64],
        pin_sealed=keys.seal({"pin": codes.new_pin()}),
        is_proven=True,
        state=state,
        organisation=office.organisation,
        is_demonstration=True,
    )
    if state not in NOT_ACCEPTED:
        found.accepted_on = timezone.localdate(min(sent_at + timedelta(days=2), at))
    ended_at = min(sent_at + timedelta(days=1 + int(chance.expovariate(1 / 12))), at)
    if state in ANSWERED_STATES:
        found.answered_at = max(ended_at, min(sent_at + timedelta(days=3), at))
        found.allows_publication = number % PUBLISHED == 0
    if state in (State.ANSWERED, State.CLOSED):
        assert found.answered_at is not None
        found.settled_on = timezone.localdate(found.answered_at)
    if state in (State.RETURNED, State.REFUSED):
        found.settled_on = timezone.localdate(ended_at)
    if state == State.CLOSED:
        found.closed_at = found.answered_at
        found.satisfaction = chance.choices((None, 1, 2, 3, 4, 5), (50, 2, 4, 10, 18, 16))[0]
    elif state == State.REOPENED:
        found.reopened_at = found.answered_at
    elif not found.is_open and state != State.ANSWERED:
        found.closed_at = ended_at
    return found


def _put_clocks(concerns: Sequence[Concern], insert: Insert) -> None:
    """The clock of the step at which each stands or ended."""
    calendar = calendar_of(None)
    due: Any = cache(lambda since, limit: due_on(calendar, Term(since, limit.allowed, limit.unit)))
    standing: Any = cache(calendar.standing)
    clocks = []
    for each in concerns:
        step = "settle" if each.accepted_on else "accept"
        since = each.accepted_on or timezone.localdate(each.sent_at)
        limit = rules.limit(each.kind, step, on=since)
        last = due(since, limit)
        known = standing(since, last)
        ended = _ended_on(each, since)
        clocks.append(
            Clock(
                about_type=Concern._meta.label_lower,
                about_id=each.pk,
                name=name_of(step),
                fact=limit.fact,
                rule=limit.rule[:300],
                place=each.place,
                started_on=since,
                allowed=limit.allowed,
                unit=limit.unit,
                state=Clock.State.FINISHED if ended else Clock.State.RUNNING,
                due_on=last,
                tables=", ".join(known.editions)[:300],
                is_provisional=known.is_provisional,
                finished_on=ended,
                is_discreet=each.is_confidential,
                is_demonstration=True,
            )
        )
    insert(clocks)
    for each, clock in zip(concerns, clocks, strict=True):
        each.clock = clock
    insert(
        [
            ClockParty(clock=clock, organisation=each.organisation)
            for each, clock in zip(concerns, clocks, strict=True)
        ]
    )


def _ended_on(concern: Concern, since: date) -> date | None:
    if concern.is_open:
        return None
    ended_at = concern.answered_at or concern.closed_at
    return max(timezone.localdate(ended_at), since) if ended_at else since


def _sender(concern: Concern, number: int) -> Sender:
    """Each with a name of its own, as sealing is not to be the same twice."""
    facts = {"name": f"Người gửi số {number}"}
    if concern.is_confidential:
        facts |= {"title": "Chấm sao không đúng", "text": "Có người nhận tiền để chấm sao."}
    return Sender(concern=concern, sealed=keys.seal(facts), is_named=True)


def _turns(concern: Concern, office: Office, until: datetime) -> Iterator[Turn]:
    yield Turn(concern=concern, state=State.RECEIVED, at=concern.sent_at)
    if concern.state == State.RECEIVED:
        return
    moved_at = concern.sent_at + (
        TRANSFERRED_AFTER if concern.state == State.TRANSFERRED else timedelta(days=2)
    )
    last = concern.answered_at or concern.closed_at or min(moved_at, until)
    by_office = {"organisation": office.organisation, "by": office.person}
    for state in WAY_THERE.get(State(concern.state), ()):
        at = last if state == State.ANSWERED else concern.sent_at + timedelta(hours=3)
        yield Turn(concern=concern, state=state, at=min(at, last), **by_office)
    by_sender = concern.state in (State.WITHDRAWN, State.REOPENED)
    who = {} if by_sender else by_office
    yield Turn(concern=concern, state=concern.state, at=last, **who)

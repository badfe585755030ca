"""What every act on a matter does alike: a step and what its sender is told, the clock, who has a
part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.clocks import actions as clocks
from sanvat.clocks.models import Clock
from sanvat.concerns import access
from sanvat.concerns.jobs import ask_to_tell
from sanvat.concerns.limits import limit_for
from sanvat.concerns.models import Concern, Handling, Turn
from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.models import Organisation, User
from sanvat.records import files
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.records.steps import Changes
from sanvat.rules.concerns import NoLimit
from sanvat.text.tidy import tidy_lines

MOST_FILES = 10
"""Files of one matter, or of one answer."""


def name_of(step: str) -> str:
    """What the clock of a step is called."""
    return {
        "accept": _("Phân loại, thụ lý"),
        "transfer": _("Chuyển cơ quan có thẩm quyền"),
        "settle": _("Giải quyết"),
        "settle_again": _("Giải quyết lần hai"),
    }[step]


def held(concern: Concern) -> Concern:
    """The matter as it is now, locked, with what its acts ask of it."""
    return locked(concern, "place__parent__parent", "organisation__place", "clock")


def take_turn(
    concern: Concern,
    to: Concern.State,
    *,
    by: User | None,
    at: datetime,
    said: str = "",
    is_told: bool = True,
) -> Changes:
    """Step to a state where `STEPS` allows it, and note it for the sender, who gets a mail if they
    asked for one. The caller saves the matter."""
    changes = Concern.STEPS.move(concern, to)
    acting = by.acting if by else None
    turn = Turn(
        concern=concern,
        state=to,
        said=said,
        organisation=acting.organisation if acting else None,
        by=by,
        at=at,
    )
    turn.full_clean(exclude=["concern", "organisation", "by"])
    turn.save()
    if is_told:
        ask_to_tell(concern)
    return changes


def needed(field: str, text: str, sentence: str) -> str:
    """A text of several lines that must be there."""
    kept = tidy_lines(text)
    if not kept:
        raise ValidationError({field: sentence})
    return kept


def start_clock(concern: Concern, step: str, *, since: date, by: User | None, at: datetime) -> None:
    """Let the clock of a step run from a day, by the limit of that day; the one before ends. Where
    no law and no office gives a number, none runs. The caller saves the matter."""
    end_clock(concern, on=timezone.localdate(at), by=by, at=at)
    try:
        limit = limit_for(concern, step, on=since)
    except NoLimit:
        concern.clock = None
        return
    concern.clock = clocks.start(
        concern,
        name=name_of(step),
        fact=limit.limit.fact,
        rule=limit.rule,
        allowed=limit.allowed,
        unit=limit.limit.unit,
        started_on=since,
        by=by,
        at=at,
        place=concern.place,
        parties=() if concern.is_confidential else (concern.organisation,),
        is_discreet=concern.is_confidential,
        is_demonstration=concern.is_demonstration,
    )


def end_clock(
    concern: Concern, *, on: date, by: User | None, at: datetime, reason: str = ""
) -> None:
    """End the clock that runs, where one does."""
    if concern.clock is not None and concern.clock.state != Clock.State.FINISHED:
        clocks.finish(
            concern.clock,
            on=max(on, concern.clock.started_on),
            reason=reason,
            by=by,
            at=at,
        )
        concern.clock.refresh_from_db()


def give_part(
    concern: Concern,
    organisation: Organisation,
    part: Handling.Part,
    *,
    why: str = "",
    by: User | None,
    at: datetime,
) -> Handling:
    """Give a body a part. Who helped and leads now does so from now on."""
    concern.handlings.filter(organisation=organisation, until_at=None).update(until_at=at)
    handling = Handling(
        concern=concern, organisation=organisation, part=part, why=why, since_at=at, by=by
    )
    handling.full_clean(exclude=["concern", "organisation", "by"], validate_constraints=False)
    handling.save()
    return handling


def tell_people(
    concern: Concern, text: str, *, organisation: int | None = None, at: datetime
) -> None:
    """Put a line on the desks of who deals with it in a body; the leading one if none is named."""
    people = access.people_of(concern, organisation or concern.organisation_id)
    parties.notify_many([(person, text, concern) for person in people], at=at)


def refuse_confidential(concern: Concern) -> None:
    """What would show a denunciation to more people is never done to one (`confidential`)."""
    if concern.is_confidential:
        raise Refusal(
            _(
                "Tố cáo được giữ kín nên không làm được việc này. Hãy xử lý trong phạm vi được "
                "giao."
            ),
            code="confidential",
        )


def take_files(
    uploads: Iterable[File[Any]], *, allowed: frozenset[str], by: User | None, at: datetime
) -> list[StoredFile]:
    """Keep what was brought, each looked into first; refuses more than `MOST_FILES`."""
    brought = list(uploads)
    if len(brought) > MOST_FILES:
        raise ValidationError(
            {"files": _("Mỗi lần nhiều nhất %(n)s tệp. Hãy bớt tệp.") % {"n": MOST_FILES}}
        )
    taken = [files.take(each, allowed=allowed, by=by, at=at) for each in brought]
    once = {each.pk: each for each in taken}
    return list(once.values())

"""Ideas, from the first word to the product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties import addresses, demonstration
from sanvat.parties.access import is_officer_of, require
from sanvat.parties.models import Membership, User
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.places.models import Place
from sanvat.products import access
from sanvat.products.actions.checks import checked, named, no_more_than, only_known, place_of_today
from sanvat.products.actions.products import register_product
from sanvat.products.models import BusinessPlan, Idea, Producer, Product, Source
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines

MOST_INTERESTED = 300


@transaction.atomic
def note_idea(
    name: str,
    text: str,
    place: Place,
    *,
    by: User,
    at: datetime,
    told_by: str = "",
    phone: str = "",
    event: str = "",
    producer: Producer | None = None,
    current_place: Place | None = None,
    is_demonstration: bool = False,
) -> Idea:
    """Note a thought of a product: one's own, one a villager told, or one from an event's list.

    Anybody with an account may note their own; only an officer of the place notes another's
    (`told_by`, `event`). `producer` is given where it came from one. Who is no officer there notes
    so many on a day (`too-many-ideas-today`), and no more while so many wait for one
    (`too-many-ideas-waiting`): `settings.IDEAS_OF_A_PERSON`.
    """
    current = place_of_today(place, current_place)
    require(access.may_note_idea(by, current, producer))
    if not is_officer_of(by, current):
        _check_how_many(by, at)
    teller = tidy(told_by)
    if teller and teller != by.name:
        require(is_officer_of(by, current) or producer is not None)
    idea = _note(
        name,
        text,
        place,
        current=current,
        told_by=teller or by.name,
        phone=phone,
        event=event,
        producer=producer,
        is_demonstration=is_demonstration,
        by=by,
        at=at,
    )
    _tell(
        access.commune_officers_of(current),
        _("Ý tưởng mới: %(name)s, của %(who)s.") % {"name": idea.name, "who": idea.told_by},
        about=idea,
        by=by,
        at=at,
    )
    return idea


def _check_how_many(by: User, at: datetime) -> None:
    """Two at once take turns, or both would be the last."""
    take_turns(f"ideas of person {by.pk}")
    mine = Idea.objects.filter(noted_by=by)
    if by.acting is not None and by.acting.role in PLACE_OFFICERS:
        # What they noted as officers at home is the office's.
        mine = mine.exclude(noted_for=by.acting.organisation_id)
    most = settings.IDEAS_OF_A_PERSON
    today = timezone.localdate(at)
    if mine.filter(noted_at__date=today).count() >= most["a_day"]:
        raise Refusal(
            _(
                "Mỗi người ghi nhiều nhất %(most)s ý tưởng trong một ngày. Hãy ghi tiếp vào ngày "
                "mai, hoặc nhờ cán bộ xã ghi giúp."
            )
            % {"most": most["a_day"]},
            code="too-many-ideas-today",
        )
    if mine.waiting().count() >= most["waiting"]:
        raise Refusal(
            _(
                "Bạn đang có %(most)s ý tưởng chờ xã xem. Hãy chờ góp ý, hoặc gác lại ý tưởng "
                "không làm nữa, rồi ghi tiếp."
            )
            % {"most": most["waiting"]},
            code="too-many-ideas-waiting",
        )


@dataclass(frozen=True)
class Interested:
    """A line of an event's list: who, their telephone, what they would like to make, and where
    they live where that is not the place of the list."""

    name: str
    wish: str
    phone: str = ""
    place: Place | None = None


@transaction.atomic
def note_interested(
    event: str, place: Place, people: Sequence[Interested], *, by: User, at: datetime
) -> list[Idea]:
    """Note what people wrote into the list of an event, each line as an idea; an officer does.

    Returns the new ideas: who stands in the list of this event with this wish already is left
    out, so the same list twice changes nothing. Faults come as a ValidationError at `people`,
    each with the number of its line. A line of a place that is not one's own is PermissionDenied.
    """
    event = named(tidy(event), 200)
    take_turns(f"list of {event}")  # the same list sent twice at once is noted once
    no_more_than(len(people), MOST_INTERESTED)
    faults: list[str] = []
    noted = []
    for number, person in enumerate(people, start=1):
        at_place = person.place or place
        current = place_of_today(at_place, None)
        require(access.may_note_list(by) and is_officer_of(by, current))
        name, wish = tidy(person.name), tidy(person.wish)
        known = {"event": event, "told_by": name, "name": wish, "current_place": current}
        if Idea.objects.filter(**known).exists():
            continue
        try:
            idea = _note(
                wish,
                wish,
                at_place,
                current=current,
                told_by=name,
                phone=person.phone,
                event=event,
                by=by,
                at=at,
            )
        except ValidationError as fault:
            said = " ".join(fault.messages)
            faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})
        else:
            noted.append(idea)
    if faults:
        raise ValidationError({"people": faults})
    for current in {idea.current_place for idea in noted}:
        here = [idea for idea in noted if idea.current_place == current]
        text = _("Ý tưởng mới từ %(event)s: %(count)s. Một trong đó: %(name)s.")
        facts = {"event": event, "count": len(here), "name": here[0].name}
        _tell(access.commune_officers_of(current), text % facts, about=here[0], by=by, at=at)
    return noted


def _note(
    name: str,
    text: str,
    place: Place,
    *,
    current: Place,
    told_by: str,
    phone: str,
    event: str,
    by: User,
    at: datetime,
    producer: Producer | None = None,
    is_demonstration: bool = False,
) -> Idea:
    kept = checked({"phone": phone}, {"phone": addresses.phone})
    idea = Idea(
        name=named(tidy(name), 200),
        text=tidy_lines(text),
        place=place,
        current_place=current,
        told_by=told_by,
        phone=kept["phone"],
        event=tidy(event),
        producer=producer,
        noted_by=by,
        noted_for=access.noted_for(by, current, producer),
        noted_at=at,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    idea.full_clean()
    idea.save()
    changes = {"name": (None, idea.name), "text": (None, idea.text)}
    if idea.event:
        changes["event"] = (None, idea.event)
    journal.write("note_idea", by=by, subject=idea, at=at, changes=changes)
    return idea


@transaction.atomic
def advise_idea(idea: Idea, advice: str, *, by: User, at: datetime, seen: str = "") -> bool:
    """Answer an idea with advice; an officer of the place does. Later advice replaces it.

    Returns whether it says anything else than the advice before. Refuses an idea that is a product
    already or was set aside (`idea-<state>`), and where the advice is no longer as it was `seen`
    (`changed-meanwhile`).
    """
    idea = _locked(idea)
    require(access.may_advise_idea(by, idea))
    check_version(seen, idea)
    before, idea.advice = idea.advice, tidy_lines(advice)
    if not idea.advice:
        raise ValidationError({"advice": ValidationError(_("Hãy ghi lời góp ý."), code="required")})
    # A plan stays a plan when somebody adds advice to it.
    to = idea.state if idea.state == Idea.State.PLANNED else Idea.State.ADVISED
    Idea.STEPS.check(idea, to)
    if idea.advice == before:
        return False
    idea.advised_by, idea.advised_at = by, at
    _move(idea, to, act="advise_idea", changes={"advice": (before, idea.advice)}, by=by, at=at)
    _tell_owners(idea, _("%(who)s đã góp ý cho ý tưởng %(name)s."), by=by, at=at)
    return True


@transaction.atomic
def plan_idea(idea: Idea, *, by: User, at: datetime, seen: str = "", **fields: Any) -> bool:
    """Give an idea its simple business plan, or a better one (fields of `BusinessPlan`).

    Returns whether that changed anything; what is not named stays as it is. `product`, `materials`
    and `market` are needed. Refuses an idea that is a product already or
    was set aside, and where the plan is no longer as it was `seen` (`changed-meanwhile`).
    """
    idea = _locked(idea)
    require(access.may_plan_idea(by, idea))
    only_known(fields, BusinessPlan.EDITED)
    kept = BusinessPlan.objects.filter(idea=idea).first()
    check_version(seen, kept)
    plan = kept or BusinessPlan(idea=idea)
    before = {f: getattr(plan, f) if kept else None for f in BusinessPlan.EDITED}
    for field, value in fields.items():
        setattr(plan, field, tidy_lines(value) if isinstance(value, str) else value)
    Idea.STEPS.check(idea, Idea.State.PLANNED)
    after = {f: getattr(plan, f) for f in BusinessPlan.EDITED}
    changes = {
        f"plan.{f}": (before[f], v)
        for f, v in after.items()
        if v != before[f] and (kept or v not in ("", None))
    }
    if kept and not changes:
        return False
    plan.planned_at = at
    plan.full_clean(validate_constraints=False)
    if any((v := getattr(plan, f)) is not None and v < 0 for f in ("price", "capital", "output")):
        raise ValidationError(_("Giá, vốn và sản lượng không âm."), code="negative")
    plan.save()
    _move(idea, Idea.State.PLANNED, act="plan_idea", changes=changes, by=by, at=at)
    return True


@transaction.atomic
def register_idea(
    idea: Idea,
    producer: Producer,
    *,
    by: User,
    at: datetime,
    name: str = "",
    set_number: int | None = None,
    is_another: bool = False,
) -> Product:
    """Make a planned idea a product of a producer, under its own name or the one given.

    Refuses an idea without a plan (`idea-noted`, `idea-advised`) and all that
    `register_product` refuses.
    """
    # The producer before what is its own, as everywhere.
    producer = locked(producer, "organisation", "current_place")
    idea = _locked(idea)
    require(Idea.objects.visible_to(by).filter(pk=idea.pk).exists())
    require(access.may_register_product(by, producer))
    Idea.STEPS.check(idea, Idea.State.REGISTERED)
    product = register_product(
        producer,
        name or idea.name,
        by=by,
        at=at,
        set_number=set_number,
        is_another=is_another,
        is_demonstration=idea.is_demonstration,
        source=Source.IDEA,
    )
    idea.product, idea.producer = product, producer
    changes = {"product": (None, product)}
    _move(idea, Idea.State.REGISTERED, act="register_idea", changes=changes, by=by, at=at)
    _tell_owners(idea, _("Ý tưởng %(name)s đã thành sản phẩm."), by=by, at=at)
    return product


@transaction.atomic
def set_aside_idea(idea: Idea, reason: str, *, by: User, at: datetime) -> None:
    """Lay an idea aside, and say why; whoever told it should understand the reason.

    Refuses an idea that is a product already or was set aside before.
    """
    idea = _locked(idea)
    require(access.may_set_aside_idea(by, idea))
    idea.set_aside_reason = tidy_lines(reason)
    if not idea.set_aside_reason:
        raise ValidationError(
            {"reason": ValidationError(_("Hãy ghi lý do gác lại."), code="required")}
        )
    changes = {"set_aside_reason": (None, idea.set_aside_reason)}
    _move(idea, Idea.State.SET_ASIDE, act="set_aside_idea", changes=changes, by=by, at=at)
    _tell_owners(idea, _("%(who)s đã gác lại ý tưởng %(name)s và ghi lý do."), by=by, at=at)


def _tell_owners(idea: Idea, text: str, *, by: User, at: datetime) -> None:
    """Whoever noted it, as long as they work where they did, and the people of its producer."""
    said = text % {"who": by, "name": idea.name}
    owners = list(access.noters_of(idea))
    if idea.producer is not None:
        owners += access.people_of(idea.producer.organisation_id)
    _tell(owners, said, about=idea, by=by, at=at)
    told = {each.user_id for each in owners} | {by.pk}
    if idea.noted_for_id is None and idea.noted_by_id not in told:
        parties.notify(idea.noted_by, said, about=idea, at=at)


def _tell(
    people: Iterable[Membership], text: str, *, about: models.Model, by: User | None, at: datetime
) -> None:
    for membership in {each.user_id: each for each in people}.values():
        if membership.user != by:
            parties.notify(membership.user, text, about=about, at=at, membership=membership)


def _locked(idea: Idea) -> Idea:
    return locked(
        idea, "noted_by", "current_place", "producer__organisation", "producer__current_place"
    )


def _move(
    idea: Idea,
    to: str,
    *,
    act: str,
    changes: Mapping[str, tuple[Any, Any]],
    by: User,
    at: datetime,
) -> None:
    moved = Idea.STEPS.move(idea, to)
    idea.full_clean()
    idea.save()
    journal.write(act, by=by, subject=idea, at=at, changes={**moved, **changes})

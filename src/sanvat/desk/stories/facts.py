"""What a founding story says, fact by fact, as the records say it now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement
from sanvat.desk.links import link_to
from sanvat.events.models import Event
from sanvat.movements.models import Movement
from sanvat.parties.models import User
from sanvat.plans.models import Plan

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Fact:
    """One sentence, and the page where what it says is kept: its address and what stands there.
    `is_found` is False where the records the person sees do not say it."""

    sentence: str
    href: str
    where: str
    is_found: bool


@dataclass(frozen=True)
class Story:
    place: str
    title: str
    facts: list[Fact]

    @property
    def found(self) -> int:
        return sum(fact.is_found for fact in self.facts)


def fact(sentence: str, of: Model | None, **values: Any) -> Fact:
    """`values` fill the sentence; one that is empty says so in its place, and the fact is not
    found. `of`: the row whose page it stands on."""
    is_found = of is not None and all(value not in (None, "") for value in values.values())
    missing = _("(chưa thấy trong hồ sơ bạn xem được)")
    shown = {name: missing if value in (None, "") else value for name, value in values.items()}
    if of is None:
        return Fact(sentence % dict.fromkeys(values, missing), "", "", False)
    where = capfirst(str(of._meta.verbose_name))
    return Fact(sentence % shown, link_to(of._meta.label_lower, of.pk), where, is_found)


def read(row: Row | None, value: Callable[[Row], Any]) -> Any:
    """Of a row that may not be there."""
    return None if row is None else value(row)


def listed(texts: Iterable[Any]) -> str:
    return "; ".join(str(text) for text in texts)


# The records of the stories, by who did it and when


def event_of(user: User, host: str, on: date) -> Event | None:
    seen = Event.objects.visible_to(user).select_related("host", "place", "instrument")
    found: Event | None = seen.filter(host__name=host, starts_on=on).first()
    return found


def plan_of(user: User, body: str, year: int) -> Plan | None:
    seen = Plan.objects.visible_to(user).in_force().select_related("organisation", "place")
    found: Plan | None = seen.filter(organisation__name=body, year=year).first()
    return found


def agreement_of(user: User, party: str, year: int) -> Agreement | None:
    seen = Agreement.objects.visible_to(user).select_related("place", "signing_event", "review")
    found: Agreement | None = seen.filter(
        parties__organisation__name=party, starts_on__year=year
    ).first()
    return found


def movement_of(user: User, body: str, year: int) -> Movement | None:
    seen = Movement.objects.visible_to(user)
    found: Movement | None = seen.filter(organisation__name=body, starts_on__year=year).first()
    return found

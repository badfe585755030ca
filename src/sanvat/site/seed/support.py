"""Support schemes of the provinces, what producers asked of them, and what they were granted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sanvat.instruments.models import Instrument
from sanvat.parties.models import Membership, Role
from sanvat.products.models import Producer
from sanvat.site.seed import Country
from sanvat.site.seed.instruments import paper
from sanvat.support.models import BudgetLine, Decision, Payment, Request, Scheme, Terms
from sanvat.text.fold import fold

AFTER = ("instruments", "products")

EVERY = 4
"""Every so many-th producer asks for something."""
BUDGET = 50_000_000_000
MOST = 60  # million đồng that somebody asks for
Kind, State = Scheme.Kind, Request.State
SCHEMES = (
    (Kind.PACKAGING, "Hỗ trợ bao bì, nhãn sản phẩm", "thiết kế và in bao bì"),
    (Kind.MACHINERY, "Hỗ trợ máy móc sơ chế, chế biến", "mua máy sấy"),
    (Kind.TRADE, "Hỗ trợ tham gia hội chợ", "gian hàng hội chợ"),
)
STATES = (State.ASKED, State.REFUSED, State.DECIDED, State.PAID)
WEIGHTS = (30, 10, 25, 35)

Insert = Callable[[Sequence[models.Model]], None]


@dataclass(frozen=True)
class Office:
    """Who gives, to which producers."""

    keeper: Membership
    producers: Sequence[Producer]


def seed(country: Country) -> None:
    with country.telling(_("Hỗ trợ")):
        asking: dict[str, list[Producer]] = {}
        for producer in country.made[Producer][::EVERY]:
            asking.setdefault(producer.place.lineage.split("/")[1], []).append(producer)
        keepers = [each for each in country.made[Membership] if each.role == Role.COORDINATOR]
        offices = [
            Office(each, asking.get(each.place.lineage.split("/")[1], []))
            for each in keepers
            if each.place is not None
        ]
        put(offices, insert=country.insert, at=country.at, chance=country.chance("support"))


def put(
    offices: Sequence[Office], *, insert: Insert, at: datetime, chance: Random, first: int = 1
) -> list[Request]:
    """The schemes of each office with the budget of the year, and a request of each producer. What
    is granted and paid adds itself to the budgets, as PostgreSQL does it for any row. `first`: the
    number of the first decision."""
    schemes, terms, budgets = _schemes(offices, insert, at)
    papers = [
        paper(office.keeper, Instrument.Kind.DECISION, f"HT{n}/QĐ", at.date(), "Hỗ trợ chủ thể", at)
        for n, office in enumerate(offices, start=first)
    ]
    insert(papers)
    asked = [
        (n, n * len(SCHEMES) + chance.randrange(len(SCHEMES)), producer)
        for n, office in enumerate(offices)
        for producer in office.producers
    ]
    requests = [_request(offices[n], producer, schemes[w], at, chance) for n, w, producer in asked]
    insert(requests)
    decisions = [
        _decision(request, budgets[which], terms[which], papers[n], offices[n], at)
        for (n, which, _producer), request in zip(asked, requests, strict=True)
        if request.state in (State.DECIDED, State.PAID)
    ]
    insert(decisions)
    insert(
        [
            Payment(
                decision=decision,
                amount=decision.amount,
                paid_on=decision.decided_on,
                by=decision.by,
                at=at,
            )
            for decision in decisions
            if decision.request.state == State.PAID
        ]
    )
    return requests


def _schemes(
    offices: Sequence[Office], insert: Insert, at: datetime
) -> tuple[list[Scheme], list[Terms], list[BudgetLine]]:
    schemes = [
        Scheme(
            kind=kind,
            title=title,
            place=office.keeper.place,
            made_by=office.keeper.user,
            made_at=at,
            is_demonstration=True,
        )
        for office in offices
        for kind, title, _thing in SCHEMES
    ]
    insert(schemes)
    terms = [
        Terms(
            scheme=one,
            valid=DateRange(None, None),
            share=50,
            cap=100_000_000,
            opens_on=date(at.year, 1, 1),
            made_by=one.made_by,
            made_at=at,
        )
        for one in schemes
    ]
    insert(terms)
    budgets = [
        BudgetLine(scheme=one, year=at.year, source="Ngân sách tỉnh", amount=BUDGET)
        for one in schemes
    ]
    insert(budgets)
    return schemes, terms, budgets


def _request(
    office: Office, producer: Producer, scheme: Scheme, at: datetime, chance: Random
) -> Request:
    state = chance.choices(STATES, WEIGHTS)[0]
    thing = next(thing for kind, _title, thing in SCHEMES if kind == scheme.kind)
    asked = 1_000_000 * (1 + chance.randrange(MOST))
    return Request(
        scheme=scheme,
        producer=producer,
        place=producer.place,
        thing=thing,
        thing_key=fold(thing),
        cost=asked * 2,
        asked=asked,
        asked_on=at.date() - timedelta(days=chance.randrange(300)),
        state=state,
        refused_reason="Chưa đủ giấy tờ." if state == State.REFUSED else "",
        entered_by=office.keeper.user,
        entered_for=office.keeper.organisation,
        entered_at=at,
        is_demonstration=True,
    )


def _decision(
    request: Request,
    budget: BudgetLine,
    terms: Terms,
    instrument: Instrument,
    office: Office,
    at: datetime,
) -> Decision:
    return Decision(
        request=request,
        budget=budget,
        instrument=instrument,
        terms=terms,
        amount=request.asked,
        decided_on=at.date(),
        by=office.keeper.user,
        at=at,
    )

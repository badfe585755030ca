"""A scheme of the province, its budget, and a paper that decides."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.support import actions
from sanvat.support.models import BudgetLine, Request, Scheme


def scheme_of(user, **fields) -> Scheme:
    """Half of the cost of packaging, at most ten million, for whoever asks."""
    given = {"share": Decimal(50), "cap": Decimal(10_000_000), "opens_on": date(2020, 1, 1)}
    if "fixed" in fields:
        given |= {"share": None, "cap": None}
    return actions.make_scheme(
        fields.pop("kind", "packaging"),
        "Hỗ trợ bao bì",
        user.acting.place,
        by=user,
        at=timezone.now(),
        **(given | fields),
    )


def budget_of(scheme: Scheme, user, amount: int = 15_000_000) -> BudgetLine:
    year = timezone.localdate().year
    return actions.set_budget(
        scheme, year, "Ngân sách tỉnh", Decimal(amount), by=user, at=timezone.now()
    )


def asked(scheme: Scheme, producer, by, *, asked: int = 10_000_000, **fields) -> Request:
    given = {"thing": "In hộp giấy", "cost": Decimal(30_000_000)}
    return actions.ask(
        scheme, producer, asked=Decimal(asked), by=by, at=timezone.now(), **(given | fields)
    )


def paper(by) -> Instrument:
    return instruments.known_or_recorded(
        kind="decision",
        number="12/QĐ",
        issued_on=date(2026, 1, 5),
        issuer="Cơ quan",
        by=by,
        at=timezone.now(),
    )


def decided(request: Request, budget: BudgetLine, by, amount: int = 10_000_000, **more):
    return actions.decide(
        request,
        budget,
        Decimal(amount),
        instrument=paper(by),
        decided_on=timezone.localdate(),
        by=by,
        at=timezone.now(),
        **more,
    )

"""Support of the province: requests of the producer's that wait, are granted, and are paid."""

from decimal import Decimal

from sanvat.support import actions
from tests.addresses import NOT_SERVED, READERS, Address, World, of, only
from tests.support.worlds import asked, budget_of, decided, scheme_of

AFTER = ("producers",)

_PLACE = {"officer", "advisor", "centre", "coordinator"}
_OWN = "producer"
_SEE = only(_PLACE, _OWN)
_DECIDE = {"advisor", "coordinator", "centre"}  # who keeps the programme in the scheme's place
_READ_SCHEME = only(_PLACE, "producer", "rival")
_MAKERS = {"officer", "advisor", "centre", "coordinator", "far_advisor"}
_EVERYBODY = only(
    *(READERS, "producer", "rival", "stranger", "far_advisor", "operator", "nobody", "ended"),
    *("team_member", "council_member", "chair", "secretary", "programme_party", "editor"),
)


def _decision(world: World) -> dict:
    return {
        "budget": world.budget.pk,
        "amount": "1000000",
        "number": "12/QĐ",
        "issuer": "Chi cục",
        "decided_on": str(world.today),
        "in_spite": "Việc khác",
    }


def _post(opens: set[str], sample, data=None) -> Address:
    forbidden = frozenset(({*_PLACE, _OWN}) - opens)
    return Address(NOT_SERVED, only(opens, forbidden=forbidden), sample, data=data or {})


ADDRESSES = {
    "desk:supports": Address(_EVERYBODY),
    "desk:support_ledger": Address(_EVERYBODY),
    "desk:support_schemes": Address(_EVERYBODY),
    "desk:support_scheme_new": Address(*[only(_MAKERS)] * 2),
    "desk:support_scheme": Address(_READ_SCHEME, sample=of("scheme")),
    "desk:support_terms": Address(
        *[only(_DECIDE, sees=set(), forbidden=frozenset({"officer", "producer", "rival"}))] * 2,
        of("scheme"),
    ),
    "desk:support_budget": Address(
        NOT_SERVED,
        only(_DECIDE, forbidden=frozenset({"officer", "producer", "rival"})),
        of("scheme"),
        data=lambda w: {"year": w.today.year, "source": "Nguồn khác", "amount": "1000000"},
    ),
    "desk:support_ask": Address(
        *[
            only(
                {"officer", "advisor", "centre", "producer", "rival"},
                sees=frozenset({"officer", "advisor", "centre", "rival"}),
                forbidden=frozenset({"coordinator"}),
            )
        ]
        * 2,
        of("scheme"),
    ),
    "desk:support": Address(_SEE, sample=of("support")),
    "desk:support_decide": _post(_DECIDE, of("support"), _decision),
    "desk:support_refuse": _post(_DECIDE, of("support"), {"reason": "Hết nguồn"}),
    "desk:support_pay": _post(
        _DECIDE,
        of("granted_support"),
        lambda w: {"amount": "1000", "paid_on": str(w.today)},
    ),
    "desk:support_effect": _post(
        {*_DECIDE, "officer"},
        of("paid_support"),
        lambda w: {"text": "Bán thêm", "seen_on": str(w.today)},
    ),
    "desk:support_withdraw": _post({"officer", "advisor", "centre", _OWN}, of("support")),
    "desk:support_paper": Address(
        _SEE, _SEE, sample=lambda w: {"pk": w.granted_support.pk, "form": "docx"}
    ),
    "desk:support_ledger_paper": Address(
        only(_EVERYBODY.opens - {"nobody", "ended"}),
        only(_EVERYBODY.opens - {"nobody", "ended"}),
        sample=lambda w: {"form": "docx"},
    ),
    "desk:support_history": Address(_SEE, sample=of("support")),
}


def furnish(world: World) -> None:
    advisor, officer = world.people["advisor"], world.people["officer"]
    world.scheme = scheme_of(advisor)
    world.budget = budget_of(world.scheme, advisor, 100_000_000)
    world.support, world.granted_support, world.paid_support = (
        asked(world.scheme, world.own_producer, officer, asked=1_000_000, thing=thing)
        for thing in ("In hộp", "In túi", "In tem")
    )
    for each in (world.granted_support, world.paid_support):
        decided(each, world.budget, advisor, 1_000_000, in_spite="Việc khác")
    actions.pay(world.paid_support, Decimal(1_000_000), world.today, by=advisor, at=world.now)

"""What a form of the desk shows, saved untouched, changes nothing and writes nothing."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import resolve, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sanvat.products.models import (
    BusinessPlan,
    Idea,
    Producer,
    ProducerPerson,
    Product,
    ProductVariant,
    SalesPlace,
    YearFigure,
)
from sanvat.programme.models import CycleStep
from sanvat.text.tidy import tidy, tidy_lines
from tests.addresses import NOT_SERVED, World
from tests.desk.forms import drawn, errors_of, on_top
from tests.desk.test_every_form import DESK, PEOPLE
from tests.desk.untouched import as_sent, differences, kept, undone
from tests.test_wrong_person import world  # noqa: F401

# Sending these is the deed itself: a button that says what it does, or a thing that is made new
# from what the form proposes.
ACTS = {
    "desk:acting": "chooses for whom one acts",
    "desk:product_picture_order": "moves a picture",
    "desk:picture_remove": "takes a picture out",
    "desk:product_set": "says that the suggested set is right",
    "desk:producer_leaving": "ends what a person may do",
    "desk:producer_private": "opens what is private, which is written each time",
    "desk:producer_private_erase": "takes out what is private",
    "desk:letter_step": "sends a letter, or sets it aside",
    "desk:idea_product": "makes a product of the idea that is shown",
    "desk:cycle_change": "takes the proposed days for a year that has none",
    "desk:import_columns": "reads the file with the columns that are shown",
    "desk:import_decide": "says what is done with a row",
    "desk:import_discard": "puts a file aside",
    "desk:invitation_revoke": "takes an invitation back",
    "desk:membership_end": "ends what a person may do",
    "desk:new_password": "sends a link for a new password",
    "desk:notices_read": "says that the notices are read",
    "desk:token_revoke": "ends a key",
}


@dataclass(frozen=True)
class Place:
    """A page with a form on it, and who opens it."""

    page: str
    path: str
    person: str
    to: str
    action: str


def _places(world: World) -> list[Place]:  # noqa: F811
    """Each form once, with the first of the people who are shown it."""
    found: dict[tuple[str, str], Place] = {}
    for name, address in DESK.items():
        if address.get is NOT_SERVED:
            continue
        path = reverse(name, kwargs=address.sample(world)) + address.query
        for person in PEOPLE:
            if person not in address.get.opens:
                continue
            for form in _forms(world, person, path):
                action = (form.action or path).partition("#")[0]
                to = resolve(action.partition("?")[0]).view_name
                found.setdefault((name, to), Place(name, path, person, to, action))
    return [place for place in found.values() if place.to.startswith("desk:")]


def _client(world: World, person: str, language: str = "vi") -> Client:  # noqa: F811
    client = Client()
    client.cookies = deepcopy(world.sessions[person])
    client.cookies["sanvat_language"] = language
    return client


def _forms(world: World, person: str, path: str, language: str = "vi") -> list:  # noqa: F811
    answer = _client(world, person, language).get(path)
    if answer.status_code != 200 or answer.streaming or b"<form" not in answer.content:
        return []
    return drawn(answer)


def _changed_by(
    world: World,  # noqa: F811
    place: Place,
    before: dict,
    language: str = "vi",
    *,
    refused: str = "",
) -> list[str]:
    """Open the page, send its forms to this address as they stand, and tell what became other;
    and where a form is refused, that it was `refused`."""
    changed: list[str] = []
    for form in _forms(world, place.person, place.path, language):
        action = (form.action or place.path).partition("#")[0]
        if resolve(action.partition("?")[0]).view_name != place.to:
            continue
        with undone():
            answer = _client(world, place.person, language).post(action, as_sent(form))
            assert answer.status_code in (200, 302, 422) or place.to in ACTS, place
            changed += differences(before, kept())
            if refused and answer.status_code == 422:
                changed.append(f"{refused}: {errors_of(answer) or on_top(answer)}")
    return changed


def test_every_form_saved_untouched_changes_nothing(world):  # noqa: F811
    places, before = _places(world), kept()

    changed = {
        place.to: what
        for place in places
        if place.to not in ACTS and (what := _changed_by(world, place, before))
    }

    assert changed == {}
    assert len(places) > 25


# With all that may be kept

SIGNS = "abcđĐơưạệỹÔ 0123456789.,;:!?'\"“”«»<>&/\\%{}()-–…\u00a0\u200b☕𝄞\n"
texts = st.text(SIGNS, min_size=1, max_size=60)
amounts = st.decimals(Decimal("0.001"), Decimal("9999999.999"), places=3)
few_digits = st.sampled_from(["0.5", "1.125", "1.45", "250", "1450", "12345.678", "999.999", "1000"])
sizes = amounts | few_digits.map(Decimal)
outputs = st.none() | sizes | st.just(Decimal("9999999999999.999")) | st.just(Decimal(0))
monies = st.none() | st.integers(0, 10**15) | st.sampled_from([0, 999, 1000, 1450, 12_000_000])
counts = st.none() | st.integers(0, 1_000_000)
days = st.none() | st.dates(date(1900, 1, 1), date(2026, 1, 1))


def short(longest: int, *, empty: bool = False):
    made = texts.map(lambda text: tidy(text)[:longest].strip())
    long = st.just(("Hợp tác xã “Trà & Mật” <Đà Lạt> " * 10)[:longest].strip())
    some = (made | long).filter(bool)
    return st.just("") | some if empty else some


def lines(*, empty: bool = False):
    made = st.lists(texts, min_size=1, max_size=4).map(lambda rows: tidy_lines("\n".join(rows)))
    some = made.filter(bool)
    return st.just("") | some if empty else some


products = st.fixed_dictionaries(
    {
        "name": short(200),
        "story": lines(empty=True),
        "note": short(500, empty=True),
        "state": st.sampled_from(Product.State.values),
        "set_number": st.sampled_from([None, 1, 13, 26]),
        "set_is_suggested": st.booleans(),
    }
)
variants = st.lists(
    st.fixed_dictionaries(
        {"name": short(100, empty=True), "size": sizes, "unit": short(30)},
    ),
    max_size=3,
)
sales_places = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(SalesPlace.Kind.values),
            "name": short(150),
            "link": st.sampled_from(["", "https://vidu.example/cà-phê?a=1&b=2", "http://a.example"]),
        }
    ),
    max_size=3,
)
figures = st.fixed_dictionaries({"output": outputs, "unit": short(30), "revenue": monies}).filter(
    lambda figure: figure["output"] is not None or figure["revenue"] is not None
)
plans = st.fixed_dictionaries(
    {
        "product": lines(),
        "materials": lines(),
        "market": lines(),
        "making": lines(empty=True),
        "output": outputs,
        "unit": short(30, empty=True),
        "price": st.none() | st.integers(0, 10**13),
        "workers": counts,
        "capital": monies,
        "capital_source": short(200, empty=True),
        "starts_on": days,
    }
)
producers = st.fixed_dictionaries(
    {
        "tax_code": st.sampled_from(["", "0100109106", "0100109106-001", "079203001234"]),
        "registration_number": st.sampled_from(["", "41A8001234", "12/ĐKKD"]),
        "founded_on": days,
        "representative_name": short(150, empty=True),
        "representative_position": short(100, empty=True),
        "members": counts,
        "workers": st.none() | st.integers(1200, 1_000_000),
        "address": short(300, empty=True),
        "phone": st.sampled_from(["", "0912345678", "+84912345678"]),
        "email": st.sampled_from(["", "a@vidu.example"]),
        "state": st.sampled_from(Producer.State.values),
        "legal_form": st.sampled_from(["cooperative", "family-household"]),
    }
)
everything = st.fixed_dictionaries(
    {
        "product": products,
        "variants": variants,
        "sales_places": sales_places,
        "figures": figures,
        "plan": plans,
        "producer": producers,
        "advice": lines(),
        "letter": st.fixed_dictionaries({"subject": short(200), "body": lines()}),
        "description": short(300, empty=True),
        "days": st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=6, max_size=6),
        "language": st.sampled_from(["vi", "en"]),
    }
)


def _keep(world: World, rows: dict) -> None:  # noqa: F811
    product, place = world.product, world.commune
    Product.objects.filter(pk=product.pk).update(**rows["product"])
    for order, row in enumerate(rows["variants"], start=1):
        ProductVariant.objects.create(product=product, order=order, **row)
    for order, row in enumerate(rows["sales_places"], start=1):
        at = place if order % 2 else None
        SalesPlace.objects.create(product=product, order=order, place=at, **row)
    YearFigure.objects.create(product=product, year=world.today.year - 1, **rows["figures"])
    BusinessPlan.objects.filter(idea=world.idea).update(**rows["plan"])
    Idea.objects.filter(pk=world.idea.pk).update(advice=rows["advice"])
    Producer.objects.filter(pk=world.own_producer.pk).update(**rows["producer"])
    ProducerPerson.objects.create(
        producer=world.own_producer,
        reason="mau-02",
        home_address="Thôn 3",
        recorded_by=world.people["officer"],
        recorded_at=world.now,
    )
    type(world.letter).objects.filter(pk=world.letter.pk).update(**rows["letter"])
    type(world.picture).objects.filter(pk=world.picture.pk).update(description=rows["description"])
    for number, day in enumerate(rows["days"], start=1):
        day = day.replace(year=world.today.year)
        CycleStep.objects.create(
            place=place.parent, year=day.year, step=number, opens_on=day, closes_on=day
        )


EDITED = {
    "desk:product_change",
    "desk:product_variants",
    "desk:product_sales_places",
    "desk:product_figures",
    "desk:picture_describe",
    "desk:producer_change",
    "desk:idea_advice",
    "desk:idea_plan",
    "desk:letter_revise",
    "desk:cycle_change",
}


def test_whatever_is_kept_a_form_saved_untouched_changes_nothing(world):  # noqa: F811
    places = [place for place in _places(world) if place.to in EDITED]
    assert {place.to for place in places} == EDITED

    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )
    @given(everything)
    def holds(rows):
        with undone():
            _keep(world, rows)
            before = kept()
            changed = {
                place.to: _changed_by(world, place, before, rows["language"], refused="refused")
                for place in places
            }
            assert {to: what for to, what in changed.items() if what} == {}

    holds()

"""What a form of the desk shows, saved untouched, changes nothing and writes nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import resolve
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
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy, tidy_lines
from tests.addresses import World
from tests.desk.forms import drawn, errors_of, on_top
from tests.desk.test_every_form import DESK, walked
from tests.desk.untouched import Kept, as_sent, differences, kept, undone
from tests.test_wrong_person import world  # noqa: F401

# Sending these is the deed itself: a button that says what it does, or a thing that is made new
# from what the form proposes.
ACTS = {
    "desk:acting": "chooses for whom one acts",
    "desk:webhook_step": "tries, pauses, turns on or ends a webhook",
    "desk:webhook_secret": "makes a new secret",
    "desk:agenda_open": "opens the work calendar of one's body",
    "desk:operation_job_give_up": "puts a job aside",
    "desk:operation_job_retry": "runs a job again",
    "desk:product_picture_order": "moves a picture",
    "desk:picture_remove": "takes a picture out",
    "desk:product_set": "says that the suggested set is right",
    "desk:producer_leaving": "ends what a person may do",
    "desk:producer_private": "opens what is private, which is written each time",
    "desk:producer_private_erase": "takes out what is private",
    "desk:letter_step": "sends a letter, or sets it aside",
    "desk:instrument_remove": "takes a paper out",
    "desk:instrument_unrelate": "takes out a relation of two papers",
    "desk:idea_product": "makes a product of the idea that is shown",
    "desk:collection_lock": "closes a period",
    "desk:collection_remind": "tells those who have not sent",
    "desk:report_submit": "sends a report",
    "desk:staged_form": "writes the values of a form",
    "desk:cycle_change": "takes the proposed days for a year that has none",
    "desk:import_decide": "says what is done with a row",
    "desk:import_discard": "puts a file aside",
    "desk:news_approve": "puts online what was read",
    "desk:news_talk": "lets readers write",
    "desk:news_talk_end": "lets readers write no more under new articles",
    "desk:comment_publish": "publishes what was sent",
    "desk:concern_classify": "says that a matter is what its sender says",
    "desk:concern_close": "says that a matter is done",
    "desk:concern_confidant_end": "ends who sees denunciations",
    "desk:concern_limit_end": "ends a limit of an office",
    "desk:concern_publish": "publishes what is suggested, or once more",
    "desk:concern_route_end": "ends who answers for a subject",
    "desk:concern_template_remove": "takes a ready answer out",
    "desk:open311_end": "ends where matters are forwarded to",
    "desk:open311_step": "sends again, or no more",
    "desk:concern_verify": "says that a matter is looked into",
    "desk:comment_reply_remove": "takes a reply down",
    "desk:comment_thread_close": "closes the comments of a page",
    "desk:event_unpublish": "takes an event out of the calendar",
    "desk:event_remind": "reminds who has not replied",
    "desk:event_withdraw": "takes back that somebody came",
    "desk:event_arrivals": "notes that somebody came",
    "desk:event_handout_remove": "takes a paper out",
    "desk:event_issue": "gives certificates to who came",
    "desk:event_present": "says that one is there",
    "desk:interest": "makes an idea of a wish",
    "desk:my_calendar": "makes the address of a calendar anew",
    "desk:my_calendar_end": "ends that address",
    "desk:invitation_revoke": "takes an invitation back",
    "desk:membership_end": "ends what a person may do",
    "desk:new_password": "sends a link for a new password",
    "desk:share_take": "says that one's body works on it",
    "desk:share_confirm": "says that it is done",
    "desk:notices_read": "says that the notices are read",
    "desk:token_revoke": "ends a key",
    "desk:plan_adopt": "takes what was given from above into the draft",
    "desk:plan_issue": "issues the plan",
    "desk:plan_withdraw": "takes a draft back",
    "desk:target_remove": "takes a target out",
    "desk:movement_close": "ends a movement",
    "desk:poll_close": "closes a poll",
    "desk:yearly_reports": "drafts a report",
    "desk:yearly_report_issue": "issues a report",
    "desk:yearly_report_recount": "counts anew",
    "desk:yearly_report_discard": "throws a draft away",
    "desk:agreement_report": "issues the report of the days it shows",
    "desk:agreement_next": "drafts what comes after, with what is left",
    "desk:support_withdraw": "takes a request back",
}


@dataclass(frozen=True)
class Place:
    """A page with a form on it, and who opens it."""

    path: str
    person: str
    to: str


def _places(world: World) -> list[Place]:  # noqa: F811
    """Each form once, with the first of the people who are shown it."""
    found: dict[tuple[str, str], Place] = {}
    for each in walked(world).forms:
        if each.page in DESK and each.to.startswith("desk:"):
            place = Place(each.shown_at, each.person, each.to)
            found.setdefault((each.page, each.to), place)
    return list(found.values())


def _client(world: World, person: str, language: str = "vi") -> Client:  # noqa: F811
    client = Client()
    client.cookies.update(world.sessions[person])
    client.cookies["sanvat_language"] = language
    return client


def _forms(world: World, person: str, path: str, language: str = "vi") -> list:  # noqa: F811
    answer = _client(world, person, language).get(path)
    if answer.streaming:
        b"".join(answer)  # a file that is read is closed
        return []
    if answer.status_code != 200 or b"<form" not in answer.content:
        return []
    return drawn(answer)


def _to(form, path: str) -> str:
    """The name of the address that a form on this page is sent to."""
    return resolve((form.action or path).partition("#")[0].partition("?")[0]).view_name


def _forms_to(world: World, place: Place, language: str = "vi") -> list:  # noqa: F811
    forms = _forms(world, place.person, place.path, language)
    return [form for form in forms if _to(form, place.path) == place.to]


def _send(world: World, place: Place, form, sent: dict, language: str = "vi"):  # noqa: F811
    return _client(world, place.person, language).post(form.action or place.path, sent)


def _changed_by(
    world: World,  # noqa: F811
    place: Place,
    before: Kept,
    language: str = "vi",
    *,
    refused: str = "",
) -> list[str]:
    """Open the page, send its forms to this address as they stand, and tell what became other;
    and where a form is refused, that it was `refused`."""
    changed: list[str] = []
    for form in _forms_to(world, place, language):
        with undone():
            answer = _send(world, place, form, as_sent(form), language)
            assert answer.status_code in (200, 302, 422) or place.to in ACTS, place
            changed += differences(before)
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
few_digits = st.sampled_from(
    ["0.5", "1.125", "1.45", "250", "1450", "12345.678", "999.999", "1000"]
)
sizes = amounts | few_digits.map(Decimal)
outputs = st.none() | sizes | st.just(Decimal("9999999999999.999")) | st.just(Decimal(0))
monies = st.none() | st.integers(0, 10**15) | st.sampled_from([0, 999, 1000, 1450, 12_000_000])
counts = st.none() | st.integers(0, 1_000_000)
days = st.none() | st.dates(date(1900, 1, 1), date(2026, 1, 1))


def short(longest: int, *, empty: bool = False):
    made = texts.map(lambda text: tidy(text)[:longest].strip())
    long = st.just(("Hợp tác xã “Trà & Mật” <Đà Lạt> " * 10)[:longest].strip())
    some = (made | long).filter(fold)  # a name has a letter or a figure
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
            "link": st.sampled_from(
                ["", "https://vidu.example/cà-phê?a=1&b=2", "http://a.example"]
            ),
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
        "legal_form": st.sampled_from(["cooperative", "family-household", "no-longer-there"]),
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
    for field, value in rows["product"].items():
        setattr(product, field, value)
    product.complete()
    product.save()
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
        day, last = (each.replace(year=world.today.year) for each in (day, date(2026, 12, 31)))
        CycleStep.objects.create(
            place=place.parent, year=day.year, step=number, opens_on=day, closes_on=last
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


# Only what it shows

SAMPLE = {
    "product": {"name": "Trà gừng", "set_number": 13, "set_is_suggested": True, "note": "sấy lạnh"},
    "variants": [{"name": "Túi", "size": Decimal("0.5"), "unit": "kg"}],
    "sales_places": [{"kind": "shop", "name": "Chợ Bùi Chu", "link": "https://vidu.example/a"}],
    "figures": {"output": Decimal("1450.5"), "unit": "kg", "revenue": 12_000_000},
    "plan": {
        "product": "Gói",
        "materials": "gừng",
        "market": "chợ",
        "making": "sấy",
        "output": Decimal(1450),
        "unit": "kg",
        "price": 250_000,
        "workers": 4,
        "capital": 10**8,
        "capital_source": "vay",
        "starts_on": date(2027, 3, 1),
    },
    "producer": {
        "registration_number": "12/ĐKKD",
        "founded_on": date(2019, 3, 1),
        "workers": 1500,
        "representative_name": "K’ Brèm",
        "address": "Thôn 3",
        "email": "a@vidu.example",
    },
    "advice": "Nên thử.",
    "letter": {"subject": "Thư", "body": "Kính gửi ông.\n\nTrân trọng."},
    "description": "gói",
    "days": [date(2026, month, 1) for month in range(1, 7)],
}
TYPED = {
    "tax_code": "0100109106",
    "barcode": "8936000000011",
    "phone": "0912345678",
    "email": "b@vidu.example",
    "link": "https://vidu.example/b",
    "registration_number": "14/ĐKKD",
}
# What follows from a field, beside the column of its name; "" for every field of the form.
FOLLOWS = {
    "desk:product_change": {
        "name": {"name_key", "near_key", "searchable", "public_words", "sort_key"},
        "set_number": {"set_is_suggested", "rulebook", "group", "subgroup"},
    },
    "desk:product_variants": {"": {"id"}},
    "desk:product_sales_places": {"": {"id"}},
    "desk:idea_advice": {"": {"advised_at", "advised_by_id"}},
    "desk:idea_plan": {"": {"planned_at"}},
    "desk:producer_change": {
        "name": {"name_key", "searchable", "public_words", "sort_key", "found_by"},
        "tax_code": {"searchable"},
    },
}
LEFT_OUT = {
    *("place", "place_id"),  # looked up: see PlaceField
    "year",  # another year is another row
    "is_another",
}
BESIDE = (
    *("records.entry", "parties.notice"),
    *("products.tally", "products.daytally", "certificates.decisiontally"),
)
"""What PostgreSQL and the journal write beside a save."""


def _touched(form, name: str) -> str:
    """Something else than the control holds."""
    control = form.inputs[name]
    field = name.rpartition("-")[2]
    if field in TYPED:
        return TYPED[field]
    if control.tag == "select":
        now = control.value
        return next(v for v in control.value_options if v not in ("", now))
    if control.get("type") == "date":
        return f"{control.value[:4]}-12-{30 if name.startswith('closes') else '02'}"
    return "7" if control.get("inputmode") in ("numeric", "decimal") else "Chữ khác"


def test_a_save_changes_only_the_field_that_was_touched(world):  # noqa: F811
    places = [place for place in _places(world) if place.to in EDITED]
    _keep(world, SAMPLE)
    before, wrong, tried = kept(), [], 0

    for place in places:
        form = _forms_to(world, place)[0]
        shown = [
            control.name
            for control in form.inputs
            if control.get("type") != "hidden" and control.name.rpartition("-")[2] not in LEFT_OUT
        ]
        for name in shown:
            prefix, _dash, field = name.rpartition("-")
            if prefix and not prefix.endswith("-0"):
                continue  # an empty row at the end of several
            tried += 1
            with undone():
                sent = as_sent(form) | {name: _touched(form, name)}
                answer = _send(world, place, form, sent)
                changed = {
                    each.rpartition(".")[2]
                    for each in differences(before)
                    if not each.startswith(BESIDE)
                }
            follows = FOLLOWS.get(place.to, {})
            allowed = {field, *follows.get(field, ()), *follows.get("", ())}
            if place.to == "desk:cycle_change":
                allowed = {"opens_on", "closes_on"}
            if answer.status_code != 302 or not changed or changed - allowed:
                wrong.append((place.to, name, answer.status_code, changed - allowed))

    assert wrong == []
    assert tried > 45

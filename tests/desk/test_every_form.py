"""Every form of the desk, as its pages draw it: each is done once, and each that comes filled with
what is kept carries the version of that."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from sanvat.desk.forms.editing import EditForm, EditRows, Versioned
from tests.addresses import NOT_SERVED, World
from tests.desk.forms import drawn
from tests.test_wrong_person import ADDRESSES, world  # noqa: F401

PEOPLE = ("producer", "officer", "advisor", "operator")
DESK = {name: address for name, address in ADDRESSES.items() if name.startswith("desk:")}

# Sent twice, these do the same twice.
DONE_EACH_TIME = {
    "desk:producer_private",  # shows what is private, and is written each time
    "desk:acting",  # chooses anew what was chosen
}
# What they come filled with is a suggestion for something new, and kept nowhere.
SUGGESTING = {
    "desk:producer_new",
    "desk:idea_new",
    "desk:ideas_interested",
    "desk:idea_product",
    "desk:tokens",
    "desk:agreement_new",
    "desk:agreement_next",
    "desk:support_scheme_new",
    "desk:support_budget",
    "desk:support_ask",
    "desk:support_decide",
}
# Their forms are drawn only where something private is kept, somebody has a second step, or a word
# of a register is not understood or was settled before, or a register is typed in an old font; or
# on the page of an agreement or a support that is further on its way.
SELDOM = {
    "desk:producer_private",
    "desk:producer_private_erase",
    "desk:second_step_reset",
    "desk:import_settle",
    "desk:import_agree",
    "desk:import_fonts",
    "desk:agreement_publish",
    "desk:agreement_item_remove",
    "desk:agreement_item_confirm",
    "desk:agreement_item_return",
    "desk:agreement_review_sign",
    "desk:agreement_close",
    "desk:support_pay",
    "desk:support_effect",
}


@dataclass(frozen=True)
class Found:
    """A form, the page it stands on, and the address it is sent to."""

    page: str
    to: str
    form: html.FormElement

    def __str__(self) -> str:
        return f"{self.to} on {self.page}"

    def has(self, field: str) -> bool:
        return bool(self.form.fields.get(field)) if field in self.form.fields else False

    @property
    def is_filled(self) -> bool:
        """Whether a person sees something in it before they type."""
        return any(map(_is_filled, self.form.xpath(".//input | .//textarea | .//select")))


def _is_filled(control: html.HtmlElement) -> bool:
    match control.tag, control.get("type", "text"):
        case "textarea", _:
            return bool((control.text or "").strip())
        case "select", _:
            return bool(control.xpath(".//option[@selected and @value != '']"))
        case _, "hidden":
            return False
        case _, "checkbox" | "radio":
            return control.get("checked") is not None
    return bool(control.get("value"))


@pytest.fixture
def forms(world: World) -> list[Found]:  # noqa: F811
    return list(_all_forms(world))


def _all_forms(world: World) -> Iterator[Found]:  # noqa: F811
    for name, address in DESK.items():
        for person in PEOPLE:
            if address.get is NOT_SERVED or person not in address.get.opens:
                continue
            client = Client()
            client.cookies = world.sessions[person]
            path = reverse(name, kwargs=address.sample(world))
            answer = client.get(path + address.query)
            if answer.status_code != 200 or answer.streaming or b"<form" not in answer.content:
                continue
            for form in drawn(answer):
                to = resolve((form.action or path).partition("#")[0].partition("?")[0])
                yield Found(name, to.view_name, form)


def of_the_desk(forms: list[Found]) -> list[Found]:
    return [found for found in forms if found.to.startswith("desk:")]


def test_every_form_is_done_once_and_says_for_whom_it_was_drawn(forms):
    without = {str(found) for found in of_the_desk(forms) if not found.has("once")}
    silent = {str(found) for found in of_the_desk(forms) if not found.has("whose")}

    assert {each for each in without if each.partition(" ")[0] not in DONE_EACH_TIME} == set()
    assert {each for each in silent if each.partition(" ")[0] != "desk:acting"} == set()


def test_every_form_that_comes_filled_carries_a_version(forms):
    without = {
        str(found) for found in of_the_desk(forms) if found.is_filled and not found.has("seen")
    }

    assert {each for each in without if each.partition(" ")[0] not in SUGGESTING} == set()


def test_a_form_of_something_new_carries_none(forms):
    assert [str(found) for found in forms if found.to in SUGGESTING and found.has("seen")] == []


def test_every_form_for_editing_is_drawn_with_its_version(world, monkeypatch):  # noqa: F811
    drawn_ones = set()
    carried = Versioned.carried.fget

    def noted(form):
        drawn_ones.update(type(form).__mro__)
        return carried(form)

    monkeypatch.setattr(Versioned, "carried", property(noted))
    list(_all_forms(world))

    kinds = {kind for base in (EditForm, EditRows) for kind in base.__subclasses__()}
    assert {kind.__name__ for kind in kinds - drawn_ones} == set()


def test_every_address_that_takes_a_form_has_one(forms):
    taking = {name for name, address in DESK.items() if address.post is not NOT_SERVED}

    assert taking - {found.to for found in forms} == SELDOM

"""Every form of the desk and of one's account, as its pages draw it: each is done once, each that
comes filled with what is kept carries the version of that, and none that is sent empty is answered
as if all were well."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from sanvat.desk.forms.editing import EditForm, EditRows, Versioned
from tests.addresses import NOT_SERVED, Address, World, account
from tests.desk.forms import drawn
from tests.people import EVERYBODY
from tests.test_wrong_person import ADDRESSES, world  # noqa: F401

PEOPLE = ("producer", "officer", "advisor", "operator")
DESK = {name: address for name, address in ADDRESSES.items() if name.startswith("desk:")}
ACCOUNT = {name: ADDRESSES[name] for name in account.ADDRESSES}
PAGES = DESK | ACCOUNT

# Sent twice, these do the same twice.
DONE_EACH_TIME = {
    "desk:producer_private",  # shows what is private, and is written each time
    "desk:acting",  # chooses anew what was chosen
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "set_language",
}
# Nothing is asked, and the answer is shown once.
SHOWN = {"desk:new_password", "desk:my_calendar", "desk:webhook_secret"}
# What they come filled with is a suggestion for something new, and kept nowhere.
SUGGESTING = {
    "desk:yearly_reports",
    "desk:yearly_report_issue",
    "desk:producer_new",
    "desk:idea_new",
    "desk:ideas_interested",
    "desk:idea_product",
    "desk:tokens",
    "desk:webhooks",
    "desk:day_correction_new",
    "desk:year_announce",
    "desk:plan_new",
    "desk:poll_new",
    "desk:plan_review",
    "desk:target_new",
    "desk:target_to_all",
    "desk:target_figure",
    "desk:event_new",
    "desk:event_guests",
    "desk:event_interest",
    "desk:interest",
    "desk:contribution_new",
    "desk:indicator_new",
    "desk:indicator_record",
    "desk:collection_new",
    "desk:assignment_new",
    "desk:agreement_new",
    "desk:agreement_next",
    "desk:support_scheme_new",
    "desk:support_budget",
    "desk:support_ask",
    "desk:support_decide",
    "desk:concern_new",
    "desk:open311_forward",
    "desk:concern_meeting_new",
    "desk:concern_route_new",
    "desk:concern_limit_new",
    "desk:concern_confidant_new",
}
# Their forms are drawn only where something private is kept, somebody has a second step, a word of
# a register is not understood or was settled before, a register is typed in an old font; where an
# event is still to come, a week of a work calendar or a collection is a draft, a paper is online,
# a report waits for approval, a task was reported, or an agreement or a support is further on its
# way.
SELDOM = {
    "desk:producer_private",
    "desk:producer_private_erase",
    "desk:second_step_reset",
    "desk:import_settle",
    "desk:import_agree",
    "desk:import_fonts",
    "desk:agenda_copy",
    "desk:agenda_publish",
    "desk:instrument_withdraw",
    "desk:event_publish",
    "desk:poll_announce",
    "desk:news_draft",
    "desk:news_draft_decision",
    "desk:news_withdraw",
    "desk:news_talk_end",
    "desk:event_cancel",
    "desk:event_hold",
    "desk:event_reply",
    "desk:collection_open",
    "desk:report_approve",
    "desk:report_return",
    "desk:share_confirm",
    "desk:share_return",
    "desk:agreement_publish",
    "desk:agreement_item_remove",
    "desk:agreement_item_confirm",
    "desk:agreement_item_return",
    "desk:agreement_review_sign",
    "desk:agreement_close",
    "desk:support_pay",
    "desk:support_effect",
    "desk:concern_accept",
    "desk:concern_separate",
    "desk:concern_extend",
    "desk:concern_suspend",
    "desk:concern_resume",
    "desk:concern_return",
    "desk:concern_refuse",
    "desk:concern_help_end",
}
# A paper is asked for with a button where it is long: see `long_papers/`.
LONG_PAPERS = {
    "desk:agenda_sheet",
    "desk:draft_opinions",
    "desk:agreement_issued_paper",
    "desk:addition_paper",
    "desk:agreement_minutes",
    "desk:agreement_paper",
    "desk:assignment_paper",
    "desk:assignment_results",
    "desk:event_paper",
    "desk:movement_paper",
    "desk:plan_paper",
    "desk:plan_review_paper",
    "desk:support_ledger_paper",
    "desk:support_paper",
    "desk:target_paper",
    "desk:yearly_report_file",
}


@dataclass(frozen=True)
class Found:
    """A form, the page it stands on, and the address it is sent to."""

    page: str
    to: str
    form: html.FormElement
    path: str
    person: str
    shown_at: str

    def __str__(self) -> str:
        return f"{self.to} on {self.page}"

    def has(self, field: str) -> bool:
        return bool(self.form.fields.get(field)) if field in self.form.fields else False

    def emptied(self) -> dict[str, str]:
        """What is sent where a person clears every field."""
        hidden = {each.get("name") for each in self.form.xpath(".//input[@type='hidden']")}
        return {name: value if name in hidden else "" for name, value in self.form.form_values()}

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


@dataclass
class Walk:
    """What was found on all the pages."""

    forms: list[Found] = field(default_factory=list)
    with_version: set[type] = field(default_factory=set)
    """The kinds of forms for editing whose version was drawn."""


WALKED: list[Walk] = []


def walked(world: World) -> Walk:  # noqa: F811
    """The pages are walked once in a run of tests: the world is the same, looking changes nothing,
    and sending is undone."""
    if not WALKED:
        found = Walk()
        carried = Versioned.carried.fget

        def noted(form):
            found.with_version.update(type(form).__mro__)
            return carried(form)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Versioned, "carried", property(noted))
            found.forms.extend(_all_forms(world))
        WALKED.append(found)
    return WALKED[0]


@pytest.fixture
def walk(world: World) -> Walk:  # noqa: F811
    return walked(world)


@pytest.fixture
def forms(walk) -> list[Found]:
    return walk.forms


def _who_opens(name: str, address: Address) -> list[str]:
    """Those of `PEOPLE` who do; where none of them does, one who does."""
    if address.get is NOT_SERVED:
        return []
    asked = PEOPLE if name in DESK else (*PEOPLE, "anonymous")
    opens = [person for person in asked if person in address.get.opens]
    return opens or [person for person in EVERYBODY if person in address.get.opens][:1]


def _all_forms(world: World) -> Iterator[Found]:  # noqa: F811
    for name, address in PAGES.items():
        for person in _who_opens(name, address):
            client = _browser(world, person)
            path = reverse(name, kwargs=address.sample(world))
            answer = client.get(path + address.query)
            if answer.streaming:
                b"".join(answer)  # a file that is read is closed
                continue
            if answer.status_code != 200 or b"<form" not in answer.content:
                continue
            for form in drawn(answer):
                path_to = (form.action or path).partition("#")[0].partition("?")[0]
                to = resolve(path_to).view_name
                yield Found(name, to, form, path_to, person, path + address.query)


def _taken_empty(forms: list[Found], world: World) -> Iterator[str]:  # noqa: F811
    tried = set()
    for found in forms:
        kind = (found.to, *sorted(found.form.fields.keys()))
        if kind in tried:
            continue
        tried.add(kind)
        with transaction.atomic():
            answer = _browser(world, found.person).post(found.path, found.emptied())
            transaction.set_rollback(True)
        if answer.status_code < 300:
            yield found.to


def _browser(world: World, person: str) -> Client:  # noqa: F811
    client = Client()
    client.cookies.update(world.sessions[person])
    return client


def of_the_desk(forms: list[Found]) -> list[Found]:
    return [found for found in forms if found.to.startswith("desk:")]


def test_every_form_is_done_once_and_says_for_whom_it_was_drawn(forms):
    without = {str(found) for found in forms if not found.has("once")}
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


def test_every_form_for_editing_is_drawn_with_its_version(walk):
    kinds = {kind for base in (EditForm, EditRows) for kind in base.__subclasses__()}
    assert {kind.__name__ for kind in kinds - walk.with_version} == set()


def test_every_address_that_takes_a_form_has_one(forms):
    taking = {name for name, address in DESK.items() if address.post is not NOT_SERVED}

    assert taking - {found.to for found in forms} == SELDOM | LONG_PAPERS


def test_no_form_that_is_sent_empty_is_answered_as_if_all_were_well(forms, world):  # noqa: F811
    """What is wrong is said with 422 and the form again; what is done leads on."""
    assert set(_taken_empty(forms, world)) == SHOWN

"""All forms of public pages come in one way."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.template import Context, Template

from sanvat.errors import Refusal
from sanvat.portal.public_forms import PublicForm, SentForm, few_in_a_minute
from tests.portal.sending import read_over

pytestmark = pytest.mark.django_db


class AskForm(PublicForm):
    text = forms.CharField()


class Member:
    is_authenticated = True


@pytest.fixture(autouse=True)
def _nothing_came_yet(a_new_minute):
    cache.clear()


@pytest.fixture
def came(rf):
    def sent(user=None, **typed):
        request = rf.post("/", {"text": "Hay."} | typed)
        request.user = user or AnonymousUser()
        form = AskForm(request.POST)
        return SentForm(request, form, "page 1", limit="comment", otherwise="/otherwise/")

    return sent


def thank(is_proven) -> str:
    return f"/thanks/{is_proven}/"


def test_who_is_signed_in_solves_nothing(came):
    assert came(Member()).taken(thank) == "/thanks/True/"


def test_programmes_are_led_elsewhere_and_nothing_is_done(came):
    assert came(Member(), website="x").taken(lambda _: pytest.fail("done")) == "/otherwise/"


def test_without_a_script_it_is_read_over_and_sent_again(came):
    first = came(giu="x")
    assert (first.taken(thank), first.context["again"]) == ("", True)

    assert came(**read_over("page 1")).taken(thank) == "/thanks/False/"
    for other in (read_over("page 2"), read_over("page 1", after=1)):
        assert came(**other).taken(thank) == ""


def test_the_same_form_again_leads_to_the_same_place(came):
    sent = read_over("page 1")
    came(**sent).taken(thank)

    assert came(**sent).taken(lambda _: pytest.fail("done twice")) == "/thanks/False/"
    assert came(**sent, text="Khác.").taken(lambda _: "/other/") == "/other/"


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (Refusal("Không được.", code="no"), "__all__"),
        (ValidationError({"text": "Ngắn quá."}), "text"),
        (ValidationError({"other": "Sai."}), "__all__"),
        (ValidationError("Sai."), "__all__"),
    ],
)
def test_what_the_act_refuses_stands_on_the_form_and_may_be_sent_again(came, error, field):
    def refuse(_is_proven):
        raise error

    first = came(Member())

    assert first.taken(refuse) == ""
    assert list(first.form.errors) == [field]
    assert came(Member()).taken(thank) == "/thanks/True/"


def test_fewer_are_taken_that_are_not_proven(came, settings):
    settings.PUBLIC_FORM_LIMITS = {"comment": "2/h/key", "comment_unproven": "1/h/key"}
    unproven = [came(**read_over("page 1")).taken(thank) for _each in range(2)]
    known = [came(Member(), text=f"{each}").taken(thank) for each in range(3)]

    assert [bool(each) for each in (*unproven, *known)] == [True, False, True, True, False]


def test_thousands_in_a_minute_are_told_no_before_anything_is_looked_up(rf, settings):
    settings.MINUTE_LIMITS = {"public_form": 2}
    page = few_in_a_minute("public_form")(lambda request: request.method)
    asked = [page(rf.post("/")) for _each in range(3)]

    assert asked[:2] == ["POST", "POST"]
    assert asked[2].status_code == 429
    assert page(rf.get("/")) == "GET"


def test_every_limit_has_one_for_what_is_not_proven(settings):
    kinds = {"comment", "comment_removal", "follow", "inquiry", "poll_answer", "event_interest"}

    assert {f"{each}_unproven" for each in kinds} <= set(settings.PUBLIC_FORM_LIMITS)


def test_the_task_is_drawn_for_strangers_alone(rf):
    drawn = Template("{% load captcha %}{% captcha token %}")
    request = rf.get("/")

    said = []
    for request.user in (AnonymousUser(), Member()):
        page = drawn.render(Context({"request": request, "token": "dấu"}))
        said.append(("data-captcha" in page, 'name="website"' in page, 'value="dấu"' in page))

    assert said == [(True, True, True), (False, True, True)]

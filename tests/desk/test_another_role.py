"""A form is done in the role it was drawn in, and in no other: who acts for somebody else by now,
by another window, chooses first and finds what they had typed."""

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.parties.models import ApiKey, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.products.models import Idea
from sanvat.records.models import Entry, KeptForm
from tests.desk.forms import fields_of
from tests.desk.pages import DESK, text_of
from tests.people import again, make_member, make_organisation

pytestmark = pytest.mark.django_db

NEW_IDEA = f"{DESK}y-tuong/moi/"
TYPED = {"name": "Trà sen", "text": "Nhà tôi muốn làm."}


@pytest.fixture
def posts(officer, elsewhere) -> tuple[int, int]:
    """An officer here, who also acts for a producer in another province."""
    made = make_organisation(Kind.PRODUCER, "Cơ sở bên ngoại", elsewhere)
    here = officer.memberships.get()
    return here.pk, make_member(officer, Role.PRODUCER, made).pk


@pytest.fixture
def session(officer, posts) -> Client:
    client = Client()
    client.force_login(again(officer))
    choose(client, posts[0])
    return client


def choose(client: Client, membership: int, **more):
    return client.post(f"{DESK}vai-tro/", {"membership": membership, **more})


def test_it_is_not_done_for_the_other(session, posts):
    fields = fields_of(session.get(NEW_IDEA)) | TYPED
    choose(session, posts[1])
    entries = Entry.objects.count()

    answer = session.post(NEW_IDEA, fields)

    assert not Idea.objects.exists()
    assert Entry.objects.count() == entries
    choice = session.get(answer["Location"])
    assert "được mở khi bạn thay mặt nơi khác, nên chưa được ghi" in text_of(choice)
    assert "Cơ sở bên ngoại" in text_of(choice)


@pytest.mark.parametrize("chosen", [0, 1])
def test_who_chooses_finds_it_again_for_either(session, posts, chosen):
    fields = fields_of(session.get(NEW_IDEA)) | TYPED
    choose(session, posts[1])
    choice = session.get(session.post(NEW_IDEA, fields)["Location"])

    led = choose(session, posts[chosen], next=fields_of(choice)["next"])
    again_shown = fields_of(session.get(led.url))

    assert {name: again_shown[name] for name in TYPED} == TYPED
    assert session.post(NEW_IDEA, again_shown).status_code == 302
    idea = Idea.objects.get()
    assert (idea.noted_for is None) == (chosen == 1)  # the office here; oneself there


def test_a_button_is_no_other(session, posts, officer):
    """Its form carries nothing to type, and is not done all the same."""
    choose(session, posts[1])
    session.post(f"{DESK}khoa-api/", {"name": "kho", "scopes": ["products:read"], "days": "30"})
    key = ApiKey.objects.get()
    revoke = f"{DESK}khoa-api/{key.pk}/huy/"
    fields = fields_of(session.get(f"{DESK}khoa-api/"), to=revoke)
    choose(session, posts[0])

    session.post(revoke, fields)

    assert ApiKey.objects.get().revoked_at is None


def test_a_role_that_came_meanwhile_is_another(nobody, commune):
    client = Client()
    client.force_login(nobody)
    fields = fields_of(client.get(NEW_IDEA)) | TYPED
    body = make_organisation(Kind.UNION, "Hội Nông dân xã", commune)
    make_member(nobody, Role.PROGRAMME_PARTY, body)

    answer = client.post(NEW_IDEA, fields)

    assert answer.status_code == 302
    assert not Idea.objects.exists()


def test_a_role_that_ended_meanwhile_is_said_to_have(session, posts, officer):
    fields = fields_of(session.get(NEW_IDEA)) | TYPED
    officer.memberships.filter(pk=posts[0]).update(valid=(None, timezone.localdate()))

    answer = session.post(NEW_IDEA, fields)

    assert answer.status_code == 403
    assert "một vai trò nay đã kết thúc, nên chưa ghi gì" in text_of(answer)
    assert "Nhà tôi muốn làm." in text_of(answer)
    assert not Idea.objects.exists()
    assert not KeptForm.objects.exists()


def test_what_was_kept_in_a_role_is_not_shown_once_that_has_ended(session, posts, officer):
    fields = fields_of(session.get(NEW_IDEA)) | TYPED
    session.logout()
    answer = session.post(NEW_IDEA, fields, headers={"Referer": f"http://testserver{NEW_IDEA}"})
    page = f"{NEW_IDEA}?giu={KeptForm.objects.get().key}"
    assert answer.status_code == 302
    session.force_login(again(officer))
    choose(session, posts[0])
    assert "Trà sen" in session.get(page).content.decode()

    officer.memberships.filter(pk=posts[0]).update(valid=(None, timezone.localdate()))

    assert "Trà sen" not in session.get(page).content.decode()


def test_htmx_is_led_to_the_choice_by_the_whole_page(session, posts):
    fields = fields_of(session.get(NEW_IDEA)) | TYPED
    choose(session, posts[1])

    answer = session.post(NEW_IDEA, fields, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(f"{DESK}vai-tro/?next=")

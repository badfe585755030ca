"""Forwarding a matter to another city, from the desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.models import Endpoint, Forwarding
from tests.concerns.conftest import concern, confidant, denunciation, send

__all__ = ["concern", "confidant", "denunciation", "send"]

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Thành phố bên",
    "url": "https://open311.vidu.vn/v2",
    "spelling": "json",
    "jurisdiction": "",
    "service_code": "duong",
    "key": "khoa-8821",
}


@pytest.fixture
def endpoint(officer):
    return actions.set_endpoint(**GIVEN, by=officer, at=timezone.now())


def test_a_city_is_noted_and_its_key_never_shown_again(client, officer):
    client.force_login(officer)
    response = client.post(reverse("desk:open311"), GIVEN, follow=True)
    made = Endpoint.objects.get()
    page = response.content.decode()
    assert made.name in page
    assert "khoa-8821" not in page
    assert (
        "khoa-8821"
        not in client.get(reverse("desk:open311_endpoint", args=[made.pk])).content.decode()
    )


def test_bad_input_says_why_and_keeps_what_was_typed(client, officer):
    client.force_login(officer)
    response = client.post(reverse("desk:open311"), GIVEN | {"url": "https://10.0.0.1/"})
    assert response.status_code == 422
    assert "duong" in response.content.decode()
    response = client.post(reverse("desk:open311"), {"code": "PA-2222-2222"})
    assert response.status_code in (200, 422)


def test_a_matter_is_found_by_its_code_and_forwarded_in_words_one_may_change(
    client, officer, endpoint, concern
):
    client.force_login(officer)
    response = client.post(reverse("desk:open311"), {"code": concern.code.lower()})
    address = reverse("desk:open311_forward", args=[concern.pk])
    assert response["Location"] == address
    page = client.get(address).content.decode()
    assert concern.text in page
    sent = {"endpoint": endpoint.pk, "service_code": "", "text": "Đường thôn 4 lầy lội."}
    response = client.post(address, sent)
    made = Forwarding.objects.get()
    assert response["Location"] == reverse("desk:open311_forwarding", args=[made.pk])
    assert (made.text, made.service_code) == ("Đường thôn 4 lầy lội.", "duong")
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "đã gửi tới nơi ấy" in again.content.decode()


def test_what_is_unclear_is_settled_by_a_person(client, officer, endpoint, concern):
    made = actions.forward(concern, endpoint, text="Lầy.", by=officer, at=timezone.now())
    Forwarding.objects.filter(pk=made.pk).update(state="unclear", due_at=None)
    client.force_login(officer)
    page = reverse("desk:open311_forwarding", args=[made.pk])
    assert "không tự gửi lại" in client.get(page).content.decode()
    step = reverse("desk:open311_step", args=[made.pk, "da-nhan"])
    assert client.post(step, {"number": ""}).status_code == 422
    assert client.post(step, {"number": "77"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.their_id) == ("sent", "77")


def test_a_stranger_to_the_body_finds_nothing(client, advisor, officer, endpoint, concern):
    made = actions.forward(concern, endpoint, text="Lầy.", by=officer, at=timezone.now())
    client.force_login(advisor)
    for name, pk in (
        ("open311_endpoint", endpoint.pk),
        ("open311_forwarding", made.pk),
        ("open311_forward", concern.pk),
    ):
        assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 404


def test_a_denunciation_cannot_be_chosen(client, officer, endpoint, denunciation):
    client.force_login(officer)
    address = reverse("desk:open311_forward", args=[denunciation.pk])
    assert client.get(address).status_code == 404


def test_the_matter_leads_to_forwarding_it_and_then_to_what_became_of_that(
    client, officer, advisor, endpoint, concern
):
    client.force_login(officer)
    matter = reverse("desk:concern", args=[concern.pk])
    forward = reverse("desk:open311_forward", args=[concern.pk])
    assert f'href="{forward}"' in client.get(matter).text
    made = actions.forward(concern, endpoint, text="Lầy.", by=officer, at=timezone.now())
    page = client.get(matter).text
    assert f'href="{forward}"' not in page
    there = reverse("desk:open311_forwarding", args=[made.pk])
    assert f'href="{there}"' in page
    client.force_login(advisor)  # keeps the programme there, and is of another body
    assert endpoint.name not in client.get(matter).text.partition("sidelinks")[2]


def test_how_far_it_is_is_asked_at_once(client, officer, endpoint, concern):
    made = actions.forward(concern, endpoint, text="Lầy.", by=officer, at=timezone.now())
    Forwarding.objects.filter(pk=made.pk).update(state="sent", their_id="7", due_at=None)
    client.force_login(officer)
    page = reverse("desk:open311_forwarding", args=[made.pk])
    ask = reverse("desk:open311_step", args=[made.pk, "hoi"])
    assert f'action="{ask}"' in client.get(page).text
    assert client.post(ask)["Location"] == page
    made.refresh_from_db()
    assert made.due_at <= timezone.now()
    Forwarding.objects.filter(pk=made.pk).update(state="closed", due_at=None)
    assert f'action="{ask}"' not in client.get(page).text
    refused = client.post(ask)
    assert (refused.status_code, "đang ở nơi nhận" in refused.text) == (422, True)


def test_a_demonstration_says_that_nothing_leaves_it(client, officer, settings):
    client.force_login(officer)
    page = reverse("desk:open311")
    assert "không gửi gì ra ngoài" not in client.get(page).text
    settings.DEMO = True
    assert "không gửi gì ra ngoài" in client.get(page).text

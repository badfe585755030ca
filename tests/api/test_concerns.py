"""Matters of the people in the API: what all read, what a body's key reads, and sending one."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanvat.concerns import actions, following
from sanvat.concerns.models import AppSending, Concern
from sanvat.parties import actions as parties
from sanvat.records import files as files_kept
from sanvat.site.gate import body_limit, takes_files_of_strangers
from tests.api.pages import all_items
from tests.concerns.conftest import (
    MINH,
    accepted,
    answered,
    concern,
    confidant,
    denunciation,
    send,
)
from tests.portal.concerns.test_sending import photo
from tests.records.uploads import picture_from_phone, upload

__all__ = ["accepted", "answered", "concern", "confidant", "denunciation", "send"]

ROADS = {
    "key": "roads-water",
    "name": "Đường sá, thủy lợi, điện nước",
    "name_en": "Roads, irrigation, power and water",
}
WORDS = {"title": "Đường lầy", "text": "Đường vùng chè lầy.", "answer": "Đã rải đá."}


@pytest.fixture
def key_of():
    def made(person, *scopes):
        return parties.make_key(name="thử", scopes=scopes, days=1, by=person, at=timezone.now())[1]

    return made


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def sends(client, secret, **fields):
    return client.post(
        "/api/v1/concerns/",
        json.dumps(fields),
        content_type="application/json",
        headers=bearer(secret),
    )


def test_what_is_published_is_read_by_all_and_nothing_else_is(client, officer, answered, commune):
    assert client.get("/api/v1/concerns/").json()["items"] == []
    publication = actions.publish(answered, **WORDS, by=officer, at=timezone.now())
    (row,) = all_items(client, "/api/v1/concerns/", count=1)
    today = timezone.localdate().isoformat()
    assert row == {
        "id": publication.pk,
        "kind": "feedback",
        "subject": ROADS,
        "place": {"code": commune.code, "name": commune.full_name},
        **WORDS,
        "organisation": officer.acting.organisation.name,
        "sent_on": today,
        "published_on": today,
        "demonstration": False,
        "url": row["url"],
    }
    assert row["url"].endswith(f"/phan-anh/da-tra-loi/{publication.pk}/")
    assert client.get(f"/api/v1/concerns/{publication.pk}/").json() == row
    actions.allow_publication(answered, False, at=timezone.now())
    assert client.get("/api/v1/concerns/").json()["count"] == 0
    assert client.get(f"/api/v1/concerns/{publication.pk}/").status_code == 404


def test_what_is_published_is_narrowed(client, officer, answered, commune, elsewhere):
    actions.publish(answered, **WORDS, by=officer, at=timezone.now())
    today = timezone.localdate().isoformat()
    for query, number in (
        ("subject=roads-water", 1),
        ("subject=land", 0),
        (f"commune={commune.code}", 1),
        (f"province={elsewhere.parent.code}", 0),
        (f"since={today}&until={today}", 1),
        ("until=2020-01-01", 0),
    ):
        assert client.get(f"/api/v1/concerns/?{query}").json()["count"] == number, query
    told = client.get("/api/v1/concerns/?subject=x")
    assert (told.status_code, told.json()["code"]) == (422, "unknown_subject")


def test_a_body_reads_its_own_queue_without_who_sent_it_or_what(
    client, key_of, officer, concern, denunciation
):
    answer = client.get("/api/v1/own-concerns/", headers=bearer(key_of(officer, "concerns:read")))
    assert answer.json() == {
        "items": [
            {
                "id": concern.pk,
                "code": concern.code,
                "kind": "feedback",
                "state": "received",
                "subject": ROADS,
                "place": {"code": concern.place.code, "name": concern.place.full_name},
                "part": "leads",
                "organisation": officer.acting.organisation.name,
                "sent_at": concern.sent_at.isoformat(),
                "due_on": concern.clock.due_on.isoformat(),
                "late": False,
                "answered_at": None,
                "demonstration": False,
            }
        ],
        "count": 1,
        "next": None,
    }
    assert answer["Cache-Control"] == "no-store"


def test_no_other_body_reads_it(client, key_of, advisor, concern):
    secret = key_of(advisor, "concerns:read")
    assert client.get("/api/v1/own-concerns/", headers=bearer(secret)).json()["count"] == 0


def test_it_is_late_from_the_day_after_its_last(client, key_of, officer, concern, at_day):
    secret = key_of(officer, "concerns:read")
    due = concern.clock.due_on
    for day, is_late in ((due, False), (due.fromordinal(due.toordinal() + 1), True)):
        with at_day(day):
            (row,) = client.get("/api/v1/own-concerns/", headers=bearer(secret)).json()["items"]
        assert row["late"] is is_late


@pytest.fixture
def at_day(monkeypatch):
    from contextlib import contextmanager

    @contextmanager
    def on(day):
        with monkeypatch.context() as patched:
            patched.setattr("sanvat.api.concerns.timezone.localdate", lambda *_at: day)
            yield

    return on


def test_a_programme_sends_for_somebody_who_follows_by_code_and_pin(
    client, key_of, advisor, officer, commune
):
    secret = key_of(advisor, "concerns:send")
    fields = {
        "key": "lần 1",
        "kind": "feedback",
        "subject": "roads-water",
        "place": commune.code,
        "text": "Đường lầy.",
        "name": MINH.name,
        "phone": MINH.phone,
    }
    told = sends(client, secret, **fields).json()
    concern = Concern.objects.get()
    assert told == {
        "code": concern.code,
        "pin": told["pin"],
        "new": True,
        "state": "received",
        "organisation": officer.acting.organisation.name,
        "due_on": concern.clock.due_on.isoformat(),
        "url": told["url"],
    }
    assert (concern.way, concern.entered_by) == ("app", None)
    assert AppSending.objects.get().organisation == advisor.acting.organisation
    found = following.find_by_code(concern.code, told["pin"], address="1.2.3.4")
    assert found == concern
    again = sends(client, secret, **fields).json()
    assert again == told | {"new": False}
    assert Concern.objects.count() == 1


def test_what_cannot_be_sent_says_which_field_and_why(client, key_of, advisor, officer, commune):
    secret = key_of(advisor, "concerns:send")
    good = {
        "key": "1",
        "kind": "feedback",
        "subject": "land",
        "place": commune.code,
        "text": "Đất.",
    }
    for wrong, code in (
        ({"kind": "denunciation"}, "field"),
        ({"kind": "complaint"}, "field"),  # without a name
        ({"subject": "x"}, "field"),
        ({"place": "99999"}, "unknown_unit"),
        ({"text": ""}, "field"),
        ({"text": "a\0b"}, "field"),
        ({"latitude": 1.0, "longitude": 2.0}, "field"),
        ({"email": "không"}, "field"),
        ({"more": 1}, "field"),
        ({"key": ""}, "field"),
    ):
        answer = sends(client, secret, **good | wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, code), wrong
    assert Concern.objects.count() == 0


def test_nobody_sends_without_the_scope(client, key_of, advisor, commune):
    assert (
        client.post("/api/v1/concerns/", "{}", content_type="application/json").status_code == 401
    )
    assert sends(client, key_of(advisor, "concerns:read")).status_code == 403


def test_an_app_that_sends_too_much_is_held_off(
    client, key_of, advisor, officer, commune, settings
):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"concern_by_app": "1/h/key"}
    secret = key_of(advisor, "concerns:send")
    good = {"kind": "feedback", "subject": "land", "place": commune.code, "text": "Đất."}
    assert sends(client, secret, key="1", **good).status_code == 200
    assert sends(client, secret, key="2", **good).json()["code"] == "app-too-busy"
    assert sends(client, secret, key="1", **good).json()["new"] is False


def with_files(client, secret, files, **fields):
    parts = {"concern": json.dumps(fields), "files": files}
    return client.post("/api/v1/concerns/", parts, headers=bearer(secret))


def test_photos_come_beside_it_and_are_drawn_anew(client, key_of, advisor, officer, commune):
    secret = key_of(advisor, "concerns:send")
    fields = {"kind": "feedback", "subject": "land", "place": commune.code, "text": "Đất lở."}
    files = [upload("duong.jpg", picture_from_phone()), photo("suoi.jpg", "#2c6039")]
    told = with_files(client, secret, files, key="1", **fields)
    assert told.status_code == 200, told.content
    concern = Concern.objects.get()
    assert [each.name for each in concern.attachments.order_by("pk")] == ["duong.jpg", "suoi.jpg"]
    for each in concern.attachments.all():
        with files_kept.open(each.file) as kept:
            assert b"Exif" not in kept.read()
    again = with_files(client, secret, [photo("khac.jpg", "#000")], key="1", **fields)
    assert again.json() == told.json() | {"new": False}
    assert concern.attachments.count() == 2
    assert with_files(client, secret, [], key="2", **fields).json()["new"] is True


@pytest.mark.parametrize(
    ("parts", "status", "code"),
    [
        ({"files": [b"MZ\x90\x00"]}, 422, "file"),
        ({"files": [b"\xff\xd8\xff"] * 11}, 422, "field"),
        ({"files": [b"\xff\xd8\xff"] * 21}, 422, "form"),  # more than Django reads
        ({"photo": [b"\xff\xd8\xff"]}, 422, "form"),
        ({"more": "x"}, 422, "form"),
        ({"concern": ["{}", "{}"]}, 422, "form"),
        ({"concern": "{"}, 422, "json"),
        ({"concern": []}, 422, "form"),
    ],
)
def test_a_form_that_is_not_as_told_says_why(
    client, key_of, advisor, officer, commune, parts, status, code
):
    fields = {"key": "1", "kind": "feedback", "subject": "land", "place": commune.code, "text": "a"}
    given = {"concern": json.dumps(fields)} | {
        name: [SimpleUploadedFile("a.jpg", each) if isinstance(each, bytes) else each
               for each in value] if isinstance(value, list) else value
        for name, value in parts.items()
    }  # fmt: skip
    secret = key_of(advisor, "concerns:send")
    answer = client.post("/api/v1/concerns/", given, headers=bearer(secret))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Concern.objects.count() == 0


def test_a_form_that_breaks_off_or_is_of_another_kind_is_refused(client, key_of, advisor):
    headers = bearer(key_of(advisor, "concerns:send"))
    for kind, status, code in (
        ("multipart/form-data", 422, "form"),  # without a boundary
        ("multipart/form-data; boundary=x", 422, "form"),
        ("text/plain", 415, "content_type"),
    ):
        answer = client.post("/api/v1/concerns/", "--x\r\n", content_type=kind, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_the_gate_lets_photos_of_apps_through_and_no_more(settings):
    photos, most = settings.UPLOAD_LIMITS["bytes"], settings.BODY_LIMITS
    for path in ("/api/v1/concerns/", "/open311/v2/requests.json", "/open311/v2/requests.xml"):
        assert (body_limit(path), takes_files_of_strangers(path)) == (photos, True)
    for path in ("/api/v1/rank", "/api/v1/concerns/7/", "/api/v1/own-concerns/"):
        assert (body_limit(path), takes_files_of_strangers(path)) == (most["api"], False)
    assert body_limit("/open311/v2/services.json") == most[""]

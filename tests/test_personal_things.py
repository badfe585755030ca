"""What is personal, marked in every field of every model that holds such: where it may be read, and
that no cache keeps it. The fields are those that `records/secrets.py` names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanvat.products.models import PrivateReason, Producer, ProducerPerson
from sanvat.records import secrets
from sanvat.records.secrets import ADDRESS, EMAIL, NUMBER, PHONE, TRAIT, Kind
from tests.addresses import World
from tests.test_wrong_person import ADDRESSES, world

__all__ = ["world"]

MARKS: dict[Kind, str] = {
    PHONE: "0977317319",
    ADDRESS: "Nhà Kín 7319",
    TRAIT: "Kín 7318",
    NUMBER: "068190007319",
    EMAIL: "kin7319@vidu.example",
}
# Constraints tie what people sign in with to what they are invited by.
OF_THE_SIGN_IN = {"parties.user", "parties.invitation"}
READERS = ("anonymous", "producer", "rival", "officer", "advisor", "centre", "coordinator")


@pytest.fixture
def marked(world: World) -> World:
    """The world with every personal thing in it marked."""
    for producer in Producer.objects.filter(private_facts=None):
        ProducerPerson.objects.create(
            producer=producer,
            reason=PrivateReason.COMMUNE_REPORT,
            gender=ProducerPerson.Gender.FEMALE,
            recorded_by=world.people["officer"],
            recorded_at=timezone.now(),
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # some stay as they were sent
        for model, field, kind in personal_fields():
            model.objects.update(**{field.name: MARKS[kind]})
        cursor.execute("SET LOCAL session_replication_role = origin")
    # A tax code stands once.
    Producer.objects.filter(pk=world.own_producer.pk).update(tax_code=MARKS[NUMBER])
    return world


def personal_fields() -> Iterator[tuple[type[models.Model], models.Field, Kind]]:
    for model in apps.get_models():
        hidden = getattr(model, "JOURNAL_HIDES", {})
        if not hidden or model._meta.label_lower in OF_THE_SIGN_IN:
            continue
        for field in model._meta.concrete_fields:
            kind = hidden.get(field.name)
            is_text = isinstance(field, models.CharField) and not field.choices
            if kind in MARKS and is_text and (model, field.name) != (Producer, "tax_code"):
                yield model, field, kind


def test_every_kind_that_is_about_a_person_is_tried():
    tried = {kind for _model, _field, kind in personal_fields()}
    about_people = {kind for kind in secrets.KINDS if kind.shown in ("masked", "to who needs it")}

    assert tried == set(MARKS)
    assert about_people - tried == {secrets.SIGN_IN_NAME, secrets.WRITING}


def text_of(answer: HttpResponseBase) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    if is_zipfile(io.BytesIO(body)):
        with ZipFile(io.BytesIO(body)) as book:
            body = b"".join(map(book.read, book.namelist()))
    return body.decode(errors="replace")


def everything_read(world: World, person: str) -> Iterator[tuple[str, HttpResponseBase, set[Kind]]]:
    """Each page a person opens, and the kinds of personal things on it."""
    client = Client(raise_request_exception=False)
    for name, address in ADDRESSES.items():
        if person not in address.get.opens or name == "account_logout":
            continue  # test_wrong_person.py holds that it is closed to them
        client.cookies = world.sessions[person].copy()
        path = reverse(name, kwargs=address.sample(world)) + address.query
        answer = client.get(path)
        text = text_of(answer)
        yield name, answer, {kind for kind, mark in MARKS.items() if mark in text}


# Who reads what, and where; all else is nobody's. An export is an office's register, for officers.
_PAGES = {"desk:producer", "desk:producer_change"}
_EXPORT = {"desk:register_download"}
_LETTERS = {"desk:letter", "desk:letters"}  # of the office that wrote them
PROMISED = {
    ("e-mail", "producer"): _PAGES,
    ("address", "producer"): _PAGES,
    ("telephone", "producer"): _PAGES,
    ("e-mail", "officer"): _PAGES,
    ("address", "officer"): _PAGES | _EXPORT,
    ("telephone", "officer"): _PAGES | _EXPORT | {"desk:idea", "desk:interest"},
    ("e-mail", "advisor"): _PAGES | _LETTERS | {"desk:event_guest"},
    ("address", "advisor"): _PAGES | _EXPORT,
    ("telephone", "advisor"): _PAGES
    | _EXPORT
    | {"desk:idea", "desk:interest", "desk:event_guest", "desk:comment"},
    ("e-mail", "centre"): _PAGES,
    ("address", "centre"): _PAGES | _EXPORT,
    ("telephone", "centre"): _PAGES | _EXPORT | {"desk:comment"},
    # Of the guests and the wishes of their own events; of readers, to who moderates.
    ("e-mail", "coordinator"): {"desk:event_guest"},
    ("telephone", "coordinator"): {"desk:event_guest", "desk:interest", "desk:comment"},
    # In full in the form alone that changes it.
    **{
        ("personal number", person): {"desk:producer_change"}
        for person in ("producer", "officer", "advisor", "centre")
    },
}


@pytest.mark.ignore_template_errors
def test_personal_things_are_read_by_who_needs_them_and_kept_by_no_cache(marked):
    kept, read = set(), {}
    for person in READERS:
        for name, answer, kinds in everything_read(marked, person):
            if kinds and "no-store" not in answer.get("Cache-Control", ""):
                kept.add(name)
            for kind in kinds:
                read.setdefault((kind.key, person), set()).add(name)

    assert read == PROMISED
    assert kept == set(), "a page with personal things says no-store"

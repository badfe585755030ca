"""Who sent a matter, and the words of a denunciation, looked for where no table shows them: in what
is logged and asked of the database, in error pages, in what is read and taken away, in sessions and
caches, and in a backup."""

import base64
import gzip
import io
import json
import re
import zipfile
import zlib

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanvat.concerns import following
from sanvat.concerns.models import Concern
from sanvat.opendata import building
from sanvat.parties.actions import make_key
from sanvat.records import journal
from tests.concerns.test_identity_nowhere import (  # noqa: F401
    SECRET,
    SENDER,
    TELLING,
    everything_done,
)
from tests.desk.pages import text_of
from tests.portal.concerns.test_sending import sent as sent_by_page
from tests.site.test_masking import written  # noqa: F401

pytestmark = pytest.mark.django_db

DENUNCIATION = "/phan-anh/gui/to-cao/"


def told(content: bytes | str) -> list[str]:
    """What of `TELLING` stands in it, however its letters are written."""
    text = (content if isinstance(content, str) else content.decode(errors="replace")).lower()
    text = re.sub(r"(?<=\d)[ .](?=\d)", "", text)  # however a telephone number is grouped
    return [
        word for word in TELLING if word.lower() in text or json.dumps(word)[1:-1].lower() in text
    ]


def identity(place) -> dict[str, str]:
    return {
        "place": place.full_name,
        "subject": "dossier",
        "title": "",
        "text": SECRET,
        "name": SENDER.name,
        "phone": SENDER.phone,
        "email": SENDER.email,
        "address": SENDER.address,
        "wants_mail": "on",
    }


@pytest.fixture
def asked():
    """Every statement is logged with its values, as at the lowest level."""
    connection.force_debug_cursor = True
    yield
    connection.force_debug_cursor = False


def test_nothing_is_logged_of_it_at_any_level_whoever_sends_and_reads_it(
    written,  # noqa: F811
    asked,
    client,
    commune,
    officer,
    confidant,
):
    assert sent_by_page(client, identity(commune), DENUNCIATION).status_code == 302
    sender_page = client.get("/phan-anh/da-gui/")
    concern = Concern.objects.get()
    Client().post("/phan-anh/theo-doi/", {"code": concern.code, "pin": "0"})
    Client().post("/phan-anh/theo-doi/", {"code": concern.code, "pin": following.pin_of(concern)})
    desk = Client()
    desk.force_login(officer)
    here = reverse("desk:concern", args=[concern.pk])
    read = desk.post(f"{here}danh-tinh/", {"purpose": "verify", "note": ""})
    desk.post(f"{here}phan-loai/", {"kind": "denunciation", "subject": "dossier"})
    desk.get(f"{here}nhat-ky/")
    desk.get(f"{reverse('desk:concerns')}?q={concern.code}")

    lines = written.getvalue()
    assert SENDER.name in text_of(read)  # … the one answer that tells it
    assert concern.code in sender_page.text
    assert "INSERT INTO" in lines
    assert told(lines) == []


@pytest.mark.parametrize("late", [True, False])
def test_a_fault_of_ours_tells_nothing_of_it_to_page_or_log(
    written,  # noqa: F811
    asked,
    commune,
    officer,
    confidant,
    monkeypatch,
    late,
):
    def broken(concern=None, who=None, *given, **more):
        raise RuntimeError(f"a fault while {concern!r} came: {SENDER if late else given!r}")

    name = "_seal_sender" if late else "tell_people"
    monkeypatch.setattr(f"sanvat.concerns.actions.sending.{name}", broken)
    client = Client(raise_request_exception=False)

    answer = sent_by_page(client, identity(commune), DENUNCIATION)

    assert answer.status_code == 500
    assert not Concern.objects.exists()
    assert "RuntimeError" in written.getvalue()
    assert told(answer.content) == []
    assert told(written.getvalue()) == []


def _unpacked(content: bytes) -> bytes:
    """What a file holds that is packed: a workbook, an archive, or what is gzipped."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(_unpacked(archive.read(name)) for name in archive.namelist())
    if content[:2] == b"\x1f\x8b":
        return gzip.decompress(content)
    return content


def _read(client, path, **more) -> bytes:
    answer = client.get(path, **more)
    assert answer.status_code == 200, (path, answer.status_code)
    return _unpacked(answer.getvalue())


PUBLIC = (
    "/phan-anh/",
    "/phan-anh/da-tra-loi/",
    "/phan-anh/da-tra-loi/atom.xml",
    "/phan-anh/da-tra-loi/rss.xml",
    "/phan-anh/so-lieu/",
    "/tim/?q=đinh+lặng",
    "/api/v1/concerns/",
    "/open311/v2/requests.json",
    "/open311/v2/requests.xml",
    "/sitemap.xml",
    "/so-lieu/",
)


def test_nobody_reads_it_in_a_page_a_feed_the_search_or_an_api(client, everything_done):  # noqa: F811
    publication = everything_done.publication
    paths = (*PUBLIC, f"/phan-anh/da-tra-loi/{publication.pk}/")
    assert {path: told(_read(client, path)) for path in paths} == {path: [] for path in paths}


def test_nobody_takes_it_away_in_a_workbook_a_queue_or_a_journal(
    officer,
    coordinator,
    everything_done,  # noqa: F811
):
    for person, names in (
        (officer, ("concerns", "concern_counts", "concern_counts_xlsx", "concern_load")),
        (coordinator, ("concerns", "concern_counts", "concern_counts_xlsx")),
    ):
        desk = Client()
        desk.force_login(person)
        for name in names:
            assert told(_read(desk, f"{reverse(f'desk:{name}')}?nam=0")) == [], name
    for concern in Concern.objects.all():
        life = journal.life_of("concerns.concern", str(concern.pk))
        assert told(json.dumps(life, ensure_ascii=False, default=str)) == []
    secret = make_key(
        name="Một cửa", scopes=["concerns:read"], days=7, by=officer, at=timezone.now()
    )[1]
    headers = {"Authorization": f"Bearer {secret}"}
    assert told(_read(Client(), "/api/v1/own-concerns/", headers=headers)) == []


@pytest.mark.django_db(transaction=True)
def test_open_data_have_nothing_of_it(everything_done, tmp_path, settings):  # noqa: F811
    settings.OPEN_DATA = {**settings.OPEN_DATA, "folder": tmp_path}
    building.build()

    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    found = {each.name: told(_unpacked(each.read_bytes())) for each in files}
    assert len(found) > 10
    assert {name: words for name, words in found.items() if words} == {}


def test_neither_sessions_nor_caches_keep_it(client, commune, officer, confidant):
    sent_by_page(client, identity(commune), DENUNCIATION)
    complaint = identity(commune) | {"phone": "không phải số", "email": "sai"}
    refused = sent_by_page(client, complaint, "/phan-anh/gui/khieu-nai/")
    assert refused.status_code == 422  # it is on the form again, and nowhere else
    desk = Client()
    desk.force_login(officer)
    here = reverse("desk:concern", args=[Concern.objects.get().pk])
    desk.post(f"{here}danh-tinh/", {"purpose": "verify", "note": ""})

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM shared_cache")
        kept = {key: base64.b64decode(value) for key, value in cursor.fetchall()}
    sessions = [json.dumps(each.get_decoded(), default=str) for each in Session.objects.all()]
    cookies = [
        _unsigned(morsel.value) for each in (client, desk) for morsel in each.cookies.values()
    ]
    assert kept
    assert sessions
    assert {key: told(value) for key, value in kept.items() if told(value)} == {}
    assert [told(each) for each in (*sessions, *cookies)] == [[]] * len([*sessions, *cookies])


def _unsigned(value: str) -> bytes:
    """What a cookie says, where its letters are packed."""
    said = value.partition(":")[0]
    try:
        packed = base64.urlsafe_b64decode(said.lstrip(".") + "===")
        return zlib.decompress(packed) if said.startswith(".") else value.encode() + packed
    except (ValueError, zlib.error):
        return value.encode()


def test_what_is_looked_for_here_would_be_found():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("so.json", json.dumps({"name": SENDER.name}))
    assert told(_unpacked(packed.getvalue())) == ["Khắc Lặng"]
    assert told(f"gọi {SENDER.phone}") == ["977123987"]
    assert told(SECRET.upper()) == ["túi quà"]

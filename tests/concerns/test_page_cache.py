"""Public pages that are kept for strangers while matters are dealt with: what is done about one of
which nothing is published empties nothing, and what is published, changed or taken down shows with
the act."""

from django.test import Client
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.actions import Raised
from sanvat.concerns.models import Concern
from sanvat.site import page_cache
from tests.site.test_page_cache import is_kept, kept

__all__ = ["kept"]

LIST = "/phan-anh/da-tra-loi/"
FIGURES = "/phan-anh/so-lieu/"
PAGES = ("/tin/", "/phan-anh/", LIST, FIGURES)
WORDS = {"title": "Đường lầy", "text": "Đường vùng chè lầy.", "answer": "Đã rải đá."}


def now():
    return timezone.now()


def read_by_all(client):
    for path in PAGES:
        client.get(path)


def assert_kept(client):
    assert [path for path in PAGES if not is_kept(client, path)] == []


def test_a_matter_of_which_nothing_is_published_leaves_all_pages(
    kept, send, officer, colleague, coordinator, commune
):
    client = Client()
    read_by_all(client)
    concern = send(kind=Concern.Kind.COMPLAINT).concern
    assert_kept(client)
    given, today = {"by": officer, "at": now()}, timezone.localdate()
    actions.classify(concern, kind=concern.kind, subject="land", **given)
    concern = actions.accept(concern, **given)
    actions.assign(concern, colleague, **given)
    actions.begin_verifying(concern, **given)
    actions.ask_sender(concern, "Ở đoạn nào?", **given)
    actions.reply(concern, "Đoạn qua chợ.", at=now())
    actions.suspend(concern, on=today, reason="Chờ báo giá.", **given)
    assert_kept(client)
    actions.take_up_again(concern, on=today, **given)
    actions.read_identity(concern, purpose="contact", **given)
    actions.answer(concern, "Đã rải đá.", **given)
    concern.refresh_from_db()
    actions.rate(concern, 5, at=now())
    actions.reopen(concern, "Còn một đoạn.", at=now())
    actions.answer(Concern.objects.get(pk=concern.pk), "Đã rải nốt.", **given)
    actions.withdraw(send().concern, at=now())
    actions.record_meeting(
        name="Họp thôn", place=commune, held_on=today,
        raised=[Raised("Đèn đường tắt.", "land")], key="2" * 64, **given,
    )  # fmt: skip
    assert_kept(client)


def test_counts_of_matters_are_a_minute_late_at_most(kept, send, officer, monkeypatch):
    client = Client()
    for _n in range(5):
        send()
    before = client.get(FIGURES).text
    for _n in range(3):
        send()
    assert client.get(FIGURES).text == before
    monotonic = page_cache.time.monotonic() + 61
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: monotonic)
    assert client.get(FIGURES).text != before


def test_what_is_published_changed_and_taken_down_shows_at_once(kept, answered, officer):
    client = Client()
    read_by_all(client)

    publication = actions.publish(answered, **WORDS, by=officer, at=now())
    assert WORDS["title"] in client.get(LIST).text
    path = f"{LIST}{publication.pk}/"
    client.get(path)
    assert is_kept(client, path)

    actions.publish(answered, **{**WORDS, "title": "Đường đã rải đá"}, by=officer, at=now())
    assert "Đường đã rải đá" in client.get(path).text

    actions.unpublish(publication, reason="Có lời chưa đúng", by=officer, at=now())
    assert client.get(path).status_code == 404
    assert "Đường đã rải đá" not in client.get(LIST).text


def test_a_sender_who_changes_their_mind_is_published_no_more_at_once(kept, answered, officer):
    publication = actions.publish(answered, **WORDS, by=officer, at=now())
    client, path = Client(), f"{LIST}{publication.pk}/"
    for act in (
        lambda: actions.allow_publication(answered, False, at=now()),
        lambda: actions.withdraw(
            actions.reopen(Concern.objects.get(pk=answered.pk), "Vẫn lầy.", at=now()), at=now()
        ),
    ):
        client.get(path)
        assert is_kept(client, path)
        act()
        assert client.get(path).status_code == 404
        assert WORDS["title"] not in client.get(LIST).text
        answered.refresh_from_db()
        if answered.state == "answered":
            actions.allow_publication(answered, True, at=now())
            actions.publish(answered, **WORDS, by=officer, at=now())


def test_whatever_is_done_about_a_published_matter_shows_at_once(kept, answered, officer):
    actions.publish(answered, **WORDS, by=officer, at=now())
    client = Client()
    client.get(LIST)
    assert is_kept(client, LIST)
    actions.reopen(Concern.objects.get(pk=answered.pk), "Vẫn lầy.", at=now())
    assert not is_kept(client, LIST)

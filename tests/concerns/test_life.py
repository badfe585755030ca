"""A matter from sending to the end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from sanvat.concerns import actions, following, keys
from sanvat.concerns.models import Concern, Reading
from sanvat.errors import Refusal
from sanvat.records import journal
from tests.concerns.conftest import MINH, WORDS
from tests.records.uploads import picture, picture_from_phone, upload


def test_what_is_sent_goes_to_the_committee_of_its_commune_with_a_clock(officer, send, commune):
    sent = send()
    concern = Concern.objects.get()
    assert (concern, sent.is_new, len(sent.pin)) == (sent.concern, True, 8)
    assert concern.organisation == officer.acting.organisation
    assert (concern.place, concern.text, concern.state) == (commune, WORDS, "received")
    assert (concern.clock.allowed, concern.clock.unit) == (10, "calendar")
    assert [turn.state for turn in concern.turns.all()] == ["received"]
    (entry,) = journal.of(concern)
    assert (entry.act, entry.who, entry.subject_name) == ("send_concern", None, concern.code)


def test_who_sent_it_stands_in_no_column_that_is_not_sealed(officer, send):
    concern = send().concern
    assert keys.unseal(concern.sender.sealed) == {
        "name": "Trần Văn Minh",
        "phone": "0913555777",
        "email": "minh@example.vn",
        "address": "Số 12, ngõ 3, thôn 4",
    }
    for row in [concern, concern.sender, *concern.turns.all(), *journal.of(concern)]:
        for value in map(str, vars(row).values()):
            assert not any(part in value for part in ("Minh", "913555777", "minh@"))


def test_sent_twice_it_is_one_with_the_same_pin(officer, send):
    first, second = send(key="a" * 64), send(key="a" * 64)
    assert (second.concern, second.pin, second.is_new) == (first.concern, first.pin, False)
    assert Concern.objects.count() == 1


def test_from_sending_to_the_sender_who_is_content(officer, send):
    sent = send()
    now = timezone.now()
    concern = actions.classify(sent.concern, kind="proposal", subject="land", by=officer, at=now)
    concern = actions.accept(concern, said="Xã nhận xử lý.", by=officer, at=now)
    assert (concern.clock.name, concern.clock.allowed) == ("Giải quyết", 30)
    concern = actions.begin_verifying(concern, by=officer, at=now)
    actions.ask_sender(concern, "Đoạn nào lầy nhất?", by=officer, at=now)
    found = following.find_by_code(
        sent.concern.code.lower().replace("-", " "), sent.pin, address="10.0.0.1"
    )
    actions.reply(found, "Đoạn qua suối.", at=now)
    actions.answer(concern, "Rải đá xong ngày 20.", by=officer, at=now)
    concern = actions.rate(found, 5, note="Cảm ơn xã.", at=now)
    assert [turn.state for turn in concern.turns.all()] == [
        *("received", "classified", "accepted", "verifying", "answered", "closed")
    ]
    assert concern.clock.finished_on == timezone.localdate(now)
    assert [entry.act for entry in journal.of(concern)] == [
        *("send_concern", "classify", "accept", "begin_verifying", "ask_sender"),
        *("reply", "answer", "rate"),
    ]


def test_it_is_opened_again_once(answered):
    now = timezone.now()
    concern = actions.reopen(answered, "Mới rải một nửa.", at=now)
    assert (concern.state, concern.clock.finished_on) == ("reopened", None)
    concern.state = "answered"
    concern.save()
    with pytest.raises(Refusal, match="mở lại một lần") as refused:
        actions.reopen(concern, "Vẫn chưa.", at=now)
    assert refused.value.code == "reopened-before"


def test_a_repeat_is_answered_with_the_other(officer, send):
    now = timezone.now()
    first, second = send().concern, send("Đường thôn 4 hỏng.").concern
    actions.merge(second, first, by=officer, at=now)
    actions.classify(first, kind="feedback", subject="roads-water", by=officer, at=now)
    actions.accept(first, by=officer, at=now)
    given = actions.answer(first, "Đã sửa.", by=officer, at=now)
    second.refresh_from_db()
    assert (second.state, second.answers.get().words) == ("answered", "Đã sửa.")
    assert second.answers.get().to_all == given


def test_a_denunciation_is_seen_by_who_is_named_and_by_nobody_else(
    denunciation, officer, colleague, advisor, coordinator, centre, operator, stranger
):
    assert list(Concern.objects.visible_to(officer)) == [denunciation]
    for person in (colleague, advisor, coordinator, centre, operator, stranger):
        assert not Concern.objects.visible_to(person).exists()
        with pytest.raises(PermissionDenied):
            actions.read_identity(denunciation, purpose="verify", by=person, at=timezone.now())
    assert (denunciation.title, denunciation.text, denunciation.searchable) == (
        *("", ""),
        denunciation.searchable,
    )
    assert "sao" not in denunciation.searchable.split()


def test_reading_who_sent_it_is_kept(officer, concern):
    facts = actions.read_identity(concern, purpose="contact", by=officer, at=timezone.now())
    assert facts["name"] == MINH.name
    (reading,) = Reading.objects.all()
    assert (reading.by, reading.purpose, reading.concern) == (officer, "contact", concern)
    assert journal.of(concern).last().act == "read_identity"


def test_what_is_over_is_erased(officer, answered):
    concern = actions.close(answered, by=officer, at=timezone.now())
    later = timezone.now() + timedelta(days=366)
    assert actions.erase_what_is_over(at=later) == {"identity": 1, "words": 0}
    concern.sender.refresh_from_db()
    assert (concern.sender.sealed, concern.sender.erased_at) == ("", later)
    much_later = timezone.now() + timedelta(days=1826)
    assert actions.erase_what_is_over(at=much_later) == {"identity": 0, "words": 1}
    concern.refresh_from_db()
    assert (concern.text, concern.pin_sealed) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_erased_files_go_and_those_of_others_stay(officer, send, own_store):
    now = timezone.now()
    shared, own = upload("chung.jpg", picture_from_phone()), upload("rieng.jpg", picture("JPEG"))
    first = send(uploads=[shared, own]).concern
    second = send(uploads=[upload("chung.jpg", picture_from_phone())]).concern
    paths = {each.name: each.file.path for each in first.attachments.select_related("file")}
    for state in (first, second):
        actions.withdraw(state, reason="Thôi.", at=now)
    Concern.objects.filter(pk=second.pk).update(closed_at=now + timedelta(days=9_000))

    actions.erase_what_is_over(at=now + timedelta(days=1826))

    assert {name: default_storage.exists(path) for name, path in paths.items()} == {
        "chung.jpg": True,
        "rieng.jpg": False,
    }
    assert first.turns.get(state="withdrawn").said == ""
    assert second.turns.get(state="withdrawn").said == "Thôi."

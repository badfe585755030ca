"""What a reader sends, what a moderator makes of it, and that the reader has the last word."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanvat.comments import access, actions
from sanvat.comments.actions import sending
from sanvat.comments.models import Comment, RemovalRequest, Reply, Thread
from sanvat.comments.published import comments_of
from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.parties.models import Notice
from sanvat.places.models import Place
from sanvat.records.models import Entry
from sanvat.records.versions import version_of
from tests.comments.conftest import NOW
from tests.products.journals import last


def code(raised) -> str:
    return raised.value.code


def shown(thread) -> list[tuple[str, str]]:
    return [(one.shown_title, one.shown_text) for one in comments_of(thread)]


def test_what_is_sent_waits_and_the_moderators_are_told_once(thread, send, coordinator, writer):
    first = send("Chè năm nay thơm.", title="Vụ mới", phone="+84 912 345 678")
    send("Còn giá?")

    assert (first.state, first.title, first.phone) == ("waiting", "Vụ mới", "0912345678")
    assert shown(thread) == []
    assert last(first) == ("send_comment", f"Ý kiến số {first.pk}", {})
    assert set(Notice.objects.values_list("user", "about_type")) == {
        (coordinator.pk, "comments.thread"),
        (writer.pk, "comments.thread"),
    }
    assert Notice.objects.count() == 2
    assert set(Notice.objects.values_list("text", flat=True)) == {
        "Có 2 ý kiến bạn đọc chờ xem: Chè Cầu Đất vào vụ."
    }


def test_the_line_is_read_once_nothing_waits(send, coordinator):
    first, second = send("Một."), send("Hai.")
    actions.publish_comment(first, by=coordinator, at=NOW)
    assert Notice.objects.unread().exists()

    actions.take_back_comment(second, at=NOW)

    assert not Notice.objects.unread().exists()


def test_where_the_body_has_nobody_those_of_its_place_are_told(thread, send, advisor, coordinator):
    Thread.objects.update(organisation=None)
    send()

    told = set(Notice.objects.values_list("user", flat=True))
    assert told == {advisor.pk, coordinator.pk}
    assert thread.place == advisor.acting.place


def test_a_form_sent_twice_is_one_comment(send):
    assert send(sha256="a" * 64).pk == send(sha256="a" * 64).pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "…"}, "name"),
        ({"name": "a" * 101}, "name"),
        ({"text": "\u200b"}, "text"),
        ({"text": "a" * 3_001}, "text"),
        ({"title": "a" * 151}, "title"),
        ({"phone": "abc"}, "phone"),
    ],
)
def test_what_is_no_comment_is_refused_at_its_field(send, given, field):
    with pytest.raises(ValidationError) as raised:
        send(**given)
    assert set(raised.value.message_dict) == {field}
    assert not Comment.objects.exists()


def test_a_thread_takes_so_many_and_no_more(thread, send, monkeypatch, settings):
    monkeypatch.setattr(sending, "MOST_WAITING", 2)
    send(), send()
    with pytest.raises(Refusal) as raised:
        send()
    assert code(raised) == "thread-queue-full"
    monkeypatch.setattr(sending, "MOST_WAITING", 99)
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"comment_to_thread": "2/h/key"}
    send(), send()
    with pytest.raises(Refusal) as raised:
        send()
    assert code(raised) == "thread-too-busy"


def test_a_moderator_publishes_it_as_it_was_sent(thread, send, coordinator):
    comment = send(title="Vụ mới")

    assert actions.publish_comment(comment, by=coordinator, at=NOW)

    assert shown(thread) == [("Vụ mới", "Chè năm nay thơm.")]
    assert not comments_of(thread).get().is_shortened
    assert last(comment)[::2] == ("publish_comment", {"state": ["waiting", "published"]})
    assert not actions.publish_comment(comment, by=coordinator, at=NOW)


def test_a_shortened_version_stands_and_the_original_is_kept_beside_it(thread, send, writer):
    comment = send("Chè thơm. Anh Tư ở nhà số 5 nợ tiền.")

    actions.publish_comment(comment, text="Chè thơm.", by=writer, at=NOW)

    comment.refresh_from_db()
    assert shown(thread) == [("", "Chè thơm.")]
    assert (comment.text, comment.is_shortened) == ("Chè thơm. Anh Tư ở nhà số 5 nợ tiền.", True)
    assert last(comment)[0] == "shorten_comment"
    for text, why in (("Chè thơm. " * 9, "not-shortened"),):
        with pytest.raises(Refusal) as raised:
            actions.publish_comment(comment, text=text, by=writer, at=NOW)
        assert code(raised) == why
    with pytest.raises(ValidationError):
        actions.publish_comment(comment, text=" ", by=writer, at=NOW)


def test_what_is_refused_says_why_and_can_be_published_after_all(thread, send, coordinator):
    comment = send()
    with pytest.raises(ValidationError):
        actions.refuse_comment(comment, " ", by=coordinator, at=NOW)

    actions.refuse_comment(comment, "Không nói về tin này.", by=coordinator, at=NOW)

    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("refused", "Không nói về tin này.")
    with pytest.raises(Refusal) as raised:
        actions.refuse_comment(comment, "Nữa.", by=coordinator, at=NOW)
    assert code(raised) == "comment-refused"
    actions.publish_comment(comment, by=coordinator, at=NOW)
    comment.refresh_from_db()
    assert (comment.state, comment.reason, comment.text) == ("published", "", comment.text)


def test_what_is_taken_down_is_gone_with_its_reply(thread, send, coordinator):
    comment = send()
    actions.publish_comment(comment, by=coordinator, at=NOW)
    actions.reply_to_comment(comment, "Cảm ơn.", by=coordinator, at=NOW)

    actions.refuse_comment(comment, "Lộ chuyện riêng.", by=coordinator, at=NOW)

    assert shown(thread) == []
    assert Reply.objects.get().taken_back_by == coordinator


def test_two_moderators_do_not_undo_each_other_unseen(send, coordinator, writer):
    comment = send()
    seen = version_of(comment)
    actions.refuse_comment(comment, "Trùng ý.", by=coordinator, at=NOW)

    with pytest.raises(Refusal) as raised:
        actions.publish_comment(comment, by=writer, at=NOW, seen=seen)

    assert code(raised) == "changed-meanwhile"


def test_the_body_replies_under_it_and_other_words_take_the_place(thread, send, writer):
    comment = send()
    with pytest.raises(Refusal) as raised:
        actions.reply_to_comment(comment, "Cảm ơn.", by=writer, at=NOW)
    assert code(raised) == "comment-waiting"
    actions.publish_comment(comment, by=writer, at=NOW)

    assert actions.reply_to_comment(comment, "Cảm ơn.", by=writer, at=NOW)
    assert not actions.reply_to_comment(comment, "Cảm ơn.", by=writer, at=NOW)
    assert actions.reply_to_comment(comment, "Cảm ơn bạn.", by=writer, at=NOW)

    (standing,) = comments_of(thread).get().standing
    assert (standing.text, standing.organisation) == ("Cảm ơn bạn.", writer.acting.organisation)
    assert Reply.objects.count() == 2
    assert actions.take_back_reply(comment, by=writer, at=NOW)
    assert not actions.take_back_reply(comment, by=writer, at=NOW)
    assert comments_of(thread).get().standing == []


def test_who_sent_it_takes_it_back_and_nothing_of_it_stays(thread, send, coordinator):
    comment = send(title="Vụ mới", phone="0912345678")
    actions.publish_comment(comment, by=coordinator, at=NOW)
    actions.reply_to_comment(comment, "Cảm ơn.", by=coordinator, at=NOW)
    actions.ask_removal(comment, "Sai.", at=NOW)

    assert actions.take_back_comment(comment, at=NOW)

    kept = Comment.objects.get()
    assert {getattr(kept, name) for name in sending.EVERYTHING_SENT} == {""}
    assert (kept.state, shown(thread)) == ("taken_back", [])
    assert not Reply.objects.filter(taken_back_at=None).exists()
    assert not RemovalRequest.objects.filter(settled_at=None).exists()
    said = " ".join(str(each) for each in Entry.objects.values_list("changes", "subject_name"))
    assert "thơm" not in said
    assert "Mận" not in said
    assert not actions.take_back_comment(comment, at=NOW)
    with pytest.raises(Refusal) as raised:
        actions.publish_comment(comment, by=coordinator, at=NOW)
    assert code(raised) == "comment-taken-back"


def test_anybody_asks_to_take_one_down_and_the_moderator_settles_it(thread, send, coordinator):
    comment = send()
    with pytest.raises(Refusal):
        actions.ask_removal(comment, "Sai.", at=NOW)
    actions.publish_comment(comment, by=coordinator, at=NOW)
    Notice.objects.all().delete()
    asked = [actions.ask_removal(comment, f"Sai {n}.", at=NOW) for n in range(6)]

    assert asked[-1] is None
    assert list(Notice.objects.values_list("about_type", "about_id")) == [
        ("comments.comment", comment.pk)
    ]
    with pytest.raises(ValidationError):
        actions.settle_removal(asked[0], is_granted=False, reason="", by=coordinator, at=NOW)
    actions.settle_removal(asked[0], is_granted=False, reason="Đúng.", by=coordinator, at=NOW)
    assert shown(thread)
    with pytest.raises(Refusal) as raised:
        actions.settle_removal(asked[1], is_granted=True, reason="x", by=coordinator, at=NOW)
    assert code(raised) == "removal-settled"
    again = actions.ask_removal(comment, "Vẫn sai.", at=NOW)
    actions.settle_removal(again, is_granted=True, reason="Lộ riêng.", by=coordinator, at=NOW)
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("refused", "Lộ riêng.")


def test_a_thread_closes_by_hand_and_by_day_and_opens_again(thread, send, writer):
    assert actions.close_thread(thread, by=writer, at=NOW)
    assert not actions.close_thread(thread, by=writer, at=NOW)
    with pytest.raises(Refusal) as raised:
        send()
    assert code(raised) == "thread-closed"
    today = timezone.localdate(NOW)

    assert actions.reopen_thread(thread, open_until=today, by=writer, at=NOW)
    assert not actions.reopen_thread(thread, open_until=today, by=writer, at=NOW)

    send()
    with pytest.raises(Refusal):
        send(at=NOW + timedelta(days=1))
    with pytest.raises(ValidationError):
        actions.reopen_thread(thread, open_until=today - timedelta(days=1), by=writer, at=NOW)


def test_others_moderate_nothing(
    thread, send, coordinator, officer, editor, stranger, producer, operator, centre, nobody
):
    comment = send()
    actions.publish_comment(comment, by=coordinator, at=NOW)
    acts = [
        lambda who: actions.publish_comment(comment, text="Chè.", by=who, at=NOW),
        lambda who: actions.refuse_comment(comment, "x", by=who, at=NOW),
        lambda who: actions.reply_to_comment(comment, "x", by=who, at=NOW),
        lambda who: actions.take_back_reply(comment, by=who, at=NOW),
        lambda who: actions.close_thread(thread, by=who, at=NOW),
        lambda who: actions.reopen_thread(thread, by=who, at=NOW),
        lambda who: actions.open_thread(
            "x", "/x/", organisation=thread.organisation, by=who, at=NOW
        ),
    ]
    for who in (officer, editor, stranger, producer, operator, nobody):
        assert not Comment.objects.visible_to(who).exists()
        assert not Thread.objects.visible_to(who).exists()
        for act in acts:
            with pytest.raises(PermissionDenied):
                act(who)
    assert Comment.objects.visible_to(centre).get() == comment
    assert access.may_moderate(centre, thread)


def test_the_database_holds_what_was_sent_as_it_was_sent(send, coordinator):
    comment = send()
    for change in (
        {"text": "Khác."},
        {"name": "Khác"},
        {"phone": "0912345678"},
        {"state": "published"},
        {"state": "refused"},
        {"state": "taken_back"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(**change)
    actions.take_back_comment(comment, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(state="waiting", name="a", text="b")


def test_an_address_is_counted_by_a_hash_of_the_day():
    one = limits.of_today("203.0.113.7")

    assert "203.0.113.7" not in one
    assert one == limits.of_today("203.0.113.7") != limits.of_today("203.0.113.8")
    assert limits.of_today("2001:db8::1") == limits.of_today("2001:db8::2")


def test_a_minute_counts_so_many_places_and_forgets_them(monkeypatch):
    clock = [0.0]
    minute = limits._Minute(lambda: clock[0])
    monkeypatch.setattr(limits, "MOST_PLACES", 2)

    assert [minute.one_more("a", 2) for _number in range(3)] == [True, True, False]
    assert [minute.one_more(key, 1) for key in ("b", "b", "c", "c")] == [True, False, True, True]
    clock[0] = 59.9
    assert not minute.one_more("a", 2)
    clock[0] = 60.0
    assert minute.one_more("a", 2)


def test_a_thread_that_the_programme_begins_is_told_in_the_journal(producer):
    """Within an act that has asked whether one may: nothing is asked here."""
    made = actions.begin_thread(
        "Trang của việc khác",
        "/tin/",
        organisation=producer.acting.organisation,
        place=None,
        open_until=None,
        by=producer,
        at=NOW,
    )

    assert made.is_open_on(timezone.localdate(NOW))
    assert last(made)[0] == "open_thread"


def lie(thread) -> set[str]:
    """Where the thread and its comments say that they lie."""
    rows = Comment.objects.filter(thread=thread).values_list("province", flat=True)
    return {*rows, Thread.objects.values_list("province", flat=True).get(pk=thread.pk)}


def test_a_thread_and_its_comments_say_in_which_province_they_lie(thread, send, commune, province):
    """However the place comes, goes or is moved; also what was taken back, of which nothing else
    may change."""
    send()
    actions.take_back_comment(send("Tôi rút lại."), at=NOW)
    assert lie(thread) == {province.lineage}  # where its body is

    thread.follow_page(title=thread.title, path=thread.path, organisation=None, place=None)
    assert lie(thread) == {""}
    thread.follow_page(title=thread.title, path=thread.path, organisation=None, place=commune.pk)
    send("Sau đó.")
    assert lie(thread) == {province.lineage}
    Place.objects.filter(pk=commune.pk).update(lineage="/p99-20250701/c1-20250701/")
    assert lie(thread) == {"/p99-20250701/"}


def test_who_keeps_a_place_moderates_what_lies_there_and_what_its_body_says(
    thread, send, commune, neighbour, coordinator, advisor, centre, officer
):
    send()
    places = {"xã": commune, "xã bên": neighbour}
    for name, place in places.items():
        there = actions.open_thread(
            name, f"/{name}/", organisation=None, place=place, by=coordinator, at=NOW
        )
        send(name, thread=there)
    actions.open_thread("nước", "/nuoc/", organisation=None, by=centre, at=NOW)

    def seen(who) -> tuple[set[str], set[str]]:
        threads = Thread.objects.visible_to(who).values_list("title", flat=True)
        return set(threads), set(Comment.objects.visible_to(who).values_list("text", flat=True))

    own = thread.title
    assert seen(centre) == ({own, "xã", "xã bên", "nước"}, {"Chè năm nay thơm.", "xã", "xã bên"})
    for who in (coordinator, advisor):
        assert seen(who) == ({own, "xã", "xã bên"}, {"Chè năm nay thơm.", "xã", "xã bên"})
    assert seen(officer) == ({"xã"}, {"xã"})

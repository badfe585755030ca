"""Two moderators, or a moderator and the reader, at the same moment."""

import pytest
from django.utils import timezone

from sanvat.comments import actions
from sanvat.comments.models import Comment, Erasure
from sanvat.records.models import Entry
from sanvat.records.versions import version_of
from tests.comments.conftest import NOW
from tests.threads import DONE, act, told

pytestmark = pytest.mark.django_db(transaction=True)


def acts(comment) -> list[str]:
    return [
        each.act
        for each in Entry.objects.filter(
            subject_type="comments.comment", subject_id=comment.pk
        ).order_by("pk")
    ]


def test_one_publishes_and_the_other_refuses(send, coordinator, writer):
    comment = send()
    seen = version_of(comment)
    said = told(
        act(actions.publish_comment, comment, by=coordinator, seen=seen),
        act(actions.refuse_comment, comment, "Trùng ý.", by=writer, seen=seen),
    )

    comment.refresh_from_db()
    assert said == ["changed-meanwhile", DONE]
    assert acts(comment)[1:] == [
        "publish_comment" if comment.state == "published" else "refuse_comment"
    ]


def test_both_publish(send, coordinator, writer):
    comment = send()
    publish = [act(actions.publish_comment, comment, by=each) for each in (coordinator, writer)]

    assert told(*publish) == [DONE, DONE]
    assert acts(comment) == ["send_comment", "publish_comment"]


def test_both_reply_and_one_reply_stands(send, coordinator, writer):
    comment = send()
    actions.publish_comment(comment, by=coordinator, at=NOW)
    seen = version_of(None)

    said = told(
        act(actions.reply_to_comment, comment, "Cảm ơn.", by=coordinator, seen=seen),
        act(actions.reply_to_comment, comment, "Cảm ơn bạn.", by=writer, seen=seen),
    )

    assert said == ["changed-meanwhile", DONE]
    assert comment.replies.count() == 1


def test_both_settle_what_a_reader_asks(send, coordinator, writer):
    comment = send()
    actions.publish_comment(comment, by=coordinator, at=NOW)
    asked = actions.ask_removal(comment, "Không phải tôi.", at=NOW)

    said = told(
        act(actions.settle_removal, asked, is_granted=True, reason="Đúng.", by=coordinator),
        act(actions.settle_removal, asked, is_granted=False, reason="Giữ.", by=writer),
    )

    assert said == [DONE, "removal-settled"]


def test_the_reader_takes_it_back_while_it_is_published(send, coordinator):
    comment = send()
    said = told(
        act(actions.publish_comment, comment, by=coordinator),
        act(actions.take_back_comment, comment, by=None),
    )

    comment.refresh_from_db()
    assert said in ([DONE, DONE], ["comment-taken-back", DONE])
    assert (comment.state, comment.text, comment.shown_text) == ("taken_back", "", "")


def test_it_is_published_anew_while_its_time_is_over(send, coordinator, settings):
    settings.COMMENTS_KEPT = settings.COMMENTS_KEPT | {"refused": 1}
    comment = send()
    actions.refuse_comment(comment, "Trùng ý.", by=coordinator, at=NOW)
    Comment.objects.update(decided_at=NOW.replace(year=NOW.year - 1))

    said = told(
        act(actions.publish_comment, comment, by=coordinator),
        lambda: actions.erase_what_is_over(at=timezone.now()),
    )

    comment.refresh_from_db()
    is_erased = comment.erased_at is not None
    assert said == (["comment-erased", DONE] if is_erased else [DONE, DONE])
    assert (comment.state, Erasure.objects.exists()) == (
        ("refused", True) if is_erased else ("published", False)
    )

"""What a moderator can do: publish, shorten, refuse, reply, settle what readers ask."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.comments import access
from sanvat.comments.actions.sending import keep_notices_in_step
from sanvat.comments.models import Comment, RemovalRequest, Reply
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines

State = Comment.State


@transaction.atomic
def publish_comment(
    comment: Comment,
    *,
    by: User,
    at: datetime,
    title: str | None = None,
    text: str | None = None,
    seen: str = "",
) -> bool:
    """Publish what was sent, or a shortened version of it (`title`, `text`); the original stays
    beside it. Of one that is published, change the version. Returns whether that changed anything.

    Refuses a version that is longer than what was sent (`not-shortened`): a moderator leaves out,
    and never writes for the reader; and a comment that is no longer as it was `seen`
    (`changed-meanwhile`), or was erased, its time being over (`comment-erased`).
    """
    comment = _held(comment)
    require(access.may_moderate(by, comment.thread))
    check_version(seen, comment)
    Comment.STEPS.check(comment, State.PUBLISHED)
    if comment.erased_at is not None:
        raise Refusal(
            _(
                "Nội dung ý kiến này đã xóa vì hết hạn lưu giữ nên không đăng lại được. "
                "Hãy mời người gửi viết lại nếu vẫn cần."
            ),
            code="comment-erased",
        )
    shown = (
        comment.title if title is None else tidy(title),
        comment.text if text is None else tidy_lines(text),
    )
    if len(shown[0]) > len(comment.title) or len(shown[1]) > len(comment.text):
        raise Refusal(
            _(
                "Bản đăng dài hơn ý kiến gốc. Chỉ được lược bớt; điều cơ quan muốn nói thêm, hãy "
                "viết vào phần trả lời."
            ),
            code="not-shortened",
        )
    before = (comment.shown_title, comment.shown_text)
    changes = Comment.STEPS.move(comment, State.PUBLISHED)
    if not changes and before == shown:
        return False
    comment.shown_title, comment.shown_text = shown
    comment.decided_at, comment.decided_by, comment.reason = at, by, ""
    comment.full_clean()
    comment.save()
    if comment.is_shortened:
        journal.write("shorten_comment", by=by, subject=comment, at=at, changes=changes)
    else:
        journal.write("publish_comment", by=by, subject=comment, at=at, changes=changes)
    keep_notices_in_step(comment, at=at)
    return True


@transaction.atomic
def refuse_comment(
    comment: Comment, reason: str, *, by: User, at: datetime, seen: str = ""
) -> None:
    """Do not publish it, or take it down, and say why: who sent it reads the reason. A reply to
    it goes with it. What was sent is kept. Refuses one that is no longer as it was `seen`."""
    comment = _held(comment)
    require(access.may_moderate(by, comment.thread))
    check_version(seen, comment)
    _refuse(comment, reason, by=by, at=at)


def _refuse(comment: Comment, reason: str, *, by: User, at: datetime) -> None:
    changes = Comment.STEPS.move(comment, State.REFUSED)
    comment.shown_title = comment.shown_text = ""
    comment.decided_at, comment.decided_by, comment.reason = at, by, reason
    comment.full_clean()
    comment.save()
    comment.replies.filter(taken_back_at=None).update(taken_back_at=at, taken_back_by=by)
    changes["reason"] = ("", comment.reason)
    journal.write("refuse_comment", by=by, subject=comment, at=at, changes=changes)
    keep_notices_in_step(comment, at=at)


@transaction.atomic
def reply_to_comment(
    comment: Comment, text: str, *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Say something to a published comment, for the body one acts for. Other words take the place
    of those that stand; the earlier ones are kept for who moderates. Returns whether they are any
    other. Refuses where the reply is no longer as it was `seen` (`changed-meanwhile`)."""
    comment = _held(comment)
    require(access.may_moderate(by, comment.thread))
    if comment.state != State.PUBLISHED:
        raise Comment.STEPS.refusal(comment)
    assert by.acting is not None
    reply = Reply(
        comment=comment,
        text=text,
        organisation=by.acting.organisation,
        replied_at=at,
        replied_by=by,
    )
    standing = comment.replies.filter(taken_back_at=None).first()
    check_version(seen, standing)
    reply.full_clean(validate_constraints=False)
    before = standing.text if standing else ""
    if standing is not None and before == reply.text:
        return False
    comment.replies.filter(taken_back_at=None).update(taken_back_at=at, taken_back_by=by)
    reply.save()
    journal.write(
        "reply_to_comment", by=by, subject=comment, at=at, changes={"reply": (before, reply.text)}
    )
    return True


@transaction.atomic
def take_back_reply(comment: Comment, *, by: User, at: datetime) -> bool:
    """Take down the body's own reply. Returns whether one stood."""
    comment = _held(comment)
    require(access.may_moderate(by, comment.thread))
    gone = comment.replies.filter(taken_back_at=None).update(taken_back_at=at, taken_back_by=by)
    if not gone:
        return False
    journal.write("take_back_reply", by=by, subject=comment, at=at)
    return True


@transaction.atomic
def settle_removal(
    asked: RemovalRequest, *, is_granted: bool, reason: str, by: User, at: datetime
) -> None:
    """Take the comment down as was asked, or keep it; both with the reason. All that wait about
    the comment are settled at once. Refuses one that is settled (`removal-settled`)."""
    comment = _held(asked.comment)
    require(access.may_moderate(by, comment.thread))
    asked = locked(asked)
    if asked.settled_at is not None:
        raise Refusal(
            _("Đề nghị này đã giải quyết. Hãy tải lại trang để xem kết quả."),
            code="removal-settled",
        )
    asked.settled_at, asked.settled_by = at, by
    asked.is_granted, asked.reason = is_granted, reason
    asked.full_clean()
    asked.save()
    comment.removal_requests.filter(settled_at=None).update(
        settled_at=at, settled_by=by, is_granted=is_granted, reason=asked.reason
    )
    journal.write(
        "settle_removal",
        by=by,
        subject=comment,
        at=at,
        changes={"is_granted": (None, is_granted), "reason": ("", asked.reason)},
    )
    if is_granted and comment.state == State.PUBLISHED:
        _refuse(comment, asked.reason, by=by, at=at)
    keep_notices_in_step(comment, at=at)


def _held(comment: Comment) -> Comment:
    return locked(comment, "thread__organisation", "thread__place")

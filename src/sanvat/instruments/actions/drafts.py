"""Drafts: prepared, opened for comment until a day, answered, issued."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.comments import actions as comments
from sanvat.comments.models import Comment
from sanvat.errors import Refusal
from sanvat.instruments import access
from sanvat.instruments.actions.papers import allowed
from sanvat.instruments.models import Answer, Draft, Instrument
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import files, journal
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.records.versions import check_version
from sanvat.text.days import day
from sanvat.text.tidy import tidy_lines

LONGEST_OPEN = timedelta(days=365)
"""From today to the last day of comments."""


@transaction.atomic
def draft_paper(
    *,
    kind: str,
    title: str,
    why: str,
    issuer: str,
    summary: str = "",
    wording: str = "",
    file: StoredFile | None = None,
    by: User,
    at: datetime,
) -> Draft:
    """Prepare a draft for the office that `by` acts for; nobody outside sees it yet. Refuses a file
    of another kind (`kind-not-allowed`)."""
    require(access.may_draft(by))
    assert by.acting is not None
    draft = Draft(
        kind=kind,
        title=title,
        summary=summary,
        why=why,
        wording=wording,
        issuer=issuer,
        file=allowed(file),
        organisation=by.acting.organisation,
        place=by.acting.place,
        drafted_by=by,
        drafted_at=at,
        is_demonstration=demonstration.marks(by),
    )
    draft.full_clean(validate_constraints=False, validate_unique=False)
    draft.save()
    changes = {name: (None, getattr(draft, name)) for name in Draft.EDITED}
    journal.write("draft_paper", by=by, subject=draft, at=at, changes=changes)
    return draft


@transaction.atomic
def amend_draft(draft: Draft, *, by: User, at: datetime, seen: str = "", **fields: Any) -> bool:
    """Change what is said of a draft, `file` too. Returns whether that changed anything. Refuses
    one that was put on the portal (`draft-published`): people comment on what stands there."""
    require(access.may_keep_draft(by, draft))
    draft = locked(draft, "file")
    check_version(seen, draft)
    _refuse_published(draft)
    if unknown := set(fields) - {*Draft.EDITED, "file"}:
        raise ValueError(f"no such field of a draft: {', '.join(sorted(unknown))}")
    if "file" in fields:
        allowed(fields["file"])
    changes = {
        name: (getattr(draft, name), value)
        for name, value in fields.items()
        if getattr(draft, name) != value
    }
    if not changes:
        return False
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.full_clean(validate_constraints=False, validate_unique=False)
    draft.save()
    told = {
        name: (_hash_of(before), _hash_of(after)) if name == "file" else (before, after)
        for name, (before, after) in changes.items()
    }
    journal.write("amend_draft", by=by, subject=draft, at=at, changes=told)
    return True


def _hash_of(file: StoredFile | None) -> str | None:
    return file.sha256 if file else None


@transaction.atomic
def open_for_comment(
    draft: Draft, until: date, *, was_looked_through: bool, by: User, at: datetime
) -> None:
    """Put a draft on the portal, and take comments until that day is over.

    Refuses one that is there (`draft-published`), one without text and file (`draft-empty`), what
    nobody looked through (`not-looked-through`), a file that tells where photos were taken
    (`file-tells-place`), and a day that is over or more than a year away (ValidationError at
    `open_until`).
    """
    require(access.may_keep_draft(by, draft))
    draft = locked(draft, "file", "organisation", "place")
    _refuse_published(draft)
    if not draft.wording and draft.file is None:
        raise Refusal(
            _("Dự thảo chưa có toàn văn và chưa có tệp nên chưa có gì để góp ý. Hãy thêm vào."),
            code="draft-empty",
        )
    if not was_looked_through:
        raise Refusal(
            _(
                "Chưa ai xác nhận là dự thảo đăng được. Hãy đọc lại toàn văn và tệp, rồi đánh dấu "
                "xác nhận."
            ),
            code="not-looked-through",
        )
    if draft.file is not None and not files.may_be_published(draft.file):
        raise Refusal(
            _(
                "Ảnh trong tệp còn ghi nơi chụp nên không đăng được. Hãy gửi lại bản PDF hoặc ảnh "
                "đã bỏ vị trí."
            ),
            code="file-tells-place",
        )
    _check_until(until, at)
    draft.thread = comments.begin_thread(
        draft.title,
        f"/van-ban/lay-y-kien/{draft.pk}/",
        organisation=draft.organisation,
        place=draft.place,
        open_until=until,
        is_demonstration=draft.is_demonstration,
        by=by,
        at=at,
    )
    draft.open_until, draft.published_at, draft.published_by = until, at, by
    draft.save()
    changes = {"published_at": (None, at), "open_until": (None, until)}
    journal.write("open_draft_for_comment", by=by, subject=draft, at=at, changes=changes)


@transaction.atomic
def extend(draft: Draft, until: date, *, by: User, at: datetime) -> None:
    """Take comments until a later day, also where the first was over. Refuses a draft that is not
    on the portal (`draft-not-published`), one that was issued (`draft-issued`), and a day that is
    not later (ValidationError at `open_until`)."""
    require(access.may_keep_draft(by, draft))
    draft = locked(draft, "thread")
    _refuse_not_published(draft)
    _refuse_issued(draft)
    assert draft.thread is not None
    assert draft.open_until is not None
    if until <= draft.open_until:
        raise ValidationError(
            {
                "open_until": _(
                    "Ngày mới phải sau %(day)s; hạn đã báo cho người dân chỉ dài ra, không ngắn "
                    "lại."
                )
                % {"day": day(draft.open_until)}
            }
        )
    _check_until(until, at)
    before, draft.open_until = draft.open_until, until
    draft.save(update_fields=["open_until"])
    comments.reopen_thread(draft.thread, open_until=until, by=by, at=at)
    changes = {"open_until": (before, until)}
    journal.write("extend_draft", by=by, subject=draft, at=at, changes=changes)


@transaction.atomic
def withdraw_draft(draft: Draft, reason: str, *, by: User, at: datetime) -> None:
    """Take a draft off the portal for good, with what people said of it; both stay for the office.
    Refuses one that is not there (`draft-not-published`), one that was issued (`draft-issued`), and
    to do it without a reason (`reason-needed`)."""
    require(access.may_keep_draft(by, draft))
    draft = locked(draft, "thread")
    if not (reason := tidy_lines(reason)):
        raise Refusal(
            _("Chưa có lý do gỡ. Hãy ghi vì sao dự thảo không còn lấy ý kiến."),
            code="reason-needed",
        )
    _refuse_not_published(draft)
    _refuse_issued(draft)
    draft.withdrawn_at, draft.withdrawn_by, draft.withdrawn_reason = at, by, reason
    draft.full_clean(validate_constraints=False, validate_unique=False)
    draft.save()
    assert draft.thread is not None
    comments.close_thread(draft.thread, by=by, at=at)
    changes = {"withdrawn_at": (None, at)}
    journal.write("withdraw_draft", by=by, subject=draft, at=at, changes=changes, note=reason)


@transaction.atomic
def answer_opinion(
    draft: Draft,
    comment: Comment,
    verdict: str,
    reason: str,
    *,
    by: User,
    at: datetime,
    seen: str = "",
) -> Answer:
    """Say of one published comment whether it was taken, partly, or not, and why; it stands as the
    reply under the comment. Said anew, it takes the place of what was said.

    Refuses a comment on something else (`comment-elsewhere`), one that is not published
    (`comment-<state>`), an answer without a reason (ValidationError), and where the reply is no
    longer as it was `seen` (`changed-meanwhile`).
    """
    require(access.may_keep_draft(by, draft))
    draft = locked(draft)
    if draft.thread_id is None or comment.thread_id != draft.thread_id:
        raise Refusal(
            _("Ý kiến này không góp cho dự thảo này. Hãy mở lại danh sách ý kiến."),
            code="comment-elsewhere",
        )
    answer = Answer(comment=comment, verdict=verdict, reason=reason, answered_by=by, answered_at=at)
    answer.full_clean(exclude=["reply"])
    with override("vi"):
        words = f"{answer.get_verdict_display().capitalize()}. {answer.reason}"
    comments.reply_to_comment(comment, words, by=by, at=at, seen=seen)
    reply = comment.replies.get(taken_back_at=None)
    known: Answer | None = Answer.objects.filter(reply=reply).first()
    if known is not None:
        return known
    answer.reply = reply
    answer.save()
    journal.write(
        "answer_opinion",
        by=by,
        subject=draft,
        at=at,
        changes={"verdict": (None, answer.verdict)},
        note=str(comment.pk),
    )
    return answer


@transaction.atomic
def issue(draft: Draft, paper: Instrument, *, by: User, at: datetime) -> bool:
    """Say which paper came of a draft. Returns whether that was new. Refuses while comments are
    taken (`draft-open`), one that never was open (`draft-not-published`), and a paper that was
    issued before the draft was on the portal (`paper-before-draft`)."""
    require(access.may_keep_draft(by, draft) and access.may_amend(by, paper))
    draft = locked(draft, "thread")
    _refuse_not_published(draft)
    assert draft.published_at is not None
    if draft.is_open_on(timezone.localdate(at)):
        raise Refusal(
            _("Dự thảo còn đang lấy ý kiến. Hãy ghi văn bản ban hành sau khi hết hạn."),
            code="draft-open",
        )
    if paper.issued_on < timezone.localdate(draft.published_at):
        raise Refusal(
            _("Văn bản này ban hành trước khi dự thảo được đăng. Hãy chọn đúng văn bản."),
            code="paper-before-draft",
        )
    if draft.issued_id == paper.pk:
        return False
    before, draft.issued = draft.issued, paper
    draft.save(update_fields=["issued"])
    changes = {"issued": (str(before) if before else None, str(paper))}
    journal.write("issue_draft", by=by, subject=draft, at=at, changes=changes)
    return True


def _refuse_published(draft: Draft) -> None:
    if draft.published_at is not None:
        raise Refusal(
            _(
                "Dự thảo này đã đăng lấy ý kiến nên nội dung giữ nguyên. Muốn hỏi về bản khác, hãy "
                "lập dự thảo mới."
            ),
            code="draft-published",
        )


def _refuse_not_published(draft: Draft) -> None:
    if not draft.is_public:
        raise Refusal(
            _("Dự thảo này không đăng trên cổng. Hãy mở lại trang để xem."),
            code="draft-not-published",
        )


def _refuse_issued(draft: Draft) -> None:
    if draft.issued_id is not None:
        raise Refusal(
            _("Dự thảo này đã thành văn bản ban hành. Hãy xem văn bản ấy."), code="draft-issued"
        )


def _check_until(until: date, at: datetime) -> None:
    today = timezone.localdate(at)
    if not today <= until <= today + LONGEST_OPEN:
        raise ValidationError(
            {
                "open_until": _(
                    "Hạn nhận ý kiến tính từ hôm nay, nhiều nhất một năm. Hãy chọn ngày khác."
                )
            }
        )

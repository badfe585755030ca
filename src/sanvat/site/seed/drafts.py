"""Drafts of papers that offices opened for comment, with what people wrote and what the office made
of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.comments.models import Comment, Reply, Thread
from sanvat.instruments.models import Answer, Draft, Instrument
from sanvat.parties.models import Membership, Role
from sanvat.site.seed import Country
from sanvat.site.seed.comments import comment_on

AFTER = ("comments",)

PRODUCTS_A_DRAFT = 100
COMMENTS_A_DRAFT = 20
ANSWERED = 0.5
OPEN_DAYS = 30
EVERY = 9
"""Days between the last days of two drafts of one office."""
Kind = Instrument.Kind
TITLES = (
    (Kind.PLAN, "Dự thảo kế hoạch triển khai chương trình trong năm"),
    (Kind.DECISION, "Dự thảo quy định mức hỗ trợ chủ thể"),
    (Kind.DISPATCH, "Dự thảo hướng dẫn rà soát sản phẩm đăng ký"),
)
WHY = "Bản đang áp dụng đã hết hiệu lực, cần thay để các xã và chủ thể chuẩn bị từ đầu năm."
WORDING = "\n\n".join(
    f"Điều {number}. Nội dung thử thứ {number} của dự thảo, để xem trang dài hiện ra thế nào."
    for number in range(1, 16)
)
REASONS = {
    Answer.Verdict.TAKEN: "Đã sửa trong bản trình ban hành.",
    Answer.Verdict.PARTLY: "Đưa vào phần hướng dẫn, không đưa vào nội dung chính.",
    Answer.Verdict.NOT: "Nội dung này đã có ở văn bản khác.",
}


def seed(country: Country) -> None:
    """One for a hundred products, spread over the offices, each with twenty comments: a third open,
    the others over. Half of what is published is answered."""
    chance = country.chance("drafts")
    with country.telling(_("Dự thảo lấy ý kiến")):
        keepers = [each for each in country.made[Membership] if each.role == Role.COORDINATOR]
        number = country.products // PRODUCTS_A_DRAFT
        if not keepers or not number:
            return
        pairs = [(keepers[each % len(keepers)], each) for each in range(number)]
        drafts = [_draft(keeper, each, country) for keeper, each in pairs]
        country.insert(drafts)
        threads = [_published(draft, each, country) for each, draft in enumerate(drafts)]
        country.insert(threads)
        for draft, thread in zip(drafts, threads, strict=True):
            draft.thread = thread
        Draft.objects.bulk_update(
            drafts, ["thread", "open_until", "published_by", "published_at"], batch_size=500
        )
        _discuss(threads, [keeper for keeper, _each in pairs], country, chance)


def _draft(keeper: Membership, number: int, country: Country) -> Draft:
    kind, title = TITLES[number % len(TITLES)]
    return Draft(
        kind=kind,
        title=f"{title}, lần {number + 1}",
        summary="Lấy ý kiến các xã, chủ thể và người dân.",
        why=WHY,
        wording=WORDING,
        organisation=keeper.organisation,
        issuer=keeper.organisation.name,
        place=keeper.place,
        drafted_by=keeper.user,
        drafted_at=country.at - timedelta(days=500),
        is_demonstration=True,
    )


def _published(draft: Draft, number: int, country: Country) -> Thread:
    """Open for a month; those of one office end one after the other, the newest not yet."""
    until = timezone.localdate(country.at) + timedelta(days=20 - EVERY * (number % 7))
    draft.open_until = until
    draft.published_by = draft.drafted_by
    draft.published_at = country.at + timedelta(days=20 - EVERY * (number % 7) - OPEN_DAYS)
    return Thread(
        title=draft.title,
        path=f"/van-ban/lay-y-kien/{draft.pk}/",
        organisation=draft.organisation,
        place=draft.place,
        opened_at=draft.published_at,
        opened_by=draft.drafted_by,
        open_until=until,
        is_demonstration=True,
    )


def _discuss(
    threads: list[Thread], keepers: list[Membership], country: Country, chance: Random
) -> None:
    start = Comment.objects.count()
    written = [
        comment_on(thread, start + number * COMMENTS_A_DRAFT + each, keeper, country, chance)
        for number, (thread, keeper) in enumerate(zip(threads, keepers, strict=True))
        for each in range(COMMENTS_A_DRAFT)
    ]
    country.insert(written)
    by_thread = {thread.pk: keeper for thread, keeper in zip(threads, keepers, strict=True)}
    answered = [
        (each, chance.choice(list(REASONS)))
        for each in written
        if each.state == Comment.State.PUBLISHED and chance.random() < ANSWERED
    ]
    replies = [
        Reply(
            comment=each,
            text=f"{verdict.label.capitalize()}. {REASONS[verdict]}",
            organisation=by_thread[each.thread_id].organisation,
            replied_at=each.sent_at + timedelta(days=1),
            replied_by=by_thread[each.thread_id].user,
        )
        for each, verdict in answered
    ]
    country.insert(replies)
    country.insert(
        [
            Answer(
                comment=reply.comment,
                reply=reply,
                verdict=verdict,
                reason=REASONS[verdict],
                answered_by=reply.replied_by,
                answered_at=reply.replied_at,
            )
            for reply, (_comment, verdict) in zip(replies, answered, strict=True)
        ]
    )

"""What readers wrote under articles: published, waiting and refused, some of it answered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256
from random import Random

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.comments.models import Comment, Reply, Thread
from sanvat.news.models import Article, ArticleThread
from sanvat.parties.models import Membership, Role
from sanvat.site.seed import Country

AFTER = ("news",)

ARTICLES_A_THREAD = 4
STATES = Comment.State
SHARES = {STATES.PUBLISHED: 0.85, STATES.WAITING: 0.1, STATES.REFUSED: 0.05}
ANSWERED = 0.25
NAMES = ("Bạn đọc Trình diễn A", "Bạn đọc Trình diễn B", "Bạn đọc Trình diễn C")
TEXTS = (
    "Lớp tập huấn sau tổ chức ở đâu, đăng ký với ai?",
    "Bài viết có ích, mong có thêm hình ảnh của sản phẩm.",
    "Tôi ở xa, có mua được qua bưu điện không?",
    "Nên ghi rõ giá và nơi bán ngay trong bài.",
)
REPLY = "Cảm ơn bạn. Cơ quan đã ghi nhận và sẽ trả lời ở bài tiếp theo."


def seed(country: Country) -> None:
    """As many comments as there are products, under every fourth of the articles."""
    chance = country.chance("comments")
    with country.telling(_("Ý kiến bạn đọc")):
        keeper = Membership.objects.filter(role=Role.COORDINATOR).order_by("pk").first()
        rows = Article.objects.public().filter(talk=None).select_related("in_section__home")
        articles = list(rows.order_by("-pk")[: country.products : ARTICLES_A_THREAD])
        if keeper is None or not articles:
            return
        threads = [_thread(article, keeper, country) for article in articles]
        country.insert(threads)
        pairs = zip(articles, threads, strict=True)
        country.insert([ArticleThread(article=one, thread=thread) for one, thread in pairs])
        start = Comment.objects.count()
        comments = [
            comment_on(chance.choice(threads), start + number, keeper, country, chance)
            for number in range(country.products)
        ]
        country.insert(comments)
        country.insert(
            [
                Reply(
                    comment=each,
                    text=REPLY,
                    organisation=keeper.organisation,
                    replied_at=each.sent_at + timedelta(days=1),
                    replied_by=keeper.user,
                )
                for each in comments
                if each.state == STATES.PUBLISHED and chance.random() < ANSWERED
            ]
        )


def _thread(article: Article, keeper: Membership, country: Country) -> Thread:
    home = article.in_section.home
    return Thread(
        title=article.title,
        path=article.path_on_site(),
        organisation_id=home.organisation_id,
        place_id=home.place_id,
        opened_at=country.at - timedelta(days=60),
        opened_by=keeper.user,
        is_demonstration=True,
    )


def comment_on(
    thread: Thread, number: int, keeper: Membership, country: Country, chance: Random
) -> Comment:
    """What a reader wrote there, decided or waiting; `number` tells it from all others."""
    (state,) = chance.choices(list(SHARES), list(SHARES.values()))
    text = chance.choice(TEXTS)
    is_decided = state != STATES.WAITING
    until = country.at
    if thread.open_until is not None:
        last = datetime.combine(thread.open_until, time())
        until = min(until, timezone.make_aware(last))
    sent_at = until - timedelta(minutes=60 + chance.randrange(_minutes(thread, until)))
    return Comment(
        thread=thread,
        name=chance.choice(NAMES),
        text=text,
        shown_text=text if state == STATES.PUBLISHED else "",
        sent_at=sent_at,
        is_proven=True,
        sha256=sha256(f"seed {number}".encode()).hexdigest(),
        state=state,
        decided_at=sent_at + timedelta(hours=1) if is_decided else None,
        decided_by=keeper.user if is_decided else None,
        reason="Quảng cáo." if state == STATES.REFUSED else "",
        is_demonstration=True,
    )


def _minutes(thread: Thread, until: datetime) -> int:
    """How long it was open before then, without the last hour."""
    return max(int((until - thread.opened_at) / timedelta(minutes=1)) - 60, 1)

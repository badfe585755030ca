"""Articles that are begun from what stands in the records; an editor finishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.rich_text import RichText

from sanvat.errors import Refusal
from sanvat.news import access
from sanvat.news.models import Article, ArticleProduct, Section
from sanvat.news.models.articles import MOST_PRODUCTS
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.products.models import Product
from sanvat.records.locks import take_turns

Block = tuple[str, Any]


@dataclass(frozen=True)
class Draft:
    """What an article begins with. `blocks` are pairs of a kind of `ArticleBody` and what it
    holds, a paragraph as plain text. `made_from` names the record: `events.event:12`."""

    title: str
    lead: str
    blocks: Sequence[Block] = ()
    source_note: str = ""
    source_link: str = ""
    topics: Sequence[str] = ()
    place: Place | None = None
    products: Sequence[Product] = field(default=())
    made_from: str = ""


@transaction.atomic
def draft_article(
    section: Section,
    draft: Draft,
    *,
    by: User,
    at: datetime,
    is_demonstration: bool = False,
    shown_at: datetime | None = None,
    **more: Any,
) -> Article:
    """Lay down a draft in a section. It is never put online by this; `more` are further fields.

    Whoever writes on the site or approves there may. Refuses a second draft of the same record on
    one site (`drafted`).
    """
    home = access.home_of(section)
    require(access.writes_on(by, home) or access.approves_on(by, home))
    assert home is not None
    take_turns(f"news.children.{section.pk}")
    if draft.made_from and made_from(home.pk, draft.made_from) is not None:
        raise Refusal(_("Đã có bản nháp soạn từ việc này. Hãy mở bản nháp ấy."), code="drafted")
    article = Article(
        title=draft.title[:255],
        lead=draft.lead[:600],
        content=[(kind, _held(kind, value)) for kind, value in draft.blocks],
        source_note=draft.source_note[:200],
        source_link=draft.source_link[:500],
        topics=list(draft.topics),
        place=draft.place,
        made_from=draft.made_from,
        shown_at=shown_at,
        is_demonstration=demonstration.marks(by, is_demonstration),
        live=False,
        has_unpublished_changes=True,
        owner=by,
        in_section=section,
        home=home,
        **more,
    )
    article.products = [
        ArticleProduct(product=product, sort_order=number)
        for number, product in enumerate(draft.products[:MOST_PRODUCTS])
    ]
    section.refresh_from_db(fields=["path", "depth", "numchild"])
    with LogContext(user=by):
        section.add_child(instance=article)
    article.save_revision(user=by, log_action=False)
    return article


def made_from(home: int, record: str) -> Article | None:
    """The article of a site that was begun from this record."""
    found: Article | None = Article.objects.filter(home=home, made_from=record).first()
    return found


def _held(kind: str, value: Any) -> Any:
    if kind != "paragraph":
        return Article.content.field.stream_block.child_blocks[kind].to_python(value)
    parts = [part for part in str(value).split("\n") if part.strip()]
    return RichText("".join(f"<p>{escape(part)}</p>" for part in parts))

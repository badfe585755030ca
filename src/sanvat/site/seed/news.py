"""A site for each province, and as many articles as there are products."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from sanvat.news.models import Article, Section, Topic, UnitHome
from sanvat.news.models.pages import slug_of
from sanvat.parties.models import Organisation
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.records.bulk import insert_many, insert_values
from sanvat.site.seed import Country

AFTER = ("products",)

WHAT = (
    ("Tập huấn bộ tiêu chí", Topic.TRAINING),
    ("Hội chợ sản phẩm", Topic.PROMOTION),
    ("Đánh giá, phân hạng đợt mới", Topic.RANKING),
    ("Chuyện người làm", Topic.STORY),
    ("Kế hoạch năm", Topic.PLAN),
)
COLUMNS = (
    *("page_ptr", "title_en", "lead", "lead_en", "content", "content_en", "author"),
    *("source_note", "source_link", "shown_at", "topics", "home", "in_section", "made_from"),
    "is_demonstration",
)
YEARS_BACK = 3 * 365 * 24 * 60


def seed(country: Country) -> None:
    """Of the last three years, the newest an hour old."""
    chance = country.chance("news")
    with country.telling(_("Tin tức")):
        offices = Organisation.objects.filter(kind=Kind.COORDINATION_OFFICE, place__isnull=False)
        bodies = list(offices.select_related("place").order_by("pk")[: len(country.provinces)])
        if not bodies or not country.products:
            return
        sections = [_opened(body, country) for body in bodies]
        places = country.communes
        kind = ContentType.objects.get_for_model(Article)
        locale = Locale.objects.get()
        each = -(-country.products // len(sections))
        pages, facts = [], []
        for number in range(country.products):
            section, step = sections[number // each], number % each + 1
            what, topic = chance.choice(WHAT)
            place = chance.choice(places)
            title = f"{what} ở {place.full_name}"
            at = country.at - timedelta(minutes=60 + chance.randrange(YEARS_BACK))
            slug = f"{slug_of(title)[:60]}-{number}"
            pages.append(
                Page(
                    title=title,
                    draft_title=title,
                    slug=slug,
                    path=Page._get_path(section.path, 4, section.numchild + step),
                    depth=4,
                    url_path=f"{section.url_path}{slug}/",
                    content_type=kind,
                    locale=locale,
                    translation_key=uuid4(),
                    first_published_at=at,
                    last_published_at=at,
                    live=True,
                )
            )
            facts.append((title, at, topic, section))
        insert_many(pages)
        insert_values(
            Article,
            COLUMNS,
            (
                (
                    *(page.pk, "", f"{title}: người dự đông, việc rõ.", "", _content(title), "[]"),
                    *("", "", "", at, [topic], section.home_id, section.pk, "", True),
                )
                for page, (title, at, topic, section) in zip(pages, facts, strict=True)
            ),
        )
        for section in sections:
            count = Page.objects.filter(path__startswith=section.path, depth=4).count()
            Section.objects.filter(pk=section.pk).update(numchild=count)


def _opened(body: Organisation, country: Country) -> Section:
    home = UnitHome.objects.filter(organisation=body).first()
    if home is None:
        home = UnitHome(
            title=body.name,
            slug=f"{slug_of(body.name)[:60]}-{body.pk}",
            organisation=body,
            place=body.place,
            is_demonstration=True,
        )
        _put_under(Page.get_first_root_node(), home)
    section: Section | None = Section.objects.filter(home=home).first()
    if section is None:
        section = Section(title="Tin tức", title_en="News", home=home)
        _put_under(home, section)
    return section


def _put_under(parent: Page, child: Page) -> None:
    """As Wagtail does it, but without a line in its log, and so none in the journal."""
    last = parent.get_last_child()
    child.path = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)
    child.depth = parent.depth + 1
    child.set_url_path(parent)
    child.save(log_action=None)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)


def _content(title: str) -> str:
    """Two paragraphs, as Wagtail keeps them."""
    text = f"<p>{title}. Cán bộ xã giải đáp từng câu, chủ thể mang theo sản phẩm và giấy tờ.</p>"
    blocks = [{"type": "paragraph", "value": text}, {"type": "paragraph", "value": text}]
    return json.dumps(blocks, ensure_ascii=False)

"""An article, a section and a site in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from sanvat.news.models import Article, Section, UnitHome
from sanvat.portal.news.pictures import Shown, shown
from sanvat.text.language import is_english


@dataclass(frozen=True)
class Told:
    """What a list says of an article. `lang` is the language of its words, where that is another
    than the page's."""

    title: str
    lead: str
    lang: str
    path: str
    shown_at: datetime
    section: str
    section_path: str
    unit: str
    unit_path: str
    picture: Shown | None
    is_demonstration: bool

    @property
    def moment(self) -> str:
        """When it is shown from, for programmes."""
        return self.shown_at.isoformat()

    @property
    def when(self) -> str:
        """The same for people."""
        at = self.shown_at
        return f"{at:%H:%M}, {at.day}/{at.month}/{at.year}"


def told(article: Article) -> Told:
    english = is_english() and article.has_english
    section, home = article.in_section, article.home
    section_path = path_of_section(section, home)
    return Told(
        title=article.title_en if english else article.title,
        lead=article.lead_en if english else article.lead,
        lang="vi" if is_english() and not english else "",
        path=f"{section_path}{article.slug}/",
        shown_at=timezone.localtime(article.shown_at),
        section=named(section),
        section_path=section_path,
        unit="" if home.is_main else named(home),
        unit_path=home.path_on_site(),
        picture=shown(article.picture),
        is_demonstration=article.is_demonstration,
    )


def path_of_section(section: Section, home: UnitHome) -> str:
    """Without asking for its site again, which the caller has."""
    return f"/tin/{section.slug}/" if home.is_main else f"/don-vi/{home.slug}/{section.slug}/"


def named(page: Any) -> str:
    """A section's or a site's name."""
    return str((is_english() and page.title_en) or page.title)


def leading(page: Any) -> str:
    return str((is_english() and page.lead_en) or page.lead)

"""Pages as they will stand, for the editor who writes them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sanvat.news import previews
from sanvat.news.models import Article, Section, UnitHome
from sanvat.portal.news import views


def connect() -> None:
    previews.drawn_by("article", _article)
    previews.drawn_by("section", _section)
    previews.drawn_by("unithome", _home)


def _article(page: Article, request: HttpRequest) -> HttpResponse:
    page.set_where()
    return views.drawn(request, page, is_preview=True)


def _section(page: Section, request: HttpRequest) -> HttpResponse:
    return views.first_page(request, page.home_of_tree())


def _home(page: UnitHome, request: HttpRequest) -> HttpResponse:
    return views.first_page(request, page)

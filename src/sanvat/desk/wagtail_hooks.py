"""What Wagtail's editor looks like here; Wagtail finds a file of this name in every app."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from sanvat.desk.editor.choosers import PLACE_CHOOSER, PRODUCT_CHOOSER
from sanvat.news import access
from sanvat.news.models import UnitHome

MENU = ("images", "documents")
"""Wagtail's own entries of the menu that stay."""


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/editor.css"))


@hooks.register("insert_editor_js")  # type: ignore[untyped-decorator]
def waiting_for_what_is_saved() -> SafeString:
    return format_html('<script src="{}"></script>', static("desk/editor.js"))


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def choosers() -> list[Any]:
    return [PRODUCT_CHOOSER, PLACE_CHOOSER]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def sites() -> MenuItem:
    return MenuItem(
        _("Trang và tin"),
        reverse("wagtailadmin_explore_root"),
        icon_name="folder-open-inverse",
        name="sites",
        order=100,
    )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def desk() -> MenuItem:
    return MenuItem(
        _("Về bàn làm việc"), reverse("desk:home"), icon_name="arrow-left", name="desk", order=900
    )


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def calm_menu(request: Any, items: list[Any]) -> None:
    """Only what an editor works with; who only approves has no library."""
    writes = access.written_by(request.user).exists()
    items[:] = [
        each for each in items if each.name in ("sites", "desk") or (writes and each.name in MENU)
    ]


@hooks.register("construct_homepage_summary_items", order=1_000)  # type: ignore[untyped-decorator]
def no_summary(request: Any, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_page_chooser_queryset")  # type: ignore[untyped-decorator]
def own_or_online(pages: Any, request: Any) -> Any:
    """A link may lead to whatever is online, and to drafts of one's own sites."""
    own = access.pages_of(access.written_by(request.user) | access.approved_by(request.user))
    above = UnitHome.objects.values("pk")
    return (
        pages.filter(live=True) | pages.filter(pk__in=own.values("pk")) | pages.filter(pk__in=above)
    )


WRITTEN_FOR = 24 * 3600
"""Seconds for which the form of a new page is known to have made it."""


@hooks.register("before_create_page")  # type: ignore[untyped-decorator]
def one_page_of_one_form(request: HttpRequest, parent: Any, model: Any) -> Any:
    """The editor saves a new page by itself while somebody writes. Who presses a button at that
    moment sends the same form: then it is that page which is saved, and no second one made."""
    made = cache.get(_written_by(request)) if request.POST else None
    if made is None or not Page.objects.filter(pk=made).exists():
        return None
    request.resolver_match = resolve(reverse("wagtailadmin_pages:edit", args=[made]))
    return request.resolver_match.func(request, page_id=made)


@hooks.register("after_create_page")  # type: ignore[untyped-decorator]
def remember_the_form(request: HttpRequest, page: Any) -> None:
    cache.set(_written_by(request), page.pk, WRITTEN_FOR)


def _written_by(request: HttpRequest) -> str:
    """Each form that is opened has a token against forgery that no other has."""
    token = request.POST.get("csrfmiddlewaretoken", "") or uuid4().hex
    return f"news.form.{request.user.pk}.{sha256(token.encode()).hexdigest()}"

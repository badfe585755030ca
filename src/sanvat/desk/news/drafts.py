"""A draft from a record, by one act: the editor goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.agreements.models import Agreement
from sanvat.desk.pages import desk_page, row_or_404, user_of
from sanvat.events.models import Event
from sanvat.news import access, actions, from_records
from sanvat.news.actions.drafts import made_from
from sanvat.news.models import Article, Section, UnitHome
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.plans.models import Plan

Seen = Callable[[User], Any]

KINDS: dict[str, tuple[Seen, Callable[[Any], actions.Draft]]] = {
    "su-kien": (
        lambda user: Event.objects.visible_to(user).exclude(state=Event.State.CANCELLED),
        from_records.from_event,
    ),
    "ke-hoach": (
        lambda user: Plan.objects.visible_to(user).filter(state__in=Plan.FROZEN),
        from_records.from_plan,
    ),
    "phoi-hop": (
        lambda user: Agreement.objects.visible_to(user).filter(state__in=Agreement.SIGNED_STATES),
        from_records.from_agreement,
    ),
}
"""What may be drafted from: those that one sees and that stand, and how each is told."""
KIND_OF = {Event: "su-kien", Plan: "ke-hoach", Agreement: "phoi-hop"}


@desk_page("POST")
def draft(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    user = user_of(request)
    seen, told = KINDS[kind]
    thing = row_or_404(seen(user), pk)
    return _drafted(request, own_home(user), lambda home: told(thing))


@desk_page("POST")
def decision(request: HttpRequest) -> HttpResponse:
    """Of the recognitions of one decision."""
    number = request.POST.get("decision", "").replace("\0", "")[:100]
    try:
        issued_on = date.fromisoformat(request.POST.get("issued_on", ""))
    except ValueError:
        raise Http404 from None

    def told(home: UnitHome) -> actions.Draft:
        found = from_records.from_decision(home, number, issued_on)
        if found is None:
            raise Http404
        return found

    return _drafted(request, own_home(user_of(request)), told)


def _drafted(
    request: HttpRequest, home: UnitHome | None, told: Callable[[UnitHome], actions.Draft]
) -> HttpResponse:
    user = user_of(request)
    if home is None:
        raise PermissionDenied
    with override("vi"):  # an article is Vietnamese first, whatever its editor reads
        given = told(home)
    known = made_from(home.pk, given.made_from)
    if known is not None:
        messages.info(request, _("Đã có bản nháp soạn từ việc này."))
        return redirect(_way_to(user, known))
    section = Section.objects.filter(home=home).order_by("path").first()
    if section is None:
        raise Http404
    article = actions.draft_article(section, given, by=user, at=timezone.now())
    messages.success(request, _("Đã soạn bản nháp. Hãy đọc lại, sửa rồi gửi duyệt."))
    return redirect(_way_to(user, article))


def _way_to(user: User, article: Article) -> str:
    """An editor goes to the editor, who approves to its page on the desk."""
    if access.writes_on(user, access.home_of(article)):
        return f"/quan-tri/pages/{article.pk}/edit/"
    return f"/ban-lam-viec/tin/{article.pk}/"


def own_home(user: User) -> UnitHome | None:
    """The site on which somebody drafts: that of their own body, else none."""
    if user.acting is None:
        return None
    found = _OWN_HOME.rows(user)
    return found[0] if found else None


def _own_home(user: User) -> QuerySet[UnitHome]:
    assert user.acting is not None
    rows: QuerySet[UnitHome] = access.homes_of(user).filter(
        organisation=user.acting.organisation_id
    )
    return rows.order_by("pk")[:1]


_OWN_HOME = ReadyFor(_own_home)

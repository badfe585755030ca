"""What stands around every page of the desk: where one can go, for whom one acts, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.desk.subjects import SUBJECTS
from sanvat.parties.models import User
from sanvat.parties.models.notices import count_unread
from sanvat.ui.unchanging import unchanging


def navigation_of(user: User) -> list[Subject]:
    """The subjects this person's role has links to, beside the pages."""
    return _links(user, Group.WORK, Group.PROGRAMME, Group.OFFICE)


FOLDED_ABOVE = 4
"""A group of the navigation with a name and more links than this is folded behind its name."""


@dataclass(frozen=True)
class Part:
    """Some links of the navigation that stand together, folded behind `label` where it has one."""

    subjects: tuple[Subject, ...]
    label: str | Promise = ""
    icon: str = ""

    def holds(self, subject: Subject | None) -> bool:
        return subject in self.subjects


def parts_of(user: User) -> list[Part]:
    """The same links as `navigation_of`, in their order, as they are drawn."""
    programme = tuple(_links(user, Group.PROGRAMME))
    folded = len(programme) > FOLDED_ABOVE
    parts = [
        Part(tuple(_links(user, Group.WORK))),
        Part(programme, _("Chương trình"), "clipboard-list") if folded else Part(programme),
        Part(tuple(_links(user, Group.OFFICE))),
    ]
    return [part for part in parts if part.subjects]


def _links(user: User, *groups: Group) -> list[Subject]:
    return [
        subject
        for group in groups
        for subject in SUBJECTS
        if subject.group == group and subject.is_for(user)
    ]


def current_of(subjects: list[Subject], path: str) -> Subject | None:
    """The subject whose address this page lies behind, the longest if several; the first page
    has every other behind it, and is only itself."""
    first = _first_path()
    behind = {
        own: subject
        for subject in subjects
        if path.startswith(own := subject.path) and (own != first or path == first)
    }
    return behind[max(behind, key=len)] if behind else None


@cache
def _first_path() -> str:
    return reverse("desk:home")


def bar(request: HttpRequest) -> dict[str, Any]:
    """Everything in the head of a page. What waits was counted when the click came in; where a
    form was sent, it is counted anew."""
    user = request.user
    assert isinstance(user, User)
    return {
        "request": request,
        "user": user,
        "acting": user.acting,
        "memberships": user.roles_of_today,
        "unread": _unread(request, user),
        "menu": _menu(*_links(user, Group.MENU)),
        "may_search": user.acting is not None and not _is_search(request),
    }


_menu = unchanging("desk/frame/menu.html", lambda *subjects: {"subjects": subjects})


def _unread(request: HttpRequest, user: User) -> int:
    if user.found is not None and request.method in ("GET", "HEAD"):
        return user.found.unread
    return count_unread(user)


def _is_search(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == "desk:search"

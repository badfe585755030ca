"""What stands around every page of the desk: for whom one acts, where one can go, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanvat.parties.access import acts_as
from sanvat.parties.models import Notice, Role, User
from sanvat.parties.roles import KEY_KEEPERS

READERS = (
    Role.COMMUNE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.COORDINATOR,
    Role.CENTRE_OFFICER,
)
IMPORTERS = (Role.COMMUNE_OFFICER, Role.ADVISORY_OFFICER, Role.CENTRE_OFFICER)
INVITERS = (
    Role.PRODUCER,
    Role.COMMUNE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.CENTRE_OFFICER,
    Role.OPERATOR,
)


@dataclass(frozen=True)
class Door:
    """A place of the desk; `roles` are those whose work is behind it, all where empty."""

    name: str
    label: str | Promise
    icon: str
    roles: tuple[Role, ...] = ()

    @property
    def path(self) -> str:
        """Its address, or nothing where this installation has no such page."""
        try:
            return reverse(f"desk:{self.name}")
        except NoReverseMatch:
            return ""


DOORS = (
    Door("home", _("Hôm nay"), "sun"),
    Door("products", pgettext_lazy("danh sách", "Sản phẩm"), "package", (Role.PRODUCER, *READERS)),
    Door("producers", pgettext_lazy("danh sách", "Chủ thể"), "store", (Role.PRODUCER, *READERS)),
    Door("ideas", _("Ý tưởng"), "lightbulb"),
    Door("cycle", _("Chu trình năm"), "calendar-days"),
    Door("imports", _("Nhập sổ"), "file-spreadsheet", IMPORTERS),
    Door("organisations", _("Tổ chức, con người"), "users", INVITERS),
    Door("letters", _("Thư"), "mail", (*READERS, Role.OPERATOR)),
)


def doors_for(user: User) -> list[Door]:
    role = user.acting.role if user.acting else None
    return [door for door in DOORS if door.path and (not door.roles or role in door.roles)]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Everything the bar shows, in one query beside that for whom one acts."""
    user = request.user
    assert isinstance(user, User)
    return {
        "request": request,
        "user": user,
        "acting": user.acting,
        "memberships": user.roles_of_today,
        "unread": Notice.objects.visible_to(user).unread().count(),
        "may_see_keys": acts_as(user, *KEY_KEEPERS),
        "may_search": user.acting is not None and not _is_search(request),
    }


def current_door(doors: list[Door], path: str) -> str:
    """The door with the longest address this page lies behind; the first is only itself."""
    behind = [door for door in doors[1:] if path.startswith(door.path)]
    if behind:
        return max(behind, key=lambda door: len(door.path)).name
    return doors[0].name if doors and path == doors[0].path else ""


def _is_search(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == "desk:search"

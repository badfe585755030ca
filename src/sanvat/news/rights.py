"""What somebody may do in Wagtail's editor: made from the role they act in, whenever it is asked.

No group, permission or collection of Wagtail is ever written for a person, so nothing is left when
a post ends. Wagtail asks its policies, which are replaced here by ones that ask `access.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail.models import AbstractPage, Collection, GroupPagePermission
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from sanvat.news import access
from sanvat.parties.models import User

ENTER = "wagtailadmin.access_admin"
WRITES = ("add_page", "change_page")
PUBLISHES = "publish_page"


def register() -> None:
    from sanvat.news.models import Paper, Picture

    register_permission_policy(AbstractPage, PagesByRole())
    for model in (Picture, Paper):
        register_permission_policy(model, LibraryByRole(model), exact_class=True)


def held_by(user: User) -> frozenset[str]:
    """The permissions by name that Wagtail asks Django for."""
    acting = getattr(user, "acting", None)
    asked_as = acting.pk if acting else None
    kept = user.__dict__.get("_held_in_editor")  # asked a dozen times for one page
    if kept is None or kept[0] != asked_as:
        held = frozenset({ENTER}) if access.may_enter(user) else frozenset()
        kept = user.__dict__["_held_in_editor"] = (asked_as, held)
    held_now: frozenset[str] = kept[1]
    return held_now


class PagesByRole(PagePermissionPolicy):
    """Editors write on the sites of their body; keepers take offline on those they approve on."""

    def get_all_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        if not user.is_active or user.is_anonymous:
            return []
        given = [
            _permission(home, codename)
            for home in access.written_by(user)
            for codename in (*WRITES, *((PUBLISHES,) if home.editors_publish else ()))
        ]
        return given + [_permission(home, PUBLISHES) for home in access.approved_by(user)]

    def users_with_any_permission(self, actions: Any, include_superusers: bool = True) -> Any:
        return User.objects.none()

    def users_with_any_permission_for_instance(
        self, actions: Any, instance: Any, include_superusers: bool = True
    ) -> Any:
        return User.objects.none()


def _permission(home: Any, codename: str) -> GroupPagePermission:
    """As Wagtail expects it, and in no table."""
    return GroupPagePermission(page=home.page_ptr, permission=Permission(codename=codename))


class LibraryByRole(BasePermissionPolicy):
    """Pictures and files belong to the body whose editors brought them, and nobody else sees them
    before they stand in an article."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return access.written_by(user).exists()

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self.user_has_permission(user, "add")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not access.written_by(user).exists():
            return False
        return bool(instance.organisation_id == user.acting.organisation_id)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        if not access.written_by(user).exists():
            return rows.none()
        return rows.filter(organisation=user.acting.organisation_id)

    def users_with_any_permission(self, actions: Any) -> Any:
        return User.objects.none()

    def users_with_any_permission_for_instance(self, actions: Any, instance: Any) -> Any:
        return User.objects.none()

    def collections_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """Wagtail's folders are not used: there is the one that it cannot do without."""
        rows = Collection.objects.all()
        return rows if access.written_by(user).exists() else rows.none()

    def collections_user_has_permission_for(self, user: Any, action: str) -> Any:
        return self.collections_user_has_any_permission_for(user, [action])

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from sanvat.parties.models import Membership, Role

register = template.Library()


@register.simple_tag
def demonstration_people() -> list[Membership]:
    """One membership of the demonstration for every role, in the order of the roles."""
    if not settings.DEMO:
        return []
    found = (
        Membership.objects.on(timezone.localdate())
        .filter(user__is_demonstration=True, user__is_active=True)
        .select_related("user", "organisation", "place")
        .order_by("pk")
    )
    first: dict[str, Membership] = {}
    for membership in found:
        first.setdefault(membership.role, membership)
    return [first[role] for role in Role.values if role in first]


@register.simple_tag
def provider_name() -> str:
    """The provider of identities that may be used to sign in, if there is one."""
    return _provider().get("name", "")


@register.simple_tag
def provider_id() -> str:
    return _provider()["provider_id"]


def _provider() -> dict[str, str]:
    configured: Any = settings.SOCIALACCOUNT_PROVIDERS
    return configured["openid_connect"]["APPS"][0] if configured else {}

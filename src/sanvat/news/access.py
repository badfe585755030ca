"""Who writes on a unit's site, and who approves what others wrote."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, TaskState

from sanvat.news.models.sites import UnitHome
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import Membership, Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import within


def home_of(page: Any) -> UnitHome | None:
    """The site that a page lies in; None above all sites."""
    if isinstance(page, UnitHome):
        return page
    path = page.path[: 2 * Page.steplen]
    found: UnitHome | None = UnitHome.objects.filter(path=path).first()
    return found


def pages_of(homes: QuerySet[UnitHome]) -> QuerySet[Any]:
    """All pages of these sites."""
    inside = Q(pk__in=[])
    for path in homes.values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    found: QuerySet[Any] = Page.objects.filter(inside)
    return found


def writes_on(user: User, home: UnitHome | None) -> bool:
    """An editor of the body whose site it is."""
    acting = _acting(user)
    if home is None or home.organisation_id is None or acting is None:
        return False
    return acts_as(user, Role.EDITOR) and bool(home.organisation_id == acting.organisation_id)


def approves_on(user: User, home: UnitHome | None) -> bool:
    """Who keeps the programme in that body, or in the place of the site."""
    acting = _acting(user)
    if home is None or acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        return False
    is_own = bool(home.organisation_id == acting.organisation_id)
    return is_own or keeps_programme_in(user, home.place)


def publishes_on(user: User, home: UnitHome | None) -> bool:
    """An editor, where the unit lets its editors put online by themselves what they write."""
    return home is not None and home.editors_publish and writes_on(user, home)


def may_open_comments(user: User, home: UnitHome | None) -> bool:
    """Let readers write under the pages of a site: who writes or approves there."""
    return writes_on(user, home) or approves_on(user, home)


def may_approve(user: User, state: TaskState) -> bool:
    """Whether somebody may approve or give back what was submitted: never who wrote it, nor who
    submitted it."""
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return False
    wrote = {state.revision.user_id, state.workflow_state.requested_by_id}
    if user.pk in wrote:
        return False
    return approves_on(user, home_of(state.workflow_state.content_object))


def written_by(user: User) -> QuerySet[UnitHome]:
    """The sites on which somebody writes."""
    acting = _acting(user)
    if acting is None or not acts_as(user, Role.EDITOR):
        none: QuerySet[UnitHome] = UnitHome.objects.none()
        return none
    found: QuerySet[UnitHome] = UnitHome.objects.filter(organisation=acting.organisation_id)
    return found


def approved_by(user: User) -> QuerySet[UnitHome]:
    """The sites on which somebody approves."""
    none: QuerySet[UnitHome] = UnitHome.objects.none()
    acting = _acting(user)
    if acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        return none
    own = acting.place
    found: QuerySet[UnitHome] = UnitHome.objects.all()
    if own is None:
        return found
    return found.filter(Q(organisation=acting.organisation_id) | within(own, "place"))


def homes_of(user: User) -> QuerySet[UnitHome]:
    """The sites on which somebody writes or approves."""
    return written_by(user) | approved_by(user)


_AT_ALL = ReadyFor(lambda user: homes_of(user).order_by().values_list("pk")[:1])


def may_enter(user: User, homes: Collection[UnitHome] | None = None) -> bool:
    """Whether the editor opens for somebody: in the role they act in, today. `homes`: their sites,
    where they are at hand."""
    if _acting(user) is None or user.is_superuser:
        return False
    return bool(_AT_ALL.tuples(user) if homes is None else homes)


def may_open_home(user: User, organisation: Any, place: Any) -> bool:
    """Open a unit's site and say how it publishes: who keeps the programme in its place, for a
    body there. The main site, which has no place, is the centre's."""
    acting = _acting(user)
    if acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        return False
    own = acting.place
    if own is None:
        return True
    if place is None or not own.covers(place):
        return False
    is_own = bool(organisation.pk == acting.organisation_id)
    return is_own or (organisation.place is not None and own.covers(organisation.place))


def _acting(user: Any) -> Membership | None:
    """The role somebody acts in, as far as they are signed in."""
    return getattr(user, "acting", None) if user.is_authenticated else None

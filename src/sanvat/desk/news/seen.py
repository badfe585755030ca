"""What of the news lies before somebody: sites, sections to write in, and pages that wait."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast, Left
from wagtail.models import Page, TaskState

from sanvat.news import access
from sanvat.news.models import Section, UnitHome
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.records.ready_queries import ReadyQuery

MOST_SECTIONS = 12
"""Sections that have a button of their own; the others are in the editor."""
MOST_HOMES = 50


def homes_before(user: User) -> list[UnitHome]:
    """Their sites in the order of the tree, with their bodies and places."""
    return _HOMES.rows(user)


def _homes(user: User) -> QuerySet[UnitHome]:
    with_whose = access.homes_of(user).select_related("organisation__place", "place")
    return with_whose.order_by("path")[:MOST_HOMES]


_HOMES = ReadyFor(_homes)


def sections_to_write_in(user: User) -> list[Section]:
    """In the order of the site, with their sites."""
    return _SECTIONS.rows(user)


def _sections(user: User) -> QuerySet[Section]:
    found = Section.objects.filter(home__in=access.written_by(user))
    with_home: QuerySet[Section] = found.select_related("home").order_by("path")
    return with_home[:MOST_SECTIONS]


_SECTIONS = ReadyFor(_sections)


def waiting_for(user: User) -> list[Any]:
    """The states of what somebody may approve or give back, the longest waiting first."""
    return _WAITING.rows(user) if _AT_ALL.tuples() else []


def _in_progress() -> QuerySet[Any]:
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__secondperson__active=True
    )


def _waiting(user: User) -> QuerySet[Any]:
    its_home = access.approved_by(user).filter(path=Left(OuterRef("path"), 2 * Page.steplen))
    page = Cast(OuterRef("workflow_state__object_id"), BigIntegerField())
    inside = Page.objects.filter(Exists(its_home.order_by()), pk=page).order_by()
    found = _in_progress().filter(Exists(inside))
    with_whom: QuerySet[Any] = found.select_related("workflow_state__requested_by", "revision")
    return with_whom.order_by("started_at", "pk")


_WAITING: ReadyFor[Any] = ReadyFor(_waiting)
_AT_ALL: ReadyQuery[Any] = ReadyQuery(lambda: _in_progress().order_by().values_list("pk")[:1])
"""Most of the time nothing waits anywhere, and one short question says so."""

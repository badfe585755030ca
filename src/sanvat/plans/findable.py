"""Plans that are in force, for the public search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import Findable, Keys, Thing, itself, read_of, whole_numbers
from sanvat.plans.models import Plan

AT_ONCE = 500
"""Rows that are held in memory."""


def _plans(keys: Keys | None) -> Iterator[Thing]:
    """Two queries."""
    rows = (
        Plan.objects.in_force()
        .select_related("programme", "organisation", "place", "decision")
        .prefetch_related("targets")
        .order_by("pk")
    )
    yield from map(_plan, read_of(rows, keys, at_once=AT_ONCE))


def _plan(plan: Any) -> Thing:
    paper = plan.decision
    targets = "\n".join(
        f"{target.number}. {target.name}"
        for target in sorted(plan.targets.all(), key=lambda target: target.number)
    )
    facts = (
        plan.organisation.name,
        str(paper) if paper else "",
        plan.place.full_name if plan.place else "",
    )
    return Thing(
        key=str(plan.pk),
        title=str(plan),
        text="\n\n".join(filter(None, (plan.goals, targets, plan.tasks))),
        facts=tuple(fact for fact in facts if fact),
        section=str(plan.year),
        day=plan.issued_on,
        until=plan.ends_on,
        place=plan.place_id,
        also=f"{plan.year} {plan.programme.name}",
    )


def _of_targets(keys: list[str]) -> list[str]:
    rows = Plan.objects.filter(targets__in=whole_numbers(keys))
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


FINDABLES = (
    Findable(
        kind="ke-hoach",
        label=_("Kế hoạch"),
        things=_plans,
        follows={"plans.plan": itself, "plans.target": _of_targets},
        dataset="ke-hoach",
        order=40,
    ),
)

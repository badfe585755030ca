"""A plan of the country that gives a share to every commune, and one of each province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from sanvat.indicators.models import Indicator
from sanvat.parties.models import Organisation
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.plans.models import Plan, Programme, Share, Target
from sanvat.site.seed import Country

AFTER = ("certificates",)


def seed(country: Country) -> None:
    """Drafts first, then all issued at once: what has been issued can be given nothing more."""
    chance = country.chance("plans")
    with country.telling(_("Kế hoạch")):
        ministry = Organisation.objects.filter(kind=Kind.MINISTRY, place=None).earliest("pk")
        year = country.at.year
        programme = Programme(
            name=f"OCOP {year - 1}–{year + 3} ({country.producers})",
            first_year=year - 1,
            last_year=year + 3,
            organisation=ministry,
            is_demonstration=True,
        )
        country.insert([programme])
        bodies = _bodies(country)
        plans = [_plan(programme, ministry, None, country)]
        plans += [_plan(programme, bodies[p.pk], p, country) for p in country.provinces]
        country.insert(plans)
        targets = [target for plan in plans for target in _targets(plan)]
        country.insert(targets)
        country.insert(list(_shares(targets, country, chance)))
        Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(
            state=Plan.State.ISSUED, issued_on=date(year, 1, 20)
        )


def _bodies(country: Country) -> dict[int, Organisation]:
    rows: Iterable[Organisation] = Organisation.objects.filter(
        kind=Kind.ADVISORY_BODY, place__in=country.provinces
    ).order_by("-pk")
    return {body.place_id: body for body in rows if body.place_id is not None}


def _plan(programme: Programme, body: Organisation, place: Place | None, country: Country) -> Plan:
    year = country.at.year
    where = place.full_name if place else _("cả nước")
    return Plan(
        programme=programme,
        organisation=body,
        place=place,
        title=f"Kế hoạch OCOP năm {year}, {where}",
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        created_at=country.at,
        is_demonstration=True,
    )


def _targets(plan: Plan) -> Iterator[Target]:
    large = plan.place is None
    for number, (code, name, counts, choices, least) in enumerate(COUNTED, start=1):
        indicator, _made = Indicator.objects.get_or_create(
            code=code,
            defaults={"name": name, "unit": "sản phẩm", "countable": counts, "choices": choices},
        )
        yield Target(
            plan=plan,
            number=number,
            indicator=indicator,
            name=name,
            unit="sản phẩm",
            least=least * (34 if large else 1),
        )


COUNTED: tuple[tuple[str, str, str, dict[str, Any], int], ...] = (
    ("dem-cong-nhan", "Lần công nhận trong năm", "recognitions.issued", {}, 60),
    ("dem-nang-hang", "Lần nâng hạng trong năm", "recognitions.issued", {"kind": "upgrade"}, 10),
    ("dem-hieu-luc", "Sản phẩm đang được công nhận", "recognitions.in_force", {}, 300),
    ("dem-bon-sao", "Trong đó hạng bốn sao", "recognitions.in_force", {"stars": 4}, 60),
)


def _shares(targets: list[Target], country: Country, chance: Random) -> Iterator[Share]:
    """Of the country's plan to all communes, of a province's to its own."""
    for target in targets:
        place = target.plan.place
        for commune in country.communes:
            if place is None or commune.parent_id == place.pk:
                least = chance.randrange(3)
                yield Share(target=target, place=commune, least=least, most=least + 2)

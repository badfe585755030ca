"""Which body a matter goes to, by its place and subject: what an office has settled, else the law's
usual body of the place (`rules.concerns`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sanvat.concerns import access
from sanvat.concerns.models import Concern, Route
from sanvat.errors import Refusal
from sanvat.parties.models import Organisation
from sanvat.places.models import Level, Place
from sanvat.rules import concerns as rules


@dataclass(frozen=True)
class Way:
    """Where a matter goes, and why: by a `route` that somebody settled, or by the `usual` body.
    `places`: what the place named is today; more than one where an old unit was divided."""

    organisation: Organisation
    route: Route | None
    places: tuple[Place, ...]

    @property
    def place(self) -> Place:
        return self.places[0]


def today_in(place: Place) -> tuple[Place, ...]:
    """What a place of any map is on today's; itself where nothing is known of it any more."""
    return tuple(place.today_places()) or (place,)


def way_of(subject: str, place: Place, *, kind: str, on: date) -> Way:
    """Where a matter about a subject in a place goes on a day; a few queries.

    An old place stands for what it is today. A denunciation goes to the first body, from its
    commune upwards, that has named people for such. Refuses (`nobody-answers`) where there is no
    body at all, and (`no-confidant`) where nobody is named.
    """
    places = today_in(place)
    found = candidates(subject, places[0], on)
    if not found:
        raise Refusal(
            _(
                "Chưa có cơ quan nào trên hệ thống tiếp nhận lĩnh vực này ở địa bàn đã chọn. Hãy "
                "gửi đơn tới Ủy ban nhân dân xã, hoặc chọn địa bàn cấp trên."
            ),
            code="nobody-answers",
        )
    if kind != Concern.Kind.DENUNCIATION:
        return Way(found[0][0], found[0][1], places)
    for organisation, route in found:
        if access.confidants_of(organisation.pk).exists():
            return Way(organisation, route, places)
    raise Refusal(
        _(
            "Cơ quan ở địa bàn này chưa cử người tiếp nhận tố cáo qua hệ thống. Hãy gửi đơn có chữ "
            "ký, hoặc đến trực tiếp nơi tiếp công dân của Ủy ban nhân dân."
        ),
        code="no-confidant",
    )


def candidates(subject: str, place: Place, on: date) -> list[tuple[Organisation, Route | None]]:
    """The bodies that could take it, the nearest first: what is settled for the place, then the
    usual ones of the commune and the province."""
    chain = _chain(place)
    nearest: dict[int, tuple[Organisation, Route | None]] = {}
    for route in _settled(subject, chain, on):
        nearest.setdefault(route.organisation_id, (route.organisation, route))
    for organisation in _usual(rules.subject(subject), chain):
        nearest.setdefault(organisation.pk, (organisation, None))
    return list(nearest.values())


def _chain(place: Place) -> list[Place]:
    """The place and those it lies in, the smallest first."""
    found = [place]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found


def _settled(subject: str, chain: Sequence[Place], on: date) -> Iterable[Route]:
    units = [place.lineage for place in chain]
    rows = (
        Route.objects.on(on)
        .filter(place__lineage__in=units, subject__in=[subject, ""])
        .select_related("organisation__place", "place")
    )
    # The smaller place first, and in it the subject's own route before the one for all.
    return sorted(rows, key=lambda row: (-len(row.place.lineage), row.subject == "", -row.pk))


def _usual(subject: rules.Subject, chain: Sequence[Place]) -> list[Organisation]:
    """The bodies of the subject's level, then those of the levels above, then the commune's."""
    level = Level(subject.level)
    at = next((n for n, place in enumerate(chain) if place.level == level), 0)
    order = [*chain[at:], *chain[:at]]
    units = {place.lineage: n for n, place in enumerate(order)}
    kinds = list(dict.fromkeys((*subject.bodies, *_KINDS)))
    rows = Organisation.objects.filter(place__lineage__in=units, kind__in=kinds)
    return sorted(
        rows.select_related("place"),
        key=lambda each: (
            units[each.place.lineage] if each.place else len(units),
            kinds.index(each.kind),
            each.pk,
        ),
    )


_KINDS = (
    Organisation.Kind.COMMUNE_COMMITTEE,
    Organisation.Kind.ADVISORY_BODY,
    Organisation.Kind.COORDINATION_OFFICE,
    Organisation.Kind.PROVINCE_COMMITTEE,
    Organisation.Kind.DEPARTMENT,
)
"""Kinds of body that take matters of the people without being told to."""

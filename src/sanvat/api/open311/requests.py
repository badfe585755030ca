"""Matters as service requests: what is published, and for a key what its organisation sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.api.open311 import asked
from sanvat.api.open311.formats import Error
from sanvat.concerns import codes
from sanvat.concerns.models import AppSending, Concern, Publication
from sanvat.concerns.publications import has_ended, public_answers, sent_on
from sanvat.parties.models import ApiKey, Scope
from sanvat.places.models import within
from sanvat.text.language import is_english

MOST_ROWS = 1_000
LONGEST_DESCRIPTION = 4_000
STATUSES = ("open", "closed")


def by_ids(ids: list[str], key: ApiKey | None) -> list[dict[str, Any]]:
    """Those of these ids that may be read, each once: by the number under which all may read what
    is published, or by the code, which only who sent it has."""
    numbers = [int(each) for each in ids if each.isascii() and each.isdecimal() and len(each) < 19]
    by_code = {codes.tidy_code(each): each for each in ids}
    rows = public_answers()
    found: dict[str, dict[str, Any]] = {
        str(each.pk): published(each, str(each.pk)) for each in rows.filter(pk__in=numbers)
    }
    for each in rows.filter(concern__code__in=by_code):
        asked_as = by_code[each.concern.code]
        found[asked_as] = published(each, each.concern.code)
    for concern in _sent_with(key).filter(code__in=by_code):
        found.setdefault(by_code[concern.code], sent(concern))
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def found_by(given: Mapping[str, str], key: ApiKey | None) -> list[dict[str, Any]]:
    """What was sent in these days, the newest first, as far as it may be read; of a key's
    organisation also what it sent and is not published."""
    province = asked.jurisdiction(given)
    start, end = asked.days(given)
    subjects = [asked.service(each).key for each in asked.listed(given, "service_code")]
    statuses = asked.listed(given, "status")
    if not set(statuses) <= set(STATUSES):
        raise Error(400, _("status chỉ nhận open, closed. Hãy sửa."))
    rows = public_answers().filter(concern__sent_at__range=(start, end))
    own = _sent_with(key).filter(sent_at__range=(start, end))
    own = own.exclude(publication__in=Publication.objects.filter(withdrawn_at=None))
    if subjects:
        rows, own = rows.filter(concern__subject__in=subjects), own.filter(subject__in=subjects)
    if province is not None:
        rows = rows.filter(within(province, "concern__place"))
        own = own.filter(within(province, "place"))
    told = [
        (each.concern.sent_at, published(each, str(each.pk)))
        for each in rows.order_by("-concern__sent_at", "-pk")[:MOST_ROWS]
    ]
    told += [(each.sent_at, sent(each)) for each in own.order_by("-sent_at", "-pk")[:MOST_ROWS]]
    told.sort(key=lambda pair: pair[0], reverse=True)
    chosen = [row for _at, row in told if not statuses or row["status"] in statuses]
    return chosen[:MOST_ROWS]


def _sent_with(key: ApiKey | None) -> Any:
    """What the organisation of a key sent, if the key may send."""
    if key is None or not key.opens(Scope.CONCERNS_SEND):
        return Concern.objects.none()
    sendings = AppSending.objects.filter(organisation=key.membership.organisation_id)
    return Concern.objects.filter(
        pk__in=sendings.values("concern"), is_confidential=False
    ).select_related("place", "organisation", "clock")


def published(publication: Publication, number: str) -> dict[str, Any]:
    """In the words that the office published, and on the day, not at the second, it was sent."""
    concern = publication.concern
    updated = max(filter(None, (publication.published_at, concern.answered_at)))
    return _row(
        concern,
        number,
        status_notes=publication.answer,
        description=f"{publication.title}\n\n{publication.text}"[:LONGEST_DESCRIPTION],
        requested_at=sent_on(concern),
        updated_at=updated,
    )


def sent(concern: Concern) -> dict[str, Any]:
    """For who sent it: how far it is. Its words stay with the office and whoever has the PIN."""
    last = concern.turns.order_by("-at", "-pk").values_list("at", flat=True).first()
    return _row(
        concern,
        concern.code,
        status_notes=concern.get_state_display(),
        description=None,
        requested_at=concern.sent_at,
        updated_at=last or concern.sent_at,
    )


def _row(
    concern: Concern,
    number: str,
    *,
    status_notes: str,
    description: str | None,
    requested_at: datetime,
    updated_at: datetime,
) -> dict[str, Any]:
    subject, place = concern.subject_of, concern.place
    centre: tuple[float | None, float | None] = place.centre or (None, None)
    due_on = concern.clock.due_on if concern.clock and not has_ended(concern) else None
    return {
        "service_request_id": number,
        "status": "closed" if has_ended(concern) else "open",
        "status_notes": status_notes,
        "service_name": subject.name_en if is_english() else subject.name,
        "service_code": subject.key,
        "description": description,
        "agency_responsible": concern.organisation.name,
        "service_notice": None,
        "requested_datetime": w3(requested_at),
        "updated_datetime": w3(updated_at),
        "expected_datetime": w3(_end_of(due_on)) if due_on else None,
        "address": place.full_name,
        "address_id": place.code,
        "zipcode": None,
        # The middle of its commune: a point may be somebody's house.
        "lat": centre[0],
        "long": centre[1],
        "media_url": None,
    }


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def w3(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")

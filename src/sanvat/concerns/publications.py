"""What strangers may read of matters: those that an office has published, in its words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanvat.concerns.models import Concern, Publication, PublicationQuerySet

ENDED = (
    *(Concern.State.ANSWERED, Concern.State.CLOSED, Concern.State.RETURNED),
    *(Concern.State.REFUSED, Concern.State.WITHDRAWN),
)
"""States in which an office has nothing to do any more, as other programmes are told "closed"."""


def public_answers() -> PublicationQuerySet:
    """Those anybody may read now, with what is told of them; one query."""
    rows: PublicationQuerySet = (
        Publication.objects.public()
        .filter(concern__is_confidential=False)
        .select_related("concern__place", "concern__organisation", "concern__clock")
    )
    return rows


def path_of(publication: Publication) -> str:
    """Its public page."""
    return f"/phan-anh/da-tra-loi/{publication.pk}/"


def sent_on(concern: Concern) -> datetime:
    """The day on which it was sent, as the moment it began: by the second somebody could tell who
    sent it."""
    return timezone.localtime(concern.sent_at).replace(hour=0, minute=0, second=0, microsecond=0)


def has_ended(concern: Concern) -> bool:
    return concern.state in ENDED

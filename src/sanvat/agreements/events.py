"""The events at which an agreement is signed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from sanvat.agreements.models import Agreement
from sanvat.events.models import CoHost, Event


def signing_events(agreement: Agreement) -> Any:
    """Signings that a party of the agreement holds, alone or with others, and that were not called
    off; the newest first."""
    parties = agreement.parties.order_by().values("organisation")
    with_others = CoHost.objects.filter(organisation__in=parties).values("event")
    return (
        Event.objects.filter(Q(host__in=parties) | Q(pk__in=with_others), kind=Event.Kind.SIGNING)
        .exclude(state=Event.State.CANCELLED)
        .order_by("-starts_on", "-pk")
    )

"""The people of a producer and what each may do."""

from __future__ import annotations

from typing import Any

from sanvat.products import access
from sanvat.products.models import PersonRights, Producer


def people_with_rights(producer: Producer) -> list[dict[str, Any]]:
    """Everybody who acts for the producer today, those who manage first; one query."""
    members = access.people_now(producer.organisation_id)
    rights = access.rights_among(members)
    rows = [
        {
            "membership": member,
            "rights": rights[member.pk],
            "label": PersonRights.Rights(rights[member.pk]).label,
        }
        for member in members
    ]
    order = list(PersonRights.Rights.values)
    return sorted(rows, key=lambda row: order.index(row["rights"]))

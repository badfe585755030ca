"""The people of a producer and what each may do."""

from __future__ import annotations

from typing import Any

from sanvat.parties.access import acts_as, is_officer_of
from sanvat.parties.models import Role, User
from sanvat.products import access
from sanvat.products.models import PersonRights, Producer


def acts_inside(user: User, producer: Producer) -> bool:
    """Whether somebody acts for the producer, or as an officer of its place: they see address,
    telephone, people and history, and whoever only reads there does not."""
    if acts_as(user, Role.PRODUCER):
        return user.acting is not None and user.acting.organisation_id == producer.organisation_id
    return is_officer_of(user, producer.current_place)


def people_with_rights(producer: Producer) -> list[dict[str, Any]]:
    """Everybody who acts for the producer today, those who manage first; one query."""
    members = list(access.people_of(producer.organisation_id))
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

"""The people of a producer and what each may do."""

from __future__ import annotations

from typing import Any

from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.products import access
from sanvat.products.models import PersonRights, Producer


def acts_inside(user: User, producer: Producer) -> bool:
    """Whether somebody acts for the producer, or as an officer of its place: they see address,
    telephone, people and history, and whoever only reads there does not."""
    if acts_as(user, Role.PRODUCER):
        return user.acting is not None and user.acting.organisation_id == producer.organisation_id
    return access.is_officer_of(user, producer.current_place)


def people_with_rights(producer: Producer) -> list[dict[str, Any]]:
    """Everybody who acts for the producer today, those who manage first; two queries.

    Where nothing was said, the one who came first manages and later ones edit, as
    `access.rights_of` has it for one of them.
    """
    members = list(
        access.people_of(producer.organisation_id)
        .select_related("user")
        .order_by("granted_at", "pk")
    )
    said = dict(
        PersonRights.objects.filter(membership__in=members).values_list("membership", "rights")
    )
    rows = []
    for index, member in enumerate(members):
        rights = said.get(member.pk) or (
            PersonRights.Rights.MANAGE if index == 0 else PersonRights.Rights.EDIT
        )
        rows.append(
            {"membership": member, "rights": rights, "label": PersonRights.Rights(rights).label}
        )
    order = list(PersonRights.Rights.values)
    return sorted(rows, key=lambda row: order.index(row["rights"]))

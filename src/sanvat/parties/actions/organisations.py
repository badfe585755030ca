from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.parties import access, demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import take_turns
from sanvat.text.tidy import same_name, tidy


@transaction.atomic
def create_organisation(
    kind: str,
    name: str,
    *,
    by: User | None,
    at: datetime,
    place: Place | None = None,
    parent: Organisation | None = None,
    tax_code: str = "",
    is_demonstration: bool = False,
) -> Organisation:
    """Enter a body people can act for, and return it.

    Officers create organisations in their own place, commune officers only producers, and the
    centre those without a place. A second one of the same kind and name in one place is a
    ValidationError, unless they are producers; names that nobody can tell apart by looking are
    the same (`text.tidy.same_name`).
    """
    require(by is None or access.may_create_organisation(by, kind, place))
    organisation = Organisation(
        kind=kind,
        name=tidy(name),
        place=place,
        parent=parent,
        tax_code=tax_code,
        is_demonstration=demonstration.marks(by, is_demonstration),
        created_at=at,
    )
    take_turns(f"organisations of place {place.pk if place else 0}")  # or two could bear one name
    organisation.full_clean()
    _refuse_known_name(organisation)
    organisation.save()
    journal.write(
        "create_organisation",
        by=by,
        subject=organisation,
        at=at,
        changes={"kind": (None, kind), "name": (None, organisation.name), "place": (None, place)},
    )
    return organisation


def _refuse_known_name(organisation: Organisation) -> None:
    if organisation.kind == OrganisationKind.PRODUCER:  # two makers may share a name
        return
    others = Organisation.objects.filter(kind=organisation.kind, place=organisation.place)
    names = others.exclude(pk=organisation.pk).values_list("name", flat=True)
    if same_name(organisation.name) in map(same_name, names):
        raise ValidationError(
            {"name": _("Địa bàn này đã có một tổ chức cùng loại, cùng tên.")}, code="name-taken"
        )

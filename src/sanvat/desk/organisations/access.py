"""Who sees a body and who enters one, by the role in which they act."""

from __future__ import annotations

from django.db.models import QuerySet

from sanvat.parties import access
from sanvat.parties.models import Organisation, OrganisationKind, Role, User
from sanvat.products.models import Producer

# Who looks after bodies other than their own.
KEEPERS = (
    Role.OPERATOR,
    Role.CENTRE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.COMMUNE_OFFICER,
)


def visible_to(user: User) -> QuerySet[Organisation]:
    """One's own body; for those who look after others, the bodies of the place they act for, and
    the producers that lie there today, whatever their commune was called when they came."""
    if access.acts_as(user, Role.OPERATOR, Role.CENTRE_OFFICER):
        return Organisation.objects.all()
    own = Organisation.objects.filter(pk=user.acting.organisation_id if user.acting else 0)
    if not access.acts_as(user, *KEEPERS):
        return own
    here = Organisation.objects.filter(access.scope_places(user))
    makers = Producer.objects.visible_to(user).order_by().values("organisation")
    # Found apart, since "or" over two paths to a place reads every body of the country.
    return Organisation.objects.filter(
        pk__in=own.values("pk").union(here.values("pk"), makers, all=True)
    )


def founded_by(user: User) -> list[tuple[str, str]]:
    """The kinds of body that this person may enter, somewhere."""
    if access.acts_as(user, Role.COMMUNE_OFFICER):
        kinds = [OrganisationKind.PRODUCER]
    elif access.acts_as(user, *KEEPERS):
        kinds = list(OrganisationKind)
    else:
        kinds = []
    return [(kind.value, str(kind.label)) for kind in kinds]

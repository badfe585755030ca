"""Who may do what. Everything asks for whom a person acts just now, never only who they are."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from sanvat.parties.models import Letter, Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place, within

COUNCIL = (Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY)

# Who scores, decides or administers proves it with a second step at every sign-in.
OFFICERS = (
    Role.ADVISORY_OFFICER,
    Role.TEAM_MEMBER,
    *COUNCIL,
    Role.CENTRE_OFFICER,
    Role.OPERATOR,
)

# Those who write in the place they act for; a coordinator only reads there.
PLACE_OFFICERS = (Role.COMMUNE_OFFICER, Role.ADVISORY_OFFICER, Role.CENTRE_OFFICER)


def acts_as(user: User, *roles: Role) -> bool:
    """Whether the person acts in one of these roles just now."""
    return user.acting is not None and user.acting.role in roles


def require(allowed: bool) -> None:
    """Refuse, as PermissionDenied, what is not theirs to do."""
    if not allowed:
        raise PermissionDenied


def is_officer_of(user: User, place: Place | None) -> bool:
    """Whether an officer acts for this place, or for one it lies in; None is the country."""
    if user.acting is None or not acts_as(user, *PLACE_OFFICERS):
        return False
    own = user.acting.place
    if own is None or place is None:
        return own is None
    return own.covers(place)


def is_operator(user: User) -> bool:
    return acts_as(user, Role.OPERATOR)


def lacks_second_step(user: User) -> bool:
    """Whether the person holds a role of today that needs the second step, and has none.

    Every role counts, not only the one acted in: it may be chosen with the next click.
    """
    if not any(each.role in OFFICERS for each in user.roles_of_today):
        return False
    steps = Authenticator.objects.filter(user=user.pk)
    return not steps.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def scope_places(user: User, path: str = "place") -> Q:
    """Those rows whose Place, under `path`, is the acting place or lies in it.

    A membership without a place means the whole country; without a membership, nothing. It
    follows its unit through another name, kind or parent, and no further: over what a unit was
    merged into or divided among, somebody is given a role anew.
    """
    if user.acting is None:
        return Q(pk__in=[])
    place = user.acting.place
    return Q() if place is None else within(place, path)


# Which roles a role may hand out, within its place, and which bodies it may found there.
_CENTRE_GIVES = (
    Role.CENTRE_OFFICER,
    Role.TEAM_MEMBER,
    *COUNCIL,
    Role.COORDINATOR,
    Role.PROGRAMME_PARTY,
    Role.EDITOR,
)
GIVES: dict[str, tuple[Role, ...]] = {
    Role.OPERATOR: tuple(Role),
    Role.CENTRE_OFFICER: _CENTRE_GIVES,
    Role.ADVISORY_OFFICER: (
        Role.ADVISORY_OFFICER,
        Role.COMMUNE_OFFICER,
        Role.PRODUCER,
        Role.TEAM_MEMBER,
        *COUNCIL,
        Role.COORDINATOR,
        Role.PROGRAMME_PARTY,
        Role.EDITOR,
    ),
    Role.COMMUNE_OFFICER: (Role.PRODUCER,),
    Role.PRODUCER: (Role.PRODUCER,),  # to colleagues, see may_give
}

# Who of a producer's people may take others in, is for `products` to say (see its apps.py).
TAKES_OTHERS_IN: list[Callable[[Membership], bool]] = []

# Where a role is at home. Roles not named here fit any body that makes nothing itself.
HOMES: dict[str, tuple[Kind, ...]] = {
    Role.PRODUCER: (Kind.PRODUCER,),
    Role.COMMUNE_OFFICER: (Kind.COMMUNE_COMMITTEE,),
    Role.ADVISORY_OFFICER: (Kind.ADVISORY_BODY,),
    Role.TEAM_MEMBER: (Kind.ADVISORY_TEAM,),
    **dict.fromkeys(COUNCIL, (Kind.COUNCIL,)),
    Role.CENTRE_OFFICER: (Kind.MINISTRY, Kind.COORDINATION_OFFICE),
    Role.COORDINATOR: (Kind.COORDINATION_OFFICE,),
}


def fits(role: str, kind: str) -> bool:
    """Whether this kind of body has such a role."""
    return kind in HOMES[role] if role in HOMES else kind != Kind.PRODUCER


def may_found(user: User, kind: str, place: Place | None) -> bool:
    if acts_as(user, Role.COMMUNE_OFFICER):
        return kind == Kind.PRODUCER and _reaches(user, place)
    return acts_as(user, Role.OPERATOR, Role.CENTRE_OFFICER, Role.ADVISORY_OFFICER) and _reaches(
        user, place
    )


def may_give(user: User, role: str, organisation: Organisation, place: Place | None) -> bool:
    """Hand out a role, take it back, and see the invitations to it."""
    if user.acting is None or role not in GIVES.get(user.acting.role, ()):
        return False
    if acts_as(user, Role.PRODUCER):
        return organisation.pk == user.acting.organisation_id and all(
            says(user.acting) for says in TAKES_OTHERS_IN
        )
    return _reaches(user, organisation.place) and _reaches(user, place)


def _reaches(user: User, place: Place | None) -> bool:
    """A place lies in one's own; a body of no place belongs to the centre."""
    if is_operator(user):
        return True
    own = user.acting.place if user.acting else None
    if own is None or place is None:
        return own is place
    return own.covers(place)


def may_handle(user: User, letter: Letter) -> bool:
    """Letters belong to the body that writes them; stuck ones are the operator's too."""
    if user.acting is None:
        return False
    return user.acting.organisation_id == letter.organisation_id or is_operator(user)

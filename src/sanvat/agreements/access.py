"""Who may do what with agreements.

A party's people are those who act for its body in a role that carries the programme. Who keeps the
programme in the place sees an agreement of others, and does nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from sanvat.agreements.models import Agreement, Item, ItemPartner, Party
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import Membership, MembershipQuerySet, Organisation, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.places.questions import province_of
from sanvat.records.among import among_rows

NEVER_A_PARTY = (Kind.PRODUCER, Kind.COUNCIL, Kind.ADVISORY_TEAM)
MOST_OFFERED = 400
"""Bodies that a form offers as parties."""


def own_organisation(user: User) -> int | None:
    """The key of the body for which somebody carries the programme just now."""
    if not acts_as(user, *PROGRAMME_READERS):
        return None
    assert user.acting is not None
    return user.acting.organisation_id


def party_of(user: User, agreement: Agreement) -> Party | None:
    """The party for which the person acts in this agreement."""
    own = own_organisation(user)
    found = [each for each in agreement.parties.all() if each.organisation_id == own]
    return found[0] if found else None


def may_draft(user: User, place: Place, parties: Iterable[Organisation] = ()) -> bool:
    """Who keeps the programme in the place, and who acts for one of the parties."""
    own = own_organisation(user)
    if own is None:
        return False
    return keeps_programme_in(user, place) or any(each.pk == own for each in parties)


def may_begin_draft(user: User) -> bool:
    return own_organisation(user) is not None


def may_work(user: User, agreement: Agreement) -> bool:
    """Write the text, send it round, sign, meet, review: the parties, and who drafts it."""
    own = own_organisation(user)
    if own is None:
        return False
    return own == agreement.drafted_for_id or party_of(user, agreement) is not None


def may_report(user: User, item: Item) -> bool:
    """Tell how an item goes: its lead and its partners."""
    own = party_of(user, item.agreement)
    if own is None:
        return False
    return own.pk == item.lead_id or own.pk in {each.party_id for each in item.partners.all()}


def may_say_done(user: User, item: Item) -> bool:
    own = party_of(user, item.agreement)
    return own is not None and own.pk == item.lead_id


def judges_of(item: Item) -> set[int]:
    """The keys of the parties that confirm or return an item: its partners, or where it has none
    all other parties. Never the side that says it is done."""
    partners = set(ItemPartner.objects.filter(item=item).values_list("party", flat=True))
    everybody = set(Party.objects.filter(agreement=item.agreement_id).values_list("pk", flat=True))
    return (partners or everybody) - {item.lead_id, item.said_by_id}


def may_judge(user: User, item: Item) -> bool:
    """Confirm or return what another side says is done. Whoever said so themselves never may,
    for whichever side they act now."""
    own = party_of(user, item.agreement)
    if own is None or own.pk not in judges_of(item):
        return False
    said = item.notes.filter(kind="done", round=item.round).first()
    return said is None or said.by_id != user.pk


def people_of(agreement: Agreement, *, but: int | None = None) -> MembershipQuerySet:
    """The memberships of today by which people act for the parties, without those of one body."""
    bodies = [each.organisation_id for each in agreement.parties.all()]
    found: MembershipQuerySet = (
        Membership.objects.on(timezone.localdate())
        .filter(Q(organisation__in=bodies) & ~Q(organisation=but), role__in=PROGRAMME_READERS)
        .select_related("user")
        .order_by("pk")
    )
    return found


def bodies_to_agree_with(user: User) -> QuerySet[Organisation]:
    """Public bodies of one's own province, or for the centre those of the country itself and of
    its provinces; names of offices, which are no secret."""
    own = user.acting.place if user.acting else None
    province = province_of(own) if own is not None else None
    bodies = Organisation.objects.exclude(kind__in=NEVER_A_PARTY)
    if province is None:
        places = Place.objects.filter(level="province")
    else:
        places = Place.objects.filter(lineage__startswith=province.lineage)
    own_pk = user.acting.organisation_id if user.acting else None
    here = Q(place=None) | Q(among_rows("place", places)) | Q(pk=own_pk)
    found: QuerySet[Organisation] = bodies.filter(here).order_by("name", "pk")
    return found

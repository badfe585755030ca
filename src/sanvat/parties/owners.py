"""Whose an address is: an e-mail address or a telephone number, as people sign in with it.

Everything that asks, signing in, a new password, an invitation, a change of address, asks here.

- A telephone number is theirs who signs in with it.
- An e-mail address is theirs who confirmed it last. Whoever signs in with one and has confirmed
  no other holds it too.
- An address that its person gave up by confirming another is nobody's: offices hand mailboxes on.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q

from sanvat.parties import addresses
from sanvat.parties.models import User
from sanvat.records.locks import take_turns


def whose(address: str) -> User | None:
    """The person of an address, active or not; None where it is nobody's.

    Asks the same of the database whether or not there is one.
    """
    name = addresses.sign_in_name(address)
    if "\0" in name:
        return None  # PostgreSQL has no such text
    confirmed = EmailAddress.objects.filter(email=name.lower(), verified=True)
    first = confirmed.select_related("user").first()
    other = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    named = (
        User.objects.filter(username__iexact=name)
        .annotate(has_other=Exists(other.exclude(email=name.lower())))
        .first()
    )
    if first is not None:
        owner: User = first.user
        return owner
    if named is None or named.username.lower() != name.lower():  # PostgreSQL folds more than case
        return None
    return None if "@" in name and named.has_other else named


def sign_in_names(user: User) -> list[str]:
    """What this person signs in with: the number or the address of the account, and the e-mail
    address they confirmed."""
    names = [user.username, _confirmed(user)]
    return [name for name in dict.fromkeys(names) if name and whose(name) == user]


def take_turns_for(address: str) -> None:
    """Wait until no other transaction gives this address to somebody."""
    take_turns(f"account {address.lower()}")


def release(address: str, *, keeper: User | None = None) -> None:
    """Take an address from all who still bear it and whose it is not; part of an act that gives
    it to somebody, which has asked `whose` before."""
    bearers = User.objects.filter(Q(username__iexact=address) | Q(email__iexact=address))
    if keeper is not None:
        bearers = bearers.exclude(pk=keeper.pk)
    for user in bearers.select_for_update(no_key=True):
        EmailAddress.objects.filter(user=user, email__iexact=address).delete()
        if user.email.lower() == address.lower():
            user.email = _confirmed(user)
        if user.username.lower() == address.lower():
            user.username = _other_name(user)
        user.save(update_fields=["email", "username"])


def _confirmed(user: User) -> str:
    found = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return found.values_list("email", flat=True).first() or ""


def _other_name(user: User) -> str:
    """A sign-in name for who lost theirs: the address they confirmed since, or else one that
    nobody can type and that only keeps the names of accounts apart."""
    confirmed = _confirmed(user)
    is_free = not User.objects.filter(username__iexact=confirmed).exclude(pk=user.pk).exists()
    return confirmed if confirmed and is_free else f"#{user.pk}"

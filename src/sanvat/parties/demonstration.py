"""The mark of the demonstration, asked in one place: what bears it opens nothing elsewhere.

Anybody may take an account of the demonstration. So where there is none (`settings.DEMO`, which a
public installation never has), neither its people come in, by a session, a key, an invitation or
a job, nor does a role that somebody has from it open anything: one in a body of its own, or one
that its people gave. Data may have been brought along from a trial; the mark goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

if TYPE_CHECKING:
    from sanvat.parties.models import Invitation, Membership, User


_building: ContextVar[bool] = ContextVar("building", default=False)


def is_open() -> bool:
    """Whether this installation is a demonstration, whose people may come in."""
    return bool(settings.DEMO) or _building.get()


@contextmanager
def being_built() -> Iterator[None]:
    """While a command builds it, by the acts of its own people."""
    before = _building.set(True)
    try:
        yield
    finally:
        _building.reset(before)


def lets_in(user: User) -> bool:
    """Whether the person may come in here at all: not locked out, and not of a demonstration that
    is elsewhere. Every way in asks this."""
    return user.is_active and (is_open() or not user.is_demonstration)


def people_let_in(path: str = "") -> Q:
    """The rows whose person `lets_in` says yes to; `path` leads to the person, as in `user__`."""
    able = Q(**{f"{path}is_active": True})
    return able if is_open() else able & Q(**{f"{path}is_demonstration": False})


def roles_that_open(path: str = "") -> Q:
    """The memberships that may open something here; `path` leads to them, as in `membership__`."""
    if is_open():
        return Q()
    return Q(**{f"{path}organisation__is_demonstration": False}) & (
        Q(**{f"{path}granted_by": None}) | Q(**{f"{path}granted_by__is_demonstration": False})
    )


def opens(membership: Membership) -> bool:
    """The same of one membership."""
    giver = membership.granted_by
    bears_the_mark = membership.organisation.is_demonstration or (
        giver is not None and giver.is_demonstration
    )
    return is_open() or not bears_the_mark


def marks(by: User | None, given: bool = False) -> bool:
    """Whether what somebody makes bears the mark: told so, or made by one of its people."""
    return given or (by is not None and by.is_demonstration)


def holds(invitation: Invitation) -> bool:
    """Whether an invitation may be taken up here: neither its body nor its sender is of a
    demonstration that is elsewhere."""
    sender = invitation.invited_by
    bears_the_mark = invitation.organisation.is_demonstration or (
        sender is not None and sender.is_demonstration
    )
    return is_open() or not bears_the_mark


def letters_that_go_out() -> Q:
    """Letters that may be sent from here. In a trial they are laid down as files; a mail server
    that comes later should not bring them to anybody."""
    if is_open():
        return Q()
    return ~Q(organisation__is_demonstration=True) & ~Q(written_by__is_demonstration=True)

"""Roles given and ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import access, hooks, roles
from sanvat.parties.access import require
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns


@transaction.atomic
def grant_role(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    by: User | None,
    at: datetime,
    place: Place | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Membership:
    """Give a person a role in an organisation, and return the membership.

    It holds from the day of `at` or `from_on`, to `until_on` inclusive or without end, over
    `place` or else that of the organisation. Refuses a role to oneself (`own-role`), one such an
    organisation does not have (`role-elsewhere`), and one the person already holds in that time
    (`already-member`).
    """
    place = place or organisation.place
    if by is not None:
        require(access.may_give(by, role, organisation, place))
        refuse_oneself(user, by)
    return enrol(
        user,
        organisation,
        role,
        act="grant_role",
        place=place,
        by=by,
        at=at,
        granted_by=by,
        period=DateRange(from_on or timezone.localdate(at), until_on and until_on + timedelta(1)),
    )


@transaction.atomic
def end_membership(membership: Membership, *, by: User, at: datetime) -> None:
    """Take a role back, or lay one's own down; it opens nothing more from this moment on.

    The one way to do so: whatever a room above has to say to it (see hooks.BEFORE_ENDING) is
    asked here. Refuses a membership that has ended already (`already-ended`), the last
    operator's (`last-operator`), since nobody could then let anybody in, and to leave people of
    a producer behind of whom nobody manages it (`last-manager`).
    """
    if membership.role == Role.OPERATOR:
        take_turns("the last operator")
    for asked in hooks.BEFORE_ENDING:
        asked(membership, by=by, at=at)
    membership = locked(membership, "user", "organisation__place", "place")
    require(access.may_end(by, membership))
    today = timezone.localdate(at)
    before = membership.valid
    if before.isempty or (before.upper is not None and before.upper <= today):
        raise Refusal(
            _("Tư cách này đã kết thúc từ trước. Nếu cần, hãy mời lại người ấy."),
            code="already-ended",
        )
    if membership.role == Role.OPERATOR:
        _keep_an_operator(membership, today)
    membership.valid = DateRange(before.lower, max(before.lower, today))
    membership.ended_by, membership.ended_at = by, at
    membership.save(update_fields=["valid", "ended_by", "ended_at"])
    journal.write(
        "end_membership",
        by=by,
        subject=membership,
        at=at,
        changes={"valid": (before, membership.valid)},
    )


def _keep_an_operator(membership: Membership, today: date) -> None:
    others = Membership.objects.that_open(today).filter(role=Role.OPERATOR)
    if not others.exclude(user=membership.user_id).exists():
        raise Refusal(
            _("Đây là người vận hành cuối cùng. Hãy giao vai trò này cho người khác trước."),
            code="last-operator",
        )


# What granting and accepting an invitation share


def refuse_oneself(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise Refusal(
            _("Không ai tự giao vai trò cho mình. Hãy nhờ một người khác có quyền giao."),
            code="own-role",
        )


def check_home(role: str, organisation: Organisation) -> None:
    """Refuse a role that such an organisation does not have."""
    if not roles.fits(role, organisation.kind):
        raise Refusal(
            _("%(kind)s không có vai trò %(role)s. Hãy chọn tổ chức hoặc vai trò khác.")
            % {"kind": organisation.get_kind_display(), "role": Role(role).label},
            code="role-elsewhere",
        )


def enrol(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    act: str,
    place: Place | None,
    by: User | None,
    at: datetime,
    granted_by: User | None,
    period: DateRange,
) -> Membership:
    """Make somebody a member under the name of this act; the caller has asked who may."""
    check_home(role, organisation)
    locked(user)  # two grants to one person at once take turns
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        place=place,
        valid=period,
        granted_by=granted_by,
        granted_at=at,
    )
    if Membership.objects.filter(
        user=user, organisation=organisation, role=role, valid__overlap=period
    ).exists():
        raise Refusal(
            _(
                "%(name)s đã giữ vai trò %(role)s ở %(organisation)s trong thời gian ấy. Hãy kết "
                "thúc tư cách cũ trước, hoặc chọn vai trò khác."
            )
            % {"name": user, "role": Role(role).label, "organisation": organisation},
            code="already-member",
        )
    membership.full_clean()
    membership.save()
    journal.write(
        act,
        by=by,
        subject=membership,
        at=at,
        changes={
            "user": (None, user),
            "role": (None, role),
            "place": (None, place),
            "valid": (None, period),
        },
    )
    user.choose(user.chosen)
    return membership

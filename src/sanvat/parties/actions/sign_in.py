"""For whom one acts, where one is signed in, and help for somebody who cannot come in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import access, owners
from sanvat.parties.access import require
from sanvat.parties.actions.memberships import refuse_oneself
from sanvat.parties.actions.notices import notify
from sanvat.parties.jobs import mail_soon
from sanvat.parties.models import Membership, Role, User
from sanvat.records import journal
from sanvat.records.locks import locked


@transaction.atomic
def choose_acting(membership: Membership, *, by: User, at: datetime) -> Membership:
    """Act for this organisation from now on; the door keeps the choice in the session.

    Not one's own, or not valid today, is as if it were not there: PermissionDenied.
    """
    held = by.memberships_on(timezone.localdate(at))
    found = next((each for each in held if each.pk == membership.pk), None)
    if found is None:
        raise PermissionDenied
    by.choose(found.pk)
    journal.write("choose_acting", by=by, subject=found, at=at)
    return found


@transaction.atomic
def end_session(session: UserSession, *, by: User, at: datetime) -> None:
    """Sign out one of one's own devices; its next click asks for the password.

    One that was signed out a moment ago is left as it is, and nothing is written.
    """
    require(session.user_id == by.pk)
    found = UserSession.objects.select_for_update().filter(pk=session.pk).first()
    if found is not None:
        found.end()
        journal.write("end_session", by=by, subject=by, at=at)


@transaction.atomic
def end_other_sessions(user: User, *, keep: Collection[str], by: User, at: datetime) -> int:
    """Sign out every device of one's own but those with these session keys, since something
    changed that proves who one is. Returns how many there were; writes nothing for none."""
    require(user.pk == by.pk)
    ending = UserSession.objects.select_for_update().filter(user=user)
    others = list(ending.exclude(session_key__in=keep))
    count = sum(bool(session.exists()) for session in others)  # or it was over already
    for session in others:
        session.end()
    if count:
        journal.write("end_other_sessions", by=by, subject=user, at=at)
    return count


@transaction.atomic
def take_address(user: User, address: str, *, by: User, at: datetime) -> None:
    """Sign in with this e-mail address from now on, which the person has shown to be theirs.

    The door marks it as confirmed in the same transaction. Who signed in with another address
    gives that up; a telephone number stays beside it. Refuses an address that is somebody else's
    (`address-taken`).
    """
    require(user.pk == by.pk)
    owners.take_turns_for(address)
    user = locked(user)
    owner = owners.whose(address)
    if owner is not None and owner.pk != user.pk and owner.is_active:
        raise Refusal(
            _("Thư điện tử này là của một tài khoản khác. Hãy ghi một địa chỉ khác."),
            code="address-taken",
        )
    owners.release(address, keeper=user)
    if "@" in user.username:
        user.username = address
    user.save(update_fields=["username"])
    journal.write("take_address", by=by, subject=user, at=at)


@transaction.atomic
def allow_new_password(user: User, *, by: User, at: datetime) -> None:
    """Vouch for somebody without e-mail who forgot the password; the door then hands a link over.

    For whoever may give every role the person holds, and so stands above them: no colleague of
    the same producer; not for oneself (`own-role`), nor for one who can be sent the link
    (`has-email`).
    """
    user = locked(user)
    require(user.pk in access.stands_above(by, [user], on=timezone.localdate(at)))
    refuse_oneself(user, by)
    if user.email:
        raise Refusal(
            _("%(name)s có thư điện tử: hãy dùng “Quên mật khẩu?” ở trang đăng nhập.")
            % {"name": user},
            code="has-email",
        )
    journal.write("allow_new_password", by=by, subject=user, at=at)
    notify(user, _("%(name)s đã lập cho bạn đường dẫn đặt mật khẩu mới.") % {"name": by}, at=at)


@transaction.atomic
def reset_second_step(user: User, *, by: User, at: datetime) -> None:
    """For somebody who lost both telephone and recovery codes, once the operator knows them.

    Takes away every second step and every session; whose role needs one sets it up again at the
    next sign-in. Operators only, and not for oneself (`own-role`).
    """
    require(access.is_operator(by))
    refuse_oneself(user, by)
    user = locked(user)
    _shut_out(user)
    journal.write("reset_second_step", by=by, subject=user, at=at)
    notify(user, _("Bước xác thực thứ hai của bạn đã được người vận hành gỡ bỏ."), at=at)


@transaction.atomic
def let_operator_back(user: User, *, by: None = None, at: datetime) -> None:
    """From the command line only: a way back for an operator who lost the password, the second
    step, or both, where no other operator can help.

    Takes away the password, every second step and every session; the command then hands over a
    link that sets a new password. Nobody is asked for leave, since whoever runs commands on the
    machine may do everything; the journal says that it came from there, and the person is told.
    Refuses one who holds no role of operator today (`no-operator`).
    """
    user = locked(user)
    if (
        not Membership.objects.on(timezone.localdate(at))
        .filter(user=user, role=Role.OPERATOR)
        .exists()
    ):
        raise Refusal(
            _(
                "%(name)s hiện không phải người vận hành. Hãy kiểm tra lại địa chỉ, hoặc nhờ một "
                "người vận hành mời người ấy."
            )
            % {"name": user},
            code="no-operator",
        )
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _shut_out(user)
    journal.write("let_operator_back", by=by, subject=user, at=at, note=_("từ dòng lệnh của máy"))
    said = _(
        "Mật khẩu và bước xác thực thứ hai của bạn đã được gỡ bỏ từ dòng lệnh của máy chủ. "
        "Nếu không phải bạn nhờ việc này, hãy báo ngay cho người giữ máy chủ."
    )
    notify(user, said, at=at)
    if user.email:
        mail_soon(user.email, _("Sản Vật: tài khoản của bạn được mở lại"), said)


def _shut_out(user: User) -> None:
    """Nothing proves any longer that it is them, and no device is signed in."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()

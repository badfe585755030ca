"""Offers of a role: made, taken up, taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import access, addresses, letters, owners
from sanvat.parties.access import require
from sanvat.parties.actions.letters import cancel_waiting, post_letter
from sanvat.parties.actions.memberships import check_home, enrol, refuse_oneself
from sanvat.parties.actions.notices import notify
from sanvat.parties.actions.organisations import create_organisation
from sanvat.parties.models import (
    Invitation,
    Letter,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from sanvat.parties.plain_names import bears_link, plain_name
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.fields import check_name
from sanvat.records.locks import locked, take_turns
from sanvat.text.tidy import same_name, tidy

LASTS = timedelta(days=14)


@transaction.atomic
def open_installation(
    *,
    email: str = "",
    phone: str = "",
    name: str,
    by: None = None,
    at: datetime,
    is_demonstration: bool = False,
) -> Invitation:
    """From the command line only: invite the first operator, to a body of that name.

    Nobody is asked for leave, since whoever runs commands on the machine may do everything.
    Refuses once there is an operator (`already-open`): operators invite each other.
    """
    name = tidy(name)
    take_turns("the first operator")
    if Membership.objects.that_open(timezone.localdate(at)).filter(role=Role.OPERATOR).exists():
        raise Refusal(
            _(
                "Đã có người vận hành. Hãy nhờ người ấy mời thêm người; nếu người ấy không vào "
                "được nữa, hãy dùng: sanvat operator --back THƯ."
            ),
            code="already-open",
        )
    others = Organisation.objects.filter(kind=OrganisationKind.OTHER, place=None)
    organisation = next(
        (each for each in others if same_name(each.name) == same_name(name)), None
    ) or create_organisation(
        OrganisationKind.OTHER, name, by=by, at=at, is_demonstration=is_demonstration
    )
    email, phone = _one_address(email, phone)
    return _invite(organisation, Role.OPERATOR, email=email, phone=phone, place=None, by=by, at=at)


@transaction.atomic
def invite(
    organisation: Organisation,
    role: str,
    *,
    by: User,
    at: datetime,
    email: str = "",
    phone: str = "",
    name: str = "",
    place: Place | None = None,
) -> Invitation:
    """Offer a role to whoever has this e-mail address, or this telephone number.

    By e-mail the link is sent; for a number the inviter hands it over (`links.link_of`). Give
    one of the two. It holds for fourteen days, over `place` or else that of the organisation.
    A name with a link in it is a ValidationError at `name`. Refuses oneself (`own-role`), a role
    that such an organisation does not have (`role-elsewhere`), a second open invitation to the
    same (`already-invited`; one whose sender may give the role no longer is taken back and makes
    room), a body whose name bears a link (`name-bears-link`), and more letters in a day than
    settings.INVITATION_LIMITS allows to the office (`too-many-invitations`) or to the address
    (`invited-too-often`).
    """
    place = place or organisation.place
    require(access.may_give(by, role, organisation, place))
    email, phone = _one_address(email, phone)
    if owners.whose(email or phone) == by:
        refuse_oneself(by, by)
    return _invite(
        organisation, role, email=email, phone=phone, name=name, place=place, by=by, at=at
    )


def _one_address(email: str, phone: str) -> tuple[str, str]:
    if bool(email.strip()) == bool(phone.strip()):
        raise ValidationError(_("Hãy ghi thư điện tử hoặc số điện thoại, một trong hai."))
    try:
        email = email.strip() and addresses.email(email)
        phone = addresses.phone(phone)
    except ValidationError as error:
        raise ValidationError({str(error.code): error.messages}) from None
    return email, phone


def _invite(
    organisation: Organisation,
    role: str,
    *,
    by: User | None,
    at: datetime,
    place: Place | None,
    email: str = "",
    phone: str = "",
    name: str = "",
) -> Invitation:
    check_home(role, organisation)
    locked(organisation)  # two invitations to one person at once take turns
    again = Invitation.objects.open_at(at).filter(
        organisation=organisation, role=role, email=email, phone=phone
    )
    known = list(again.select_related("organisation__place", "place", "invited_by"))
    holding = access.that_still_hold(known, on=timezone.localdate(at))
    for left in known:
        if left.pk not in holding:
            _take_back(left, by=by, at=at)
    if holding:
        raise Refusal(
            _("Người này đã có một lời mời còn hạn. Hãy gửi lại đường dẫn ấy, hoặc rút lời mời."),
            code="already-invited",
        )
    if bears_link(organisation.name):
        raise Refusal(
            _(
                "Tên tổ chức có đường dẫn hay địa chỉ trang mạng, mà tên đi theo thư mời. Hãy sửa "
                "tên tổ chức rồi mời lại."
            ),
            code="name-bears-link",
        )
    invitation = Invitation(
        organisation=organisation,
        role=role,
        place=place,
        name=plain_name(name),
        email=email,
        phone=phone,
        invited_by=by,
        created_at=at,
        expires_at=at + LASTS,
    )
    invitation.full_clean()
    invitation.save()
    journal.write(
        "invite",
        by=by,
        subject=invitation,
        at=at,
        changes={"role": (None, role), "place": (None, place)},
    )
    _tell_owner(invitation, at)
    if email:
        _check_limits(email, by=by, at=at)
        post_letter(
            email,
            *letters.invitation(invitation),
            about=invitation,
            key=f"invitation-{invitation.pk}",
            by=by,
            at=at,
        )
    return invitation


def _check_limits(email: str, *, by: User | None, at: datetime) -> None:
    """Nobody uses us to fill somebody's mailbox; the command line is not limited."""
    if by is None or by.acting is None:
        return
    office = by.acting.organisation_id
    take_turns(f"invitations of {office}")
    today = Letter.objects.filter(
        about_type=Invitation._meta.label_lower, created_at__gt=at - timedelta(days=1)
    )
    most = settings.INVITATION_LIMITS["office_a_day"]
    if today.filter(organisation=office).count() >= most:
        raise Refusal(
            _(
                "Trong một ngày, tổ chức của bạn gửi được nhiều nhất %(most)d lời mời qua thư, và "
                "đã gửi đủ. Hãy gửi tiếp vào ngày mai, hoặc nhờ người vận hành nâng mức này."
            )
            % {"most": most},
            code="too-many-invitations",
        )
    if today.filter(to=email).count() >= settings.INVITATION_LIMITS["address_a_day"]:
        raise Refusal(
            _(
                "Địa chỉ này đã nhận nhiều lời mời trong một ngày. Hãy đợi đến mai, hoặc gọi điện "
                "cho người ấy và đưa đường dẫn của lời mời trước."
            ),
            code="invited-too-often",
        )


def _tell_owner(invitation: Invitation, at: datetime) -> None:
    """Whoever has an account with the address hears of it on their desk: the letter may come to
    a mailbox that is theirs no longer."""
    owner = owners.whose(invitation.address)
    if owner is None:
        return
    notify(
        owner,
        _(
            "%(organisation)s mời bạn qua %(address)s. Hãy nhận lời bằng đường dẫn họ gửi. Nếu "
            "địa chỉ hay số này không còn là của bạn, hãy đổi thư điện tử trong Tài khoản của tôi."
        )
        % {"organisation": invitation.organisation.name, "address": invitation.address},
        at=at,
        key=f"invitation-{invitation.pk}",
    )


@transaction.atomic
def join(
    invitation: Invitation, *, name: str, password: str, by: None = None, at: datetime
) -> User:
    """Take an invitation up as somebody new: make the account, then the membership.

    Who does it is nobody before, and the person of the new account after; returns that person.
    Refuses as `accept_invitation` does, and where the address is that of an account in use
    (`account-exists`): its owner signs in and accepts. An address that its person gave up is
    free. A weak password or a missing name is a ValidationError at its field.
    """
    invitation = _standing_invitation(invitation, at)
    login = invitation.address
    user = User(
        username=login,
        email=invitation.email,
        name=plain_name(name),
        is_demonstration=_is_of_a_demonstration(invitation),
        date_joined=at,
    )
    _check_new_account(user, password)
    user.set_password(password)  # before it is asked, so that both answers take as long
    owners.take_turns_for(login)
    owner = owners.whose(login)
    if owner is not None and owner.is_active:
        raise Refusal(
            _(
                "Đã có tài khoản với địa chỉ này. Hãy đăng nhập rồi mở lại đường dẫn. Nếu người "
                "dùng hộp thư hay số này trước bạn giữ tài khoản ấy, hãy xin nơi mời bạn một lời "
                "mời tới địa chỉ khác."
            ),
            code="account-exists",
        )
    owners.release(login)
    user.save()
    if invitation.email:
        # The link came to that mailbox, so there is nothing left to prove.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    journal.write("join", by=user, subject=user, at=at)
    accept_invitation(invitation, by=user, at=at)
    return user


def _check_new_account(user: User, password: str) -> None:
    faults: dict[str, list[str]] = {}
    if not user.name:
        faults["name"] = [_("Hãy ghi họ và tên.")]
    else:
        try:
            check_name(user.name)
        except ValidationError as error:
            faults["name"] = error.messages
    try:
        validate_password(password, user)
    except ValidationError as error:
        faults["password"] = error.messages
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """Take an invitation up with an account there is, and return the membership, valid at once.

    Refuses a link that has been used (`invitation-used`), revoked (`invitation-revoked`) or has
    expired (`invitation-expired`), whose sender may give such a role no longer
    (`invitation-lapsed`), that was sent to somebody else (`invitation-not-yours`) or by oneself
    (`own-role`), and a role already held (`already-member`).
    """
    invitation = _standing_invitation(invitation, at)
    if invitation.invited_by is not None:
        refuse_oneself(by, invitation.invited_by)
    if owners.whose(invitation.address) != by:
        raise Refusal(
            _("Lời mời này gửi cho người khác. Hãy đăng nhập bằng tài khoản đã được mời."),
            code="invitation-not-yours",
        )
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return enrol(
        by,
        invitation.organisation,
        invitation.role,
        act="accept_invitation",
        place=invitation.place,
        by=by,
        at=at,
        granted_by=invitation.invited_by,
        period=DateRange(timezone.localdate(at), None),
    )


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Take an offer back; its letter, if it still waits, is not sent.

    Whoever may give the role may do so. Refuses one that was accepted, revoked, or expired.
    """
    invitation = _open_invitation(invitation, at)
    require(access.may_give(by, invitation.role, invitation.organisation, invitation.place))
    _take_back(invitation, by=by, at=at)


def _take_back(invitation: Invitation, *, by: User | None, at: datetime) -> None:
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    journal.write("revoke_invitation", by=by, subject=invitation, at=at)
    cancel_waiting(invitation, by=by, at=at)


def _open_invitation(invitation: Invitation, at: datetime) -> Invitation:
    """The invitation as it is now, locked. Refuses one that is closed."""
    invitation = locked(invitation, "organisation__place", "place", "invited_by")
    if closed := invitation.why_closed(at):
        raise closed
    return invitation


def _standing_invitation(invitation: Invitation, at: datetime) -> Invitation:
    """The same, to be taken up. Refuses also one that its sender could not send today."""
    invitation = _open_invitation(invitation, at)
    if closed := access.why_not_taken_up(invitation, at):
        raise closed
    return invitation


def _is_of_a_demonstration(invitation: Invitation) -> bool:
    """Whom the demonstration invites belongs to it, into whatever body."""
    sender = invitation.invited_by
    return invitation.organisation.is_demonstration or (
        sender is not None and sender.is_demonstration
    )

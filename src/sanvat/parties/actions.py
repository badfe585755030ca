"""What can be done about people, bodies, roles, letters and notices.

Every act writes the journal unless its docstring says why not. `by` is the person at work; None
is the programme itself, on the command line or in a job. `at` is the moment it happens.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import access, addresses
from sanvat.parties.jobs import send_soon
from sanvat.parties.models import (
    Invitation,
    Letter,
    LetterState,
    Membership,
    Notice,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from sanvat.places.models import Place
from sanvat.records import journal

INVITATION_LASTS = timedelta(days=14)


# Bodies


@transaction.atomic
def found_organisation(
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
    """Enter a body people can act for; answers it.

    Officers found bodies in their own place, commune officers only producers, and the centre
    those without a place. Wrong input is a ValidationError at its field, as is a second body of
    the same kind and name in one place.
    """
    if by is not None and not access.may_found(by, kind, place):
        raise PermissionDenied
    organisation = Organisation(
        kind=kind,
        name=" ".join(name.split()),
        place=place,
        parent=parent,
        tax_code=tax_code,
        is_demonstration=is_demonstration,
        created_at=at,
    )
    organisation.full_clean()
    organisation.save()
    journal.write(
        "found_organisation",
        by=by,
        subject=organisation,
        at=at,
        changes={"kind": (None, kind), "name": (None, organisation.name), "place": (None, place)},
    )
    return organisation


# Roles


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
    """Give a person a role in a body, from today or `from_on`, to `until_on` inclusive.

    `place` is that of the body unless said. Refuses a role to oneself, one such a body does not
    have (`role-elsewhere`), and one the person already holds in that time (`already-member`).
    """
    place = place or organisation.place
    if by is not None:
        if not access.may_give(by, role, organisation, place):
            raise PermissionDenied
        _refuse_oneself(user, by)
    return _enrol(
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


def _refuse_oneself(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise Refusal(
            _("Không ai tự giao vai trò cho mình. Hãy nhờ một người khác có quyền giao."),
            code="own-role",
        )


def _enrol(
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
    _check_home(role, organisation)
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        place=place,
        valid=period,
        granted_by=granted_by,
        granted_at=at,
    )
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once take turns
    if Membership.objects.filter(
        user=user, organisation=organisation, role=role, valid__overlap=period
    ).exists():
        raise Refusal(
            _("%(name)s đã giữ vai trò %(role)s ở %(organisation)s trong thời gian ấy.")
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


def _check_home(role: str, organisation: Organisation) -> None:
    if not access.fits(role, organisation.kind):
        raise Refusal(
            _("%(kind)s không có vai trò %(role)s. Hãy chọn tổ chức hoặc vai trò khác.")
            % {"kind": organisation.get_kind_display(), "role": Role(role).label},
            code="role-elsewhere",
        )


@transaction.atomic
def end_membership(membership: Membership, *, by: User, at: datetime) -> None:
    """Take a role back, or lay one's own down; it opens nothing more from this moment on.

    Refuses one that has ended already (`already-ended`), and the last operator's
    (`last-operator`), since nobody could then let anybody in.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "organisation__place", "place")
        .get(pk=membership.pk)
    )
    if membership.user_id != by.pk and not access.may_give(
        by, membership.role, membership.organisation, membership.place
    ):
        raise PermissionDenied
    today = timezone.localdate(at)
    before = membership.valid
    if before.isempty or (before.upper is not None and before.upper <= today):
        raise Refusal(_("Tư cách này đã kết thúc từ trước."), code="already-ended")
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
    operators = Membership.objects.select_for_update().on(today).filter(role=Role.OPERATOR)
    if not any(other.user_id != membership.user_id for other in operators):
        raise Refusal(
            _("Đây là người vận hành cuối cùng. Hãy giao vai trò này cho người khác trước."),
            code="last-operator",
        )


# Invitations


@transaction.atomic
def open_installation(
    *, email: str = "", phone: str = "", name: str, at: datetime, is_demonstration: bool = False
) -> Invitation:
    """From the command line only: invite the first operator, to a body of that name.

    Nobody is asked for leave, since whoever runs commands on the machine may do everything.
    Refuses once there is an operator (`already-open`): operators invite each other.
    """
    if Membership.objects.on(timezone.localdate(at)).filter(role=Role.OPERATOR).exists():
        raise Refusal(
            _("Đã có người vận hành. Hãy nhờ người ấy mời thêm người."), code="already-open"
        )
    organisation = Organisation.objects.filter(
        kind=OrganisationKind.OTHER, name__iexact=name, place=None
    ).first() or found_organisation(
        OrganisationKind.OTHER, name, by=None, at=at, is_demonstration=is_demonstration
    )
    email, phone = _one_address(email, phone)
    return _invite(
        organisation, Role.OPERATOR, email=email, phone=phone, place=None, by=None, at=at
    )


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

    By e-mail the link is sent; for a number the inviter hands it over (`tokens.link_of`). Give
    one of the two. It holds for fourteen days. Refuses a role that such a body does not have
    (`role-elsewhere`) and a second open invitation to the same (`already-invited`).
    """
    place = place or organisation.place
    if not access.may_give(by, role, organisation, place):
        raise PermissionDenied
    email, phone = _one_address(email, phone)
    if by.username.lower() in (email, phone) or (email and by.email.lower() == email):
        _refuse_oneself(by, by)
    return _invite(
        organisation, role, email=email, phone=phone, name=name, place=place, by=by, at=at
    )


def _one_address(email: str, phone: str) -> tuple[str, str]:
    if bool(email.strip()) == bool(phone.strip()):
        raise ValidationError(_("Hãy ghi thư điện tử hoặc số điện thoại, một trong hai."))
    try:
        email = email.strip() and addresses.normal_email(email)
        phone = phone.strip() and addresses.normal_phone(phone)
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
    _check_home(role, organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    again = Invitation.objects.filter(
        organisation=organisation,
        role=role,
        email=email,
        phone=phone,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=at,
    )
    if again.exists():
        raise Refusal(
            _("Người này đã có một lời mời còn hạn. Hãy gửi lại đường dẫn ấy, hoặc rút lời mời."),
            code="already-invited",
        )
    invitation = Invitation(
        organisation=organisation,
        role=role,
        place=place,
        name=" ".join(name.split()),
        email=email,
        phone=phone,
        invited_by=by,
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    invitation.full_clean()
    invitation.save()
    journal.write(
        "invite",
        by=by,
        subject=invitation,
        at=at,
        # Not the address: the journal keeps for ever what it is told.
        changes={"role": (None, role), "place": (None, place)},
    )
    if email:
        _write_invitation(invitation, by=by, at=at)
    return invitation


def _write_invitation(invitation: Invitation, *, by: User | None, at: datetime) -> None:
    post_letter(
        invitation.email,
        _("Lời mời tham gia Sản Vật"),
        _(
            "Kính gửi ông/bà %(name)s,\n\n"
            "%(organisation)s mời ông/bà tham gia hệ thống Sản Vật với vai trò %(role)s.\n"
            "Hãy mở đường dẫn sau để nhận lời và đặt mật khẩu:\n\n%(link)s\n\n"
            "Đường dẫn dùng được một lần, đến hết ngày %(day)s. "
            "Nếu không chờ thư này, ông/bà có thể bỏ qua."
        )
        % {
            "name": invitation.name or invitation.email,
            "organisation": invitation.organisation,
            "role": Role(invitation.role).label,
            "link": LINK,
            "day": timezone.localtime(invitation.expires_at).strftime("%d/%m/%Y"),
        },
        about=invitation,
        key=f"invitation-{invitation.pk}",
        by=by,
        at=at,
    )


@transaction.atomic
def join(invitation: Invitation, *, name: str, password: str, at: datetime) -> User:
    """Take an invitation up as somebody new: makes the account, then the membership.

    Refuses as `accept_invitation` does, and where an account with this address exists
    (`account-exists`): its owner signs in and accepts. A weak password or a missing name is a
    ValidationError at its field.
    """
    invitation = _open_invitation(invitation, at)
    login = invitation.email or invitation.phone
    if User.objects.filter(
        models.Q(username__iexact=login) | models.Q(email__iexact=login)
    ).exists():
        raise Refusal(
            _("Đã có tài khoản với địa chỉ này. Hãy đăng nhập rồi mở lại đường dẫn."),
            code="account-exists",
        )
    user = User(
        username=login,
        email=invitation.email,
        name=" ".join(name.split()),
        is_demonstration=invitation.organisation.is_demonstration,
        date_joined=at,
    )
    _check_new_account(user, password)
    user.set_password(password)
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
    try:
        validate_password(password, user)
    except ValidationError as error:
        faults["password"] = error.messages
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """Take an invitation up with an account there is; answers the membership, valid at once.

    Refuses a link that has been used (`invitation-used`), revoked (`invitation-revoked`) or has
    expired (`invitation-expired`), that was sent to somebody else (`invitation-not-yours`), and
    a role already held (`already-member`).
    """
    invitation = _open_invitation(invitation, at)
    if not _is_for(invitation, by):
        raise Refusal(
            _("Lời mời này gửi cho người khác. Hãy đăng nhập bằng tài khoản đã được mời."),
            code="invitation-not-yours",
        )
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return _enrol(
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


def _is_for(invitation: Invitation, user: User) -> bool:
    if invitation.phone:
        return user.username == invitation.phone
    return invitation.email == user.email.lower() and (
        EmailAddress.objects.filter(
            user=user, email__iexact=invitation.email, verified=True
        ).exists()
    )


def _open_invitation(invitation: Invitation, at: datetime) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation__place", "place", "invited_by")
        .get(pk=invitation.pk)
    )
    check_open(invitation, at)
    return invitation


def check_open(invitation: Invitation, at: datetime) -> None:
    """Refuses one that was accepted, taken back, or has expired."""
    if invitation.accepted_at is not None:
        raise Refusal(
            _("Lời mời này đã được nhận. Nếu đó là bạn, hãy đăng nhập."), code="invitation-used"
        )
    if invitation.revoked_at is not None:
        raise Refusal(
            _("Lời mời này đã được rút lại. Hãy hỏi nơi đã mời bạn."), code="invitation-revoked"
        )
    if at >= invitation.expires_at:
        raise Refusal(
            _("Lời mời này đã hết hạn. Hãy xin nơi đã mời bạn một đường dẫn mới."),
            code="invitation-expired",
        )


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Take an offer back; its letter, if it still waits, is not sent.

    Whoever may give the role may do so. Refuses one that was accepted, revoked, or expired.
    """
    invitation = _open_invitation(invitation, at)
    if not access.may_give(by, invitation.role, invitation.organisation, invitation.place):
        raise PermissionDenied
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    journal.write("revoke_invitation", by=by, subject=invitation, at=at)
    waiting = Letter.objects.about(invitation).filter(state=LetterState.QUEUED, taken_at=None)
    for letter in waiting.select_for_update():
        _move(letter, LetterState.CANCELLED, act="cancel_letter", by=by, at=at)


# For whom one acts, and where one is signed in


@transaction.atomic
def choose_acting(membership: Membership, *, by: User, at: datetime) -> Membership:
    """Act for this body from now on; the door keeps the choice in the session.

    Not one's own, or not valid today, is as if it were not there: PermissionDenied.
    """
    found = by.memberships_on(timezone.localdate(at)).filter(pk=membership.pk).first()
    if found is None:
        raise PermissionDenied
    by.choose(found.pk)
    journal.write("choose_acting", by=by, subject=found, at=at)
    return found


@transaction.atomic
def end_session(session: UserSession, *, by: User, at: datetime) -> None:
    """Sign out one of one's own devices; its next click asks for the password."""
    if session.user_id != by.pk:
        raise PermissionDenied
    session.end()
    journal.write("end_session", by=by, subject=by, at=at)


@transaction.atomic
def allow_new_password(user: User, *, by: User, at: datetime) -> None:
    """Vouch for somebody without e-mail who forgot the password; the door then hands a link over.

    For whoever may give every role the person holds, and so stands above them: no colleague of
    the same producer; not for oneself (`own-role`), nor for one who can be sent the link
    (`has-email`).
    """
    if access.acts_as(by, Role.PRODUCER):
        raise PermissionDenied
    held = list(user.memberships_on(timezone.localdate(at)).select_related("organisation__place"))
    if not held or not all(
        access.may_give(by, each.role, each.organisation, each.place) for each in held
    ):
        raise PermissionDenied
    _refuse_oneself(user, by)
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
    if not access.is_operator(by):
        raise PermissionDenied
    _refuse_oneself(user, by)
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    journal.write("reset_second_step", by=by, subject=user, at=at)
    notify(user, _("Bước xác thực thứ hai của bạn đã được người vận hành gỡ bỏ."), at=at)


# Letters

LINK = "{link}"  # where a letter about an invitation gets its link, only when it is posted

STEPS: dict[str, tuple[LetterState, ...]] = {
    LetterState.DRAFTED: (LetterState.READ, LetterState.CANCELLED),
    LetterState.READ: (LetterState.DRAFTED, LetterState.QUEUED, LetterState.CANCELLED),
    LetterState.QUEUED: (LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED),
    LetterState.FAILED: (LetterState.QUEUED, LetterState.CANCELLED),
}


@transaction.atomic
def draft_letter(
    to: str,
    subject: str,
    body: str,
    *,
    about: models.Model | None,
    by: User | None,
    at: datetime,
    key: str = "",
) -> Letter:
    """Write a mail that somebody reads over before it goes; answers it.

    `key` says what the letter is for ("dossier-12-returned-3"): asked for again, the letter
    there is comes back, and nothing is written twice. It belongs to the body one acts for.
    """
    if by is not None and by.acting is None:
        raise PermissionDenied
    if key and (written := Letter.objects.filter(key=key).first()):
        return written
    letter = Letter(
        to=addresses.normal_email(to),
        subject=" ".join(subject.split()),
        body=body.strip(),
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        key=key or uuid4().hex,
        organisation=by.acting.organisation if by and by.acting else None,
        written_by=by,
        created_at=at,
    )
    letter.full_clean()
    letter.save()
    journal.write("draft_letter", by=by, subject=letter, at=at, note=letter.subject)
    return letter


@transaction.atomic
def revise_letter(letter: Letter, *, subject: str, body: str, by: User, at: datetime) -> None:
    """Change the words of a letter; whoever had read it reads it again."""
    letter = _own_letter(letter, by)
    if letter.state not in (LetterState.DRAFTED, LetterState.READ):
        raise _no_such_step(letter)
    letter.subject, letter.body = " ".join(subject.split()), body.strip()
    letter.full_clean()
    before, letter.state = letter.state, LetterState.DRAFTED
    letter.save(update_fields=["subject", "body", "state"])
    journal.write(
        "revise_letter", by=by, subject=letter, at=at, changes={"state": (before, letter.state)}
    )


@transaction.atomic
def read_letter(letter: Letter, *, by: User, at: datetime) -> None:
    """Say that the words are right; only then can it be queued."""
    _move(_own_letter(letter, by), LetterState.READ, act="read_letter", by=by, at=at)


@transaction.atomic
def queue_letter(letter: Letter, *, by: User, at: datetime) -> None:
    """Give a letter that was read to the post; a job sends it as soon as this is saved."""
    _queue(_own_letter(letter, by), act="queue_letter", by=by, at=at)


@transaction.atomic
def retry_letter(letter: Letter, *, by: User, at: datetime) -> None:
    """Give a letter that failed to the post again, with all its tries before it."""
    letter = _own_letter(letter, by)
    if letter.state != LetterState.FAILED:
        raise _no_such_step(letter)
    letter.tries = 0
    _queue(letter, act="retry_letter", by=by, at=at)


@transaction.atomic
def report_sent(letter: Letter, *, at: datetime) -> None:
    """By the job: the mail server has it."""
    letter.sent_at, letter.due_at, letter.taken_at, letter.last_error = at, None, None, ""
    _move(letter, LetterState.SENT, act="send_letter", by=None, at=at)


@transaction.atomic
def report_failed(letter: Letter, *, error: str, again_at: datetime | None, at: datetime) -> None:
    """By the job: it is not sent, and will be tried again, or not.

    Only the last word goes into the journal; each try before it stands on the letter.
    """
    letter.last_error, letter.due_at, letter.taken_at = error, again_at, None
    if again_at is None:
        _move(letter, LetterState.FAILED, act="give_up_letter", by=None, at=at)
    else:
        letter.save(update_fields=["last_error", "due_at", "taken_at"])


@transaction.atomic
def cancel_letter(letter: Letter, *, by: User, at: datetime) -> None:
    """Put a letter aside for good. Refuses one that is sent, or just now being sent."""
    letter = _own_letter(letter, by)
    if letter.taken_at is not None:
        raise Refusal(_("Thư đang được gửi đi. Hãy xem lại sau ít phút."), code="letter-being-sent")
    _move(letter, LetterState.CANCELLED, act="cancel_letter", by=by, at=at)


@transaction.atomic
def post_letter(
    to: str,
    subject: str,
    body: str,
    *,
    about: models.Model | None,
    by: User | None,
    at: datetime,
    key: str,
) -> Letter:
    """Write and send at once, where the words are the programme's own and `key` says what for."""
    letter = draft_letter(to, subject, body, about=about, by=by, at=at, key=key)
    if letter.state == LetterState.DRAFTED:
        letter.state = LetterState.READ
        _queue(letter, act="queue_letter", by=by, at=at)
    return letter


def _queue(letter: Letter, *, act: str, by: User | None, at: datetime) -> None:
    letter.due_at, letter.taken_at, letter.last_error = at, None, ""
    _move(letter, LetterState.QUEUED, act=act, by=by, at=at)
    send_soon(letter)


def _own_letter(letter: Letter, by: User) -> Letter:
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if not access.may_handle(by, letter):
        raise PermissionDenied
    return letter


def _move(letter: Letter, to: LetterState, *, act: str, by: User | None, at: datetime) -> None:
    before = letter.state
    if to not in STEPS.get(before, ()):
        raise _no_such_step(letter)
    letter.state = to
    letter.save()
    journal.write(act, by=by, subject=letter, at=at, changes={"state": (before, to)})


def _no_such_step(letter: Letter) -> Refusal:
    return Refusal(
        _("Thư này ở trạng thái “%(state)s” nên không làm được việc ấy.")
        % {"state": letter.get_state_display()},
        code="letter-state",
    )


# Notices


def notify(
    user: User,
    text: str,
    *,
    at: datetime,
    about: models.Model | None = None,
    key: str = "",
) -> Notice:
    """Put a line on somebody's desk. The act it tells of stands in the journal, this does not.

    The line leads to the page of what it is about. With a `key` it is put there once, and comes
    back as it is when asked for again.
    """
    notice = Notice(
        user=user,
        text=Truncator(text).chars(300),
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        key=key,
        created_at=at,
    )
    if not key:
        notice.save()
        return notice
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    return Notice.objects.get(user=user, key=key)


def read_notices(user: User, *, at: datetime) -> int:
    """Mark all one's notices as read. When somebody read their notices is nobody's affair."""
    return Notice.objects.filter(user=user, read_at=None).update(read_at=at)

"""How a matter comes in: sent by somebody, entered by staff, or raised at a meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns import access, codes, keys
from sanvat.concerns.actions.turns import (
    give_part,
    start_clock,
    take_files,
    tell_people,
)
from sanvat.concerns.following import pin_of
from sanvat.concerns.models import Attachment, Concern, Handling, Meeting, Sender, Turn
from sanvat.concerns.models.concerns import LONGEST_TEXT, LONGEST_TITLE
from sanvat.concerns.routing import way_of
from sanvat.errors import Refusal
from sanvat.parties import addresses, limits
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.files import PAPERS, PICTURES
from sanvat.records.locks import take_turns
from sanvat.rules import concerns as rules
from sanvat.text.tidy import tidy, tidy_lines

LONGEST_NAME = 100
LONGEST_ADDRESS = 300
MOST_QUESTIONS = 100
"""Matters of one meeting's list that are entered at once."""

Kind, Way = Concern.Kind, Concern.Way
MUST_BE_NAMED = (Kind.COMPLAINT, Kind.DENUNCIATION)
"""Who complains or denounces says who they are: Luật Khiếu nại 2011 Điều 8, Luật Tố cáo 2018
Điều 23. What nobody signs is feedback."""


@dataclass(frozen=True)
class Sent:
    """A matter that came in, and the PIN its sender follows it with. `is_new`: not sent before."""

    concern: Concern
    pin: str
    is_new: bool


@dataclass(frozen=True)
class Who:
    """What somebody says of themselves; nothing of it must be said for feedback or a proposal."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@transaction.atomic
def send_concern(
    *,
    kind: str,
    subject: str,
    place: Place,
    text: str,
    title: str = "",
    who: Who = Who(),
    latitude: float | None = None,
    longitude: float | None = None,
    uploads: Iterable[File[Any]] = (),
    allows_publication: bool = False,
    wants_mail: bool = False,
    key: str,
    way: str = Way.PORTAL,
    is_proven: bool = False,
    by: None = None,
    at: datetime,
    is_demonstration: bool = False,
) -> Sent:
    """Take in what somebody sends: it goes to the body that answers for its place and subject, and
    its first clock runs.

    `key` tells one sending from another: sent twice with the same, the first comes back, so that a
    phone may send again what it does not know to have arrived. Faults at their fields
    (ValidationError): kind, subject, place, text, name, phone, email, address, latitude, files.
    Refuses where no body answers (`nobody-answers`), where nobody is named for denunciations
    (`no-confidant`), where a body got too much of late (`too-busy`), and of a file what
    `records.files.take` does.
    """
    return _taken_in(
        kind=kind,
        subject=subject,
        place=place,
        title=title,
        text=text,
        who=who,
        point=(latitude, longitude),
        uploads=uploads,
        allowed=PICTURES | PAPERS,
        allows_publication=allows_publication,
        wants_mail=wants_mail,
        key=key,
        way=way,
        is_proven=is_proven,
        by=None,
        at=at,
        is_demonstration=is_demonstration,
    )


@transaction.atomic
def enter_concern(
    *,
    kind: str,
    subject: str,
    place: Place,
    text: str,
    way: str,
    received_on: date,
    title: str = "",
    who: Who = Who(),
    uploads: Iterable[File[Any]] = (),
    allows_publication: bool = False,
    key: str,
    by: User,
    at: datetime,
    is_demonstration: bool = False,
) -> Sent:
    """By who deals with matters: enter what came by telephone or on paper. Its clock runs from
    `received_on`. A denunciation is entered only by who is named for them, and goes to their own
    body. Otherwise as `send_concern`.
    """
    require(access.may_enter(by))
    assert by.acting is not None
    if way not in (Way.PHONE, Way.PAPER):
        raise ValidationError({"way": _("Hãy chọn điện thoại hoặc đơn giấy.")})
    _check_day(received_on, at)
    _require_reach(by, place)
    if kind == Kind.DENUNCIATION:
        require(access.confidants_of(by.acting.organisation_id).filter(user=by.pk).exists())
    return _taken_in(
        kind=kind,
        subject=subject,
        place=place,
        title=title,
        text=text,
        who=who,
        point=(None, None),
        uploads=uploads,
        allowed=PAPERS,
        allows_publication=allows_publication,
        wants_mail=bool(who.email),
        key=key,
        way=way,
        is_proven=True,
        by=by,
        at=at,
        received_on=received_on,
        is_demonstration=is_demonstration,
    )


@dataclass(frozen=True)
class Raised:
    """One line of a meeting's list. `kind` is feedback or a proposal."""

    text: str
    subject: str
    kind: str = Kind.PROPOSAL
    title: str = ""
    name: str = ""
    phone: str = ""


@transaction.atomic
def record_meeting(
    *,
    name: str,
    place: Place,
    held_on: date,
    raised: Sequence[Raised],
    key: str,
    by: User,
    at: datetime,
    is_demonstration: bool = False,
) -> Meeting:
    """By who deals with matters: enter everything raised at a meeting in one go. Each line becomes
    a matter with a clock from the day of the meeting, in the place of the meeting.

    Faults of a line stand at `raised-<n>`, n from 0. The same list entered twice (`key`) is kept
    once.
    """
    require(access.may_enter(by))
    assert by.acting is not None
    _require_reach(by, place)
    _check_day(held_on, at)
    if not 1 <= len(raised) <= MOST_QUESTIONS:
        raise ValidationError(
            {"raised": _("Hãy ghi từ 1 đến %(n)s ý kiến.") % {"n": MOST_QUESTIONS}}
        )
    take_turns(f"meeting {key}")
    first = Concern.objects.filter(sent_key=_key(key, 0)).select_related("meeting").first()
    if first is not None and first.meeting is not None:
        return first.meeting
    meeting = Meeting(
        name=name,
        organisation=by.acting.organisation,
        place=place,
        held_on=held_on,
        entered_by=by,
        entered_at=at,
        is_demonstration=is_demonstration,
    )
    meeting.full_clean(exclude=["organisation", "entered_by"])
    meeting.save()
    faults: dict[str, list[str]] = {}
    for n, line in enumerate(raised):
        try:
            _raise_one(meeting, line, n, key=key, by=by, at=at)
        except ValidationError as error:
            faults[f"raised-{n}"] = error.messages
    if faults:
        raise ValidationError(faults)
    journal.write(
        "record_meeting",
        by=by,
        subject=meeting,
        at=at,
        changes={"held_on": (None, held_on), "concerns": (0, len(raised))},
    )
    return meeting


def _raise_one(
    meeting: Meeting, line: Raised, n: int, *, key: str, by: User, at: datetime
) -> Concern:
    if line.kind not in (Kind.FEEDBACK, Kind.PROPOSAL):
        raise ValidationError(_("Ở hội nghị chỉ ghi phản ánh, kiến nghị."))
    sent = _taken_in(
        kind=line.kind,
        subject=line.subject,
        place=meeting.place,
        title=line.title,
        text=line.text,
        who=Who(name=line.name, phone=line.phone),
        point=(None, None),
        uploads=(),
        allowed=PAPERS,
        allows_publication=False,
        wants_mail=False,
        key=_key(key, n),
        way=Way.MEETING,
        is_proven=True,
        by=by,
        at=at,
        received_on=meeting.held_on,
        meeting=meeting,
        is_demonstration=meeting.is_demonstration,
    )
    return sent.concern


def _key(key: str, n: int) -> str:
    return hashlib.sha256(f"{key} {n}".encode()).hexdigest()


def _check_day(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise ValidationError(
            {"received_on": _("Ngày này chưa tới. Hãy ghi ngày đã nhận được việc.")}
        )


def _require_reach(by: User, place: Place) -> None:
    """Staff enter what concerns the place they act for."""
    own = by.acting.place if by.acting else None
    if own is not None and not own.covers(place):
        raise ValidationError(
            {"place": _("Địa bàn này nằm ngoài nơi bạn phụ trách. Hãy chọn trong địa bàn mình.")}
        )


def _taken_in(
    *,
    kind: str,
    subject: str,
    place: Place,
    title: str,
    text: str,
    who: Who,
    point: tuple[float | None, float | None],
    uploads: Iterable[File[Any]],
    allowed: frozenset[str],
    allows_publication: bool,
    wants_mail: bool,
    key: str,
    way: str,
    is_proven: bool,
    by: User | None,
    at: datetime,
    received_on: date | None = None,
    meeting: Meeting | None = None,
    is_demonstration: bool = False,
) -> Sent:
    take_turns(f"concern {key}")
    if known := Concern.objects.filter(sent_key=key).first():
        return Sent(known, pin_of(known), is_new=False)
    title, text, who = tidy(title), tidy_lines(text), _checked(kind, subject, title, text, who)
    is_confidential = kind == Kind.DENUNCIATION
    brought = list(uploads)
    if is_confidential and brought:
        raise ValidationError(
            {
                "files": _(
                    "Tố cáo qua mạng không nhận tệp kèm để không lộ người gửi. Hãy đưa giấy tờ "
                    "trực tiếp cho người tiếp nhận."
                )
            }
        )
    goes = way_of(subject, place, kind=kind, on=timezone.localdate(at))
    if by is None and not limits.to_somebody("concern_to_body", str(goes.organisation.pk)):
        raise Refusal(
            _("Hôm nay cơ quan này đã nhận rất nhiều phản ánh. Hãy gửi lại vào ngày mai."),
            code="too-busy",
        )
    pin = codes.new_pin()
    concern = Concern(
        code=codes.new_code(),
        kind=kind,
        is_confidential=is_confidential,
        subject=subject,
        place=goes.place,
        title="" if is_confidential else title,
        text="" if is_confidential else text,
        latitude=None if is_confidential else point[0],
        longitude=None if is_confidential else point[1],
        way=way,
        meeting=meeting,
        sent_at=at,
        sent_key=key,
        pin_sealed=keys.seal({"pin": pin}),
        is_proven=is_proven,
        entered_by=by,
        allows_publication=allows_publication and not is_confidential,
        organisation=goes.organisation,
        is_demonstration=is_demonstration,
    )
    _check_point(concern)
    concern.full_clean(exclude=["place", "organisation", "meeting"], validate_constraints=False)
    stored = take_files(brought, allowed=allowed, by=by, at=at)
    concern.save()
    Attachment.objects.bulk_create(
        Attachment(concern=concern, file=each, name=each.name, added_at=at) for each in stored
    )
    _seal_sender(concern, who, title, text, wants_mail=wants_mail)
    Turn.objects.create(concern=concern, state=concern.state, at=at)
    give_part(concern, goes.organisation, Handling.Part.LEADS, by=by, at=at)
    since = received_on or timezone.localdate(at)
    start_clock(concern, "accept", since=since, by=by, at=at)
    concern.save(update_fields=["clock"])
    changes = {"kind": (None, kind), "organisation": (None, goes.organisation)}
    if by is None:
        journal.write("send_concern", by=by, subject=concern, at=at, changes=changes)
    else:
        journal.write("enter_concern", by=by, subject=concern, at=at, changes=changes)
    tell_people(concern, _arrived(concern), at=at)
    return Sent(concern, pin, is_new=True)


def _arrived(concern: Concern) -> str:
    if concern.is_confidential:
        return _("Có việc cần giữ kín vừa gửi đến: %(code)s.") % {"code": concern.code}
    return _("Có %(kind)s mới: %(code)s, %(place)s.") % {
        "kind": concern.get_kind_display(),
        "code": concern.code,
        "place": concern.place.title,
    }


def _seal_sender(concern: Concern, who: Who, title: str, text: str, *, wants_mail: bool) -> None:
    facts = {name: value for name, value in vars(who).items() if value}
    if concern.is_confidential:
        facts |= {"title": title, "text": text}
    Sender.objects.create(
        concern=concern,
        sealed=keys.seal(facts) if facts else "",
        is_named=bool(who.name),
        wants_mail=wants_mail and bool(who.email),
    )


def _check_point(concern: Concern) -> None:
    latitude, longitude = concern.latitude, concern.longitude
    if latitude is None and longitude is None:
        return
    is_inside = (
        latitude is not None
        and longitude is not None
        and 7 <= latitude <= 24
        and 101 <= longitude <= 118
    )
    if not is_inside:
        raise ValidationError(
            {
                "latitude": _(
                    "Điểm này không nằm ở Việt Nam. Hãy chọn lại trên bản đồ, hoặc bỏ điểm."
                )
            }
        )


def _checked(kind: str, subject: str, title: str, text: str, who: Who) -> Who:
    """Who sends, as it is kept; every fault of a field at once."""
    faults: dict[str, str] = {}
    if kind not in Kind.values:
        faults["kind"] = _("Hãy chọn loại việc.")
    if subject not in {each.key for each in rules.subjects()}:
        faults["subject"] = _("Hãy chọn lĩnh vực.")
    if not text:
        faults["text"] = _("Hãy viết việc bạn muốn gửi.")
    elif len(text) > LONGEST_TEXT:
        faults["text"] = _("Dài nhất %(n)d chữ. Hãy viết gọn lại.") % {"n": LONGEST_TEXT}
    if len(title) > LONGEST_TITLE:
        faults["title"] = _("Dài nhất %(n)d chữ. Hãy viết gọn lại.") % {"n": LONGEST_TITLE}
    name, address = tidy(who.name), tidy(who.address)
    if len(name) > LONGEST_NAME:
        faults["name"] = _("Dài nhất %(n)d chữ. Hãy viết gọn lại.") % {"n": LONGEST_NAME}
    if len(address) > LONGEST_ADDRESS:
        faults["address"] = _("Dài nhất %(n)d chữ. Hãy viết gọn lại.") % {"n": LONGEST_ADDRESS}
    phone, email = tidy(who.phone), tidy(who.email)
    for field, value, check in (
        ("phone", phone, addresses.phone),
        ("email", email, addresses.email),
    ):
        if value:
            try:
                value = check(value)
            except ValidationError as error:
                faults[field] = error.messages[0]
            if field == "phone":
                phone = value
            else:
                email = value
    if kind in MUST_BE_NAMED:
        if not name:
            faults["name"] = _("Khiếu nại, tố cáo cần họ tên người gửi. Hãy ghi họ tên.")
        if not (phone or email or address):
            faults["phone"] = _(
                "Khiếu nại, tố cáo cần cách liên hệ. Hãy ghi điện thoại, thư điện tử hoặc địa chỉ."
            )
    if faults:
        raise ValidationError(faults)
    return Who(name, phone, email, address)

"""What people ask, and that they want to join: from the wish to the idea of a product."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.events import access
from sanvat.events.actions.checks import hold, needed
from sanvat.events.models import Event, Guest, Interest, Question
from sanvat.parties import addresses
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.products import actions as products
from sanvat.products.models import Idea, Producer
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines

MOST_INTERESTS = 2_000
"""Of one event; strangers write there too."""


@transaction.atomic
def ask(event: Event, text: str, *, by: User, at: datetime, name: str = "") -> Question:
    """Ask something, before the event or at it; the host notes what others asked (`name`).

    Refuses one that is called off or reported (`event-<state>`).
    """
    event = hold(event)
    require(access.may_ask(by, event))
    _refuse_closed(event)
    asker = tidy(name)
    if asker and asker != by.name:
        require(access.may_stand_at_door(by, event))
    question = Question(
        event=event,
        name=asker or by.name,
        text=needed(tidy_lines(text), "text"),
        asked_by=by,
        asked_at=at,
    )
    question.full_clean()
    question.save()
    journal.write("ask", by=by, subject=event, at=at, changes={"question": (None, question.text)})
    return question


@transaction.atomic
def answer_question(
    question: Question, answer: str, *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Answer what was asked; later words replace it. Returns whether they are any other.

    Refuses where the answer is no longer as it was `seen` (`changed-meanwhile`).
    """
    event = hold(question.event)
    require(access.may_stand_at_door(by, event))
    question = locked(question)
    check_version(seen, question)
    before, question.answer = question.answer, needed(tidy_lines(answer), "answer")
    if before == question.answer:
        return False
    question.answered_by, question.answered_at = by, at
    question.full_clean()
    question.save()
    journal.write(
        "answer_question",
        by=by,
        subject=event,
        at=at,
        changes={"answer": (before, question.answer)},
        note=str(question),
    )
    return True


@transaction.atomic
def note_interest(
    event: Event,
    wish: str,
    place: Place,
    *,
    by: User | None,
    at: datetime,
    agreed: bool,
    name: str = "",
    phone: str = "",
    text: str = "",
    guest: Guest | None = None,
) -> Interest:
    """Note that somebody wants to join, with the product they think of and where they live.

    Themselves, as who takes part; the host for others (`name`, `guest`), who agreed to be noted;
    and where the host lets strangers write, anybody in the public calendar (`by` None). Noted
    again with the same wish, the first comes back. Refuses without `agreed` (`no-consent`), where
    no strangers are asked (`interest-closed`), and too many of them (`too-many-interests`).
    """
    event = hold(event)
    if event.state == Event.State.CANCELLED:
        raise Event.STEPS.refusal(event)
    if by is None:
        if not access.takes_interest(event, timezone.localdate(at)):
            raise Refusal(
                _("Sự kiện này không nhận đăng ký nữa. Hãy hỏi cán bộ xã nơi bạn ở."),
                code="interest-closed",
            )
    else:
        require(access.may_note_interest(by, event))
    if not agreed:
        raise Refusal(
            _(
                "Cần người có nguyện vọng đồng ý thì mới ghi lại tên và điện thoại. Hãy hỏi họ rồi "
                "đánh dấu vào ô đồng ý."
            ),
            code="no-consent",
        )
    guest = _guest_meant(event, guest, name, by)
    said = tidy(name) or (guest.who_comes if guest else by.name if by else "")
    interest = Interest(
        event=event,
        guest=guest,
        name=needed(said, "name"),
        phone=_phone(phone),
        place=place,
        wish=needed(tidy(wish), "wish"),
        text=tidy_lines(text),
        agreed_at=at,
        noted_by=by,
        noted_at=at,
    )
    known = Interest.objects.filter(event=event, name=interest.name, wish=interest.wish)
    if kept := known.filter(place=place).first():
        return kept
    if event.interests.count() >= MOST_INTERESTS:
        raise Refusal(
            _("Sự kiện này đã nhận đủ %(most)s đăng ký. Hãy hỏi cán bộ xã nơi bạn ở.")
            % {"most": MOST_INTERESTS},
            code="too-many-interests",
        )
    interest.full_clean(validate_constraints=False)
    interest.save()
    journal.write(
        "note_interest", by=by, subject=event, at=at, changes={"interest": (None, interest.wish)}
    )
    return interest


def _guest_meant(event: Event, guest: Guest | None, name: str, by: User | None) -> Guest | None:
    """The guest whose wish it is, unless a wish of theirs is noted already."""
    if by is not None and not access.may_stand_at_door(by, event):
        guest = access.guest_of(by, event)
    elif guest is not None and guest.event_id != event.pk:
        raise ValidationError({"guest": _("Người này không phải khách của sự kiện.")})
    elif guest is None and by is not None and tidy(name):
        named = list(event.guests.filter(name=tidy(name))[:2])
        guest = named[0] if len(named) == 1 else None
    if guest is not None and Interest.objects.filter(guest=guest).exists():
        return None
    return guest


def _phone(text: str) -> str:
    try:
        return addresses.phone(text)
    except ValidationError as fault:
        raise ValidationError({"phone": fault}) from None


@transaction.atomic
def make_idea(interest: Interest, *, by: User, at: datetime, name: str = "") -> Idea:
    """Make an idea of a wish, which then goes its own way (`products.actions`); an officer of the
    place where they live does. Refuses one that is an idea already (`interest-has-its-idea`),
    and one whose person is known no longer (`interest-erased`)."""
    event = hold(interest.event)
    interest = locked(interest, "place", "guest__organisation", "idea")
    require(Interest.objects.visible_to(by).filter(pk=interest.pk).exists())
    require(access.may_make_idea(by, interest.place))
    if interest.idea is not None:
        raise Refusal(
            _("Nguyện vọng này đã thành ý tưởng; hãy làm tiếp ở trang ý tưởng."),
            code="interest-has-its-idea",
        )
    if interest.erased_at is not None:
        raise Refusal(
            _(
                "Nguyện vọng này đã hết thời hạn lưu giữ, người nêu không còn được ghi. Khi gặp "
                "lại họ, hãy ghi một ý tưởng mới."
            ),
            code="interest-erased",
        )
    idea = products.note_idea(
        tidy(name) or interest.wish,
        interest.text or interest.wish,
        interest.place,
        told_by=interest.name,
        phone=interest.phone,
        event=event.title,
        producer=_producer_of(interest),
        is_demonstration=event.is_demonstration,
        by=by,
        at=at,
    )
    interest.idea = idea
    interest.save(update_fields=["idea"])
    journal.write("make_idea", by=by, subject=event, at=at, changes={"idea": (None, idea)})
    return idea


def _producer_of(interest: Interest) -> Producer | None:
    body = interest.guest.organisation_id if interest.guest else None
    return Producer.objects.filter(organisation=body).first() if body else None


def _refuse_closed(event: Event) -> None:
    if event.state in (Event.State.CANCELLED, Event.State.REPORTED):
        raise Event.STEPS.refusal(event)

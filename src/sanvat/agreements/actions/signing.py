"""A text is signed, begins to run, is changed by an annex, and is made public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.actions.drafting import freeze, put_item, write_item
from sanvat.agreements.actions.telling import (
    held,
    needed,
    not_yet_to_come,
    short,
    tell_others,
)
from sanvat.agreements.content import content_of
from sanvat.agreements.events import signing_events
from sanvat.agreements.models import (
    Agreement,
    Amendment,
    Comment,
    Item,
    Party,
    Signature,
    Version,
)
from sanvat.errors import Refusal
from sanvat.events.models import Event
from sanvat.instruments.models import Instrument
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.text.tidy import tidy, tidy_lines


@dataclass(frozen=True)
class Signer:
    """Who signs for a party: the name, the post, and in which capacity ("TM. ỦY BAN NHÂN DÂN")."""

    name: str
    position: str = ""
    capacity: str = ""


@transaction.atomic
def sign(
    agreement: Agreement,
    signers: Mapping[Party, Signer],
    *,
    signed_on: date,
    by: User,
    at: datetime,
    signed_at: str = "",
    file: StoredFile | None = None,
    instrument: Instrument | None = None,
    event: Event | None = None,
) -> Version:
    """Write down that all parties have signed the version that was sent round last.

    One of their people does, with the scan (`file`) where there is one; the others are told. What
    is signed is frozen. Where its period has begun it runs at once. `event`: the one at which it
    was signed, of `agreements.events.signing_events`.

    Refuses a text that is not out (`agreement-<state>`), comments without an answer
    (`comments-open`), and a draft changed since it was sent round (`changed-since-sent`).
    ValidationError at `signers` where a party is missing, and at `event` where that is none of
    theirs, or of other days.
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    Agreement.STEPS.check(agreement, Agreement.State.SIGNED)
    not_yet_to_come(signed_on, at, "signed_on")
    waiting = Comment.objects.filter(version__agreement=agreement, outcome="").count()
    if waiting:
        raise Refusal(
            _("Còn %(n)s ý kiến chưa được trả lời. Hãy trả lời hết rồi ký.") % {"n": waiting},
            code="comments-open",
        )
    content = content_of(agreement)
    sent = agreement.versions.last()
    if sent is None or sent.content != content:
        raise Refusal(
            _("Bản soạn đã sửa sau khi gửi các bên. Hãy gửi lại để các bên xem rồi ký."),
            code="changed-since-sent",
        )
    if event is not None:
        _check_event(event, agreement, signed_on)
    version = freeze(agreement, Version.Kind.SIGNED, content, by=by, at=at)
    _put_signatures(version, agreement, signers, signed_on, signed_at, file, by=by, at=at)
    changes = Agreement.STEPS.move(agreement, Agreement.State.SIGNED)
    changes |= {"signed_on": (None, signed_on), "version": (None, version.number)}
    agreement.instrument, agreement.signing_event = instrument, event
    if event is not None:
        changes["signing_event"] = (None, event.title)
    if agreement.starts_on <= timezone.localdate(at):
        Agreement.STEPS.move(agreement, Agreement.State.RUNNING)
        changes["state"] = (Agreement.State.COMMENTING, Agreement.State.RUNNING)
    agreement.save(update_fields=["state", "instrument", "signing_event"])
    journal.write("sign_agreement", by=by, subject=agreement, at=at, changes=changes)
    _renew(agreement, by=by, at=at)
    text = _("Đã ký: %(title)s.") % {"title": short(agreement)}
    tell_others(agreement, text, about=agreement, by=by, at=at)
    return version


def _check_event(event: Event, agreement: Agreement, signed_on: date) -> None:
    if not signing_events(agreement).filter(pk=event.pk).exists():
        raise ValidationError(
            {"event": _("Sự kiện này không phải lễ ký kết của các bên. Hãy chọn lại.")}
        )
    if not event.starts_on <= signed_on <= event.ends_on:
        raise ValidationError(
            {
                "event": _("Sự kiện này là %(when)s, khác ngày ký. Hãy xem lại ngày ký.")
                % {"when": event.when}
            }
        )


def _put_signatures(
    version: Version,
    agreement: Agreement,
    signers: Mapping[Party, Signer],
    signed_on: date,
    signed_at: str,
    file: StoredFile | None,
    *,
    by: User,
    at: datetime,
) -> None:
    named = {party.pk: signer for party, signer in signers.items() if tidy(signer.name)}
    parties = list(agreement.parties.select_related("organisation"))
    if missing := [str(party) for party in parties if party.pk not in named]:
        raise ValidationError(
            {
                "signers": ValidationError(
                    _("Chưa ghi người ký của: %(missing)s. Hãy ghi đủ mọi bên."),
                    code="signer-missing",
                    params={"missing": ", ".join(missing)},
                )
            }
        )
    for party in parties:
        signer = named[party.pk]
        signature = Signature(
            version=version,
            party=party,
            person_name=tidy(signer.name),
            position=tidy(signer.position) or party.position,
            capacity=tidy(signer.capacity) or party.capacity,
            signed_on=signed_on,
            signed_at=tidy(signed_at),
            file=file,
            file_name=file.name if file else "",
            entered_by=by,
            entered_at=at,
        )
        signature.full_clean(validate_constraints=False)
        signature.save()


def _renew(agreement: Agreement, *, by: User, at: datetime) -> None:
    """The one it continues is renewed by that."""
    if agreement.continues is None:
        return
    before = held(agreement.continues)
    changes = Agreement.STEPS.move(before, Agreement.State.RENEWED)
    before.save(update_fields=["state"])
    journal.write("renew_agreement", by=by, subject=before, at=at, changes=changes)


@transaction.atomic
def begin_due(*, at: datetime) -> int:
    """By a job: what is signed and whose first day has come runs from now on. Returns how many."""
    today = timezone.localdate(at)
    waiting = Agreement.objects.filter(state=Agreement.State.SIGNED, starts_on__lte=today)
    begun = 0
    for each in waiting.order_by("pk"):
        agreement = held(each)
        if agreement.state != Agreement.State.SIGNED:
            continue
        changes = Agreement.STEPS.move(agreement, Agreement.State.RUNNING)
        agreement.save(update_fields=["state"])
        journal.write("begin_agreement", by=None, subject=agreement, at=at, changes=changes)
        begun += 1
    return begun


# Annexes


@dataclass(frozen=True)
class ItemChange:
    """What an annex does to an item, or to a new one where `item` is None. `fields` and
    `partners` as in `change_item` and `add_item`."""

    item: Item | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    partners: Mapping[Party, str] | None = None


@transaction.atomic
def amend(
    agreement: Agreement,
    reason: str,
    changes: list[ItemChange],
    signers: Mapping[Party, Signer],
    *,
    signed_on: date,
    by: User,
    at: datetime,
    signed_at: str = "",
    file: StoredFile | None = None,
    **fields: Any,
) -> Amendment:
    """Change a signed text by an annex that all parties have signed; `fields` are of
    `Agreement.EDITED`.

    Refuses where nothing changes (`nothing-new`), an item that is settled (`item-<state>`), and an
    agreement that is not signed or is over (`agreement-<state>`).
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    if agreement.state not in (Agreement.State.SIGNED, Agreement.State.RUNNING):
        raise Agreement.STEPS.refusal(agreement)
    not_yet_to_come(signed_on, at, "signed_on")
    before = content_of(agreement)
    # From here on, until the transaction ends, PostgreSQL lets the text be changed.
    amendment: Amendment = Amendment.objects.create(
        agreement=agreement,
        number=agreement.amendments.count() + 1,
        reason=needed(tidy_lines(reason), "reason", _("Hãy ghi lý do sửa.")),
        signed_on=signed_on,
        by=by,
        at=at,
    )
    for name, value in fields.items():
        if name not in Agreement.EDITED:
            raise TypeError(f"no such field: {name}")
        setattr(agreement, name, tidy_lines(value) if isinstance(value, str) else value)
    agreement.full_clean()
    agreement.save()
    for change in changes:
        _change_by_annex(agreement, change)
    content = content_of(agreement)
    if content == before:
        raise Refusal(
            _("Phụ lục này không sửa gì. Hãy ghi điều cần sửa rồi lưu lại."), code="nothing-new"
        )
    version = freeze(agreement, Version.Kind.AMENDED, content, by=by, at=at)
    _put_signatures(version, agreement, signers, signed_on, signed_at, file, by=by, at=at)
    said = {
        "amendment": (None, amendment.number),
        "version": (None, version.number),
        "signed_on": (None, signed_on),
    }
    journal.write(
        "amend_agreement", by=by, subject=agreement, at=at, changes=said, note=amendment.reason
    )
    text = _("Đã ký phụ lục %(number)s: %(title)s.")
    facts = {"number": amendment.number, "title": short(agreement)}
    tell_others(agreement, text % facts, about=agreement, by=by, at=at)
    return amendment


def _change_by_annex(agreement: Agreement, change: ItemChange) -> None:
    if change.item is None:
        given = dict(change.fields)
        put_item(
            agreement,
            given.pop("text", ""),
            given.pop("lead"),
            partners=change.partners or {},
            **given,
        )
        return
    item = locked(change.item, "lead__organisation", "indicator")
    if item.agreement_id != agreement.pk:
        raise ValidationError({"item": _("Nội dung này không thuộc văn bản. Hãy chọn lại.")})
    item.agreement = agreement
    if item.state not in (Item.State.OPEN, Item.State.RETURNED):
        raise Item.STEPS.refusal(item)
    write_item(item, change.fields, change.partners)


@transaction.atomic
def publish(agreement: Agreement, is_public: bool, *, by: User, at: datetime) -> bool:
    """Show a signed agreement to everybody, or no longer; returns whether that is new.

    Refuses a draft (`agreement-<state>`).
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    if agreement.is_drafted:
        raise Agreement.STEPS.refusal(agreement)
    if agreement.is_public == is_public:
        return False
    changes = {"is_public": (agreement.is_public, is_public)}
    agreement.is_public = is_public
    agreement.save(update_fields=["is_public"])
    journal.write("publish_agreement", by=by, subject=agreement, at=at, changes=changes)
    return True

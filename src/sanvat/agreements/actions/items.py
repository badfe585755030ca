"""What becomes of an item: told, said to be done, confirmed or returned by the other side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.actions.telling import (
    held_item,
    needed,
    not_yet_to_come,
    short,
    tell_others,
)
from sanvat.agreements.models import Agreement, Item, ItemNote, Party, Proof
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.models import StoredFile
from sanvat.text.tidy import tidy_lines

MOST_PROOFS = 10
"""Files with one note."""


@transaction.atomic
def note_progress(
    item: Item,
    text: str,
    *,
    by: User,
    at: datetime,
    files: Sequence[StoredFile] = (),
    on: date | None = None,
) -> ItemNote:
    """Tell how an item goes, with files that show it; its lead and its partners do.

    `on`: the day it tells of, today where it is not given. Refuses an item that is settled
    (`item-<state>`), an agreement that does not run (`agreement-<state>`), and too many files
    (`too-many-proofs`).
    """
    item, party = _at_work(item, by, access.may_report)
    if item.state in (Item.State.CONFIRMED, Item.State.CARRIED_OVER):
        raise Item.STEPS.refusal(item)
    text = needed(tidy_lines(text), "text", _("Hãy ghi đã làm được gì."))
    note = _note(item, ItemNote.Kind.PROGRESS, party, text, on=on, by=by, at=at, files=files)
    changes = {"text": (None, text)} | _shown(files)
    journal.write("note_progress", by=by, subject=item, at=at, changes=changes)
    return note


@transaction.atomic
def say_done(
    item: Item,
    text: str,
    *,
    by: User,
    at: datetime,
    files: Sequence[StoredFile] = (),
    on: date | None = None,
) -> ItemNote:
    """The lead says that an item is done, and what shows it; the other side now confirms it or
    returns it. Refuses one that was said to be done or is settled (`item-<state>`)."""
    item, party = _at_work(item, by, access.may_say_done)
    if item.state == Item.State.DONE:
        raise Item.STEPS.refusal(item)
    changes = Item.STEPS.move(item, Item.State.DONE)
    text = needed(tidy_lines(text), "text", _("Hãy ghi kết quả đã làm được."))
    item.round += 1
    item.said_by = party
    note = _note(item, ItemNote.Kind.DONE, party, text, on=on, by=by, at=at, files=files)
    item.done_on = note.on
    item.save(update_fields=["state", "round", "said_by", "done_on"])
    changes |= {"text": (None, text)} | _shown(files)
    journal.write("say_done", by=by, subject=item, at=at, changes=changes)
    _tell(item, _("%(who)s báo xong nội dung %(number)s, chờ xác nhận: %(title)s."), by, at)
    return note


@transaction.atomic
def confirm(item: Item, *, by: User, at: datetime, text: str = "", on: date | None = None) -> bool:
    """Another side than the one that says so confirms that an item is done.

    Returns whether it is confirmed by that: where the agreement asks all partners, the last of
    them settles it. Refuses an item nobody says is done (`item-<state>`), and a side that has
    confirmed it (`confirmed-before`).
    """
    item, party = _at_work(item, by, access.may_judge)
    Item.STEPS.check(item, Item.State.CONFIRMED)
    said = set(
        item.notes.filter(kind=ItemNote.Kind.CONFIRMED, round=item.round).values_list(
            "party", flat=True
        )
    )
    if party.pk in said:
        raise Refusal(
            _("Bên bạn đã xác nhận nội dung này. Hãy đợi các bên còn lại."),
            code="confirmed-before",
        )
    note = _note(item, ItemNote.Kind.CONFIRMED, party, tidy_lines(text), on=on, by=by, at=at)
    is_enough = item.agreement.confirm_rule == Agreement.ConfirmRule.ANY or access.judges_of(
        item
    ) <= said | {party.pk}
    to = Item.State.CONFIRMED if is_enough else Item.State.DONE
    changes = Item.STEPS.move(item, to)
    if is_enough:
        item.confirmed_on = note.on
        item.save(update_fields=["state", "confirmed_on"])
    journal.write(
        "confirm_item", by=by, subject=item, at=at, changes=changes | {"party": (None, str(party))}
    )
    _tell(item, _("%(who)s xác nhận nội dung %(number)s: %(title)s."), by, at)
    return is_enough


@transaction.atomic
def return_item(item: Item, reason: str, *, by: User, at: datetime, on: date | None = None) -> None:
    """Another side does not find an item done, and says why; its lead goes on with it.

    Refuses an item nobody says is done (`item-<state>`).
    """
    item, party = _at_work(item, by, access.may_judge)
    changes = Item.STEPS.move(item, Item.State.RETURNED)
    reason = needed(tidy_lines(reason), "reason", _("Hãy ghi lý do trả lại."))
    _note(item, ItemNote.Kind.RETURNED, party, reason, on=on, by=by, at=at)
    item.done_on = None
    item.save(update_fields=["state", "done_on"])
    changes["text"] = (None, reason)
    journal.write("return_item", by=by, subject=item, at=at, changes=changes)
    _tell(item, _("%(who)s trả lại nội dung %(number)s, kèm lý do: %(title)s."), by, at)


def _at_work(item: Item, by: User, may: object) -> tuple[Item, Party]:
    """The item, held, and the party somebody acts for in it."""
    item = held_item(item)
    require(may(by, item))  # type: ignore[operator]
    if item.agreement.state != Agreement.State.RUNNING:
        raise Agreement.STEPS.refusal(item.agreement)
    party = access.party_of(by, item.agreement)
    assert party is not None  # or they might not
    return item, party


def _note(
    item: Item,
    kind: str,
    party: Party,
    text: str,
    *,
    by: User,
    at: datetime,
    on: date | None = None,
    files: Sequence[StoredFile] = (),
) -> ItemNote:
    if on is not None:
        not_yet_to_come(on, at, "on")
    if len(files) > MOST_PROOFS:
        raise Refusal(
            _("Mỗi lần ghi kèm nhiều nhất %(most)s tệp. Hãy bỏ bớt, hoặc ghi thêm lần nữa.")
            % {"most": MOST_PROOFS},
            code="too-many-proofs",
        )
    note = ItemNote(
        item=item,
        kind=kind,
        party=party,
        text=text,
        round=item.round,
        on=on or timezone.localdate(at),
        by=by,
        at=at,
    )
    note.full_clean(validate_constraints=False)
    note.save()
    shown = {file.pk: file for file in files}
    Proof.objects.bulk_create(
        Proof(note=note, file=file, name=file.name) for file in shown.values()
    )
    return note


def _shown(files: Sequence[StoredFile]) -> dict[str, tuple[None, list[str]]]:
    return {"proofs": (None, [file.name for file in files])} if files else {}


def _tell(item: Item, text: str, by: User, at: datetime) -> None:
    assert by.acting is not None
    facts = {
        "who": by.acting.organisation,
        "number": item.number,
        "title": short(item.agreement),
    }
    tell_others(item.agreement, text % facts, about=item, by=by, at=at)

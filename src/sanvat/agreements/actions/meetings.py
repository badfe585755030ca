"""The parties meet, and their minutes are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.actions.telling import held, needed, not_yet_to_come, short, tell_others
from sanvat.agreements.models import Agreement, Item, Meeting, Remark
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines


@transaction.atomic
def record_meeting(
    agreement: Agreement,
    kind: str,
    held_on: date,
    *,
    chair: str,
    decisions: str,
    by: User,
    at: datetime,
    held_at: str = "",
    attended: str = "",
    talk: str = "",
    remarks: Mapping[Item, str] | None = None,
) -> Meeting:
    """Write the minutes of a meeting: who, what was said of which item, what was settled.

    Refuses a draft (`agreement-<state>`). ValidationError at `held_on` for a day to come.
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    if agreement.is_drafted:
        raise Agreement.STEPS.refusal(agreement)
    assert by.acting is not None
    meeting = Meeting(agreement=agreement, by=by, organisation=by.acting.organisation, at=at)
    given = {
        "kind": kind,
        "held_on": held_on,
        "held_at": held_at,
        "chair": chair,
        "attended": attended,
        "talk": talk,
        "decisions": decisions,
    }
    _write(meeting, given, at)
    _put_remarks(meeting, remarks or {})
    changes = {"decisions": (None, meeting.decisions), "held_on": (None, held_on)}
    journal.write("record_meeting", by=by, subject=agreement, at=at, changes=changes)
    text = _("Đã có biên bản %(kind)s: %(title)s.")
    facts = {"kind": meeting.get_kind_display(), "title": short(agreement)}
    tell_others(agreement, text % facts, about=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    by: User,
    at: datetime,
    seen: str = "",
    remarks: Mapping[Item, str] | None = None,
    **fields: Any,
) -> bool:
    """Correct minutes; the body that wrote them does, and the others are told. Returns whether
    anything changed. Refuses ones no longer as they were `seen` (`changed-meanwhile`)."""
    agreement = held(meeting.agreement)
    meeting = locked(meeting)
    meeting.agreement = agreement
    require(
        access.may_work(by, agreement) and access.own_organisation(by) == meeting.organisation_id
    )
    check_version(seen, meeting)
    if unknown := set(fields) - set(Meeting.EDITED):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    before = {name: getattr(meeting, name) for name in Meeting.EDITED}
    _write(meeting, fields, at)
    changes = {
        name: (was, getattr(meeting, name))
        for name, was in before.items()
        if was != getattr(meeting, name)
    }
    if remarks is not None:
        kept = {each.item_id: each.text for each in meeting.remarks.all()}
        wanted = {item.pk: said for item, text in remarks.items() if (said := tidy_lines(text))}
        if kept != wanted:
            meeting.remarks.all().delete()
            _put_remarks(meeting, remarks)
            changes["remarks"] = (sorted(kept.values()), sorted(wanted.values()))
    if changes:
        journal.write("change_meeting", by=by, subject=agreement, at=at, changes=changes)
        text = _("Biên bản họp đã được sửa: %(title)s.") % {"title": short(agreement)}
        tell_others(agreement, text, about=meeting, by=by, at=at)
    return bool(changes)


def _write(meeting: Meeting, fields: Mapping[str, Any], at: datetime) -> None:
    for name, value in fields.items():
        setattr(meeting, name, tidy_lines(value) if isinstance(value, str) else value)
    not_yet_to_come(meeting.held_on, at, "held_on")
    needed(tidy(meeting.chair), "chair", _("Hãy ghi người chủ trì."))
    needed(meeting.decisions, "decisions", _("Hãy ghi kết luận của cuộc họp."))
    meeting.full_clean(validate_constraints=False)
    meeting.save()


def _put_remarks(meeting: Meeting, remarks: Mapping[Item, str]) -> None:
    if any(item.agreement_id != meeting.agreement_id for item in remarks):
        raise ValidationError(_("Nội dung này không thuộc văn bản. Hãy chọn lại."))
    Remark.objects.bulk_create(
        Remark(meeting=meeting, item=item, text=said)
        for item, text in remarks.items()
        if (said := tidy_lines(text))
    )

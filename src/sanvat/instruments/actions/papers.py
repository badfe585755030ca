"""What can be done with official papers, in the order of life."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.instruments import access, questions
from sanvat.instruments.models import Instrument
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.records import files, journal
from sanvat.records.files import DOCX, PAPERS, kinds_said
from sanvat.records.locks import locked, take_turns
from sanvat.records.models import StoredFile
from sanvat.records.versions import check_version
from sanvat.text.days import day

ALLOWED = PAPERS | {DOCX}
"""The kinds of file a paper may come in."""

FIRST_YEAR = 1945


@transaction.atomic
def record(
    *,
    kind: str,
    number: str,
    issued_on: date,
    issuer: str,
    organisation: Organisation | None = None,
    summary: str = "",
    file: StoredFile | None = None,
    expires_on: date | None = None,
    is_public: bool = False,
    by: User,
    at: datetime,
) -> Instrument:
    """Enter a paper for the office that `by` acts for. `file` has been taken with `ALLOWED`.

    Refuses one that the person sees already (`instrument-exists`), a file of another kind
    (`kind-not-allowed`), and as ValidationError a day that is not yet or a field that does not do.
    """
    require(access.may_record(by))
    assert by.acting is not None
    instrument = Instrument(
        kind=kind,
        number=_bare(number),
        issued_on=issued_on,
        issuer=issuer,
        organisation=organisation,
        summary=summary,
        file=allowed(file),
        expires_on=expires_on,
        is_public=is_public,
        place=by.acting.place,
        recorded_for=by.acting.organisation,
        recorded_by=by,
        recorded_at=at,
        is_demonstration=demonstration.marks(by),
    )
    _check(instrument, by=by, at=at)
    instrument.save()
    changes = {name: (None, getattr(instrument, name)) for name in Instrument.EDITED}
    changes["file"] = (None, file.sha256 if file else None)
    journal.write("record_instrument", by=by, subject=instrument, at=at, changes=changes)
    return instrument


def known_or_recorded(
    *,
    kind: str,
    number: str,
    issued_on: date,
    issuer: str,
    by: User,
    at: datetime,
    **more: Any,
) -> Instrument:
    """The paper that another act names: the one the person sees already, else entered as `record`
    does."""
    facts: dict[str, Any] = {
        "kind": kind,
        "number": number,
        "issued_on": issued_on,
        "issuer": issuer,
    }
    return questions.known(by, **facts) or record(**facts, **more, by=by, at=at)


@transaction.atomic
def amend(instrument: Instrument, *, by: User, at: datetime, seen: str = "", **fields: Any) -> bool:
    """Correct what was entered: any of `Instrument.EDITED` and `organisation`. Returns whether
    anything changed.

    Refuses as `record` does, and where it is no longer as it was `seen` (`changed-meanwhile`).
    """
    require(access.may_amend(by, instrument))
    instrument = locked(instrument)
    check_version(seen, instrument)
    if unknown := set(fields) - {*Instrument.EDITED, "organisation"}:
        raise ValueError(f"no such field of a paper: {', '.join(sorted(unknown))}")
    if "number" in fields:
        fields["number"] = _bare(fields["number"])
    before = {name: getattr(instrument, name) for name in fields}
    for name, value in fields.items():
        setattr(instrument, name, value)
    _check(instrument, by=by, at=at)
    if "issued_on" in fields:
        _check_order(instrument)
    if instrument.published_at is not None and not instrument.summary:
        raise ValidationError(
            {"summary": _("Văn bản đang đăng trên cổng cần có trích yếu. Hãy ghi trích yếu.")}
        )
    changes = {
        name: (before[name], getattr(instrument, name))
        for name in fields
        if before[name] != getattr(instrument, name)
    }
    if not changes:
        return False
    instrument.save()
    journal.write("amend_instrument", by=by, subject=instrument, at=at, changes=changes)
    return True


@transaction.atomic
def attach_file(instrument: Instrument, file: StoredFile, *, by: User, at: datetime) -> bool:
    """Put the paper itself beside what is told of it, in place of the file before; that stays
    stored and in the journal. Returns whether it is another. `file` has been taken with `ALLOWED`.
    """
    require(access.may_amend(by, instrument))
    instrument = locked(instrument, "file")
    before, instrument.file = instrument.file, allowed(file)
    if before == file:
        return False
    if instrument.published_at is not None and not files.may_be_published(file):
        raise Refusal(
            _(
                "Văn bản đang đăng trên cổng mà ảnh trong tệp này còn ghi nơi chụp. Hãy gửi bản "
                "PDF hoặc ảnh đã bỏ vị trí."
            ),
            code="file-tells-place",
        )
    instrument.save(update_fields=["file"])
    changes = {"file": (before.sha256 if before else None, file.sha256)}
    journal.write("attach_file", by=by, subject=instrument, at=at, changes=changes)
    return True


@transaction.atomic
def attach_made(instrument: Instrument, file: StoredFile, *, at: datetime) -> bool:
    """By a job: put the file that we have made of a paper of our own beside it, where there is none
    yet. Returns whether there was none."""
    instrument = locked(instrument)
    if instrument.file_id is not None:
        return False
    instrument.file = file
    instrument.save(update_fields=["file"])
    changes = {"file": (None, file.sha256)}
    journal.write("attach_file", by=None, subject=instrument, at=at, changes=changes)
    return True


@transaction.atomic
def remove(instrument: Instrument, *, by: User, at: datetime) -> None:
    """Take out what was entered by mistake. Refuses one that was ever on the portal
    (`instrument-was-published`), and one that something is based on (`instrument-in-use`)."""
    require(access.may_amend(by, instrument))
    instrument = locked(instrument)
    if instrument.publications.exists():
        raise Refusal(
            _(
                "Văn bản này đã từng đăng trên cổng nên không bỏ được, để còn biết ai đã đăng và "
                "gỡ. Nếu không nên cho ai đọc nữa, hãy gỡ khỏi cổng."
            ),
            code="instrument-was-published",
        )
    changes = {name: (getattr(instrument, name), None) for name in Instrument.EDITED}
    journal.write("remove_instrument", by=by, subject=instrument, at=at, changes=changes)
    try:
        instrument.delete()
    except ProtectedError:
        raise Refusal(
            _(
                "Đã có kế hoạch, sự kiện, văn bản hoặc việc khác dẫn tới văn bản này nên không bỏ "
                "được. Hãy sửa thông tin nếu ghi sai."
            ),
            code="instrument-in-use",
        ) from None


def _bare(number: str) -> str:
    """Without the word before it: "Số: 295/VPĐP" is number 295/VPĐP."""
    text = number.strip()
    for word in ("Số:", "số:", "SỐ:", "Số ", "số "):
        text = text.removeprefix(word)
    return text.strip()


def allowed(file: StoredFile | None) -> StoredFile | None:
    if file is not None and file.kind not in ALLOWED:
        raise Refusal(
            _("Văn bản nhận các loại tệp: %(kinds)s. Hãy gửi bản PDF, Word hoặc ảnh chụp.")
            % {"kinds": kinds_said(ALLOWED)},
            code="kind-not-allowed",
        )
    return file


def _check(instrument: Instrument, *, by: User, at: datetime) -> None:
    instrument.complete()
    instrument.full_clean(validate_constraints=False, validate_unique=False)
    if instrument.issued_on > timezone.localdate(at):
        raise ValidationError(
            {"issued_on": _("Ngày ban hành chưa tới. Hãy ghi ngày đứng trên văn bản.")}
        )
    if instrument.issued_on.year < FIRST_YEAR:
        raise ValidationError(
            {"issued_on": _("Hãy xem lại năm: văn bản được ghi từ năm 1945 đến nay.")}
        )
    if instrument.expires_on is not None and instrument.expires_on < instrument.issued_on:
        raise ValidationError({"expires_on": _("Ngày hết hiệu lực không thể trước ngày ban hành.")})
    if not instrument.number_key:
        return
    take_turns(f"instrument {instrument.number_key} of {instrument.year}")
    identity = {
        name: getattr(instrument, name) for name in ("kind", "issuer_key", "number_key", "year")
    }
    same = Instrument.objects.filter(**identity).exclude(pk=instrument.pk)
    own = same.filter(recorded_for=instrument.recorded_for_id)
    found = (own | same.visible_to(by)).order_by("pk").first()
    if found is not None:
        raise Refusal(
            _(
                "Văn bản này đã có: %(paper)s ngày %(day)s của %(issuer)s. "
                "Hãy dùng văn bản đã có thay vì ghi lần nữa."
            )
            % {"paper": str(found), "day": day(found.issued_on), "issuer": found.issuer},
            code="instrument-exists",
        )


def _check_order(instrument: Instrument) -> None:
    """An earlier paper stays earlier than those that name it."""
    issued_on = instrument.issued_on
    told = Q(older__issued_on__gt=issued_on) | Q(from_on__lt=issued_on)
    if (
        instrument.relations.filter(told).exists()
        or instrument.told_by.filter(paper__issued_on__lt=issued_on).exists()
    ):
        raise ValidationError(
            {
                "issued_on": _(
                    "Ngày này trái với quan hệ đã ghi giữa văn bản này và văn bản khác. Hãy xem "
                    "lại ngày, hoặc bỏ quan hệ trước."
                )
            }
        )

"""Putting an official paper on the portal, and taking it down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.instruments import access
from sanvat.instruments.models import Instrument, Publication
from sanvat.opendata.jobs import build_soon
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import files, journal
from sanvat.records.locks import locked
from sanvat.text.tidy import tidy_lines


@transaction.atomic
def publish(
    instrument: Instrument, *, was_looked_through: bool, by: User, at: datetime
) -> Publication:
    """Let everybody read a paper and its file on the portal.

    Refuses what nobody looked through for secrets and personal data (`not-looked-through`), a
    paper that does not say what it is about (`summary-needed`), one whose file tells where photos
    were taken (`file-tells-place`), and one that is there (`instrument-published`).
    """
    require(access.may_publish(by, instrument))
    instrument = locked(instrument, "file")
    if instrument.published_at is not None:
        raise Refusal(
            _("Văn bản này đang đăng trên cổng. Hãy mở lại trang để xem."),
            code="instrument-published",
        )
    if not was_looked_through:
        raise Refusal(
            _(
                "Chưa ai xác nhận là văn bản đăng được. Hãy đọc lại toàn văn, xem có bí mật nhà "
                "nước hay thông tin cá nhân không, rồi đánh dấu xác nhận."
            ),
            code="not-looked-through",
        )
    if not instrument.summary:
        raise Refusal(
            _("Văn bản chưa có trích yếu nên người đọc không biết nói về gì. Hãy ghi trích yếu."),
            code="summary-needed",
        )
    if instrument.file is not None and not files.may_be_published(instrument.file):
        raise Refusal(
            _(
                "Ảnh trong tệp còn ghi nơi chụp nên không đăng được. Hãy gửi lại bản PDF hoặc ảnh "
                "đã bỏ vị trí."
            ),
            code="file-tells-place",
        )
    assert by.acting is not None
    made: Publication = Publication.objects.create(
        instrument=instrument,
        published_by=by,
        published_for=by.acting.organisation,
        published_at=at,
    )
    changes = {"published_at": (None, at)}
    journal.write("publish_instrument", by=by, subject=instrument, at=at, changes=changes)
    return made


@transaction.atomic
def withdraw(instrument: Instrument, reason: str, *, by: User, at: datetime) -> None:
    """Take a paper off the portal, at once and from all of it; the open data are built anew.

    Refuses one that is not there (`instrument-not-published`), and to do it without a reason
    (`reason-needed`).
    """
    require(access.may_publish(by, instrument))
    instrument = locked(instrument)
    if not (reason := tidy_lines(reason)):
        raise Refusal(
            _("Chưa có lý do gỡ. Hãy ghi vì sao văn bản không còn đăng."), code="reason-needed"
        )
    now = Publication.objects.filter(instrument=instrument, withdrawn_at=None).first()
    if now is None:
        raise Refusal(
            _("Văn bản này không còn trên cổng. Hãy mở lại trang để xem."),
            code="instrument-not-published",
        )
    now.withdrawn_at, now.withdrawn_by, now.withdrawn_reason = at, by, reason
    now.full_clean(validate_unique=False, validate_constraints=False)
    now.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    changes = {"published_at": (now.published_at, None)}
    journal.write(
        "withdraw_instrument", by=by, subject=instrument, at=at, changes=changes, note=reason
    )
    build_soon()

"""A report of a period is issued; the review is, when the last party has signed it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.agreements import access, documents
from sanvat.agreements.actions.telling import held, not_yet_to_come, short, tell_others
from sanvat.agreements.keeping import figures_of_period, figures_of_review, with_items
from sanvat.agreements.models import Agreement, IssuedReport, Review
from sanvat.errors import Refusal
from sanvat.indicators.keeping import keep
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.text.days import day


@transaction.atomic
def issue_report(
    agreement: Agreement, first: date, last: date, *, by: User, at: datetime
) -> IssuedReport:
    """Issue the report of a period: how things stood on its last day, with its papers and the
    items behind each figure, which stay as they are now; the other parties are told.

    The same period may be reported again, where something was entered late. Refuses what is not
    signed (`not-signed`), a last day still to come, and days outside the agreement's own.
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    if agreement.is_drafted:
        raise Refusal(
            _("Văn bản này chưa ký nên chưa có gì để báo cáo. Hãy ký trước."), code="not-signed"
        )
    not_yet_to_come(last, at, "last")
    if first > last:
        raise ValidationError({"last": _("Ngày cuối của kỳ không trước ngày đầu.")})
    if last < agreement.starts_on or first > agreement.ends_on:
        raise ValidationError(
            {
                "first": _("Kỳ này nằm ngoài thời gian của văn bản: %(first)s đến %(last)s.")
                % {"first": day(agreement.starts_on), "last": day(agreement.ends_on)}
            }
        )
    with_items(agreement)
    kept = keep(
        documents.report_paper(agreement, first, last, is_draft=False),
        figures_of_period(agreement, first, last),
        name=f"bao-cao-phoi-hop-{agreement.pk}-{last:%Y%m%d}",
        as_of=last,
        by=by,
        at=at,
    )
    issued: IssuedReport = IssuedReport.objects.create(
        agreement=agreement,
        kind=IssuedReport.Kind.PERIOD,
        first=first,
        last=last,
        kept=kept,
        issued_by=by,
        issued_at=at,
    )
    changes: dict[str, Any] = {
        "reported_from": (None, first),
        "reported_until": (None, last),
    }
    journal.write("issue_agreement_report", by=by, subject=agreement, at=at, changes=changes)
    text = _("Đã chốt báo cáo đến %(day)s: %(title)s.") % {
        "day": day(last),
        "title": short(agreement),
    }
    tell_others(agreement, text, about=agreement, by=by, at=at)
    return issued


def keep_review(review: Review, *, by: User, at: datetime) -> IssuedReport:
    """Keep the review as all parties have signed it; `sign_review` does so with the last."""
    last = max(each.signed_on for each in review.signatures.all())
    issued: IssuedReport = IssuedReport.objects.create(
        agreement=review.agreement,
        kind=IssuedReport.Kind.REVIEW,
        first=min(review.agreement.starts_on, last),
        last=last,
        kept=keep(
            documents.review_paper(review),
            figures_of_review(review, last),
            name=f"tong-ket-phoi-hop-{review.agreement.pk}",
            as_of=last,
            by=by,
            at=at,
        ),
        issued_by=by,
        issued_at=at,
    )
    return issued

"""An agreement is looked back upon, and both sides sign what they see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.actions.issuing import keep_review
from sanvat.agreements.actions.telling import held, needed, not_yet_to_come, short, tell_others
from sanvat.agreements.matters import counting_items, matters_of, period_of, source_of
from sanvat.agreements.models import (
    Agreement,
    Item,
    Review,
    ReviewFigure,
    ReviewLine,
    ReviewSignature,
)
from sanvat.errors import Refusal
from sanvat.indicators.models import Indicator
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines

Mark = ReviewLine.Mark
MOST_FIGURES = 40


@dataclass(frozen=True)
class Judged:
    """What a reviewer says of an item that is not simply as its confirmation tells: `mark` partly
    or not, with the reason."""

    mark: str
    reason: str


@dataclass(frozen=True)
class Figure:
    """A measure at the end: as its `source` says, on that `day`."""

    name: str
    value: Decimal
    unit: str
    day: date
    source: str
    indicator: Indicator | None = None


@transaction.atomic
def write_review(
    agreement: Agreement,
    *,
    by: User,
    at: datetime,
    judged: Mapping[Item, Judged] | None = None,
    figures: Sequence[Figure] = (),
    concerns_handled: int | None = None,
    concerns_source: str = "",
    weaknesses: str = "",
    proposals: str = "",
    seen: str = "",
) -> bool:
    """Write the review of what runs, or write it anew before anybody has signed it.

    What the other side has confirmed is done, and nothing else is: of an item that is not, the
    review says partly or not, and why (`judged`); a confirmed one too may be judged less. Where an
    item counts the matters of the people by itself, so does the review: what is told of their
    number is not taken. Returns whether anything changed.

    Refuses what does not run (`agreement-<state>`), one that somebody has signed
    (`review-signed`), "done" without confirmation (`done-unconfirmed`), and one no longer as it
    was `seen` (`changed-meanwhile`). ValidationError at `item-<number>` where a reason is missing.
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    Agreement.STEPS.check(agreement, Agreement.State.REVIEWED)
    review = Review.objects.filter(agreement=agreement).first()
    check_version(seen, *review_rows(review))
    if review is not None and review.signatures.exists():
        raise Refusal(
            _("Đã có bên ký bản tổng kết này nên không sửa được nữa. Hãy để các bên ký xong."),
            code="review-signed",
        )
    before = _said(review)
    review = review or Review(agreement=agreement)
    if counting := counting_items(agreement):
        period = period_of(agreement, timezone.localdate(at))
        concerns_handled = matters_of(counting, period).count()
        concerns_source = source_of(period)
    review.concerns_handled = concerns_handled
    review.concerns_source = tidy(concerns_source)
    review.weaknesses = tidy_lines(weaknesses)
    review.proposals = tidy_lines(proposals)
    review.written_by, review.written_at = by, at
    review.full_clean()
    review.save()
    lines = _lines(review, agreement, judged or {})
    _check_figures(figures)
    after = _said(review, lines, figures)
    if after == before:
        return False
    review.lines.all().delete()
    ReviewLine.objects.bulk_create(lines)
    review.figures.all().delete()
    for order, each in enumerate(figures, start=1):
        figure = ReviewFigure(
            review=review,
            order=order,
            indicator=each.indicator,
            name=tidy(each.name),
            value=each.value,
            unit=tidy(each.unit),
            day=each.day,
            source=tidy(each.source),
        )
        figure.full_clean(validate_constraints=False)
        figure.save()
    changes = {
        name: (before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    }
    journal.write("write_review", by=by, subject=agreement, at=at, changes=changes)
    return True


def review_rows(review: Review | None) -> list[Any]:
    """What a form of the review was filled from, for its version."""
    return [review] if review is None else [review, *review.lines.all(), *review.figures.all()]


def _lines(review: Review, agreement: Agreement, judged: Mapping[Item, Judged]) -> list[ReviewLine]:
    said = {item.pk: each for item, each in judged.items()}
    lines, faults = [], {}
    for item in agreement.items.all():
        is_confirmed = item.state == Item.State.CONFIRMED
        default = Judged(Mark.DONE, "") if is_confirmed else Judged(Mark.NOT, "")
        each = said.get(item.pk, default)
        reason = tidy_lines(each.reason)
        if each.mark == Mark.DONE and not is_confirmed:
            raise Refusal(
                _(
                    "Nội dung %(number)s chưa được bên kia xác nhận nên không ghi là hoàn thành. "
                    "Hãy nhờ họ xác nhận, hoặc ghi một phần."
                )
                % {"number": item.number},
                code="done-unconfirmed",
            )
        if each.mark not in Mark.values:
            faults[f"item-{item.number}"] = _("Hãy chọn một mức đánh giá.")
        elif each.mark != Mark.DONE and not reason:
            faults[f"item-{item.number}"] = _("Hãy ghi vì sao chưa hoàn thành.")
        lines.append(
            ReviewLine(
                review=review,
                item=item,
                mark=each.mark,
                reason="" if each.mark == Mark.DONE else reason,
            )
        )
    if faults:
        raise ValidationError(faults)
    return lines


def _check_figures(figures: Sequence[Figure]) -> None:
    if len(figures) > MOST_FIGURES:
        raise Refusal(
            _("Một bản tổng kết có nhiều nhất %(most)s số liệu. Hãy bỏ bớt.")
            % {"most": MOST_FIGURES},
            code="too-many-figures",
        )
    if any(not tidy(each.source) for each in figures):
        raise ValidationError({"figures": _("Mỗi số liệu cần ghi nguồn.")})


def _said(
    review: Review | None,
    lines: Sequence[ReviewLine] | None = None,
    figures: Sequence[Figure] | None = None,
) -> dict[str, Any]:
    """What a review says, as the journal keeps it."""
    if review is None:
        return {}
    lines = list(review.lines.select_related("item")) if lines is None else lines
    kept: Sequence[Any] = list(review.figures.all()) if figures is None else figures
    said = {name: getattr(review, name) for name in Review.EDITED}
    said["lines"] = [f"{each.item.number}: {each.mark} {each.reason}".strip() for each in lines]
    said["figures"] = [
        f"{tidy(each.name)}: {each.value.normalize():f} {tidy(each.unit)}, {each.day:%Y-%m-%d}, "
        f"{tidy(each.source)}"
        for each in kept
    ]
    return said


@transaction.atomic
def sign_review(
    agreement: Agreement,
    person_name: str,
    *,
    signed_on: date,
    by: User,
    at: datetime,
    position: str = "",
) -> bool:
    """One's own party stands by the review; with the last of them the agreement is reviewed, and
    the review's papers and figures are kept as they are then.

    Returns whether it was the last. Refuses where nothing is written yet (`no-review`), a party
    that has signed (`review-signed-before`), and where an item was confirmed since it was written
    (`review-behind`).
    """
    agreement = held(agreement)
    party = access.party_of(by, agreement)
    require(party is not None)
    assert party is not None
    Agreement.STEPS.check(agreement, Agreement.State.REVIEWED)
    review = Review.objects.filter(agreement=agreement).first()
    if review is None:
        raise Refusal(
            _("Chưa có bản tổng kết. Hãy lập bản tổng kết rồi các bên cùng ký."), code="no-review"
        )
    not_yet_to_come(signed_on, at, "signed_on")
    signed = set(review.signatures.values_list("party", flat=True))
    if party.pk in signed:
        raise Refusal(
            _("Bên bạn đã ký bản tổng kết này. Hãy đợi bên kia ký."), code="review-signed-before"
        )
    _check_up_to_date(agreement, review)
    signature = ReviewSignature(
        review=review,
        party=party,
        person_name=needed(tidy(person_name), "person_name", _("Hãy ghi tên người ký.")),
        position=tidy(position) or party.position,
        signed_on=signed_on,
        entered_by=by,
        entered_at=at,
    )
    signature.full_clean(validate_constraints=False)
    signature.save()
    everybody = {each.pk for each in agreement.parties.all()}
    is_last = everybody <= signed | {party.pk}
    changes: dict[str, Any] = {"party": (None, str(party)), "signed_on": (None, signed_on)}
    if is_last:
        changes |= Agreement.STEPS.move(agreement, Agreement.State.REVIEWED)
        agreement.save(update_fields=["state"])
        review.agreement = agreement
        keep_review(review, by=by, at=at)
    journal.write("sign_review", by=by, subject=agreement, at=at, changes=changes)
    text = _("%(who)s đã ký tổng kết: %(title)s.")
    facts = {"who": party, "title": short(agreement)}
    tell_others(agreement, text % facts, about=agreement, by=by, at=at)
    return is_last


def _check_up_to_date(agreement: Agreement, review: Review) -> None:
    """An item that was not confirmed when the review was written, and is now, is judged anew."""
    behind = review.lines.filter(
        item__state=Item.State.CONFIRMED, item__confirmed_on__isnull=False
    ).exclude(mark=Mark.DONE)
    late = [
        line.item.number
        for line in behind.select_related("item")
        if line.item.notes.filter(kind="confirmed", at__gt=review.written_at).exists()
    ]
    if late or review.lines.count() != agreement.items.count():
        raise Refusal(
            _("Từ khi lập bản tổng kết đã có nội dung thay đổi. Hãy lưu lại bản tổng kết rồi ký."),
            code="review-behind",
        )

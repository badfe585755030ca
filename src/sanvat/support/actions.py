"""What can be done about support, in the order of its life."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.instruments.models import Instrument
from sanvat.parties import actions as parties
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Membership, User
from sanvat.places.models import Place
from sanvat.products.access import people_of
from sanvat.products.models import Producer, Product
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.support import access
from sanvat.support.check import findings
from sanvat.support.models import BudgetLine, Decision, Effect, Payment, Request, Scheme, Terms
from sanvat.text.days import day as said_day
from sanvat.text.fold import fold
from sanvat.text.numbers import money
from sanvat.text.tidy import tidy, tidy_lines

__all__ = [
    "ask",
    "correct_terms",
    "decide",
    "make_scheme",
    "pay",
    "record_effect",
    "refuse",
    "set_budget",
    "withdraw",
]


@transaction.atomic
def make_scheme(
    kind: str,
    title: str,
    place: Place,
    *,
    by: User,
    at: datetime,
    instrument: Instrument | None = None,
    is_demonstration: bool = False,
    **fields: Any,
) -> Scheme:
    """Write down what a place gives, by which paper; `fields` are of `Terms.EDITED`."""
    require(access.may_make_scheme(by, place))
    _check_names(fields)
    scheme = Scheme(
        kind=kind,
        title=title,
        place=place,
        instrument=instrument,
        made_by=by,
        made_at=at,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    scheme.full_clean()
    scheme.save()
    terms = Terms(scheme=scheme, valid=DateRange(None, None), made_by=by, made_at=at, **fields)
    terms.full_clean()
    terms.save()
    changes = {"title": (None, scheme.title), "kind": (None, kind)}
    journal.write("make_scheme", by=by, subject=scheme, at=at, changes=changes)
    return scheme


def _check_names(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(Terms.EDITED):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")


@transaction.atomic
def correct_terms(
    scheme: Scheme,
    since: date,
    reason: str,
    *,
    by: User,
    at: datetime,
    instrument: Instrument | None = None,
    seen: str = "",
    **fields: Any,
) -> Terms:
    """Correct what a scheme gives and asks, from a day on; `fields` are of `Terms.EDITED`, and
    what is left out stays. Those before hold until the day before.

    A request is judged by the terms of the day it was asked, so `since` before today reaches
    requests that wait, whose people are told; what was decided keeps its own terms.

    Refuses a day that is not after the first day of the terms in force (`terms-too-early`), terms
    that say the same (`terms-unchanged`), and what somebody else corrected since the version that
    was `seen` (`changed-meanwhile`).
    """
    scheme = locked(scheme, "place")
    require(access.may_make_scheme(by, scheme.place))
    _check_names(fields)
    kept: Terms = scheme.terms.get(valid__upper_inf=True)
    check_version(seen, kept)
    if kept.valid.lower is not None and since <= kept.valid.lower:
        raise Refusal(
            _(
                "Quy định mới phải bắt đầu sau ngày %(day)s, là ngày đầu của quy định đang ghi. "
                "Hãy chọn ngày sau đó."
            )
            % {"day": said_day(kept.valid.lower)},
            code="terms-too-early",
        )
    before = {name: getattr(kept, name) for name in Terms.EDITED}
    made = Terms(
        scheme=scheme,
        valid=DateRange(since, None),
        reason=_needed(reason, "reason", _("Hãy ghi vì sao sửa.")),
        instrument=instrument,
        made_by=by,
        made_at=at,
        **(before | fields),
    )
    made.full_clean(validate_constraints=False)
    changes = {
        name: (before[name], getattr(made, name))
        for name in Terms.EDITED
        if before[name] != getattr(made, name)
    }
    if not changes:
        raise Refusal(
            _("Quy định này giống quy định đang ghi. Hãy sửa điều cần sửa rồi lưu."),
            code="terms-unchanged",
        )
    kept.valid = DateRange(kept.valid.lower, since)
    kept.save(update_fields=["valid"])
    made.full_clean()
    made.save()
    changes["terms_since"] = (None, since)
    journal.write("correct_terms", by=by, subject=scheme, at=at, changes=changes, note=made.reason)
    waiting = scheme.requests.filter(state=Request.State.ASKED, asked_on__gte=since)
    for request in waiting.select_related("producer"):
        _tell(request, _("Chính sách đã sửa: hãy xem lại đề nghị %(thing)s."), by=by, at=at)
    return made


@transaction.atomic
def set_budget(
    scheme: Scheme, year: int, source: str, amount: Decimal, *, by: User, at: datetime
) -> BudgetLine:
    """Set money aside for a scheme in a year from a source, or change how much it is.

    Refuses less than decisions have already taken (`budget-below-committed`).
    """
    scheme = locked(scheme, "place")
    require(access.may_make_scheme(by, scheme.place))
    take_turns(f"budget of scheme {scheme.pk}")
    source = tidy(source)
    kept = BudgetLine.objects.filter(scheme=scheme, year=year, source=source).first()
    line = locked(kept) if kept else BudgetLine(scheme=scheme, year=year, source=source)
    before = line.amount if kept else None
    line.amount = amount
    if amount < line.committed:
        raise Refusal(
            _("Đã quyết định %(committed)s từ nguồn này. Hãy ghi số không nhỏ hơn.")
            % {"committed": money(line.committed)},
            code="budget-below-committed",
        )
    line.full_clean()
    line.save()
    changes = {"budget": (None, str(line)), "amount": (before, amount)}
    journal.write("set_budget", by=by, subject=scheme, at=at, changes=changes)
    return line


@transaction.atomic
def ask(
    scheme: Scheme,
    producer: Producer,
    thing: str,
    asked: Decimal,
    *,
    by: User,
    at: datetime,
    cost: Decimal | None = None,
    reason: str = "",
    product: Product | None = None,
    asked_on: date | None = None,
    is_demonstration: bool = False,
) -> Request:
    """Ask for support of a scheme: who acts for the producer does, or an officer for it.

    What speaks against it does not keep it out; whoever decides sees it (`check.findings`).
    Refuses a producer that works no longer (`producer-closed`). ValidationError at `asked` where
    it is more than the scheme gives, at `cost` where that is needed.
    """
    producer = locked(producer, "organisation", "current_place")
    require(access.may_ask(by, producer))
    require(Scheme.objects.visible_to(by).filter(pk=scheme.pk).exists())
    if producer.state == Producer.State.CLOSED:
        raise Refusal(
            _(
                "Chủ thể này đã ngừng hoạt động nên không đề nghị hỗ trợ được. Hãy chọn "
                "chủ thể khác."
            ),
            code="producer-closed",
        )
    if product is not None and product.producer_id != producer.pk:
        raise ValidationError({"product": _("Sản phẩm này không phải của chủ thể.")})
    today = timezone.localdate(at)
    day = asked_on or today
    if day > today:
        raise ValidationError({"asked_on": ValidationError(_("Ngày này chưa đến."), code="future")})
    _check_amount(scheme.terms_on(day), asked, cost)
    assert by.acting is not None
    request = Request(
        scheme=scheme,
        producer=producer,
        product=product,
        place=producer.current_place,
        thing=tidy(thing),
        thing_key=fold(tidy(thing))[:200],
        reason=tidy_lines(reason),
        cost=cost,
        asked=asked,
        asked_on=day,
        entered_by=by,
        entered_for=by.acting.organisation,
        entered_at=at,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    request.full_clean()
    request.save()
    changes = {"thing": (None, request.thing), "asked": (None, asked)}
    journal.write("ask_support", by=by, subject=request, at=at, changes=changes)
    return request


def _check_amount(terms: Terms, asked: Decimal, cost: Decimal | None) -> None:
    most = terms.most_for(cost)
    if most is None:
        raise ValidationError(
            {"cost": ValidationError(_("Hãy ghi chi phí để tính mức hỗ trợ."), code="required")}
        )
    if asked > most:
        raise ValidationError(
            {
                "asked": ValidationError(
                    _("Chính sách này hỗ trợ nhiều nhất %(most)s. Hãy ghi số không lớn hơn."),
                    code="above-scheme",
                    params={"most": money(most)},
                )
            }
        )


@transaction.atomic
def decide(
    request: Request,
    budget: BudgetLine,
    amount: Decimal,
    *,
    instrument: Instrument,
    decided_on: date,
    by: User,
    at: datetime,
    in_spite: str = "",
) -> Decision:
    """Grant a request from a budget. The budget is held until this is done, and PostgreSQL lets
    nothing pass it.

    Refuses a request that is settled (`support-<state>`), one something speaks against without a
    reason in spite of it (`needs-a-reason`), more than the scheme gives (`above-scheme`), and more
    than is left (`budget-spent`).

    The terms of the day it was asked decide, and stay with the decision.
    """
    request = _held(request)
    require(access.may_decide(by, request))
    Request.STEPS.check(request, Request.State.DECIDED)
    if request.state != Request.State.ASKED:
        raise Request.STEPS.refusal(request)
    budget = locked(budget)
    if budget.scheme_id != request.scheme_id:
        raise ValidationError({"budget": _("Nguồn này không thuộc chính sách. Hãy chọn lại.")})
    in_spite = tidy_lines(in_spite)
    against = findings(request, timezone.localdate(at))
    if against and not in_spite:
        raise Refusal(
            _("Có điều chưa đúng quy định: %(found)s Hãy từ chối, hoặc ghi vì sao vẫn hỗ trợ.")
            % {"found": " ".join(each.sentence for each in against)},
            code="needs-a-reason",
        )
    terms = request.terms
    most = terms.most_for(request.cost)
    if most is None or amount > most:
        raise Refusal(
            _("Chính sách này hỗ trợ nhiều nhất %(most)s. Hãy ghi số không lớn hơn.")
            % {"most": money(most or 0)},
            code="above-scheme",
        )
    if amount > budget.left:
        raise Refusal(
            _("Nguồn này chỉ còn %(left)s. Hãy chọn nguồn khác, hoặc quyết định ít hơn.")
            % {"left": money(budget.left)},
            code="budget-spent",
        )
    decision = Decision(
        request=request,
        budget=budget,
        instrument=instrument,
        terms=terms,
        amount=amount,
        decided_on=decided_on,
        in_spite=in_spite if against else "",
        by=by,
        at=at,
    )
    decision.full_clean(validate_constraints=False)
    decision.save()
    changes: dict[str, Any] = Request.STEPS.move(request, Request.State.DECIDED)
    request.save(update_fields=["state"])
    changes |= {"amount": (None, amount), "budget": (None, str(budget))}
    journal.write(
        "decide_support", by=by, subject=request, at=at, changes=changes, note=decision.in_spite
    )
    _tell(request, _("Đã quyết định hỗ trợ %(thing)s."), by=by, at=at)
    return decision


@transaction.atomic
def refuse(request: Request, reason: str, *, by: User, at: datetime) -> None:
    """Say no, and why. Refuses a request that is settled (`support-<state>`)."""
    request = _held(request)
    require(access.may_decide(by, request))
    changes: dict[str, Any] = Request.STEPS.move(request, Request.State.REFUSED)
    request.refused_reason = _needed(reason, "reason", _("Hãy ghi vì sao không hỗ trợ."))
    request.save(update_fields=["state", "refused_reason"])
    changes["refused_reason"] = (None, request.refused_reason)
    journal.write("refuse_support", by=by, subject=request, at=at, changes=changes)
    _tell(request, _("Đề nghị hỗ trợ %(thing)s không được chấp thuận, kèm lý do."), by=by, at=at)


@transaction.atomic
def withdraw(request: Request, *, by: User, at: datetime) -> None:
    """Take one's own request back. Refuses one that is settled (`support-<state>`)."""
    request = _held(request)
    require(access.may_withdraw(by, request))
    changes = Request.STEPS.move(request, Request.State.WITHDRAWN)
    request.save(update_fields=["state"])
    journal.write("withdraw_support", by=by, subject=request, at=at, changes=changes)


@transaction.atomic
def pay(
    request: Request,
    amount: Decimal,
    paid_on: date,
    *,
    by: User,
    at: datetime,
    voucher: str = "",
) -> Payment:
    """Write down money that went out; with the last of it the request is paid.

    Refuses one without a decision (`support-<state>`) and more than is left of it (`overpaid`).
    """
    request = _held(request)
    require(access.may_decide(by, request))
    Request.STEPS.check(request, Request.State.PAID)
    decision = locked(request.decision)
    if paid_on > timezone.localdate(at):
        raise ValidationError({"paid_on": ValidationError(_("Ngày này chưa đến."), code="future")})
    if amount > decision.left:
        raise Refusal(
            _("Quyết định này chỉ còn %(left)s chưa chi. Hãy ghi số không lớn hơn.")
            % {"left": money(decision.left)},
            code="overpaid",
        )
    payment = Payment(
        decision=decision, amount=amount, paid_on=paid_on, voucher=tidy(voucher), by=by, at=at
    )
    payment.full_clean()
    payment.save()
    is_last = amount == decision.left
    to = Request.State.PAID if is_last else Request.State.DECIDED
    changes: dict[str, Any] = Request.STEPS.move(request, to)
    request.save(update_fields=["state"])
    changes |= {"payment": (None, amount), "paid_on": (None, paid_on)}
    journal.write("pay_support", by=by, subject=request, at=at, changes=changes)
    _tell(request, _("Đã chi hỗ trợ %(thing)s."), by=by, at=at)
    return payment


@transaction.atomic
def record_effect(request: Request, text: str, seen_on: date, *, by: User, at: datetime) -> Effect:
    """Say what became of a support that is paid. Refuses one that is not (`support-<state>`)."""
    request = _held(request)
    require(access.may_record_effect(by, request))
    changes: dict[str, Any] = Request.STEPS.move(request, Request.State.DONE)
    if seen_on > timezone.localdate(at):
        raise ValidationError({"seen_on": ValidationError(_("Ngày này chưa đến."), code="future")})
    effect = Effect(
        request=request,
        text=_needed(text, "text", _("Hãy ghi hiệu quả đã thấy.")),
        seen_on=seen_on,
        by=by,
        at=at,
    )
    effect.full_clean(validate_constraints=False)
    effect.save()
    request.save(update_fields=["state"])
    changes["text"] = (None, effect.text)
    journal.write("record_effect", by=by, subject=request, at=at, changes=changes)
    return effect


def _held(request: Request) -> Request:
    return locked(request, "scheme__place", "producer__organisation", "producer__current_place")


def _needed(text: str, field: str, sentence: str) -> str:
    text = tidy_lines(text)
    if not text:
        raise ValidationError({field: ValidationError(sentence, code="required")})
    return text


def _tell(request: Request, text: str, *, by: User, at: datetime) -> None:
    """The people of the producer, in that post."""
    people: dict[int, Membership] = {
        each.user_id: each for each in people_of(request.producer.organisation_id)
    }
    for each in people.values():
        if each.user_id != by.pk:
            said = text % {"thing": request.thing}
            parties.notify(each.user, said, about=request, at=at, membership=each)

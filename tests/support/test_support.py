"""Support is asked for, checked, decided within its budget, paid, and looked at afterwards."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import count
from sanvat.parties.models import Notice, Role
from sanvat.records import journal
from sanvat.support import actions
from sanvat.support.check import findings
from sanvat.support.models import BudgetLine, Decision, Payment, Request, Scheme, Terms
from tests.people import make_person
from tests.support.worlds import asked, budget_of, decided, paper, scheme_of
from tests.threads import DONE, act, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def now():
    return timezone.now()


def code_of(act, *given, **more):
    with pytest.raises(Refusal) as refusal:
        act(*given, **more)
    return refusal.value.code


@pytest.fixture
def scheme(advisor):
    return scheme_of(advisor)


@pytest.fixture
def budget(scheme, advisor):
    return budget_of(scheme, advisor)


@pytest.fixture
def maker(cooperative):
    return make_person("Ka Thơm", Role.PRODUCER, cooperative.organisation, username="0912345678")


@pytest.fixture
def request_(scheme, cooperative, officer):
    return asked(scheme, cooperative, officer)


# Schemes


@pytest.mark.parametrize(
    ("cost", "most"),
    [(None, None), (1_000_001, 500_000), (30_000_000, 10_000_000), (19_999_999, 9_999_999)],
)
def test_a_share_is_cut_to_whole_dong_and_capped(scheme, cost, most):
    given = None if cost is None else Decimal(cost)
    assert scheme.terms_on(TODAY()).most_for(given) == (None if most is None else Decimal(most))


def test_a_fixed_amount_needs_no_cost(advisor):
    made = scheme_of(advisor, fixed=Decimal(50_000_000))
    assert made.terms_on(TODAY()).most_for(None) == Decimal(50_000_000)


@pytest.mark.parametrize(
    "fields",
    [
        {"fixed": Decimal(1), "share": Decimal(5)},
        {"fixed": None, "share": None},
        {"share": Decimal(101)},
        {"share": Decimal(0)},
        {"closes_on": date(2019, 1, 1)},
    ],
)
def test_a_scheme_gives_in_one_way(advisor, fields):
    with pytest.raises(ValidationError):
        scheme_of(advisor, **fields)


def corrected(scheme, user, since=None, **fields):
    reason = fields.pop("reason", "Nghị quyết mới")
    return actions.correct_terms(scheme, since or TODAY(), reason, by=user, at=now(), **fields)


def test_terms_are_corrected_from_a_day_on_and_those_before_stay(
    scheme, budget, cooperative, maker, advisor, officer
):
    yesterday = TODAY() - timedelta(days=1)
    before, after = (
        asked(scheme, cooperative, officer, thing=thing, asked_on=day)
        for thing, day in (("Hộp", yesterday), ("Túi", TODAY()))
    )
    settled = asked(scheme, cooperative, officer, thing="Tem", asked_on=TODAY())
    decided(settled, budget, advisor, 4_000_000, in_spite="Việc khác")

    made = corrected(scheme, advisor, cap=Decimal(5_000_000), conditions="Có hóa đơn")

    first = scheme.terms.get(reason="")
    assert (first.valid.lower, first.last_day, first.cap) == (None, yesterday, 10_000_000)
    assert (made.valid.lower, made.valid.upper, made.cap) == (TODAY(), None, 5_000_000)
    assert (made.share, made.opens_on, made.reason) == (50, date(2020, 1, 1), "Nghị quyết mới")
    again = [Request.objects.get(pk=each.pk).terms for each in (before, after, settled)]
    assert again == [first, made, first]
    decided(before, budget, advisor, 10_000_000, in_spite="Việc khác")
    dear = {"amount": 6_000_000, "in_spite": "Việc khác"}
    assert code_of(decided, after, budget, advisor, **dear) == "above-scheme"
    entry = journal.of(scheme).latest("at")
    assert (entry.act, entry.note, entry.changes) == (
        "correct_terms",
        "Nghị quyết mới",
        {
            "cap": ["10000000", "5000000"],
            "conditions": ["", "Có hóa đơn"],
            "terms_since": [None, TODAY().isoformat()],
        },
    )
    told = Notice.objects.filter(user=maker, text__startswith="Chính sách đã sửa")
    assert [each.text for each in told] == ["Chính sách đã sửa: hãy xem lại đề nghị Túi."]


def test_terms_are_corrected_for_a_day_to_come(scheme, advisor, cooperative, officer):
    tomorrow = TODAY() + timedelta(days=1)
    corrected(scheme, advisor, tomorrow, closes_on=TODAY())

    assert asked(scheme, cooperative, officer).terms.closes_on is None
    assert scheme.terms_on(tomorrow).closes_on == TODAY()


def test_what_is_no_correction_is_refused(scheme, advisor, officer, far_advisor):
    corrected(scheme, advisor, cap=Decimal(5_000_000))

    assert code_of(corrected, scheme, advisor, cap=Decimal(1)) == "terms-too-early"
    tomorrow = TODAY() + timedelta(days=1)
    assert code_of(corrected, scheme, advisor, tomorrow) == "terms-unchanged"
    seen = {"seen": "0" * 16, "cap": Decimal(1)}
    assert code_of(corrected, scheme, advisor, tomorrow, **seen) == "changed-meanwhile"
    with pytest.raises(ValidationError, match="vì sao sửa"):
        corrected(scheme, advisor, tomorrow, reason=" ", cap=Decimal(1))
    with pytest.raises(ValidationError, match="không ghi cả hai"):
        corrected(scheme, advisor, tomorrow, fixed=Decimal(1))
    with pytest.raises(TypeError):
        corrected(scheme, advisor, tomorrow, place=None)
    for user in (officer, far_advisor):
        with pytest.raises(PermissionDenied):
            corrected(scheme, user, tomorrow, cap=Decimal(1))
    assert scheme.terms.count() == 2


@pytest.mark.parametrize("name", ["officer", "producer", "chair", "programme_party", "nobody"])
def test_others_make_no_scheme_of_the_province(name, request, province):
    user = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        actions.make_scheme(
            "training", "Lớp", province, opens_on=TODAY(), fixed=Decimal(1), by=user, at=now()
        )


def test_who_sees_a_scheme(scheme, officer, maker, stranger, far_advisor, centre, chair):
    sees = [
        Scheme.objects.visible_to(user).filter(pk=scheme.pk).exists()
        for user in (officer, maker, centre, stranger, far_advisor, chair)
    ]
    assert sees == [True, True, True, False, False, False]


# The whole way


def test_from_asking_to_the_effect(scheme, budget, cooperative, maker, advisor, officer):
    request = asked(scheme, cooperative, maker)
    decided(request, budget, advisor)
    request.refresh_from_db()
    assert request.state == "decided"

    actions.pay(request, Decimal(4_000_000), TODAY(), by=advisor, at=now())
    request.refresh_from_db()
    assert request.state == "decided"
    actions.pay(request, Decimal(6_000_000), TODAY(), voucher="UNC 7", by=advisor, at=now())
    request.refresh_from_db()
    assert request.state == "paid"
    actions.record_effect(request, "Bán thêm hai cửa hàng", TODAY(), by=officer, at=now())

    request.refresh_from_db()
    line = BudgetLine.objects.get()
    assert request.state == "done"
    assert (line.committed, line.paid, line.left) == (10_000_000, 10_000_000, 5_000_000)
    assert [entry.act for entry in journal.of(request)] == [
        *("ask_support", "decide_support", "pay_support", "pay_support", "record_effect"),
    ]
    told_ = [n.text for n in Notice.objects.filter(user=maker).order_by("pk")]
    assert told_[0] == "Đã quyết định hỗ trợ In hộp giấy."
    year = Period(TODAY(), TODAY().replace(month=1, day=1))
    assert count(countable("support.paid"), year).total == Decimal(10_000_000)
    assert count(countable("support.decisions"), year).total == 1


def test_producers_see_their_own_and_officers_those_of_the_place(
    request_, maker, officer, advisor, coordinator, stranger, far_advisor, programme_party
):
    people = (maker, officer, advisor, coordinator, stranger, far_advisor, programme_party)
    seen = [Request.objects.visible_to(user).exists() for user in people]
    assert seen == [True, True, True, True, False, False, False]


@pytest.mark.parametrize("name", ["stranger", "far_advisor", "coordinator", "chair", "nobody"])
def test_who_has_no_business_with_the_producer_does_not_ask(scheme, cooperative, name, request):
    with pytest.raises(PermissionDenied):
        asked(scheme, cooperative, request.getfixturevalue(name))


@pytest.mark.parametrize("name", ["maker", "officer", "far_advisor", "programme_party", "nobody"])
def test_a_commune_does_not_spend_the_provinces_money(request_, budget, name, request):
    user = request.getfixturevalue(name)
    for attempt in (
        lambda: decided(request_, budget, user),
        lambda: actions.refuse(request_, "Không", by=user, at=now()),
        lambda: actions.pay(request_, Decimal(1), TODAY(), by=user, at=now()),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"asked": 10_000_001}, "asked"),
        ({"cost": None}, "cost"),
        ({"asked_on": date(2999, 1, 1)}, "asked_on"),
        ({"asked": 0}, "__all__"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(scheme, cooperative, officer, given, field):
    with pytest.raises(ValidationError) as error:
        asked(scheme, cooperative, officer, **given)
    assert list(error.value.error_dict) == [field]


def test_a_refusal_says_why_and_ends_it(request_, advisor, budget):
    with pytest.raises(ValidationError):
        actions.refuse(request_, " ", by=advisor, at=now())
    actions.refuse(request_, "Hết nguồn", by=advisor, at=now())

    assert code_of(decided, request_, budget, advisor) == "support-refused"


def test_each_state_refuses_what_it_does_not_have(request_, advisor, officer, budget):
    pay = {"amount": Decimal(1), "paid_on": TODAY(), "by": advisor, "at": now()}
    assert code_of(actions.pay, request_, **pay) == "support-asked"
    decided(request_, budget, advisor)
    assert code_of(decided, request_, budget, advisor) == "support-decided"
    assert code_of(actions.withdraw, request_, by=officer, at=now()) == "support-decided"
    too_much = pay | {"amount": Decimal(10_000_001)}
    assert code_of(actions.pay, request_, **too_much) == "overpaid"
    effect = {"by": advisor, "at": now()}
    assert code_of(actions.record_effect, request_, "Tốt", TODAY(), **effect) == "support-decided"


def test_one_takes_back_what_one_asked(request_, maker):
    actions.withdraw(request_, by=maker, at=now())
    request_.refresh_from_db()
    assert request_.state == "withdrawn"


# What speaks against it


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"stars": 3}, "too-few-stars"),
        ({"legal_form": "household"}, "legal-form"),
        ({"closes_on": date(2020, 12, 31)}, "out-of-time"),
    ],
)
def test_a_condition_that_is_not_met_needs_a_reason(advisor, cooperative, officer, fields, code):
    scheme = scheme_of(advisor, **fields)
    budget = budget_of(scheme, advisor)
    request = asked(scheme, cooperative, officer)

    assert [each.code for each in findings(request, TODAY())] == [code]
    assert code_of(decided, request, budget, advisor) == "needs-a-reason"
    assert decided(request, budget, advisor, in_spite="Tỉnh đã đồng ý").in_spite


def test_double_support_is_found_in_other_schemes_too(
    advisor, cooperative, officer, scheme, request_
):
    other = scheme_of(advisor, fixed=Decimal(5_000_000), kind="packaging")
    same_thing = scheme_of(advisor, fixed=Decimal(5_000_000), kind="branding")
    apart = scheme_of(advisor, fixed=Decimal(5_000_000), kind="training")

    def doubles(of, thing):
        made = asked(of, cooperative, officer, asked=5_000_000, thing=thing)
        found = [each for each in findings(made, TODAY()) if each.code == "double-support"]
        made.delete()
        return [row for each in found for row in each.earlier]

    assert doubles(other, "In tem") == [request_]
    assert doubles(same_thing, "in HỘP giấy") == [request_]
    assert doubles(apart, "Lớp chế biến") == []


def test_what_was_refused_or_withdrawn_is_no_double(scheme, cooperative, officer, request_):
    actions.withdraw(request_, by=officer, at=now())

    assert findings(asked(scheme, cooperative, officer), TODAY()) == []


def test_a_reason_is_kept_only_where_something_speaks_against_it(request_, budget, advisor):
    assert decided(request_, budget, advisor, in_spite="Thừa").in_spite == ""


# Never more than there is


def test_a_budget_is_not_overspent_one_after_the_other(
    scheme, budget, cooperative, officer, advisor
):
    first, second = (asked(scheme, cooperative, officer, thing=t) for t in ("Hộp", "Túi"))
    decided(first, budget, advisor, in_spite="Hai việc khác nhau")

    code = code_of(decided, second, budget, advisor, in_spite="Hai việc khác nhau")
    assert code == "budget-spent"
    assert code_of(
        actions.set_budget,
        scheme,
        budget.year,
        budget.source,
        Decimal(9_000_000),
        by=advisor,
        at=now(),
    ) == ("budget-below-committed")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_overspend_a_budget(scheme, budget, cooperative, officer, advisor):
    requests = [asked(scheme, cooperative, officer, thing=t) for t in ("Hộp", "Túi")]
    given = {"decided_on": TODAY(), "in_spite": "Hai việc", "instrument": paper(advisor)}

    codes = told(
        *(
            act(actions.decide, each, budget, Decimal(10_000_000), by=advisor, **given)
            for each in requests
        )
    )

    assert codes == ["budget-spent", DONE]
    budget.refresh_from_db()
    assert (budget.committed, Decision.objects.count()) == (10_000_000, 1)


@pytest.mark.django_db(transaction=True)
def test_one_request_decided_by_two_is_decided_once(request_, budget, advisor):
    given = {"decided_on": TODAY(), "instrument": paper(advisor)}

    codes = told(
        *(
            act(actions.decide, request_, budget, Decimal(5_000_000), by=advisor, **given)
            for _ in range(2)
        )
    )

    assert codes == [DONE, "support-decided"]


def refused(statement):
    with pytest.raises(IntegrityError), transaction.atomic():
        statement()


def test_postgresql_keeps_the_sums(request_, budget, advisor, scheme, cooperative, officer):
    decision = decided(request_, budget, advisor)
    other = asked(scheme, cooperative, officer, thing="Túi")
    more = {"instrument": paper(advisor), "decided_on": TODAY(), "by": advisor, "at": now()}
    more["terms"] = scheme.terms.get()

    refused(
        lambda: Decision.objects.create(
            request=other, budget=budget, amount=Decimal(5_000_001), **more
        )
    )
    foreign = budget_of(scheme_of(advisor), advisor)
    refused(
        lambda: Decision.objects.create(request=other, budget=foreign, amount=Decimal(1), **more)
    )
    refused(
        lambda: Payment.objects.create(
            decision=decision,
            amount=Decimal(10_000_001),
            paid_on=TODAY(),
            by=advisor,
            at=now(),
        )
    )
    strange = foreign.scheme.terms.get()
    refused(
        lambda: Decision.objects.create(
            request=other, budget=budget, amount=Decimal(1), **(more | {"terms": strange})
        )
    )
    refused(lambda: Decision.objects.update(amount=Decimal(1)))
    refused(lambda: Terms.objects.update(cap=Decimal(1)))
    refused(lambda: strange.delete())
    refused(lambda: BudgetLine.objects.filter(pk=budget.pk).update(amount=Decimal(1)))
    BudgetLine.objects.filter(pk=budget.pk).update(committed=Decimal(0))
    budget.refresh_from_db()
    assert budget.committed == Decimal(10_000_000)


def test_a_budget_grows(scheme, budget, advisor):
    budget_of(scheme, advisor, 20_000_000)

    assert BudgetLine.objects.get().amount == Decimal(20_000_000)


def test_a_day_that_is_to_come_is_no_day_of_payment(request_, budget, advisor):
    decided(request_, budget, advisor)
    with pytest.raises(ValidationError):
        actions.pay(request_, Decimal(1), TODAY() + timedelta(days=1), by=advisor, at=now())

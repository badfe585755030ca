"""A plan from its draft to its review, and every way in which an act says no."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.indicators.actions import record_value
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import count
from sanvat.indicators.models import Indicator
from sanvat.indicators.periods import ReportPeriod
from sanvat.instruments.actions import record
from sanvat.parties.models import Notice
from sanvat.places.models import Level, Place
from sanvat.plans import actions
from sanvat.plans.actions import Given, TargetResult
from sanvat.plans.models import Figure, Plan, Share, Target
from sanvat.plans.progress import Pace, pace, progress_of, units_of
from sanvat.plans.ranges import Range, Standing, Verdict
from sanvat.plans.sharing import levels_below, sharing_of, taken_of, units_below
from sanvat.records import files, journal
from sanvat.records.versions import CHANGED_MEANWHILE, version_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
YEAR = TODAY.year


def target(plan, by, **fields) -> Target:
    given = {"name": "Bếp lò được sửa", "unit": "bếp", "least": 4, "most": 9}
    return actions.add_target(plan, by=by, at=NOW, **(given | fields))


def issued(plan, by, **fields) -> Plan:
    actions.issue_plan(plan, on=TODAY, by=by, at=NOW, **fields)
    plan.refresh_from_db()
    return plan


def acts_of(plan) -> list[str]:
    return list(journal.of(plan).values_list("act", flat=True))


def code_of(act) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


# Drafting


def test_a_plan_runs_from_its_draft_to_its_review(draft, advisor, coordinator, province):
    one = target(draft, advisor)
    two = target(draft, advisor, name="Người học nghề", unit="người", least=10, most=None)
    actions.change_target(two, by=coordinator, at=NOW, least=12)
    actions.change_plan(draft, by=advisor, at=NOW, goals="Sửa hết bếp cũ.")
    issued(draft, advisor)
    actions.report_figure(one, 5, TODAY, by=advisor, at=NOW, note="Các xã báo")
    review = actions.review_plan(
        draft,
        {
            one.pk: TargetResult("reached"),
            two.pk: TargetResult("not", "Chưa mở lớp."),
        },
        day=TODAY,
        by=advisor,
        at=NOW,
        proposals="Mở lớp sớm hơn.",
    )

    draft.refresh_from_db()
    assert draft.state == Plan.State.REVIEWED
    assert [(r.outcome, r.figure, r.is_counted) for r in review.results.all()] == [
        ("reached", Decimal(5), False),
        ("not", None, False),
    ]
    assert acts_of(draft) == [
        "draft_plan",
        "add_target",
        "add_target",
        "change_target",
        "change_plan",
        "issue_plan",
        "report_figure",
        "review_plan",
    ]


def test_a_year_outside_the_programme_is_no_year_of_a_plan(programme, advisor, province):
    def draft():
        actions.draft_plan(
            programme,
            YEAR + 9,
            organisation=advisor.acting.organisation,
            place=province,
            title="Xa",
            by=advisor,
            at=NOW,
        )

    assert code_of(draft) == "year-outside"


def test_a_body_has_one_plan_of_a_year(draft, programme, advisor, province):
    def again():
        actions.draft_plan(
            programme,
            YEAR,
            organisation=advisor.acting.organisation,
            place=province,
            title="Nữa",
            by=advisor,
            at=NOW,
        )

    assert code_of(again) == "draft-there"
    target(draft, advisor)
    issued(draft, advisor)
    assert code_of(again) == "plan-there"


@pytest.mark.parametrize("who", ["officer", "far_advisor", "producer", "programme_party", "nobody"])
def test_who_does_not_keep_the_programme_there_does_nothing_to_a_plan(draft, who, request, advisor):
    person = request.getfixturevalue(who)
    one = target(draft, advisor)
    for act in (
        lambda: target(draft, person),
        lambda: actions.change_target(one, by=person, at=NOW, least=1),
        lambda: actions.remove_target(one, by=person, at=NOW),
        lambda: actions.hand_down(one, [], by=person, at=NOW),
        lambda: actions.change_plan(draft, by=person, at=NOW, goals="Khác"),
        lambda: actions.adopt_shares(draft, by=person, at=NOW),
        lambda: actions.issue_plan(draft, on=TODAY, by=person, at=NOW),
        lambda: actions.revise_plan(draft, "Vì", by=person, at=NOW),
        lambda: actions.review_plan(draft, {}, day=TODAY, by=person, at=NOW),
        lambda: actions.report_figure(one, 1, TODAY, by=person, at=NOW),
        lambda: actions.withdraw_plan(draft, by=person, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_drafts_are_seen_by_who_keeps_plans_there_and_issued_ones_by_all(
    draft, advisor, coordinator, centre, officer, far_advisor, producer, nobody
):
    def seen(person):
        return Plan.objects.visible_to(person).filter(pk=draft.pk).exists()

    keepers, others = [advisor, coordinator, centre], [officer, far_advisor, producer]
    assert [seen(one) for one in (*keepers, *others, nobody)] == [True] * 3 + [False] * 4
    target(draft, advisor)
    issued(draft, advisor)
    assert [seen(one) for one in (*keepers, *others, nobody)] == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"least": None, "most": None}, "least"),
        ({"least": 5, "most": 4}, "most"),
        ({"least": -1}, "least"),
        ({"least": Decimal("1.5")}, "least"),
        ({"choices": {"stars": 4}}, "indicator"),
        ({"unit": ""}, "unit"),
    ],
)
def test_a_target_is_asked_for_properly(draft, advisor, fields, at):
    with pytest.raises(ValidationError) as refused:
        target(draft, advisor, **fields)

    assert list(refused.value.message_dict) == [at]


def test_a_target_of_an_indicator_is_chosen_by_what_its_rows_have(draft, advisor):
    held = Indicator.objects.create(
        code="thu", name="Đang công nhận", unit="sản phẩm", countable="recognitions.in_force"
    )

    made = actions.add_target(
        draft, indicator=held, choices={"stars": 4}, least=1, by=advisor, at=NOW
    )

    assert (made.name, made.unit) == ("Đang công nhận", "sản phẩm")
    with pytest.raises(ValidationError):
        actions.add_target(draft, indicator=held, choices={"màu": 1}, least=1, by=advisor, at=NOW)


# Handing down


def test_every_unit_of_a_level_can_be_given_the_same(draft, advisor, province):
    one = target(draft, advisor, least=100, most=400)
    communes = list(units_below(draft, Level.COMMUNE))
    assert levels_below(draft) == [Level.COMMUNE]

    actions.hand_down(one, [Given(c, 1, 3) for c in communes], by=advisor, at=NOW)

    sharing = sharing_of(draft, one)
    assert sharing is not None
    assert sharing.verdict == Verdict.FEASIBLE
    assert one.shares.count() == len(communes)


def test_what_is_not_named_keeps_its_share(draft, advisor, commune, neighbour):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 1, 3), Given(neighbour)], by=advisor, at=NOW)

    changed = actions.hand_down(
        one, [Given(neighbour, 2, 2)], without=[commune], by=advisor, at=NOW
    )

    assert changed
    assert [(s.place, s.least, s.most) for s in one.shares.all()] == [(neighbour, 2, 2)]
    assert not actions.hand_down(one, [Given(neighbour, 2, 2)], by=advisor, at=NOW)


def test_a_unit_elsewhere_is_given_nothing(draft, advisor, elsewhere, province):
    one = target(draft, advisor)

    for place in (elsewhere, province):
        with pytest.raises(ValidationError) as refused:
            actions.hand_down(one, [Given(place, 1)], by=advisor, at=NOW)
        assert list(refused.value.message_dict) == [f"{place.pk}.place"]


def test_a_unit_takes_what_it_was_given_into_its_own_plan(
    draft, advisor, officer, commune, programme
):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 2, 3)], by=advisor, at=NOW)
    issued(draft, advisor, gap_reason="Xã khác giao sau.")
    own = actions.draft_plan(
        programme,
        YEAR,
        organisation=officer.acting.organisation,
        place=commune,
        title="Kế hoạch của xã",
        parent=draft,
        by=officer,
        at=NOW,
    )

    assert actions.adopt_shares(own, by=officer, at=NOW) == 1
    assert actions.adopt_shares(own, by=officer, at=NOW) == 0
    took = own.targets.get()
    assert (took.name, took.least, took.most) == ("Bếp lò được sửa", 2, 3)
    actions.change_target(took, least=5, most=6, by=officer, at=NOW)
    issued(own, officer)
    (taken,) = taken_of(one, one.shares.all()).values()
    assert (taken.plan, taken.standing) == (own, Standing.OVER)


# Issuing, revising, withdrawing


def test_a_plan_without_targets_is_not_issued(draft, advisor):
    assert code_of(lambda: issued(draft, advisor)) == "no-targets"


def test_parts_that_cannot_meet_the_whole_need_a_reason(draft, advisor, commune):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 20, 30)], by=advisor, at=NOW)

    assert code_of(lambda: issued(draft, advisor)) == "infeasible"
    issued(draft, advisor, gap_reason="Xã đăng ký làm hơn.")
    assert draft.gap_reason == "Xã đăng ký làm hơn."


def test_a_plan_is_not_issued_tomorrow(draft, advisor):
    target(draft, advisor)

    with pytest.raises(ValidationError):
        actions.issue_plan(draft, on=TODAY + timedelta(days=1), by=advisor, at=NOW)


def test_a_revision_stands_beside_the_issued_version_until_it_is_issued(draft, advisor, commune):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 4, 9)], by=advisor, at=NOW)
    issued(draft, advisor)

    new = actions.revise_plan(draft, "Thêm vốn.", by=advisor, at=NOW)

    assert code_of(lambda: actions.revise_plan(draft, "Nữa.", by=advisor, at=NOW)) == "draft-there"
    copied = new.targets.get()
    assert [(s.place, s.least) for s in copied.shares.all()] == [(commune, 4)]
    actions.change_target(copied, most=12, by=advisor, at=NOW)
    issued(new, advisor)
    draft.refresh_from_db()
    assert (draft.state, new.state, new.version) == ("revised", "issued", 2)
    assert list(Plan.objects.in_force()) == [new]
    assert Target.objects.get(pk=one.pk).most == 9


def test_a_revision_says_why(draft, advisor):
    target(draft, advisor)
    issued(draft, advisor)

    with pytest.raises(ValidationError):
        actions.revise_plan(draft, "  ", by=advisor, at=NOW)


def test_a_withdrawn_revision_makes_room_for_another(draft, advisor):
    target(draft, advisor)
    issued(draft, advisor)
    first = actions.revise_plan(draft, "Thêm vốn.", by=advisor, at=NOW)
    actions.withdraw_plan(first, by=advisor, at=NOW)

    assert actions.revise_plan(draft, "Bớt vốn.", by=advisor, at=NOW).version == 2


@pytest.mark.parametrize(
    ("state", "code"),
    [("issued", "plan-issued"), ("withdrawn", "plan-withdrawn")],
)
def test_only_a_draft_is_changed(draft, advisor, state, code):
    one = target(draft, advisor)
    if state == "issued":
        issued(draft, advisor)
    else:
        actions.withdraw_plan(draft, by=advisor, at=NOW)

    for act in (
        lambda: target(draft, advisor),
        lambda: actions.change_target(one, by=advisor, at=NOW, least=1),
        lambda: actions.remove_target(one, by=advisor, at=NOW),
        lambda: actions.hand_down(one, [], by=advisor, at=NOW),
        lambda: actions.change_plan(draft, by=advisor, at=NOW, goals="Khác"),
        lambda: actions.adopt_shares(draft, by=advisor, at=NOW),
        lambda: actions.withdraw_plan(draft, by=advisor, at=NOW),
    ):
        assert code_of(act) == code


def test_what_somebody_saved_meanwhile_is_not_written_over(draft, advisor, coordinator):
    one = Target.objects.get(pk=target(draft, advisor).pk)
    seen = version_of(one)
    actions.change_target(one, by=coordinator, at=NOW, seen=seen, least=5)

    refused = code_of(lambda: actions.change_target(one, by=advisor, at=NOW, seen=seen, least=6))
    assert refused == CHANGED_MEANWHILE


# What the database itself refuses


def refused_by_the_database(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_a_frozen_version_never_changes(draft, advisor, commune, neighbour):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 4, 9)], by=advisor, at=NOW)
    issued(draft, advisor)
    actions.report_figure(one, 2, TODAY, by=advisor, at=NOW)
    plans, targets = Plan.objects.filter(pk=draft.pk), Target.objects.filter(pk=one.pk)
    shares = Share.objects.filter(target=one)

    changes = [
        lambda: plans.update(title="Khác"),
        lambda: plans.update(state="draft"),
        lambda: plans.update(state="revised", goals="Khác"),
        lambda: plans._raw_delete("default"),
        lambda: targets.update(least=1),
        lambda: shares.update(least=1),
        lambda: shares._raw_delete("default"),
        lambda: Share.objects.create(target=one, place=neighbour, least=1),
        lambda: Target.objects.create(plan=draft, number=9, name="Nữa", unit="cái", least=1),
        lambda: Figure.objects.update(value=3),
        lambda: Figure.objects.all()._raw_delete("default"),
    ]
    assert [refused_by_the_database(change) for change in changes] == [True] * len(changes)
    draft.refresh_from_db()
    assert draft.title == "Kế hoạch mỗi vùng một nghề"


def test_ranges_and_days_end_in_order(draft, advisor):
    one = target(draft, advisor)

    assert refused_by_the_database(lambda: Target.objects.filter(pk=one.pk).update(most=1))
    before = date(YEAR - 1, 1, 1)
    assert refused_by_the_database(lambda: Plan.objects.filter(pk=draft.pk).update(ends_on=before))


def test_one_plan_of_a_body_is_in_force(draft, advisor):
    target(draft, advisor)
    issued(draft, advisor)
    kept = Plan.objects.filter(pk=draft.pk).values().get()
    kept.pop("id")

    assert refused_by_the_database(lambda: Plan.objects.create(**kept))


# Figures and reviews


def test_a_counted_target_is_not_reported_by_hand(draft, advisor):
    held = Indicator.objects.create(
        code="thu", name="Đang công nhận", unit="sản phẩm", countable="recognitions.in_force"
    )
    one = actions.add_target(draft, indicator=held, least=1, by=advisor, at=NOW)
    issued(draft, advisor)

    assert code_of(lambda: actions.report_figure(one, 1, TODAY, by=advisor, at=NOW)) == "counted"


def test_a_unit_reports_its_own_figure(draft, advisor, officer, commune, neighbour):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 4, 9)], by=advisor, at=NOW)
    issued(draft, advisor)

    actions.report_figure(one, 3, TODAY, place=commune, by=officer, at=NOW)

    with pytest.raises(PermissionDenied):
        actions.report_figure(one, 3, TODAY, place=neighbour, by=officer, at=NOW)
    with pytest.raises(ValidationError):
        actions.report_figure(one, 3, TODAY, place=neighbour, by=advisor, at=NOW)
    with pytest.raises(ValidationError):
        actions.report_figure(one, 3, TODAY + timedelta(days=1), by=advisor, at=NOW)


def test_a_review_has_a_result_for_every_target_and_says_why_one_was_missed(draft, advisor):
    one, _two = target(draft, advisor), target(draft, advisor, name="Khác")
    issued(draft, advisor)

    def review(results):
        actions.review_plan(draft, results, day=TODAY, by=advisor, at=NOW)

    assert code_of(lambda: review({one.pk: TargetResult("reached")})) == "results-missing"
    with pytest.raises(ValidationError) as refused:
        review({t.pk: TargetResult("not") for t in draft.targets.all()})
    assert list(refused.value.message_dict) == ["1.reason", "2.reason"]


def test_a_plan_of_the_country_can_be_given_to_every_commune(centre):
    programme = actions.create_programme(
        "Cả nước", YEAR, YEAR, organisation=centre.acting.organisation, place=None, by=centre,
        at=NOW,
    )  # fmt: skip
    plan = actions.draft_plan(
        programme,
        YEAR,
        organisation=centre.acting.organisation,
        place=None,
        title="Kế hoạch cả nước",
        by=centre,
        at=NOW,
    )
    one = target(plan, centre, least=3_000, most=9_000)
    communes = list(Place.objects.today().communes())

    actions.hand_down(one, [Given(c, 1, 2) for c in communes], by=centre, at=NOW)

    sharing = sharing_of(plan, one)
    assert sharing is not None
    assert sharing.words == (
        "3.321 xã × 1–2 = 3.321–6.642; trung ương giao 3.000–9.000: gặp nhau ở 3.321–6.642"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM plans_share")
        assert cursor.fetchone() == (3_321,)


# How far it has come


@pytest.mark.parametrize(
    ("asked", "figure", "part", "found"),
    [
        ((15, 20), None, "0.5", Pace.UNKNOWN),
        ((15, 20), 8, "0.5", Pace.ON_TRACK),
        ((15, 20), 7, "0.5", Pace.BEHIND),
        ((15, 20), 14, "1", Pace.MISSED),
        ((15, 20), 15, "0.1", Pace.REACHED),
        ((15, 20), 21, "1", Pace.OVER),
        ((None, 3), 2, "1", Pace.WITHIN),
        ((0, 1), 0, "0.5", Pace.WITHIN),
    ],
)
def test_where_a_figure_stands_is_seen_from_a_day(asked, figure, part, found):
    told = Range(*(None if one is None else Decimal(one) for one in asked))
    amount = None if figure is None else Decimal(figure)

    assert pace(told, amount, Decimal(part)) == found


def test_what_there_is_need_not_grow_evenly():
    asked = Range(Decimal(10), None)

    assert pace(asked, Decimal(1), Decimal("0.9"), is_flow=False) == Pace.OPEN
    assert pace(asked, Decimal(1), Decimal(1), is_flow=False) == Pace.MISSED


def test_units_that_report_make_up_the_whole(draft, advisor, commune, neighbour):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 2), Given(neighbour, 2)], by=advisor, at=NOW)
    issued(draft, advisor)
    actions.report_figure(one, 1, TODAY, place=commune, by=advisor, at=NOW)
    actions.report_figure(one, 3, TODAY, place=commune, by=advisor, at=NOW)
    actions.report_figure(one, 2, TODAY, place=neighbour, by=advisor, at=NOW)

    found = progress_of(draft, TODAY, [one])[one.pk]

    assert (found.figure, found.is_counted) == (Decimal(5), False)
    units = units_of(draft, found, one.shares.order_by("pk"))
    assert [(u.figure, u.pace) for u in units] == [(3, Pace.REACHED), (2, Pace.REACHED)]


def test_a_target_reads_the_approved_value_of_its_indicator(draft, advisor, centre, province):
    poor = Indicator.objects.get(code="ho-ngheo")
    one = target(draft, advisor, indicator=poor, least=100, most=900)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)
    assert progress_of(draft, TODAY, [one])[one.pk].figure is None
    record_value(poor, province, ReportPeriod("year", YEAR), 400, by=centre, at=NOW)

    found = progress_of(draft, TODAY, [one])[one.pk]

    assert (found.figure, found.is_approved, found.pace) == (400, True, Pace.REACHED)
    assert str(YEAR) in found.note
    act = partial(actions.report_figure, one, 3, TODAY, by=advisor, at=NOW)
    assert code_of(act) == "approved"


def test_a_review_keeps_its_paper_and_what_each_unit_had(draft, advisor, commune, neighbour):
    one = target(draft, advisor)
    actions.hand_down(one, [Given(commune, 2, 3), Given(neighbour, 2)], by=advisor, at=NOW)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)
    actions.report_figure(one, 3, TODAY, by=advisor, at=NOW, place=commune)

    results = {one.pk: TargetResult("partly", "Thiếu vốn.")}
    review = actions.review_plan(draft, results, day=TODAY, by=advisor, at=NOW)

    assert (review.kept.pdf.extension, review.kept.word.extension) == ("pdf", "docx")
    with files.open(review.kept.pdf) as kept:
        assert kept.read(5) == b"%PDF-"
    assert review.results.get().units == [
        [neighbour.pk, neighbour.title, "ít nhất 2", ""],
        [commune.pk, commune.title, "2–3", "3"],
    ]


def test_units_are_told_once_what_a_plan_gives_them(draft, advisor, officer, commune):
    one = target(draft, advisor, least=1)
    actions.hand_down(one, [Given(commune, 2, 3)], by=advisor, at=NOW)
    assert actions.tell_units(draft.pk, at=NOW) == 0
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)

    for _again in range(2):
        actions.tell_units(draft.pk, at=NOW)

    (notice,) = Notice.objects.filter(user=officer, about_type="plans.plan")
    assert "giao chỉ tiêu năm" in notice.text
    assert not Notice.objects.filter(user=advisor, about_type="plans.plan").exists()


def test_a_programme_is_changed_with_its_grounds(programme, draft, advisor, stranger):
    who = {"by": advisor, "at": NOW}
    paper = record(kind="decision", number="9/QĐ", issued_on=TODAY, issuer="Ủy ban", **who)

    def change(name="Tên mới", first=YEAR, grounds=(paper,), **told):
        years = {"first_year": first, "last_year": YEAR + 2}
        return actions.change_programme(
            programme, name=name, grounds=grounds, **years, **(who | told)
        )

    assert (change(), change()) == (True, False)

    programme.refresh_from_db()
    assert (programme.name, list(programme.grounds.all())) == ("Tên mới", [paper])
    with pytest.raises(ValidationError) as fault:
        change(first=YEAR + 1)
    assert list(fault.value.message_dict) == ["first_year"]
    with pytest.raises(PermissionDenied):
        change(name="Tên khác", by=stranger)


def test_issued_plans_are_counted(draft, advisor, province):
    target(draft, advisor)
    issued(draft, advisor)

    what, here = countable("plans.issued"), {"within": province, "level": Level.PROVINCE}

    assert count(what, Period(TODAY, TODAY), **here).total == 1
    assert count(what, Period(TODAY - timedelta(days=1)), **here).total == 0

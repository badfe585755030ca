"""What a review keeps: the figure of each target, and what it was counted from that day."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.documents.paper import Table
from sanvat.documents.paper_data import of_data
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import Question
from sanvat.indicators.keeping import ask_again, question_of, rows_shown
from sanvat.indicators.models import Indicator, KeptFigure, KeptPaper
from sanvat.plans import actions
from sanvat.plans.actions import Given, TargetResult
from sanvat.products.actions import register_product
from tests.products.conftest import coffee, cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def four_stars(coffee) -> Recognition:  # noqa: F811
    return Recognition.objects.create(
        product=coffee,
        kind="first",
        stars=4,
        year=TODAY.year,
        issued_on=date(TODAY.year, 1, 1),
        expires_on=date(TODAY.year + 3, 1, 1),
    )


@pytest.fixture
def review(draft, advisor, commune, neighbour, four_stars):
    """Of one target that is counted, and one that the units report."""
    counted = Indicator.objects.create(
        code="sao", name="Sản phẩm còn hạn", unit="sản phẩm", countable="recognitions.in_force"
    )
    who = {"by": advisor, "at": NOW}
    stars = actions.add_target(
        draft, name="Sản phẩm có sao", unit="sản phẩm", least=1, indicator=counted, **who
    )
    stoves = actions.add_target(draft, name="Bếp lò", unit="bếp", least=4, **who)
    for one in (stars, stoves):
        actions.hand_down(one, [Given(commune, 1), Given(neighbour, 1)], **who)
    actions.issue_plan(draft, on=TODAY, **who)
    actions.report_figure(stoves, 3, TODAY, place=commune, note="Biên bản 4", **who)
    results = {stars.pk: TargetResult("reached"), stoves.pk: TargetResult("partly", "Thiếu vốn")}
    return actions.review_plan(draft, results, day=TODAY, **who)


def kept(review, name: str) -> KeptFigure:
    return review.kept.figures.get(name=name)


def test_a_counted_figure_keeps_its_rows_with_their_unit(review, four_stars, coffee, commune):  # noqa: F811
    figure = kept(review, "1")

    assert (figure.value, figure.countable, figure.is_counted) == (1, "recognitions.in_force", True)
    home = coffee.producer.place
    (row,) = figure.kept_rows
    assert (row.key, row.label, row.where) == (four_stars.pk, str(four_stars), home.full_name)
    assert row.units == (home.pk,)
    assert not row.perhaps


def test_a_reported_figure_keeps_who_told_it(review, advisor, commune):
    figure = kept(review, "2")

    assert (figure.value, figure.is_counted) == (3, False)
    (row,) = figure.kept_rows
    assert (row.where, row.amount, row.units) == (commune.full_name, "3", (commune.pk,))
    assert str(advisor) in row.label
    assert "Biên bản 4" in row.label


def test_the_same_question_asked_later_differs_by_what_was_corrected(review, four_stars):
    label = str(four_stars)
    four_stars.delete()

    figure = kept(review, "1")
    again = ask_again(question_of(figure), within=figure.place, map_of=figure.map_of)

    assert (again.value, list(again.rows)) == (0, [])
    assert [row.label for row in figure.kept_rows] == [label]
    assert question_of(kept(review, "2")) is None


def test_the_description_of_the_paper_is_kept_with_its_table(review):
    paper = of_data(review.kept.description)

    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert [row[:4] for row in table.rows] == [
        ["1. Sản phẩm có sao", "ít nhất 1 sản phẩm", "1", "đạt"],
        ["2. Bếp lò", "ít nhất 4 bếp", "3", "đạt một phần"],
    ]
    assert not paper.is_draft


@pytest.mark.parametrize(
    "change",
    [
        lambda r: KeptPaper.objects.filter(pk=r.kept_id).update(as_of=date(2020, 1, 1)),
        lambda r: r.kept.figures.update(value=9),
        lambda r: r.kept.figures.all().delete(),
    ],
)
def test_nothing_that_is_kept_changes(review, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(review)


def test_no_figure_is_added_to_a_paper_later(review):
    with connection.cursor() as cursor:  # as if another transaction had kept it
        cursor.execute("SET LOCAL session_replication_role = replica")
        KeptPaper.objects.update(transaction=1)
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(IntegrityError), transaction.atomic():
        KeptFigure.objects.create(paper=review.kept, name="9", label="Thêm", last=TODAY)


def test_three_rows_are_read_as_one_is(coffee, four_stars, officer):  # noqa: F811
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows_shown(question, within=coffee.producer.place.parent, map_of=TODAY)
        return len(queries)

    question = Question(countable("recognitions.issued"), Period(TODAY, date(TODAY.year, 1, 1)))
    asked()  # makes the map
    with_one = asked()
    for name in ("Chè", "Bún"):
        product = register_product(coffee.producer, name, by=officer, at=NOW)
        Recognition.objects.create(
            product=product, kind="first", stars=3, year=TODAY.year, issued_on=TODAY
        )

    assert asked() == with_one

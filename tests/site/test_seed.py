from contextlib import nullcontext

import pytest
from django.db.models import Count, Sum
from django.utils import timezone

from sanvat.agenda.models import WorkCalendar
from sanvat.assignments.models import Assignment, Share
from sanvat.certificates.models import Recognition
from sanvat.clocks.models import Clock
from sanvat.comments.models import Comment
from sanvat.concerns.models import Concern
from sanvat.errors import Refusal
from sanvat.follow.models import Follower
from sanvat.instruments.models import Answer, Draft, Instrument
from sanvat.movements.models import Contribution, Movement
from sanvat.parties.models import Membership, Organisation, Role
from sanvat.polls.models import Option, Poll
from sanvat.polls.published import open_on
from sanvat.products.models import DayTally, Idea, Producer, Product
from sanvat.records.models import Entry
from sanvat.site.seed import Country, seed_national
from sanvat.site.seed import drafts as drafts_of
from sanvat.site.seed import polls as polls_of
from sanvat.site.seed.products import brand
from sanvat.support.models import BudgetLine, Decision, Request
from tests.register.registers import NOON


def test_a_small_country_is_seeded_and_only_once(db):
    counts = seed_national(at=NOON, producers=40, products=60)

    assert (counts["producer"], counts["product"], counts["idea"]) == (40, 60, 60)
    assert Organisation.objects.filter(kind="commune_committee").count() == 3321
    assert Organisation.objects.filter(kind="council").count() == 34
    assert Product.objects.filter(is_demonstration=False).count() == 0
    names = Product.objects.values_list("name", flat=True)
    assert [name for name in names if not name[0].isupper()] == []
    assert Producer.objects.exclude(phone="", tax_code="", address="").count() == 0
    assert Recognition.objects.values("product").distinct().count() == 60
    counted = DayTally.objects.values("scope", "is_month", "day", "group", "stars", "state")
    assert not counted.annotate(rows=Count("pk")).filter(rows__gt=1).exists()
    assert Product.objects.filter(stars=None).count() == 0
    assert Producer.objects.filter(organisation__memberships__role=Role.PRODUCER).count() == 40
    assert Instrument.objects.count() == 2 * 34  # one that is kept, one that grants supports
    assert Assignment.objects.count() == 34
    assert Share.objects.values("place").distinct().count() == 3321
    of_tasks = Clock.objects.exclude(about_type="concerns.concern")
    assert of_tasks.count() == Assignment.objects.filter(due_on=None).count() > 0
    assert set(Clock.objects.exclude(pk__in=of_tasks)) == {
        each.clock for each in Concern.objects.select_related("clock")
    }
    assert Contribution.objects.count() == Movement.objects.count() == 34
    assert Request.objects.count() == 10
    assert BudgetLine.objects.aggregate(n=Sum("committed")) == Decision.objects.aggregate(
        n=Sum("amount")
    )
    assert Comment.objects.count() == 60
    assert Follower.objects.count() == 30
    assert WorkCalendar.objects.published().count() == 1
    assert Entry.objects.get().act == "seed_national"
    with pytest.raises(Refusal) as refused:
        seed_national(at=NOON, producers=1, products=1)
    assert refused.value.code == "not-empty"
    assert seed_national(at=NOON, producers=5, products=5, again=True)["producer"] == 45
    assert Idea.objects.count() == 60


def test_polls_and_drafts_are_of_every_kind(coordinator):
    at = timezone.now()
    country = Country(at, 0, 6_000, lambda _text: nullcontext())
    country.made[Membership] = [coordinator.acting]
    polls_of.seed(country)
    drafts_of.seed(country)
    today = timezone.localdate(at)

    polls = Poll.objects.all()
    assert polls.count() == 60
    assert {poll.phase(today) for poll in polls} == {"waiting", "open", "closed"}
    waiting = polls.filter(opens_on__gt=today)
    assert Option.objects.filter(poll__in=waiting, chosen__gt=0).count() == 0
    assert Option.objects.filter(poll__in=open_on(today), chosen__gt=0).exists()
    drafts = Draft.objects.public()
    assert drafts.count() == 60
    assert 0 < Draft.objects.open_on(today).count() < 60
    assert Comment.objects.filter(thread__draft__isnull=False).count() == 60 * 20
    answers = Answer.objects.standing()
    assert 0 < answers.count() < Comment.objects.published().count()
    for comment in Comment.objects.filter(thread__draft__isnull=False).select_related("thread"):
        assert comment.thread.opened_at <= comment.sent_at <= at


def test_the_same_numbers_give_the_same_names(db):
    def names() -> list[str]:
        chance = Country(NOON, 0, 0, lambda _text: nullcontext()).chance("products")
        return [brand(chance) for _each in range(20)]

    assert names() == names()
    assert len(set(names())) > 10

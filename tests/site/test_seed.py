import pytest
from django.db.models import Sum

from sanvat.agenda.models import WorkCalendar
from sanvat.assignments.models import Assignment, Share
from sanvat.certificates.models import Recognition
from sanvat.clocks.models import Clock
from sanvat.comments.models import Comment
from sanvat.errors import Refusal
from sanvat.follow.models import Follower
from sanvat.instruments.models import Instrument
from sanvat.movements.models import Contribution, Movement
from sanvat.parties.models import Organisation, Role
from sanvat.products.models import Idea, Producer, Product
from sanvat.records.models import Entry
from sanvat.site.seed import seed_national
from sanvat.support.models import BudgetLine, Decision, Request
from tests.register.registers import NOON


def test_a_small_country_is_seeded_and_only_once(db):
    counts = seed_national(at=NOON, producers=40, products=60)

    assert (counts["producer"], counts["product"], counts["idea"]) == (40, 60, 60)
    assert Organisation.objects.filter(kind="commune_committee").count() == 3321
    assert Organisation.objects.filter(kind="council").count() == 34
    assert Product.objects.filter(is_demonstration=False).count() == 0
    assert Producer.objects.exclude(phone="", tax_code="", address="").count() == 0
    assert Recognition.objects.values("product").distinct().count() == 60
    assert Product.objects.filter(stars=None).count() == 0
    assert Producer.objects.filter(organisation__memberships__role=Role.PRODUCER).count() == 40
    assert Instrument.objects.count() == 2 * 34  # one that is kept, one that grants supports
    assert Assignment.objects.count() == 34
    assert Share.objects.values("place").distinct().count() == 3321
    assert Clock.objects.count() == Assignment.objects.filter(due_on=None).count() > 0
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


def test_the_same_numbers_give_the_same_names(db):
    seed_national(at=NOON, producers=10, products=12)

    names = list(Product.objects.order_by("id").values_list("name", flat=True))
    assert len(names) == 12
    assert all(name[0].isupper() for name in names)

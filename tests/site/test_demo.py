"""The demonstration: built by acts, in seconds, once."""

import pytest
from django.utils import timezone

from sanvat.certificates.clock import Clock, Phase
from sanvat.parties.models import Notice, Organisation, Role, User
from sanvat.places.models import Place
from sanvat.plans.models import Plan
from sanvat.products.models import Idea, Product
from sanvat.records.models import Entry
from sanvat.register.models import Import
from sanvat.reports.models import YearlyReport
from sanvat.site import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]


def test_the_world_stands_after_one_call_and_a_second_changes_nothing():
    assert demo.may_begin()
    assert demo.build()
    entries = Entry.objects.count()

    assert not demo.may_begin()
    assert not demo.build()
    assert Entry.objects.count() == entries

    # One person for each role
    accounts = demo.demo_accounts()
    assert [account.role for account in accounts] == [str(role.label) for role in Role]
    # The register, through the import, every row answered
    importing, older = Import.objects.order_by("pk")
    assert (importing.total, sum(importing.counts.values())) == (67, 67)
    assert importing.counts["new"] >= 60
    # Another, with every stage of a recognition's life, and a word to whom it concerns
    assert older.counts == {"changed": 2, "new": 3}
    today = timezone.localdate()
    clocks = {Clock(today, p.expires_on).phase for p in Product.objects.filter(stars__gt=0)}
    assert clocks >= {Phase.CALM, Phase.OPEN, Phase.MISSED, Phase.LAPSED}
    [producer] = [each.user for each in accounts if each.role == Role.PRODUCER.label]
    assert Notice.objects.filter(user=producer, text__contains="phân hạng lại").exists()
    # Products with stars, without, and one that lacks nothing
    assert Product.objects.filter(recognitions__stars=4).exists()
    whole = Product.objects.get(name="Cà phê rang mộc Trình diễn")
    assert whole.story
    assert [m.count() for m in (whole.variants, whole.year_figures, whole.pictures)] == [2, 3, 1]
    # Ideas at every state
    assert set(Idea.objects.values_list("state", flat=True)) == set(Idea.State.values)
    # Last year's plan is reviewed, this year's is under way; an account is issued as a paper
    plans = Plan.objects.filter(place__folded="lam dong").order_by("year")
    assert [each.state for each in plans] == ["reviewed", "issued"]
    review = plans[0].review
    assert sorted(review.results.values_list("outcome", flat=True)) == ["not", *["reached"] * 3]
    report = YearlyReport.objects.get()
    assert (report.state, report.pdf is not None) == ("issued", True)
    assert report.figures.get(name="in_force").value > 20
    # Everything is marked
    for model in (Organisation, User, Product, Idea, Import):
        assert not model.objects.filter(is_demonstration=False).exists(), model

    the_five_stories_stand_in_the_units_of_their_day()


def the_five_stories_stand_in_the_units_of_their_day():
    places = {
        str(place)
        for place in Place.objects.filter(
            pk__in=Organisation.objects.exclude(kind="producer").values("place")
        )
    }
    assert places >= {
        "huyện Thường Tín, thành phố Hà Nội",
        "huyện Thọ Xuân, tỉnh Thanh Hóa",
        "tỉnh Thái Bình",
        "huyện Thanh Trì, thành phố Hà Nội",
        "huyện Ba Chẽ, tỉnh Quảng Ninh",
    }
    thai_binh = Place.objects.get(full_name="tỉnh Thái Bình")
    assert [str(place) for place in thai_binh.today_places()] == ["tỉnh Hưng Yên"]


def test_where_somebody_works_nothing_is_built(officer):
    assert not demo.may_begin()

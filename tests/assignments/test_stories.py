"""The tasks of Thái Bình for 2020, in the units of that year."""

from datetime import date

import pytest
from django.utils import timezone

from sanvat.assignments.counted import COUNTABLES
from sanvat.assignments.models import Assignment, Share
from sanvat.assignments.progress import below
from sanvat.indicators.countable import Period
from sanvat.indicators.counting import count
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.models import Role
from sanvat.places.models import Place
from sanvat.plans.models import Plan
from sanvat.site.demo import World, plans
from sanvat.site.demo.assignments import STORY_DAY, add_thai_binh
from tests.people import make_organisation


@pytest.fixture
def story(centre, operator) -> Place:
    """The tasks of the plan are given; returns the province of 2020."""
    province = Place.objects.on(STORY_DAY).provinces().get(name="Thái Bình")
    make_organisation(Kind.PROVINCE_COMMITTEE, "Ủy ban nhân dân tỉnh Thái Bình", province)
    make_organisation(
        Kind.COORDINATION_OFFICE, "Văn phòng Điều phối nông thôn mới tỉnh Thái Bình", province
    )
    world = World(timezone.now())
    world._people = {Role.CENTRE_OFFICER: centre, Role.OPERATOR: operator}
    plans.add_thai_binh(centre)
    add_thai_binh(world)
    return province


def test_five_tasks_go_to_the_office_and_to_eight_districts(story, centre):
    tasks = Assignment.objects.visible_to(centre).filter(from_share=None).order_by("pk")

    assert [(task.title.split()[0], task.shares.count()) for task in tasks] == [
        ("Rà", 9),
        ("Tập", 1),
        ("Phổ", 8),
        ("Thực", 9),
        ("Xúc", 1),
    ]
    assert {task.giver.name for task in tasks} == {"Ủy ban nhân dân tỉnh Thái Bình"}
    assert {task.given_on for task in tasks} == {STORY_DAY}
    assert all(task.place == story for task in tasks)
    assert {task.given_from for task in tasks} == {Plan.objects.get()}
    assert {task.source_text for task in tasks} == {"Kế hoạch phát triển sản phẩm OCOP năm 2020"}


def test_the_city_explains_in_every_commune_of_its_day(story):
    city = Share.objects.get(
        taker__name="Ủy ban nhân dân thành phố Thái Bình",
        assignment__title__startswith="Phổ biến nội dung",
    )
    communes = Place.objects.on(STORY_DAY).below(city.place).communes()

    assert below([city.pk], date(2020, 6, 1))[city.pk].total == communes.count() > 0


def test_the_shares_are_counted_on_the_map_of_their_day_and_of_today(story):
    given = next(each for each in COUNTABLES if each.key == "assignments.given")
    year = Period(first=date(2020, 1, 1), last=date(2020, 12, 31))
    every = Share.objects.count()

    assert count(given, year, within=story, map_of=STORY_DAY, level="province").total == every
    today = Place.objects.today().provinces().get(name="Hưng Yên")
    assert count(given, year, within=today, level="province").total == every

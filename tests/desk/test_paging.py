"""A list in two parts is the first and then the others, however far it was counted."""

import pytest
from django.db.models import Q

from sanvat.desk.paging import Merged, Parts
from sanvat.places.models import Level, Place

pytestmark = pytest.mark.django_db

BEGINS = 5


@pytest.fixture
def parts():
    """Five provinces that stand first, and all the others."""
    rows = Place.objects.today().filter(level=Level.PROVINCE).order_by("pk")
    first = list(rows.values_list("pk", flat=True)[:BEGINS])
    keys = rows.values_list("pk", flat=True)
    return keys.filter(pk__in=first), keys.exclude(pk__in=first)


@pytest.mark.parametrize("counted_to", [None, 1, BEGINS, BEGINS + 1, 1_000])
def test_its_rows_stand_in_one_order_however_far_it_was_counted(parts, counted_to):
    whole = [*parts[0], *parts[1]]
    listed = Parts(*parts)
    if counted_to is not None:
        assert listed.count_up_to(counted_to) == min(counted_to, len(whole))
    for begin, end in [(0, 3), (0, BEGINS), (3, 8), (BEGINS, 9), (20, 25), (0, 1_000)]:
        assert list(listed[begin:end]) == whole[begin:end], (begin, end)


def test_both_parts_are_counted_by_one_statement_and_not_counted_again(
    parts, django_assert_num_queries
):
    listed = Parts(*parts)
    with django_assert_num_queries(1):
        listed.count_up_to(1_000)
    with django_assert_num_queries(2):
        assert len(listed[0:25]) == 25


def test_what_is_merged_is_a_list_of_keys():
    rows = Place.objects.today()
    cut = Q(level=Level.PROVINCE), Q(level=Level.COMMUNE, pk__lt=500)
    merged = Merged(rows, cut, ("name", "pk"))
    wanted = rows.filter(cut[0] | cut[1]).order_by("name", "pk").values_list("pk", flat=True)
    assert merged.count_up_to(10_000) == len(wanted)
    assert merged[0:40] == list(wanted[:40])

"""Several counts in one statement are those that each would be by itself."""

import pytest

from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.records.counts import counted, counts_of, in_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def unlike():
    """Rows of two tables, and none at all."""
    return [
        Place.objects.today().provinces(),
        Organisation.objects.none(),
        Organisation.objects.filter(pk=0),
        Place.objects.filter(level="district"),
    ]


def test_they_are_asked_together(unlike, django_assert_num_queries):
    each = [rows.count() for rows in unlike]
    assert each[0]
    assert each[1:3] == [0, 0]
    with django_assert_num_queries(1):
        assert counted(*unlike) == each
    with django_assert_num_queries(1):
        assert in_order(counts_of(*unlike), len(unlike)) == each


def test_no_more_is_counted_than_a_limit_says(unlike):
    whole = unlike[0].count()
    assert counted(unlike[0][:5], unlike[0][: whole + 5], unlike[1][:5]) == [5, whole, 0]
    assert counted(unlike[1]) == [0]

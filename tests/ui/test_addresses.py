"""Addresses of rows are those that Django makes."""

import pytest
from django.urls import NoReverseMatch, reverse

from sanvat.ui.addresses import address


@pytest.mark.parametrize("view", ["desk:product", "desk:product_variants", "desk:news_page"])
@pytest.mark.parametrize("number", [1, 7_000_000_011, 2**63 - 1])
def test_they_are_those_that_django_makes(view, number):
    assert address(view, number) == reverse(view, args=[number])


def test_a_view_that_takes_no_number_has_none():
    with pytest.raises(NoReverseMatch):
        address("desk:products", 1)

"""The links over every page of the desk: few enough to be read at a glance."""

from collections import Counter
from importlib import import_module

import pytest
from django.utils import timezone

from sanvat.desk.navigation import FOLDED_ABOVE, bar, navigation_of, parts_of
from sanvat.desk.subjects import SUBJECTS
from sanvat.parties import at_work
from sanvat.parties.models import Notice
from tests.desk.pages import markup

pytestmark = pytest.mark.django_db

MOST_LINKS = 10
"""So many stand in one line of a wide screen."""


@pytest.mark.parametrize("name", ["producer", "officer", "advisor", "coordinator", "operator"])
def test_what_is_drawn_are_the_same_links_in_the_same_order_and_few_at_once(name, request):
    user = request.getfixturevalue(name)
    parts = parts_of(user)

    assert [each for part in parts for each in part.subjects] == navigation_of(user)
    assert sum(1 if part.label else len(part.subjects) for part in parts) <= MOST_LINKS


def test_many_links_of_the_programme_are_folded_and_few_are_not(coordinator, producer):
    folded = next(part for part in parts_of(coordinator) if part.label)

    assert str(folded.label) == "Chương trình"
    assert len(folded.subjects) > FOLDED_ABOVE
    assert not any(part.label for part in parts_of(producer))


def test_the_fold_names_the_subject_of_its_page_and_opens_without_a_script(coordinator):
    page = markup(coordinator, "ke-hoach/")
    fold = page[page.index('<details class="fold"') : page.index('<ul class="fold__links">')]

    assert '<summary class="fold__name" aria-current="true">' in fold
    assert "<span>Chương trình: Kế hoạch</span>" in fold
    assert 'href="/ban-lam-viec/ke-hoach/" aria-current="page"' in page
    assert "Chương trình:" not in markup(coordinator, "")


def test_every_name_of_an_address_of_the_desk_stands_for_one_address():
    """Of two with one name only one could be linked to, and it would be the wrong one half the
    time."""
    names = Counter(
        pattern.name for subject in SUBJECTS for pattern in import_module(subject.urls).urlpatterns
    )

    assert [name for name, times in names.items() if times > 1] == []


def test_what_waits_is_counted_anew_where_a_form_was_sent(officer, rf):
    """A page that answers a form tells of what the form brought about; one that is opened, of what
    was counted when the click came in."""
    for number in range(2):
        Notice.objects.create(user=officer, text=f"tin {number}")
    told = {}
    for method in ("get", "head", "post"):
        request = getattr(rf, method)("/ban-lam-viec/")
        request.user = at_work.person(officer.pk)
        request.resolver_match = None
        Notice.objects.update(read_at=timezone.now())
        told[method] = bar(request)["unread"]
        Notice.objects.update(read_at=None)

    assert told == {"get": 2, "head": 2, "post": 0}

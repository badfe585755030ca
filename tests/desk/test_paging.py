"""The pages of a list: what is counted of it, and what a page of it reads."""

import pytest
from django import forms
from django.db import connection
from django.db.models import OuterRef
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from sanvat.desk.filters import Filters
from sanvat.desk.forms.base import DeskForm, offer
from sanvat.desk.pages import first_page, keys_first, paginate
from sanvat.desk.paging import AND_ONE, PER_PAGE
from sanvat.desk.templatetags.desk import filter_row
from sanvat.parties.models import Organisation
from sanvat.records.beside import count_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies():
    """Makes so many of them, and gives all there are in their order."""

    def make(number):
        Organisation.objects.bulk_create(
            [Organisation(kind="other", name=f"Cơ quan {n:03}") for n in range(number)]
        )
        return Organisation.objects.filter(kind="other").order_by("name", "pk")

    return make


def asked(query=""):
    return RequestFactory().get(f"/danh-sach/{query}")


def statements(make):
    with CaptureQueriesContext(connection) as captured:
        made = make()
        shown = [row.name for row in made]
        count = made.paginator.count
    counted = sum("COUNT(" in each["sql"] for each in captured.captured_queries)
    return shown, count, len(captured), counted


@pytest.mark.parametrize("number", [0, 1, PER_PAGE])
def test_what_ends_on_its_first_page_is_not_counted(bodies, number):
    rows = bodies(number)
    names = [row.name for row in rows]

    assert statements(lambda: paginate(rows.all(), asked())) == (names, number, 1, 0)
    assert statements(lambda: paginate(rows.all(), asked("?page=1"))) == (names, number, 1, 0)
    assert paginate(names, asked()).object_list == names


def test_a_list_that_goes_on_is_counted_once_and_its_page_read_once(bodies):
    rows = bodies(PER_PAGE + 2)
    names = [row.name for row in rows]

    for query, there in (("", names[:PER_PAGE]), ("?page=2", names[PER_PAGE:])):
        page = statements(lambda query=query: paginate(rows.all(), asked(query)))
        assert page == (there, PER_PAGE + 2, 2, 1)
    assert statements(lambda: paginate(rows.all(), asked("?page=9")))[0] == names[PER_PAGE:]
    assert statements(lambda: paginate(rows.all(), asked("?page=x")))[0] == names[:PER_PAGE]


@pytest.mark.parametrize("page", ["9" * 5_000, "0" * 5_000, "-1", "²", "1e9"])
def test_whatever_number_of_a_page_is_asked_for_one_of_the_list_is_given(bodies, page):
    rows = bodies(PER_PAGE + 2)
    names = [row.name for row in rows]

    found = paginate(rows.all(), asked(f"?page={page}"), most=10)

    assert [row.name for row in found] in (names[:PER_PAGE], names[PER_PAGE:])


def test_a_cheaper_way_to_count_is_taken_where_there_is_something_to_count(bodies):
    rows = bodies(PER_PAGE + 1)

    page = paginate(rows.all(), asked(), count=lambda: 77)
    assert (page.paginator.count, len(page)) == (77, PER_PAGE)
    assert paginate(rows[:3], asked(), count=lambda: 77).paginator.count == 3
    assert paginate(rows.all(), asked(), count=5).paginator.count == 5


def test_a_first_page_that_is_ready_is_taken_only_where_it_is_asked_for(bodies):
    found = list(bodies(AND_ONE))

    short = first_page(asked(), lambda: found[:3], count=77)
    assert (list(short), short.paginator.count, short.has_next()) == (found[:3], 3, False)
    whole = first_page(asked(), lambda: found, count=lambda: 77)
    assert (list(whole), whole.paginator.count, whole.has_next()) == (found[:25], 77, True)
    assert first_page(asked("?page=2"), lambda: pytest.fail("read"), count=77) is None


def test_rows_stand_in_the_order_of_their_keys(bodies):
    rows = bodies(3).order_by("-name", "-pk")

    page = keys_first(rows, asked(), Organisation.objects.order_by("name"))
    assert [row.name for row in page] == ["Cơ quan 002", "Cơ quan 001", "Cơ quan 000"]


def test_counts_beside_rows_are_nothing_where_there_is_nothing(bodies):
    first, second = bodies(2)
    Organisation.objects.bulk_create(
        [Organisation(kind="council", name=f"Hội đồng {n}", parent=first) for n in range(3)]
    )
    below = count_of(Organisation.objects.filter(parent=OuterRef("pk")), "parent")

    found = dict(Organisation.objects.annotate(below=below).values_list("pk", "below"))
    assert (found[first.pk], found[second.pk]) == (3, 0)


def test_what_a_form_offers_is_read_by_one_statement(bodies, django_assert_num_queries):
    class Choosing(DeskForm):
        body = forms.ModelChoiceField(Organisation.objects.none())
        other = forms.ModelChoiceField(Organisation.objects.none(), empty_label="không")

    rows = bodies(2)
    form = Choosing()
    form.fields["body"].queryset = rows
    with django_assert_num_queries(1):
        drawn = str(form["body"])
    assert [f"Cơ quan 00{n}</option>" in drawn for n in range(3)] == [True, True, False]

    at_hand = list(rows)
    with django_assert_num_queries(0):
        offer(form, "other", at_hand)
        drawn = str(form["other"])
    assert [text in drawn for text in ("không", "Cơ quan 000", "Cơ quan 001")] == [True] * 3
    sent = Choosing({"body": at_hand[0].pk, "other": 0})
    for name in ("body", "other"):
        offer(sent, name, at_hand)
    assert not sent.is_valid()
    assert sent.cleaned_data["body"] == at_hand[0]
    assert list(sent.errors) == ["other"]


def test_links_of_a_filter_keep_the_others_and_escape_what_is_typed():
    filters = Filters(asked("?q=<b>&nam=2026&tt=x&page=3"))
    filters.choice("tt", ("a&b", "c"))
    row = filters.row('Trạng thái "đầy đủ"', "tt", [("a&b", "<i>một</i>"), ("c", "hai")])

    assert [link["href"] for link in row["links"]] == [
        "?q=%3Cb%3E&nam=2026",
        "?q=%3Cb%3E&nam=2026&tt=a%26b",
        "?q=%3Cb%3E&nam=2026&tt=c",
    ]
    assert [link["current"] for link in row["links"]] == [True, False, False]
    alone = Filters(asked()).row("Năm", "nam", [("2026", "2026")])
    assert [link["href"] for link in alone["links"]] == ["?", "?nam=2026"]
    drawn = filter_row(row)
    assert "&lt;i&gt;một&lt;/i&gt;" in drawn
    assert 'aria-label="Trạng thái &quot;đầy đủ&quot;"' in drawn
    assert drawn.count('aria-current="true"') == 1

"""One writer and one reader of days: what is shown is read back as itself."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sanvat.text.days import day, read

LANGUAGES = ("vi", "en")


@given(st.dates(date(1900, 1, 1)))
def test_a_day_on_a_page_is_read_back_as_itself_in_either_language(value):
    for shown_in in LANGUAGES:
        with override(shown_in):
            written = day(value)
        for read_in in LANGUAGES:
            with override(read_in):
                assert read(written) == value


@pytest.mark.parametrize(
    "text",
    [
        *("5/4/2026", "05/04/2026", "5-4-2026", "05.04.2026", "2026-04-05", " 5 / 4 / 2026 "),
        *("ngày 5 tháng 4 năm 2026", "5 tháng 4 năm 2026", "5 April 2026", "5 apr 2026"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_comes_before_the_month(language, text):
    with override(language):
        assert read(text) == date(2026, 4, 5)


@pytest.mark.parametrize(
    "text", ["", "31/2/2026", "4/31/2026", "5/4", "5/4/26", "5/4-2026", "2026", "nhiều", "0/0/0000"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValidationError) as fault:
        read(text)

    assert fault.value.messages == ["Ngày chưa đúng dạng, ví dụ: 22/5/2026."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_of_django_s_own_reads_a_day_so_too(language):
    with override(language):
        assert forms.DateField().clean("05/04/2026") == date(2026, 4, 5)
        assert forms.DateTimeField().clean("05/04/2026 08:30").date() == date(2026, 4, 5)
        assert forms.DecimalField(localize=True).clean("1,5" if language == "vi" else "1.5") == 1.5


def test_two_times_of_one_moment_lie_on_their_own_days():
    """They are equal, and a day that is remembered for one must not be told of the other."""
    late = datetime(2026, 5, 22, 23, 30, tzinfo=UTC)
    there = late.astimezone(timezone(timedelta(hours=7)))

    assert late == there
    assert [day(late), day(there), day(late.date())] == ["22/5/2026", "23/5/2026", "22/5/2026"]
    with override("en"):
        assert day(late) == "22 May 2026"

"""What people type into the forms of the desk, and how it is read."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sanvat.desk.forms.base import AmountField, DayField, MoneyField, WholeField, YearField
from sanvat.desk.forms.editing import said
from sanvat.desk.forms.places import PlaceField, Typed
from sanvat.places.models import Place

AMOUNT = AmountField(max_digits=16, decimal_places=3)


@given(st.decimals(Decimal(0), Decimal("9999999999999.999"), places=3))
def test_a_box_is_read_back_as_itself(kept):
    field = AmountField(max_digits=16, decimal_places=3)

    for language in ("vi", "en"):
        with override(language):
            assert field.clean(field.prepare_value(kept)) == kept


@given(st.integers(0, 10**15))
def test_money_in_a_box_is_read_back_as_itself(kept):
    for language in ("vi", "en"):
        with override(language):
            assert MoneyField().clean(MoneyField().prepare_value(kept)) == kept


def test_what_was_typed_is_shown_as_it_was_typed():
    assert AmountField(max_digits=9, decimal_places=3).prepare_value("1.200,5") == "1.200,5"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (AMOUNT, "1,2345", "Hãy ghi nhiều nhất 3 chữ số ở phần lẻ."),
        (AMOUNT, "1.450", "“1.450” đọc được hai cách. Hãy ghi 1450 hoặc 1,45."),
        (AMOUNT, "-1", "Hãy ghi một số không nhỏ hơn 0."),
        (AMOUNT, "99999999999999", "Hãy ghi một số không lớn hơn 9.999.999.999.999,999."),
        (AMOUNT, "NaN", "Hãy ghi một số, ví dụ: 1.200,5."),
        (AMOUNT, "nhiều", "Hãy ghi một số, ví dụ: 1.200,5."),
        (WholeField(max_value=1_000_000), "12,5", "Hãy ghi số nguyên, không có phần lẻ."),
        (WholeField(max_value=1_000_000), "1000001", "Hãy ghi một số không lớn hơn 1.000.000."),
        (WholeField(max_value=1_000_000), "9" * 5000, "Số này dài quá. Hãy xem lại các chữ số."),
        (MoneyField(), "-5", "Hãy ghi một số không nhỏ hơn 0."),
        (YearField(), "2.025", "Hãy ghi năm bằng bốn chữ số, ví dụ: 2025."),
        (YearField(), "năm nay", "Hãy ghi năm bằng bốn chữ số, ví dụ: 2025."),
        (DayField(), "nhiều", "Ngày chưa đúng dạng, ví dụ: 22/5/2026."),
        (DayField(), "31/2/2026", "Ngày chưa đúng dạng, ví dụ: 22/5/2026."),
        *(
            (DayField(), day, "Hãy ghi một ngày từ 1/1/1900 đến 31/12/2099; xem lại năm đã ghi.")
            for day in ("9999-12-31", "1/1/2100", "31/12/1899", "20/3/0026")
        ),
    ],
)
def test_what_cannot_be_kept_is_said_why(field, typed, said):
    with pytest.raises(ValidationError) as fault:
        field.clean(typed)
    assert fault.value.messages == [said]


@pytest.mark.parametrize("field", [AMOUNT, WholeField(max_value=9), MoneyField(), YearField()])
def test_an_empty_box_is_asked_for_only_where_it_is_needed(field):
    with pytest.raises(ValidationError):
        field.clean(" ")
    field.required = False
    assert field.clean(" ") is None


@pytest.mark.parametrize("typed", ["2026-05-22", "22/5/2026", "22-5-2026", "22.05.2026"])
def test_a_day_is_read_either_way(typed):
    assert DayField().clean(typed).isoformat() == "2026-05-22"


@pytest.mark.parametrize("typed", ["1/1/1900", "31/12/2099"])
def test_the_first_and_the_last_day_are_taken(typed):
    assert said(DayField(), DayField().clean(typed)) == typed


def _forms(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _forms(each)


def test_every_number_and_day_of_the_desk_is_read_by_a_field_of_ours():
    import_module("sanvat.desk.urls")
    plain = {
        f"{form.__name__}.{name}"
        for form in _forms(forms.Form)
        if form.__module__.startswith("sanvat.desk.")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.IntegerField | forms.DateField)
        and not isinstance(field, DayField)
    }

    read_by_nobody = {"ReadForm.seen", "GiveBackForm.seen"}  # hidden: which version was read
    # … and a row's number, as the sheet counts it.
    assert plain - read_by_nobody - {"ColumnsForm.first_row"} == set()


# What somebody else saved, beside what was typed


def test_a_kept_value_is_said_as_its_page_says_it():
    assert said(AMOUNT, Decimal("1450.500")) == "1.450,5"
    assert said(MoneyField(), 1_200_000) == "1.200.000 ₫"
    assert said(WholeField(max_value=9999), 1200) == "1.200"
    assert said(YearField(), 2025) == "2025"
    assert said(DayField(), date(2027, 3, 1)) == "1/3/2027"


# Places


@pytest.mark.django_db
def test_a_name_that_only_one_place_bears_needs_no_choice(commune):
    assert PlaceField().clean(Typed("duc trong lam dong")) == commune


@pytest.mark.django_db
def test_a_name_that_several_bear_is_offered_to_choose_from():
    field = PlaceField()

    with pytest.raises(ValidationError) as fault:
        field.clean(Typed("tân hà"))

    assert fault.value.messages == ["Có nhiều nơi mang tên này. Hãy chọn một nơi bên dưới."]
    assert {place.folded for place in field.widget.offered} >= {"tan ha"}
    chosen = field.widget.offered[0]
    assert field.clean(Typed("tân hà", str(chosen.pk))) == chosen


@pytest.mark.django_db
def test_a_choice_made_for_another_name_no_longer_counts(commune, elsewhere):
    assert PlaceField().clean(Typed("duc trong lam dong", str(elsewhere.pk))) == commune


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["không có nơi nào như vậy", "%", "\x00", "😀" * 40])
def test_a_place_that_is_not_there_is_said_so(typed):
    with pytest.raises(ValidationError) as fault:
        PlaceField().clean(Typed(typed))

    assert fault.value.messages[0].startswith("Không tìm thấy nơi này.")


@pytest.mark.django_db
def test_a_unit_that_was_divided_asks_where_it_lies_today():
    divided = next(
        place
        for place in Place.objects.communes().filter(valid__upper_inf=False)[:2000]
        if len(place.today_places()) > 1
    )
    field = PlaceField()

    with pytest.raises(ValidationError) as fault:
        field.clean(Typed(divided.full_name, str(divided.pk)))

    assert fault.value.code == "divided"
    assert field.widget.offered == divided.today_places()

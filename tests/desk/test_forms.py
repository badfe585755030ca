"""What people type into the forms of the desk, and how it is read."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sanvat.desk.forms.base import AmountField, DayField, MoneyField, plain_number
from sanvat.desk.forms.places import PlaceField, Typed
from sanvat.places.models import Place


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1200", "1200"),
        ("1.200", "1200"),
        ("1.200.000", "1200000"),
        ("1,200,000", "1200000"),
        ("1.200,5", "1200.5"),
        ("1,200.5", "1200.5"),
        ("2,5", "2.5"),
        ("0.125", "0.125"),
        ("1 200", "1200"),
        ("một", "một"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, plain):
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    "kept", ["1200", "1200.5", "1.125", "0.125", "500", "0", "-2.5", "12345.678"]
)
def test_a_number_on_a_page_is_read_back_as_itself(kept):
    field = AmountField(max_digits=16, decimal_places=3)
    from_the_database = Decimal(kept).quantize(Decimal("0.001"))

    shown = field.prepare_value(from_the_database)

    assert field.clean(shown) == from_the_database
    assert "." not in shown
    assert "E" not in shown


def test_what_was_typed_is_shown_as_it_was_typed():
    assert AmountField().prepare_value("1.200,5") == "1.200,5"


@pytest.mark.parametrize("typed", ["1,2345", "1e99", "NaN", "sNaN", "Infinity", "1E+999999"])
def test_a_number_that_is_not_kept_is_a_fault(typed):
    with pytest.raises(ValidationError):
        AmountField(max_digits=16, decimal_places=3).clean(typed)


def test_money_may_bear_its_sign():
    assert MoneyField().clean("1.200.000 ₫") == 1_200_000
    assert MoneyField().clean("1200000đ") == 1_200_000


def test_what_is_no_number_is_said_so():
    for field, said in (
        (AmountField(), "Hãy ghi một số, ví dụ: 1.200,5."),
        (MoneyField(), "Hãy ghi số tiền bằng đồng, ví dụ: 1.200.000."),
        (DayField(), "Ngày chưa đúng dạng, ví dụ: 22/5/2026."),
    ):
        with pytest.raises(ValidationError) as fault:
            field.clean("nhiều")
        assert fault.value.messages == [said]


@pytest.mark.parametrize("typed", ["2026-05-22", "22/5/2026", "22-5-2026", "22.05.2026"])
def test_a_day_is_read_either_way(typed):
    assert DayField().clean(typed).isoformat() == "2026-05-22"


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

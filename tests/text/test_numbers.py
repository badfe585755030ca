"""One writer and one reader of numbers: what is shown is read back as itself."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sanvat.text.numbers import money, number, plain, read, read_money, shown, typed

LANGUAGES = ("vi", "en")
amounts = st.decimals(Decimal("-9999999999999.999"), Decimal("9999999999999.999"), places=3)
wholes = st.integers(-(10**15), 10**15)


def refused(reader, text: str, **how) -> tuple[str, str]:
    with pytest.raises(ValidationError) as fault:
        reader(text, **how)
    return fault.value.code, fault.value.messages[0]


# What is written is read


@given(amounts)
def test_a_box_is_read_back_as_itself_in_either_language(value):
    for shown_in in LANGUAGES:
        with override(shown_in):
            box = typed(value, places=3)
        for read_in in LANGUAGES:
            with override(read_in):
                assert read(box, places=3) == value
        assert "E" not in box


@given(wholes)
def test_a_whole_number_on_a_page_is_read_back_as_itself(value):
    for language in LANGUAGES:
        with override(language):
            assert typed(value) == number(value)
            assert read(number(value)) == read_money(money(value)) == value


@given(amounts)
def test_what_a_page_writes_is_read_back_or_asked_about(value):
    """A page may write 1.450, which could also be 1,45: then both are named."""
    for language in LANGUAGES:
        with override(language):
            page = number(value)
            whole, _separator, last = page.rpartition("," if "." not in page else ".")
            if len(last) == 3 and whole.strip("-").isdecimal() and whole.strip("-") != "0":
                code, sentence = refused(read, page, places=3)
                assert (code, typed(abs(value), places=3) in sentence) == ("two-readings", True)
            else:
                assert read(page, places=3) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25))
def test_a_number_for_machines_has_no_exponent(value):
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("2.5E+2", "250", "250"),
        ("1450.000", "1.450", "1,450"),
        ("1450.500", "1.450,5", "1,450.5"),
        ("0.500", "0,5", "0.5"),
        ("1.125", "1,125", "1.125"),
        ("12345.678", "12.345,678", "12,345.678"),
        ("-0.000", "0", "0"),
    ],
)
def test_a_page_writes_a_number_whole_and_in_its_language(value, vietnamese, english):
    with override("vi"):
        assert number(Decimal(value)) == vietnamese
    with override("en"):
        assert number(Decimal(value)) == english


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("1450.000", "1450", "1450"),
        ("1450.500", "1450,5", "1450.5"),
        ("1.125", "1,1250", "1.1250"),
        ("0.125", "0,125", "0.125"),
        ("12345.678", "12.345,678", "12,345.678"),
    ],
)
def test_a_box_that_may_hold_decimals_says_which_it_means(value, vietnamese, english):
    with override("vi"):
        assert typed(Decimal(value), places=3) == vietnamese
    with override("en"):
        assert typed(Decimal(value), places=3) == english


def test_the_largest_product_of_two_kept_numbers_is_written():
    most = Decimal("9999999999999.999") * 10**13

    assert shown(most) == "99.999.999.999.999.990.000.000.000"


# What people type


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1200", "1200"), ("1200,5", "1200.5"), ("1200.5", "1200.5"), ("2,5", "2.5")),
        *(("1.200,5", "1200.5"), ("1,200.5", "1200.5"), ("1 200,5", "1200.5")),
        *(("1.200.000", "1200000"), ("1,200,000", "1200000"), ("1 200 000", "1200000")),
        *(("1\u00a0200", "1200"), ("1\u202f200", "1200"), ("1\u2009200", "1200")),
        *(("0.125", "0.125"), ("0,450", "0.45"), (",5", "0.5"), ("1,1250", "1.125")),
        *(("1.450,000", "1450"), ("12.345,678", "12345.678"), ("1.0", "1")),
        *(("-2,5", "-2.5"), ("−2,5", "-2.5"), ("+2,5", "2.5"), ("-0", "0"), (" 7 ", "7")),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_read_as_people_write_it(language, text, value):
    with override(language):
        assert read(text, places=3) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("1.450", "1450", "1,45"),
        ("1,125", "1125", "1,1250"),
        ("999.999", "999999", "999,9990"),
        ("1450.000", "1450000", "1450"),
        ("12345,678", "12345678", "12.345,678"),
        ("-1.450", "1450", "1,45"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(text, one, other):
    assert refused(read, text, places=3) == (
        "two-readings",
        f"“{text}” đọc được hai cách. Hãy ghi {one} hoặc {other}.",
    )


@pytest.mark.parametrize("text", ["1.450", "1,450", "1 450", "1450", "1.450,00", "1450.0"])
def test_where_no_decimals_can_be_meant_a_separator_stands_for_thousands(text):
    assert read(text) == read_money(text) == 1450


def test_thousands_with_a_separator_forgotten_are_asked_about_too():
    assert refused(read_money, "1450.000") == (
        "two-readings",
        "“1450.000” đọc được hai cách. Hãy ghi 1.450.000 hoặc 1.450.",
    )


@pytest.mark.parametrize(
    "text",
    [
        *("nhiều", "", "-", ".", "1..2", "1.2.3", "1.45.000", "1,200,5", "1.200.5", "1.200,500.5"),
        *("1e3", "1E+999999", "NaN", "sNaN", "Infinity", "-inf", "0x1f", "1_000", "1/2", "½"),
        *("１２", "٣", "1 2", "12 5", "1. 200", "5²", "--5", "5-", "7" * 41, "7" * 5000),
    ],
)
@pytest.mark.parametrize("reader", [read, read_money])
def test_what_is_no_number_is_refused_and_never_guessed(reader, text):
    code, sentence = refused(reader, text)

    assert code in ("invalid", "words", "two-readings")
    assert sentence.endswith(".")


def test_words_behind_a_number_are_named():
    assert refused(read, "1200 kg", places=3) == (
        "words",
        "Ô này chỉ ghi số: hãy bỏ “kg” ở sau số.",
    )
    assert refused(read, "50%")[1] == "Ô này chỉ ghi số: hãy bỏ “%” ở sau số."
    assert refused(read_money, "1200 đô")[1] == (
        "Hãy ghi số tiền bằng đồng và bỏ “đô” ở sau số. Ví dụ: 1.200.000."
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1.200.000 ₫", 1_200_000), ("1200000đ", 1_200_000), ("1.200.000 đồng", 1_200_000)),
        *(("1.200.000 VNĐ", 1_200_000), ("1,200,000.00", 1_200_000)),
        *(("1,5 triệu", 1_500_000), ("1.5 triệu đồng", 1_500_000), ("2 tỷ", 2_000_000_000)),
        *(("250 nghìn", 250_000), ("0,25 tỉ", 250_000_000), ("3 million", 3_000_000)),
    ],
)
def test_money_is_read_as_people_say_it(text, value):
    assert read_money(text) == value


def test_money_has_no_fractions_and_no_second_meaning():
    assert refused(read_money, "1,5") == ("decimals", "Hãy ghi số nguyên, không có phần lẻ.")
    assert refused(read_money, "0,0001 nghìn")[0] == "decimals"
    assert refused(read_money, "1.250 triệu")[1] == (
        "“1.250 triệu” đọc được hai cách. Hãy ghi 1.250.000.000 hoặc 1.250.000."
    )


def test_more_decimals_than_are_kept_are_refused():
    assert refused(read, "1,2345", places=3)[1] == "Hãy ghi nhiều nhất 3 chữ số ở phần lẻ."
    assert read("1,2000000", places=3) == Decimal("1.2")


@given(st.text(max_size=50))
def test_whatever_is_typed_is_read_or_refused(text):
    for reader in (lambda t: read(t, places=3), read, read_money):
        with suppress(ValidationError):
            assert reader(text).is_finite()

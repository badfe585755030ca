"""Which place is meant, found as people type; and how figures add up on a map."""

import random
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from sanvat.places import questions
from sanvat.places.gazetteer import Gazetteer
from sanvat.places.models import Change, Level, Place, Succession
from sanvat.places.names import WORDS, kind_and_rest
from sanvat.text.fold import fold
from tests.places import reference

pytestmark = pytest.mark.django_db

DAY_BEFORE = date(2025, 6, 30)


def found(text, **narrowed):
    return [place.full_name for place in questions.find(text, **narrowed)]


def meant(text, province=None, on=None):
    place = questions.resolve(text, province, on)
    return place and place.full_name


def today(text, province=None):
    return [place.full_name for place in questions.resolve(text, province).today_places()]


# Finding


@pytest.mark.parametrize("typed", ["Hòa Bình", "Hoà Bình", "hoa binh", "HÒA BÌNH", "  hòa   bình "])
def test_both_ways_of_writing_a_tone_and_none_find_the_same(typed):
    first = found(typed, limit=3)

    assert first == [
        "tỉnh Hòa Bình",
        "phường Hòa Bình, thành phố Hải Phòng",
        "phường Hòa Bình, thành phố Hồ Chí Minh",
    ]


@pytest.mark.parametrize("typed", ["M'Drắk", "M’Drắk", "m drak", "mdrak", "24412"])
def test_an_apostrophe_may_be_straight_bent_or_missing(typed):
    assert found(typed, limit=1) == ["xã M’Drắk, tỉnh Đắk Lắk"]


@pytest.mark.parametrize("province", ["tỉnh Thừa Thiên Huế", "TP Huế", "thành phố Huế"])
def test_a_province_is_found_under_the_name_it_had(province):
    assert found("thua thien hue", limit=1) == ["tỉnh Thừa Thiên Huế"]
    assert today("tỉnh Thừa Thiên Huế") == ["thành phố Huế"]
    assert today(f"xã Hồng Thái, huyện A Lưới, {province}") == ["xã A Lưới 3, thành phố Huế"]


def test_accents_that_are_typed_put_the_right_name_first():
    assert found("Lâm", limit=1) == ["thị trấn Lâm, huyện Ý Yên, tỉnh Nam Định"]
    assert found("Đắk Nông", limit=1) == ["tỉnh Đắk Nông"]
    assert found("Đăk Nông", limit=1) == ["xã Đăk Nông, huyện Ngọc Hồi, tỉnh Kon Tum"]


def test_a_name_is_found_within_its_province():
    assert found("Tân Hà Lâm Đồng", limit=1) == ["xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"]
    assert found("lạc dương, lâm đồng", limit=1) == ["xã Lạc Dương, tỉnh Lâm Đồng"]
    assert found("TP HCM", limit=1) == ["thành phố Hồ Chí Minh"]


def test_a_word_may_be_half_typed_at_its_end_only():
    assert "xã Minh Cầm, huyện Ba Chẽ, tỉnh Quảng Ninh" in found("minh cầ")
    assert found("inh cầm ba chẽ") == []


def test_the_day_and_the_level_narrow():
    assert found("Thái Bình", on=DAY_BEFORE, level=Level.PROVINCE) == ["tỉnh Thái Bình"]
    assert found("Thái Bình", on=date(2026, 1, 1), level=Level.PROVINCE) == []
    assert found("Đức Trọng", on=DAY_BEFORE)[0] == "huyện Đức Trọng, tỉnh Lâm Đồng"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "%",
        "_",
        "🜃",
        "\0",
        "' OR 1=1 --",
        "); DROP TABLE places_place; --",
        "\\",
        "x" * 5000,
    ],
)
def test_what_is_no_name_finds_nothing_and_harms_nothing(typed):
    assert found(typed) == []


def test_finding_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(found("an", limit=3)) == 3
    with django_assert_num_queries(1):
        assert len(found("an", limit=30)) == 30


# Which one is meant


@pytest.mark.parametrize(
    ("address", "place", "became"),
    [
        (
            "huyện Thường Tín, Hà Nội",
            "huyện Thường Tín, thành phố Hà Nội",
            "xã Thường Tín, thành phố Hà Nội",
        ),
        (
            "huyện Thọ Xuân, Thanh Hoá",
            "huyện Thọ Xuân, tỉnh Thanh Hóa",
            "xã Thọ Xuân, tỉnh Thanh Hóa",
        ),
        ("Thái Bình", "tỉnh Thái Bình", "tỉnh Hưng Yên"),
        (
            "huyện Thanh Trì, Hà Nội",
            "huyện Thanh Trì, thành phố Hà Nội",
            "xã Thanh Trì, thành phố Hà Nội",
        ),
        (
            "huyện Ba Chẽ, Quảng Ninh",
            "huyện Ba Chẽ, tỉnh Quảng Ninh",
            "xã Ba Chẽ, thành phố Quảng Ninh",
        ),
        (
            "xã Minh Cầm, huyện Ba Chẽ",
            "xã Minh Cầm, huyện Ba Chẽ, tỉnh Quảng Ninh",
            "xã Lương Minh, thành phố Quảng Ninh",
        ),
        (
            "xã Nam Sơn, huyện Ba Chẽ",
            "xã Nam Sơn, huyện Ba Chẽ, tỉnh Quảng Ninh",
            "xã Ba Chẽ, thành phố Quảng Ninh",
        ),
        (
            "xã Đạp Thanh, huyện Ba Chẽ",
            "xã Đạp Thanh, huyện Ba Chẽ, tỉnh Quảng Ninh",
            "xã Kỳ Thượng, thành phố Quảng Ninh",
        ),
    ],
)
def test_the_founding_stories_lie_where_they_lay_and_where_that_is_today(address, place, became):
    assert meant(address, on=date(2019, 12, 31)) == place
    assert meant(address) == place
    assert became in today(address)


def test_thai_binh_had_eight_districts():
    districts = Place.objects.on(date(2020, 1, 1)).filter(
        level=Level.DISTRICT, parent__name="Thái Bình"
    )

    assert districts.count() == 8


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng", "xã Trường Xuân, tỉnh Lâm Đồng"),
        ("thon 10, xa truong xuan, tinh lam dong", "xã Trường Xuân, tỉnh Lâm Đồng"),
        ("xã Trường Xuân tỉnh Lâm Đồng", "xã Trường Xuân, tỉnh Lâm Đồng"),
        (
            "xã Trường Xuân, huyện Đắk Song, tỉnh Đắk Nông",
            "xã Trường Xuân, huyện Đắk Song, tỉnh Đắk Nông",
        ),
        # The new commune with the old province, as many still write.
        ("xã Đức An, tỉnh Đắk Nông", "xã Đức An, tỉnh Lâm Đồng"),
        ("P. 9, TP Đà Lạt, Lâm Đồng", "phường 9, thành phố Đà Lạt, tỉnh Lâm Đồng"),
        ("TT. Liên Nghĩa, H. Đức Trọng", "thị trấn Liên Nghĩa, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("Số 8 Nguyễn Trãi, phường Phan Thiết, tỉnh Lâm Đồng", "phường Phan Thiết, tỉnh Lâm Đồng"),
        ("xã Ninh Gia (tỉnh Lâm Đồng)", "xã Ninh Gia, tỉnh Lâm Đồng"),
        ("Q1, TP.HCM", "quận 1, thành phố Hồ Chí Minh"),
        ("Hà Nội", "thành phố Hà Nội"),
        ("tỉnh Lâm Đồng", "tỉnh Lâm Đồng"),
    ],
)
def test_an_address_means_one_place(address, place):
    assert meant(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "",
        "xã Không Có, tỉnh Lâm Đồng",
        "xã Trường Xuân, tỉnh Cà Mau",
        "xã Trường Xuân, huyện Ba Chẽ, tỉnh Quảng Ninh",
        "phường 27, quận Gò Vấp, TP.HCM",
        "Tân Hòa",
        "xã Tân Hòa",
    ],
)
def test_an_address_that_means_none_or_several_means_none(address):
    assert meant(address) is None


def test_several_candidates_are_told():
    names = [p.full_name for p in questions.candidates("phường Hòa Bình")]

    assert names == [
        "phường Hòa Bình, thành phố Hải Phòng",
        "phường Hòa Bình, thành phố Hồ Chí Minh",
        "phường Hòa Bình, tỉnh Phú Thọ",
        "phường Hòa Bình, thành phố Biên Hòa, tỉnh Đồng Nai",
        "phường Hòa Bình, thị xã Ayun Pa, tỉnh Gia Lai",
    ]
    assert meant("phường Hòa Bình", "Phú Thọ") == "phường Hòa Bình, tỉnh Phú Thọ"


# A name alone settles nothing


def test_a_name_that_two_units_of_a_province_had_means_none():
    """Tân Thành of Bình Thuận lies in today's Tân Thành, that of Đức Trọng in Tân Hội."""
    names = [p.full_name for p in questions.candidates("xã Tân Thành", "Lâm Đồng")]

    assert names == [
        "xã Tân Thành, tỉnh Lâm Đồng",
        "xã Tân Thành, huyện Krông Nô, tỉnh Đắk Nông",
        "xã Tân Thành, huyện Đức Trọng, tỉnh Lâm Đồng",
    ]


def test_units_that_are_the_same_today_are_one():
    assert meant("xã Hòa Ninh", "Lâm Đồng") == "xã Hòa Ninh, tỉnh Lâm Đồng"
    assert today("xã Hòa Ninh, huyện Di Linh") == ["xã Hòa Ninh, tỉnh Lâm Đồng"]


@pytest.mark.parametrize(
    "pair",
    [("Hương Văn", "Hương Vân"), ("Phú Thạnh", "Phú Thành")],
)
def test_without_accents_names_that_differ_by_accents_alone_mean_none(pair):
    for name in pair:
        written = [p.name for p in questions.candidates(f"{name}, {AROUND[pair]}")]
        assert written == [name]
    assert meant(f"{fold(pair[0])}, {fold(AROUND[pair])}") is None


AROUND = {
    ("Hương Văn", "Hương Vân"): "thị xã Hương Trà, tỉnh Thừa Thiên Huế",
    ("Phú Thạnh", "Phú Thành"): "huyện Phú Tân, tỉnh An Giang",
}


@pytest.mark.parametrize(("day", "many"), [(DAY_BEFORE, 25), (date(2026, 12, 1), 10)])
def test_every_pair_that_differs_by_accents_alone_is_asked_without_them(day, many):
    """Communes of one day and one unit above, all over the country."""
    gazetteer = Gazetteer()
    pairs = defaultdict(list)
    for place in Place.objects.on(day).communes():
        _own, above = place.full_name.split(", ", 1)
        pairs[place.folded, above].append(place)
    alike = {key: places for key, places in pairs.items() if len({p.name for p in places}) > 1}

    assert len(alike) == many
    for (own, above), places in alike.items():
        asked = f"{own}, {', '.join(map(fold, above.split(', ')))}"
        meant = {gazetteer.today(place) for place in gazetteer.candidates(asked)}
        assert {gazetteer.today(place) for place in places} <= meant, (asked, places)
        for place in places:
            assert gazetteer.resolve(place.full_name) == place


# Other spellings


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("tỉnh Đắc Lắc", "tỉnh Đắk Lắk"),
        ("Daklak", "tỉnh Đắk Lắk"),
        ("Dak Lak", "tỉnh Đắk Lắk"),
        ("TP Qui Nhơn, tỉnh Bình Định", "thành phố Quy Nhơn, tỉnh Bình Định"),
        ("huyện Lí Sơn", "huyện Lý Sơn, tỉnh Quảng Ngãi"),
        ("tỉnh Bắc Cạn", "tỉnh Bắc Kạn"),
        ("tỉnh Kontum", "tỉnh Kon Tum"),
        ("TP. Buôn Mê Thuột", "thành phố Buôn Ma Thuột, tỉnh Đắk Lắk"),
        ("TP Mĩ Tho", "thành phố Mỹ Tho, tỉnh Tiền Giang"),
        ("H. Đức Trọng - X. Ninh Gia", "xã Ninh Gia, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("Huyện Đức Trọng, xã Ninh Gia", "xã Ninh Gia, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("Đức Trọng/Liên Hiệp", "xã Liên Hiệp, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("Liên Hiệp - Đức Trọng", "xã Liên Hiệp, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("P.1 - Đà Lạt", "phường 1, thành phố Đà Lạt, tỉnh Lâm Đồng"),
        (
            "phường Phước Mỹ - TP Phan Rang-Tháp Chàm",
            "phường Phước Mỹ, thành phố Phan Rang - Tháp Chàm, tỉnh Ninh Thuận",
        ),
        ("TT Liên Nghĩa", "thị trấn Liên Nghĩa, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("xã N'Thol Hạ", "xã N’Thol Hạ, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("xã N`Thôn Hạ", "xã N’Thol Hạ, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("Đam Rông", "huyện Đam Rông, tỉnh Lâm Đồng"),
        ("xã Ea H'leo, huyện Ea H'leo", "xã Ea H’leo, huyện Ea H’leo, tỉnh Đắk Lắk"),
        ("xã H Bông", "xã HBông, huyện Chư Sê, tỉnh Gia Lai"),
        ("TT NT Phong Hải", "thị trấn Nông trường Phong Hải, huyện Bảo Thắng, tỉnh Lào Cai"),
        ("phường Sa Pa, thị xã Sa Pa, Lào Cai", "phường Sa Pa, thị xã Sa Pa, tỉnh Lào Cai"),
        ("xã Hoà Ninh (cũ), Di Linh", "xã Hòa Ninh, huyện Di Linh, tỉnh Lâm Đồng"),
        ("thị trấn Di Linh cũ", "thị trấn Di Linh, huyện Di Linh, tỉnh Lâm Đồng"),
        ("xã Tứ Xã - Lâm Thao", "xã Tứ Xã, huyện Lâm Thao, tỉnh Phú Thọ"),
    ],
)
def test_the_usual_other_spellings_mean_the_place(typed, place):
    assert meant(typed) == place


def test_what_it_was_and_what_it_is_are_told_apart():
    text = "xã Hòa Ninh cũ, nay là xã Hòa Ninh"

    assert meant(text, "Lâm Đồng") == "xã Hòa Ninh, huyện Di Linh, tỉnh Lâm Đồng"
    assert meant("xã Tân Thành cũ, nay là xã Tân Hội", "Lâm Đồng") == (
        "xã Tân Thành, huyện Đức Trọng, tỉnh Lâm Đồng"
    )
    assert meant("nay là xã Tân Hội, tỉnh Lâm Đồng") == "xã Tân Hội, tỉnh Lâm Đồng"
    assert meant("xã Tân Thành mới", "Lâm Đồng") == "xã Tân Thành, tỉnh Lâm Đồng"
    assert meant("thị trấn Chợ Mới, An Giang") == ("thị trấn Chợ Mới, huyện Chợ Mới, tỉnh An Giang")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Đắc Lắc", "tỉnh Đắk Lắk"),
        ("daklak", "tỉnh Đắk Lắk"),
        ("Kontum", "tỉnh Kon Tum"),
        ("Bắc Cạn", "tỉnh Bắc Kạn"),
        ("Qui Nhơn", "phường Quy Nhơn, tỉnh Gia Lai"),
        ("Lí Sơn", "đặc khu Lý Sơn, tỉnh Quảng Ngãi"),
        ("Buôn Mê Thuột", "phường Buôn Ma Thuột, tỉnh Đắk Lắk"),
        ("H. Đức Trọng - X. Ninh Gia", "xã Ninh Gia, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("P.1 - Đà Lạt", "phường 1, thành phố Đà Lạt, tỉnh Lâm Đồng"),
        ("thị trấn Di Linh cũ", "thị trấn Di Linh, huyện Di Linh, tỉnh Lâm Đồng"),
        ("xã Tân Thành cũ, nay là xã Tân Hội", "xã Tân Thành, tỉnh Lâm Đồng"),
        ("N'Thôn Hạ", "xã N’Thol Hạ, huyện Đức Trọng, tỉnh Lâm Đồng"),
        ("xã Đông Xuân, Đông Hưng", "xã Đông Xuân, huyện Đông Hưng, tỉnh Thái Bình"),
    ],
)
def test_the_usual_other_spellings_find_the_place(typed, place):
    assert place in found(typed, limit=12)


LETTERS = {"y": "i", "Y": "I", "k": "c", "K": "C", "ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"}


def respelt(name, chance):
    """As somebody else would write it: y or i, c or k, one word, no accents, any apostrophe."""
    for letter, other in LETTERS.items():
        if chance.random() < 0.5 and not (letter in "kK" and re.search("[kK][hH]", name)):
            name = name.replace(letter, other)
    if chance.random() < 0.3:
        name = fold(name)
    if chance.random() < 0.3:
        name = name if re.search(r"\d|[cC] [hH]", name) else name.replace(" ", "")
    return name.replace("’", chance.choice(["'", "’", "`", "´", ""]))


def test_random_spellings_of_random_communes_are_found_or_asked_and_never_another():
    """The district and the province may be written otherwise too, in either order."""
    chance, gazetteer = random.Random(2026), Gazetteer()
    places = list(Place.objects.on(DAY_BEFORE).communes().order_by("id"))
    short = {"xa": "X.", "phuong": "P.", "thi_tran": "TT", "huyen": "H.", "quan": "Q."}
    several, nothing = [], []
    for place in chance.sample(places, 1500):
        said = []
        for piece in place.full_name.split(", "):
            kind, name = kind_and_rest(piece)
            word = short.get(kind, WORDS[kind]) if chance.random() < 0.4 else WORDS[kind]
            said.append(f"{word} {respelt(name, chance)}")
        if chance.random() < 0.4:
            said[:2] = reversed(said[:2])
        text = chance.choice([", ", " - ", "; "]).join(said)

        meant = gazetteer.candidates(text)

        if not meant:
            nothing.append(text)
        elif len(meant) > 1:
            several.append(text)
        else:
            assert gazetteer.today(meant[0]) == gazetteer.today(place), (text, meant)
    assert (len(nothing), len(several)) < (15, 15), (nothing[:9], several[:9])


@reference.at_hand
def test_every_product_of_the_lam_dong_list_has_its_commune():
    gazetteer = Gazetteer()
    for row in reference.rows("ocop_lam_dong_2025_2026"):
        address = gazetteer.resolve(row["original_address"])
        if row["commune_code"]:
            commune = gazetteer.resolve(row["current_commune"], "Lâm Đồng")
            assert commune.code == row["commune_code"]
            assert address.today_places() == [commune]
        else:  # given only as a city of old, or as a ward of old
            assert address.full_name in (
                "thành phố Phan Thiết, tỉnh Bình Thuận",
                "phường 9, thành phố Đà Lạt, tỉnh Lâm Đồng",
            )


@reference.at_hand
def test_the_moves_of_lam_dong_are_as_the_reference_has_them():
    gazetteer = Gazetteer()
    for row in reference.rows("commune_moves_lam_dong"):
        old = gazetteer.resolve(f"{row['old_commune']}, {row['old_district']}", row["old_province"])
        new = gazetteer.resolve(row["current_commune"], row["current_province"])

        assert old.today_places() == [new]


@reference.at_hand
def test_the_older_lists_resolve_to_units_of_their_day():
    gazetteer = Gazetteer()
    rows = reference.rows("ocop_cau_ke_2024") + reference.rows("ocop_five_star_2022_part")
    for row in rows:
        district = row["legacy_district"]
        if not district.startswith("huyện"):
            district = f"huyện {district}"
        place = gazetteer.resolve(f"{row['legacy_commune']}, {district}", row["legacy_province"])

        assert len(place.today_places()) >= 1


def test_twenty_thousand_addresses_ask_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(3):
        gazetteer = Gazetteer()
    with django_assert_num_queries(0):
        for _time in range(100):
            assert gazetteer.resolve("Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng")


# Figures


def place(text):
    return questions.resolve(text)


def test_a_figure_of_an_old_commune_counts_in_todays():
    nam_son, dap_thanh = place("xã Nam Sơn, huyện Ba Chẽ"), place("xã Đạp Thanh, huyện Ba Chẽ")
    town = place("thị trấn Ba Chẽ, huyện Ba Chẽ")

    sums = questions.sum_today([(nam_son, 3), (town, 4), (dap_thanh, Decimal("0.5"))])

    assert sums.by_place == {
        place("xã Ba Chẽ, Quảng Ninh"): 7,
        place("xã Kỳ Thượng, Quảng Ninh"): Decimal("0.5"),
    }
    assert sums.apart == []
    assert sums.total == Decimal("7.5")


def test_a_figure_of_a_divided_commune_is_not_shared_out():
    divided = _divided_within_one_province()

    sums = questions.sum_today([(divided, 10)])

    assert sums.by_place == {}
    assert [(each.place, each.value) for each in sums.apart] == [(divided, 10)]
    assert sums.apart[0].among == divided.today_places()
    assert sums.total == 10


def test_a_divided_commune_still_counts_whole_for_its_province():
    divided = _divided_within_one_province()
    (province,) = questions.sum_today([(divided, 10)], level=Level.PROVINCE).by_place

    assert province.level == Level.PROVINCE
    assert province.covers(divided)


def _divided_within_one_province():
    step = Succession.objects.filter(
        kind=Change.SPLIT, old__level=Level.COMMUNE, old__parent__name="Thường Tín"
    ).first()
    return step.old


def test_a_province_of_old_counts_in_todays_province_and_in_no_commune():
    thai_binh, hung_yen = place("tỉnh Thái Bình"), place("tỉnh Hưng Yên")
    old_hung_yen = questions.resolve("tỉnh Hưng Yên", on=DAY_BEFORE)
    figures = [(thai_binh, 15), (old_hung_yen, 8), (hung_yen, 1)]

    by_province = questions.sum_today(figures, level=Level.PROVINCE)
    by_commune = questions.sum_today(figures)

    assert (by_province.by_place, by_province.apart) == ({hung_yen: 24}, [])
    assert by_commune.by_place == {}
    assert (by_commune.total, len(by_commune.apart)) == (24, 3)


def test_a_figure_of_today_also_counts_on_the_map_of_old():
    """The products of today's Hưng Yên that lie in what was Thái Bình."""
    commune = Place.objects.today().get(name="Thái Thụy")

    sums = questions.sum_on([(commune, 6)], DAY_BEFORE, level=Level.PROVINCE)

    assert sums.by_place == {place("tỉnh Thái Bình"): 6}


def test_a_district_counts_in_its_province():
    sums = questions.sum_today([(place("huyện Cư Jút"), 2)], level=Level.PROVINCE)

    assert sums.by_place == {place("tỉnh Lâm Đồng"): 2}


@pytest.mark.parametrize("many", [3, 3000])
def test_many_figures_cost_no_more_queries(many, django_assert_max_num_queries):
    places = Place.objects.on(DAY_BEFORE).communes().order_by("code")[:many]
    pairs = [(place, 1) for place in places]

    with django_assert_max_num_queries(6):
        assert questions.sum_today(pairs, level=Level.PROVINCE).total == many

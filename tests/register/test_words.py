"""What the words of a register mean: the commune's cell, the address, the office's own area,
and what the office said before."""

import pytest

from sanvat.parties.models import OrganisationKind
from sanvat.places.models import Place
from sanvat.register.models import RegisterWord
from sanvat.register.words import PlaceReader, SetReader, _stated
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

TAN_THANH = "xã Tân Thành, huyện Đức Trọng, tỉnh Lâm Đồng"
NAMESAKES = f"xã Tân Thành, tỉnh Lâm Đồng; xã Tân Thành, huyện Krông Nô, tỉnh Đắk Nông; {TAN_THANH}"


def of_today(full_name):
    return Place.objects.today().get(full_name=full_name)


@pytest.fixture
def lam_dong():
    return of_today("tỉnh Lâm Đồng")


@pytest.fixture
def office(lam_dong):
    return make_organisation(OrganisationKind.COORDINATION_OFFICE, "VPĐP Lâm Đồng", lam_dong)


def read(office, commune, address="", *, scope=None, agreed=()):
    reader = PlaceReader(office, scope or office.place, agreed)
    answer = reader.read(commune, address)
    if isinstance(answer[0], str):
        return answer
    place, current, _remarks = answer
    return place.full_name, current.full_name


@pytest.mark.parametrize(
    ("commune", "address", "place", "current"),
    [
        ("xã Tân Thành", "thôn Tân Hòa, huyện Đức Trọng", TAN_THANH, "xã Tân Hội, tỉnh Lâm Đồng"),
        ("xã Tân Thành, huyện Đức Trọng", "thôn Tân Hòa", TAN_THANH, "xã Tân Hội, tỉnh Lâm Đồng"),
        ("huyện Đức Trọng, xã Tân Thành", "", TAN_THANH, "xã Tân Hội, tỉnh Lâm Đồng"),
        (
            "Tân Hà",
            "thôn 2, huyện Đức Linh, tỉnh Bình Thuận",
            "xã Tân Hà, huyện Đức Linh, tỉnh Bình Thuận",
            "xã Trà Tân, tỉnh Lâm Đồng",
        ),
        ("xã Tân Thành", "thôn 2, tỉnh Lâm Đồng", *["xã Tân Thành, tỉnh Lâm Đồng"] * 2),
        ("xã Tân Thành, tỉnh Lâm Đồng", "", *["xã Tân Thành, tỉnh Lâm Đồng"] * 2),
        ("Đức Trọng", "tổ 4", *["xã Đức Trọng, tỉnh Lâm Đồng"] * 2),
        (
            "Đức Trọng",
            "thôn 1, xã Ninh Gia",
            "xã Ninh Gia, huyện Đức Trọng, tỉnh Lâm Đồng",
            "xã Ninh Gia, tỉnh Lâm Đồng",
        ),
        (
            "xã Hòa Ninh cũ, nay là xã Hòa Ninh",
            "",
            "xã Hòa Ninh, huyện Di Linh, tỉnh Lâm Đồng",
            "xã Hòa Ninh, tỉnh Lâm Đồng",
        ),
        ("Xã Di Linh", "", *["xã Di Linh, tỉnh Lâm Đồng"] * 2),
    ],
)
def test_commune_and_address_are_weighed_together(office, commune, address, place, current):
    assert read(office, commune, address) == (place, current)


@pytest.mark.parametrize("address", ["", "thôn 3", "số 5 đường Trần Phú"])
def test_a_namesake_asks_where_nothing_tells_them_apart(office, address):
    asked = ("unknown_place", {"text": "xã Tân Thành", "many": NAMESAKES})

    assert read(office, "xã Tân Thành", address) == asked


def test_an_address_that_speaks_against_the_commune_asks(office):
    code, about = read(office, "xã Ninh Gia", "thôn 1, huyện Di Linh")

    assert code == "unknown_place"
    assert "huyện Di Linh, tỉnh Lâm Đồng" in about["many"]
    assert read(office, "xã Ninh Gia", "thôn 1, tỉnh Nghệ An")[0] == "unknown_place"


def test_the_office_s_own_area_narrows_namesakes(office):
    tan_hoi = of_today("xã Tân Hội, tỉnh Lâm Đồng")

    assert read(office, "xã Tân Thành", scope=tan_hoi) == (TAN_THANH, tan_hoi.full_name)


def test_a_divided_commune_is_asked_unless_the_row_says_in_which_part(office):
    """A district with the name of one of the parts says nothing."""
    hanoi = make_organisation(
        OrganisationKind.COORDINATION_OFFICE, "HN", of_today("thành phố Hà Nội")
    )
    written = "phường Ngọc Hà, quận Ba Đình, thành phố Hà Nội"

    code, about = read(hanoi, written)
    assert (code, about["text"]) == ("place_split", written)
    part = about["many"].split("; ")[0]
    assert read(hanoi, f"{written}, nay là {part}")[1] == part


def test_a_commune_ended_by_the_mergers_of_2024_is_known(office):
    thai_binh = make_organisation(
        OrganisationKind.COORDINATION_OFFICE, "HY", of_today("tỉnh Hưng Yên")
    )
    written = "xã Đông Xuân, huyện Đông Hưng, tỉnh Thái Bình"

    assert read(thai_binh, written) == (written, "xã Nam Đông Hưng, tỉnh Hưng Yên")


def test_a_commune_whose_successor_no_source_tells_asks_among_those_of_its_district():
    vinh_long = make_organisation(
        OrganisationKind.COORDINATION_OFFICE, "VL", of_today("tỉnh Vĩnh Long")
    )

    code, about = read(vinh_long, "xã Phú An Hòa, huyện Châu Thành, tỉnh Bến Tre")

    assert code == "place_split"
    assert "xã Phú Túc, tỉnh Vĩnh Long" in about["many"]


# What the office said before


def remembered(office, words, place):
    RegisterWord.objects.create(
        organisation=office, kind=RegisterWord.Kind.PLACE, words=words, place=place
    )


def test_what_was_said_before_is_offered_and_not_imposed(office):
    place = of_today("xã Tân Thành, tỉnh Lâm Đồng")
    remembered(office, "xa tan thanh", place)
    others = NAMESAKES.partition("; ")[2]
    offer = {"text": "xã Tân Thành", "offer": place.full_name, "words": "xa tan thanh"}

    asked = read(office, "xã Tân Thành")
    agreed = read(office, "xã Tân Thành", agreed=[("place", "xa tan thanh")])

    assert asked == ("unknown_place", {**offer, "many": others})
    assert agreed == (place.full_name, place.full_name)


def test_an_address_speaks_against_what_was_agreed(office):
    remembered(office, "xa tan thanh", of_today("xã Tân Thành, tỉnh Lâm Đồng"))

    code, about = read(
        office, "xã Tân Thành", "thôn 1, huyện Đức Trọng", agreed=[("place", "xa tan thanh")]
    )

    assert (code, about["many"]) == ("unknown_place", TAN_THANH)


def test_nothing_is_asked_where_the_row_alone_leads_to_what_was_said(office):
    remembered(office, "xa ninh gia", of_today("xã Ninh Gia, tỉnh Lâm Đồng"))

    assert read(office, "xã Ninh Gia") == ("xã Ninh Gia, tỉnh Lâm Đồng",) * 2


def test_a_word_nobody_knows_is_offered_as_it_was_said(office):
    place = of_today("xã Đức Trọng, tỉnh Lâm Đồng")
    remembered(office, "thi tran moi", place)

    code, about = read(office, "Thị trấn mới")
    assert (code, about["offer"]) == ("unknown_place", place.full_name)
    assert "many" not in about
    agreed = [("place", "thi tran moi"), ("set", "thi tran")]
    assert read(office, "Thị trấn mới", agreed=agreed) == (place.full_name,) * 2


def test_a_set_said_before_is_offered_and_counts_once_agreed(office):
    RegisterWord.objects.create(
        organisation=office, kind=RegisterWord.Kind.SET, words="qua que", set_number=7
    )

    asked = SetReader(office).read("Quà quê", "Bánh", "")
    agreed = SetReader(office, [("set", "qua que")]).read("Quà quê", "Bánh", "")

    assert asked[3][0] == "unknown_set"
    assert asked[3][1]["words"] == "qua que"
    assert asked[3][1]["offer"]
    assert agreed == (7, False, "", None)


def test_a_set_that_the_row_names_itself_is_not_overruled_unasked(office):
    RegisterWord.objects.create(
        organisation=office, kind=RegisterWord.Kind.SET, words="13", set_number=7
    )

    assert SetReader(office).read("13", "Cà phê", "")[3][0] == "unknown_set"
    assert SetReader(office, [("set", "13")]).read("13", "Cà phê", "")[0] == 7
    assert SetReader(office).read("bộ 13", "Cà phê", "") == (13, False, "", None)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_many_rows_cost_no_more_queries(office, many, django_assert_max_num_queries):
    rows = [(p.full_name, "") for p in Place.objects.today().communes()[:many]]
    PlaceReader(office, None)  # the map is read once, whoever asks

    with django_assert_max_num_queries(8):
        reader = PlaceReader(office, None)
        for row in rows:
            reader.read(*row)


def test_a_figure_set_high_is_no_number_of_a_set():
    assert _stated("²") is None

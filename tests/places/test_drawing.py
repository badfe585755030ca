"""The map of dots: what it says to those who see it and to those who do not."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from sanvat.places import drawing
from sanvat.places.models import Place

pytestmark = pytest.mark.django_db


def points():
    communes = Place.objects.today().filter(code__in=["24848", "06970", "10183"])
    return [(place, 10**n) for n, place in enumerate(communes)]


def drawn(given, **options):
    svg = drawing.dot_map(given, title="Chủ thể <theo xã>", **options)
    return ElementTree.fromstring(svg)


def test_the_map_says_in_words_what_it_shows():
    svg = drawn(points())

    title, desc = svg[0], svg[1]
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
    assert title.text == "Chủ thể <theo xã>"
    largest = points()[-1][0].full_name
    assert desc.text.startswith(f"3 địa bàn. Lớn nhất: {largest}: 100; ")


def test_the_larger_value_has_the_larger_dot():
    circles = drawn(points()).findall("./g[@class='dot-map__dots']/circle")

    radii = [float(circle.attrib["r"]) for circle in circles]
    assert radii == sorted(radii, reverse=True)
    assert radii[0] == drawing.LARGEST
    assert len(radii) == 3
    assert all(circle[0].text for circle in circles)


def test_provinces_and_islands_are_marked_and_named_where_there_is_room():
    svg = drawn([], around=drawing.context())
    names = [text.text for text in svg.iter("text")]

    assert len(svg.findall("./g[@class='dot-map__marks']/circle")) == 36
    assert {"Lâm Đồng", "Hoàng Sa", "Trường Sa"} <= set(names)
    assert len(names) == len(set(names))


def test_the_largest_dots_are_named_first():
    lam_dong = Place.objects.today().get(code="68")
    communes = list(Place.objects.today().communes().below(lam_dong))
    svg = drawn([(place, 100 - n) for n, place in enumerate(communes)], fit=True)

    names = [text.text for text in svg.iter("text")]
    assert names[0] == communes[0].name
    assert 1 < len(names) < len(communes)


def test_a_map_may_show_only_where_its_places_lie():
    lam_dong = Place.objects.today().get(code="68")
    communes = Place.objects.today().communes().below(lam_dong)
    svg = drawn([(place, 1) for place in communes], around=drawing.context(), fit=True)

    width, height = (float(n) for n in svg.attrib["viewBox"].split()[2:])
    for circle in svg.findall("./g[@class='dot-map__dots']/circle"):
        assert 0 < float(circle.attrib["cx"]) < width
        assert 0 < float(circle.attrib["cy"]) < height
    assert "Cà Mau" not in [text.text for text in svg.iter("text")]


def test_a_place_without_a_centre_is_told_and_not_drawn():
    minh_cam = Place.objects.get(name="Minh Cầm")

    svg = drawn([(minh_cam, 1), *points()])

    assert len(svg.findall("./g[@class='dot-map__dots']/circle")) == 3
    assert svg[1].text.endswith("1 địa bàn chưa có tọa độ nên không được vẽ.")


def test_nothing_and_noughts_are_drawn_too():
    assert drawn([])[1].text == "Chưa có địa bàn nào trên bản đồ."
    assert drawn([], fit=True)[1].text == "Chưa có địa bàn nào trên bản đồ."
    (circle,) = drawn([(points()[0][0], 0)]).findall("./g[@class='dot-map__dots']/circle")
    assert float(circle.attrib["r"]) == drawing.SMALLEST


def test_the_map_needs_no_style_and_no_script():
    svg = drawing.dot_map(points(), title="x", around=drawing.context())

    assert re.findall(r"style=|<style|<script|\son\w+=", svg) == []


def test_a_page_draws_it_with_a_tag(django_assert_num_queries):
    page = Template("{% load places %}{% dot_map points title='Chủ thể' %}")
    given = points()

    with django_assert_num_queries(1):
        html = page.render(Context({"points": given}))

    assert html == drawing.dot_map(given, title="Chủ thể", around=drawing.context())


def test_a_map_is_drawn_anew_where_anything_of_it_is_different():
    given, around = points(), drawing.context()

    def made():
        return drawing.dot_map(given, title="Chủ thể", around=around)

    first = made()
    assert made() is first
    with translation.override("en"):
        assert made() != first
    place, value = given[0]
    for name, other in (("latitude", place.latitude + 1), ("full_name", "xã Khác, tỉnh Khác")):
        before = getattr(place, name)
        setattr(place, name, other)
        assert made() != first, name
        setattr(place, name, before)
    given[0] = (place, value + 1)
    assert made() != first

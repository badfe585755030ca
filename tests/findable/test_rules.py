"""What words are to the search: no database."""

from datetime import date

import pytest
from django.urls import reverse

from sanvat.findable.declared import Thing, findables
from sanvat.findable.excerpts import LONGEST, excerpt, marked, plain_excerpt
from sanvat.findable.searching import Asked, words_asked
from sanvat.findable.spelling import corrected
from sanvat.findable.words import also_of, neighbours, shown_words, sound, text_of, title_of


def test_the_same_words_however_they_are_typed():
    decomposed = "đặc sản"
    for typed in ("dac san", "ĐẶC SẢN", "đặc sản", decomposed, "dac-san", "dac  san?"):
        assert words_asked(typed) == ("dac", "san")
    assert words_asked("26/2026/QĐ-TTg") == ("26", "2026", "qd", "ttg")
    assert words_asked("Bà Rịa - Vũng Tàu") == ("ba", "ria", "vung", "tau")


def test_a_search_is_bounded():
    assert words_asked("") == words_asked("!!! ' & | :* <-> \\ \0") == ()
    assert len(words_asked("a b c d e f g h i j k l m n")) == 8
    assert words_asked("a a a b") == ("a", "b")
    assert all(len(word) <= 60 for word in words_asked("x" * 5_000))
    assert Asked().is_nothing
    assert not Asked(kind="su-kien").is_nothing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("fe", "phe"), ("xen", "sen"), ("chung", "trung"), ("jong", "giong"), ("nghe", "nge")),
        *(("zong", "dong"), ("ky", "ki"), ("wa", "qua"), ("cafe", "caphe"), ("lam", "nam")),
    ],
)
def test_what_sounds_alike(one, other):
    assert sound(one) == sound(other)


def test_what_does_not():
    assert len({sound(word) for word in ("tra", "mat", "ong", "gao", "phe", "bun", "mam")}) == 7


def test_words_of_a_title_as_they_are_shown():
    words = list(shown_words("Cà phê Rin 4 sao"))
    assert words[:2] == [("ca", "cà"), ("phe", "phê")]
    assert ("caphe", "ca phe", "cà phê") in list(neighbours(words))


def test_names_of_a_place_stand_once():
    thing = Thing(key="1", title="Cà phê", facts=("3 sao",), text="Rang mộc.", also="12/QĐ-UBND")
    assert title_of(thing) == "ca phe"
    assert text_of(thing) == "3 sao rang moc"
    assert also_of(thing, "xa tan ha xa tan ha lam dong") == "12 qd ubnd xa tan ha lam dong"


def test_an_excerpt_is_escaped_and_marked():
    told = excerpt("<script>alert(1)</script> Đặc sản & quà", ("dac", "san"))
    assert "<script" not in told
    assert told.endswith("<mark>Đặc</mark> <mark>sản</mark> &amp; quà")
    assert marked("Cà phê", ("ca", "phe")) == "<mark>Cà</mark> <mark>phê</mark>"
    assert marked("Cà phê", ("san",)) == "Cà phê"
    assert marked("phê", ("phe",)) == "<mark>phê</mark>"
    assert marked("Đường phèn", ("duo",)) == "<mark>Đường</mark> phèn"  # half typed
    assert marked("Đường", ("du",)) == "Đường"  # too short for that


def test_an_excerpt_is_taken_from_where_the_words_stand():
    text = "Mở đầu dài. " * 60 + "Ở đây có mật ong hoa cà phê. " + "Phần sau. " * 60
    told = plain_excerpt(text, ("mat", "ong"))
    assert "mật ong" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) <= LONGEST + 4
    assert plain_excerpt(text, ("khong",)).startswith("Mở đầu")
    assert plain_excerpt("x" * 9_000, ("y",)) == f"{'x' * LONGEST} …"


def test_personal_numbers_are_in_no_thing():
    told = Thing(key="1", title="Trà", text="Số CCCD 068199001234.").discreet()
    assert "068199001234" not in told.text
    assert told.text.startswith("Số CCCD")


def test_rooms_say_what_is_found_and_where():
    kinds = findables()
    assert list(kinds)[:2] == ["san-pham", "su-kien"]
    for kind in ("bo-tieu-chi", "tieu-chi"):
        things = list(kinds[kind].read())
        assert len({each.key for each in things}) == len(things) > 50
        assert list(kinds[kind].read([things[3].key, "none"])) == [things[3]]
        assert reverse(things[0].address.name, args=things[0].address.args)
        assert isinstance(things[0].day, date)


def test_only_words_can_be_misspelt():
    assert corrected(("26", "2026")) is None

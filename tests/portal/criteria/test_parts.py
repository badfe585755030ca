"""What the criteria pages are put together from, without a page."""

from itertools import chain

import pytest
from django.utils.translation import override

from sanvat.portal.criteria import facts
from sanvat.portal.criteria.changes import Changes, mark_differences
from sanvat.portal.criteria.drawings import ladder_bar, way_bar
from sanvat.portal.criteria.facts import groups, recognitions
from sanvat.portal.criteria.readings import codes_touched
from sanvat.portal.criteria.search import clean_query, find_criteria
from sanvat.portal.criteria.sheet import asked_for
from sanvat.portal.criteria.words import cited, day_of_year
from sanvat.rules import library


def test_what_a_star_asks_contains_what_the_lower_stars_ask():
    cs = library.criteria_set("26-2026", 13)
    three, four, five = (
        {one.criterion.code: one.points for one in asked_for(cs, stars)} for stars in (3, 4, 5)
    )

    assert three.keys() <= four.keys() <= five.keys()
    assert all(three[code] <= four[code] for code in three)
    assert all(four[code] <= five[code] for code in four)


def test_a_minimum_names_the_star_that_first_asks_for_it():
    cs = library.criteria_set("26-2026", 13)

    asked = {one.criterion.code: (one.points, one.stars) for one in asked_for(cs, 5)}

    # B.4.1 marks 2 points for 3 stars, 3 for 4 and 5 for 5; A.2.2 only 2 for 3 stars.
    assert asked["B.4.1"] == (5, 5)
    assert asked["A.2.2"] == (2, 3)


def test_a_ladder_is_drawn_with_a_zone_for_each_star():
    area = library.criteria_set("26-2026", 13).by_code["B.4.1"]

    drawn = ladder_bar(area, 5)

    assert [f"rungs__zone--{stars}" in drawn for stars in (3, 4, 5)] == [True, True, True]
    assert 'rungs__zone--5" x="60%" width="40%"' in drawn
    assert "style" not in drawn


def test_the_way_to_a_star_ends_at_its_threshold():
    drawn = way_bar(70, [(3, 12), (4, 22), (5, 0)])

    assert 'rungs__zone--4" x="12%" width="22%"' in drawn
    assert 'x="34%" width="36%"' in drawn
    assert 'way__goal" x1="70%"' in drawn


@pytest.mark.parametrize(
    ("book", "reading", "number", "codes"),
    [
        ("26-2026", "26-04-1", 4, ("C.7",)),
        ("26-2026", "26-26-1", 26, ("A",)),
        ("26-2026", "26-C-2", 13, ("A.1.5",)),
        ("26-2026", "26-C-2", 23, ("A.1.4",)),
        ("26-2026", "26-18-1", 19, ("C.6", "C.11")),
        ("26-2026", "26-NAME-1", 13, ()),
        ("148-2023", "148-11-1", 11, ("C",)),
        ("148-2023", "148-S-2", 11, ("C.6",)),
    ],
)
def test_a_reading_is_shown_where_it_belongs(book, reading, number, codes):
    rulebook = library.rulebook(book)
    found = next(r for r in rulebook.readings if r.id == reading)

    assert codes_touched(found, rulebook.sets[number]) == codes


def test_two_texts_show_only_the_words_that_differ():
    old, new = mark_differences("Có nhãn, có mã <b>", "Có nhãn, có tem mã <b>")

    assert old == "Có nhãn, có mã &lt;b&gt;"
    assert new == "Có nhãn, có <ins>tem </ins>mã &lt;b&gt;"


def test_two_texts_with_little_in_common_are_marked_whole():
    assert mark_differences("Có sổ sách", "Xuất khẩu chính ngạch") == (
        "<del>Có sổ sách</del>",
        "<ins>Xuất khẩu chính ngạch</ins>",
    )


@pytest.mark.parametrize("number", range(1, 27))
def test_every_pair_of_a_comparison_is_shown_once(number):
    changes = Changes(
        library.criteria_set("148-2023", number), library.criteria_set("26-2026", number)
    )

    shown = [row.new.criterion.code for row in changes.changed if row.new]
    shown += [new.code for _old, new in changes.unchanged]

    assert sorted(shown) == sorted(changes.new.by_code)


def test_a_search_forgives_accents_and_wants_every_word():
    with_accents, count = find_criteria("sở hữu trí tuệ", "vi")
    without, same = find_criteria("so huu tri tue", "vi")

    assert with_accents[0].title == without[0].title
    assert count == same
    assert find_criteria("sở hữu qwxz", "vi") == ([], 0)


def test_a_question_is_cut_and_loses_its_control_characters():
    assert clean_query("  ca\x00 phê\n\t ") == "ca phê"
    assert len(clean_query("x" * 10_000)) == 80


def test_every_set_has_its_place_in_a_group():
    for book in library.rulebooks():
        placed = [cs.number for group in groups(book, "vi") for cs in group.sets]
        assert sorted(placed) == sorted(book.sets)


def test_the_latest_procedure_says_who_recognises():
    levels = {r.stars: r.level for r in recognitions(library.rulebook("148-2023"), "vi")}

    assert levels == {5: "Cấp trung ương", 4: "Cấp tỉnh", 3: "Cấp tỉnh", 2: "", 1: ""}


def test_an_article_is_cited_in_the_language_of_the_page():
    with override("en"):
        assert cited("Điều 7 khoản 3 điểm đ và e") == "Article 7 clause 3 point đ and e"
    assert cited("Điều 7 khoản 2") == "Điều 7 khoản 2"


@pytest.mark.parametrize("book", library.IDS)
def test_every_source_is_told_in_english(book):
    with override("en"):
        told = [cited(source) for source in sources(facts.in_language(book, "en"))]

    # đ is the name of a point, QĐ-TTg a part of a decision's number.
    assert [t for t in told if not t.replace("QĐ-TTg", "").replace(" đ", "").isascii()] == []


def sources(facts):
    if isinstance(facts, dict):
        return [*filter(None, [facts.get("source")]), *chain(*map(sources, facts.values()))]
    return list(chain(*map(sources, facts))) if isinstance(facts, list) else []


def test_a_day_without_a_year_is_read_in_the_language_of_the_page():
    assert day_of_year("04-30") == "30/4"

"""How long matters of the people may take, as data."""

from datetime import date

import pytest

from sanvat.rules import concerns
from sanvat.rules.working_days import Unit

BEFORE, SINCE = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("kind", "step", "case", "is_remote", "allowed", "unit"),
    [
        ("complaint", "accept", "ordinary", False, 10, "calendar"),
        ("complaint", "settle", "ordinary", False, 30, "calendar"),
        ("complaint", "settle", "complex", False, 45, "calendar"),
        ("complaint", "settle", "ordinary", True, 45, "calendar"),
        ("complaint", "settle", "complex", True, 60, "calendar"),
        ("complaint", "settle_again", "ordinary", False, 45, "calendar"),
        ("complaint", "settle_again", "complex", False, 60, "calendar"),
        ("complaint", "settle_again", "ordinary", True, 60, "calendar"),
        ("complaint", "settle_again", "complex", True, 70, "calendar"),
        ("denunciation", "accept", "ordinary", False, 7, "working"),
        ("denunciation", "transfer", "ordinary", False, 5, "working"),
        ("denunciation", "settle", "ordinary", False, 30, "calendar"),
        ("denunciation", "settle", "complex", False, 60, "calendar"),
        ("denunciation", "settle", "very_complex", True, 90, "calendar"),
        ("feedback", "accept", "ordinary", True, 10, "calendar"),
        ("proposal", "settle", "ordinary", False, 30, "calendar"),
    ],
)
def test_the_number_of_each_step(kind, step, case, is_remote, allowed, unit):
    for day in (BEFORE, SINCE):
        found = concerns.limit(kind, step, on=day, case=case, is_remote=is_remote)
        assert (found.allowed, found.unit) == (allowed, Unit(unit))


def test_a_law_of_2026_puts_every_number_to_the_test():
    old = concerns.limit("complaint", "settle", on=BEFORE)
    new = concerns.limit("complaint", "settle", on=SINCE)
    assert (old.check, old.rule) == ("", "Luật Khiếu nại 2011, Điều 28")
    assert new.rule == "Luật Khiếu nại 2011, Điều 28; Luật 136/2025/QH15"
    assert all(each.check and each.check_en for each in concerns.limits_on(SINCE))


def test_what_no_law_gives_is_left_to_the_office():
    open_ones = {each.key for each in concerns.limits_on(SINCE) if each.is_left_open}
    assert open_ones == {"feedback/settle", "proposal/settle"}


def test_there_is_no_number_for_what_the_law_does_not_know():
    for kind, step, day in (
        ("feedback", "transfer", SINCE),
        ("complaint", "settle", date(2010, 1, 1)),
    ):
        with pytest.raises(concerns.NoLimit):
            concerns.limit(kind, step, on=day)


def test_which_cases_a_law_tells_apart():
    assert concerns.cases_of("denunciation", "settle", SINCE) == (
        *("ordinary", "complex", "very_complex"),
    )
    assert concerns.cases_of("feedback", "settle", SINCE) == ("ordinary",)


def test_the_key_of_a_limit_names_it_through_all_laws():
    keys = [each.key for each in concerns.limits_on(SINCE)]
    assert keys == [each.key for each in concerns.limits_on(BEFORE)]
    assert len(set(keys)) == len(keys)
    assert "complaint/settle_again/complex/remote" in keys


def test_every_subject_has_a_name_in_both_languages_and_a_body():
    assert len({each.key for each in concerns.subjects()}) == 13
    for each in concerns.subjects():
        assert each.name
        assert each.name_en
        assert each.bodies
    assert concerns.subject("land").level == "commune"

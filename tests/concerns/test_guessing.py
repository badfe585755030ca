"""Code and PIN guessed by the thousand: few tries are looked at, and the sender comes in."""

from collections import Counter

import pytest

from sanvat.concerns import codes, following
from sanvat.concerns.following import Proof
from sanvat.errors import Refusal

pytestmark = pytest.mark.django_db

HOME = "198.51.100.7"
"""Where the sender is, who tried nothing yet."""


@pytest.fixture
def sent(officer, send):
    return send()


def answer(code, pin, address=HOME, proof=Proof.NONE) -> str:
    """ "" where it is opened, else the code of the refusal."""
    try:
        following.find_by_code(code, pin, address=address, proof=proof)
    except Refusal as refusal:
        return refusal.code
    return ""


def guessed(sent, addresses, *, times=1, proof=Proof.NONE) -> Counter[str]:
    """What so many wrong PINs from each of these are answered."""
    wrong = (n for n in range(10**codes.PIN_LENGTH) if n != int(sent.pin))
    return Counter(
        answer(sent.concern.code, f"{next(wrong):08}", address, proof)
        for _n in range(times)
        for address in addresses
    )


def networks(number: int) -> list[str]:
    return [f"10.{n // 250}.{n % 250}.1" for n in range(number)]


def test_a_pin_is_one_of_a_hundred_million(sent):
    assert (len(sent.pin), sent.pin.isdecimal()) == (8, True)


def test_one_network_gets_ten_looks_an_hour_and_the_sender_notices_nothing(sent):
    answers = guessed(sent, ["10.0.0.1"], times=1_000)

    assert answers == {"no-such-matter": 10, "prove-first": 990}
    assert answer(sent.concern.code, sent.pin) == ""


def test_many_networks_get_thirty_looks_a_day_and_the_sender_is_asked_once_for_a_proof(sent):
    answers = guessed(sent, networks(1_500))

    assert answers == {"no-such-matter": 30, "prove-first": 1_470}
    code = sent.concern.code
    assert answer(code, sent.pin) == "prove-first"
    assert answer(code, sent.pin, proof=Proof.SOLVED) == ""
    assert answer(code, sent.pin, "198.51.100.8", proof=Proof.READ_OVER) == ""


def test_without_a_script_each_network_gets_three_more_looks(sent):
    guessed(sent, networks(30))

    answers = guessed(sent, networks(200), times=5, proof=Proof.READ_OVER)

    # Two of so many networks may be counted in one place (`tries.PLACES`); three of them hardly.
    assert answers.total() == 200 * 5
    assert answers["no-such-matter"] in (200 * 3, 199 * 3, 198 * 3)
    assert answers["too-many-tries"] == 200 * 5 - answers["no-such-matter"]
    assert answer(sent.concern.code, sent.pin, proof=Proof.READ_OVER) == ""


def test_with_tasks_solved_each_network_gets_ten_more_and_the_code_three_hundred(sent):
    first = guessed(sent, ["10.0.0.1"], times=1_000, proof=Proof.SOLVED)

    assert first == {"no-such-matter": 10 + 10 + 300, "too-many-tries": 680}
    others = guessed(sent, networks(30)[1:], times=12, proof=Proof.SOLVED)
    assert others["no-such-matter"] == (30 - 10) + 29 * 10
    assert answer(sent.concern.code, sent.pin) == "prove-first"
    assert answer(sent.concern.code, sent.pin, proof=Proof.SOLVED) == ""


def test_in_the_network_of_who_guesses_the_sender_proves_it_and_comes_in(sent):
    guessed(sent, [HOME], times=50)

    assert answer(sent.concern.code, sent.pin) == "prove-first"
    assert answer(sent.concern.code, sent.pin, proof=Proof.READ_OVER) == ""
    assert answer(sent.concern.code, sent.pin, proof=Proof.SOLVED) == ""


def test_a_code_that_is_none_is_answered_alike(sent):
    """Who guesses learns from no answer that a code is one."""

    def answers(code: str, octet: int) -> list[str]:
        before = [answer(code, "0", f"10.{octet}.{n}.1") for n in range(35)]
        proven = [answer(code, "0", f"10.{octet}.99.1", Proof.SOLVED) for _n in range(312)]
        return before + proven + [answer(code, "0", f"10.{octet}.98.1", Proof.READ_OVER)]

    assert answers("PA-AAAA-AAAA", 1) == answers(sent.concern.code, 2)


def test_right_ones_are_never_counted(sent):
    assert {answer(sent.concern.code, sent.pin) for _n in range(100)} == {""}
    guessed(sent, networks(31))
    proven = {answer(sent.concern.code, sent.pin, proof=Proof.READ_OVER) for _n in range(50)}
    assert proven == {""}


def test_a_longer_address_counts_by_its_half(sent):
    """Who has one connection of IPv6 has as many addresses as they like."""
    answers = guessed(sent, [f"2001:db8:1:2::{n:x}" for n in range(1, 60)])
    assert answers["no-such-matter"] == 10

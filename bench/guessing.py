"""A million guesses at the PIN of a matter: how many are looked at, what those would find by
chance, what a guess costs, and whether the sender comes in meanwhile.

It asks the act itself, as the page does; what solves tasks is told to have solved them, which on
this machine would take a million times `captcha` alone.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.installation import alone, officer_of, programme
from bench.measurements import Measurement, Missing

TRIES = 1_000_000
LOOKS = 100
"""How often in the course of it the sender comes, from an address that is quiet."""
MOST_BYTES = 100e6
"""Of the table of tries, whatever happens."""


class Wrong(Exception):
    """More was looked at than is allowed, or the sender did not come in."""


@dataclass(frozen=True)
class Way:
    """How it is guessed: by which proof, from how many networks, how often each, and how many of
    these are looked at in a day."""

    what: str
    proof: str
    networks: int
    each: int
    looked_at: int


def ways(tries: int) -> list[Way]:
    """A quarter of the tries each."""
    quarter = tries // 4
    many, some = max(quarter // 10, 1), max(quarter // 100, 1)
    return [
        Way("một mạng", "none", 1, quarter, 10),
        Way(f"{many:,} mạng", "none", many, 10, 30),
        Way(f"{many:,} mạng, không chạy script", "read over", many, 10, 30 + 3 * many),
        Way(f"{some:,} mạng, giải hết bài", "solved", some, 100, 30 + 10 * some + 300),
    ]


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure(tries: int = TRIES) -> list[Measurement | Missing]:
    with programme():
        return list(_guessed(ways(tries)))


def _guessed(all_ways: list[Way]) -> Iterator[Measurement | Missing]:
    from sanvat.concerns.codes import PIN_LENGTH
    from sanvat.places.models import Place

    place = Place.objects.today().communes().order_by("pk")[0]
    officer_of(place)
    for number, way in enumerate(all_ways):
        sent = _sent(place, number)
        cpu, began = time.process_time(), time.perf_counter()
        answers = _guess(way, sent, number)
        tries = way.networks * way.each
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        looked_at = answers["no-such-matter"]
        # Two networks may share a place of the table: then fewer are looked at.
        if looked_at > way.looked_at or answers[""]:
            raise Wrong(f"{way.what}: {looked_at} lần được xem, {way.looked_at} là nhiều nhất")
        chance = looked_at / 10**PIN_LENGTH
        what = f"{way.what}: {tries:,} lần thử, {looked_at:,} được xem, trúng {chance:.2g}"
        yield Measurement(what, took / tries, cpu=cpu / tries)
    yield Measurement("bảng đếm lần thử", _bytes(), MOST_BYTES, bytes=True)


def _guess(way: Way, sent: Any, number: int) -> Counter[str]:
    """What the wrong ones were answered; the sender comes `LOOKS` times meanwhile."""
    answers: Counter[str] = Counter()
    every = max(way.networks * way.each // LOOKS, 1)
    right, tried = int(sent.pin), 0
    for _round in range(way.each):
        for network in range(way.networks):
            tried += 1
            wrong = f"{(right + tried) % 10**8:08}"
            address = f"{10 + number}.{network // 65536}.{network // 256 % 256}.{network % 256}"
            answers[_answer(sent.concern.code, wrong, address, way.proof)] += 1
            if tried % every == 0:
                _come_in(sent)
    return answers


def _come_in(sent: Any) -> None:
    """The sender, with the right PIN: asked for a proof at most, and in."""
    code, pin, home = sent.concern.code, sent.pin, "198.51.100.7"
    for proof in ("read over", "solved"):
        first = _answer(code, pin, home, "none")
        if first == "prove-first":
            first = _answer(code, pin, home, proof)
        if first:
            raise Wrong(f"người gửi không vào được: {first}")


def _answer(code: str, pin: str, address: str, proof: str) -> str:
    from sanvat.concerns.following import Proof, find_by_code
    from sanvat.errors import Refusal

    try:
        find_by_code(code, pin, address=address, proof=Proof(proof))
    except Refusal as refusal:
        return str(refusal.code)
    return ""


def _sent(place: Any, number: int) -> Any:
    from django.utils import timezone

    from sanvat.concerns import actions

    return actions.send_concern(
        kind="feedback",
        subject="roads-water",
        place=place,
        text="Đường vào thôn lầy lội, xe không ra được.",
        key=f"{number:064}",
        is_proven=True,
        at=timezone.now(),
    )


def _bytes() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('parties_tried')")
        return float(cursor.fetchone()[0])

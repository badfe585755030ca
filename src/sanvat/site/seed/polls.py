"""Polls of the provinces' offices: those that have closed with their answers, one that is open and
one to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.parties.models import Membership, Role
from sanvat.polls.models import Option, Poll
from sanvat.site.seed import Country

AFTER = ("parties",)

PRODUCTS_A_POLL = 100
EVERY = timedelta(days=45)
"""Between the first days of two polls of one office."""
LASTS = timedelta(days=30)
MOST_CHOSEN = 60
"""How often an option is chosen, at most."""
POLLS = (
    (
        "Bạn thường mua sản phẩm OCOP ở đâu?",
        "Where do you usually buy OCOP products?",
        ("Chợ phiên", "Cửa hàng giới thiệu", "Hội chợ", "Trên mạng", "Tại nhà người làm"),
    ),
    (
        "Điều gì khiến bạn chọn một sản phẩm?",
        "What makes you choose a product?",
        ("Số sao", "Nơi làm ra", "Giá", "Bao bì", "Người quen giới thiệu", "Truy được nguồn gốc"),
    ),
    (
        "Lớp tập huấn nên tổ chức khi nào?",
        "When should trainings be held?",
        ("Ngày thường", "Cuối tuần", "Buổi tối, qua mạng"),
    ),
)


def seed(country: Country) -> None:
    """One for a hundred products, spread over the offices, each of which asks anew after a while:
    some are to come, some are open, the others have closed, one in ten before its day."""
    chance = country.chance("polls")
    with country.telling(_("Thăm dò")):
        keepers = [each for each in country.made[Membership] if each.role == Role.COORDINATOR]
        number = country.products // PRODUCTS_A_POLL
        if not keepers or not number:
            return
        polls = [
            _poll(keepers[office], each, asked + office % 3, country)
            for each in range(number)
            for asked, office in [divmod(each, len(keepers))]
        ]
        country.insert(polls)
        options = [each for poll in polls for each in _options(poll)]
        country.insert(options)
        _answer(polls, options, country, chance)
        early = [poll.pk for poll in polls if poll.closes_on < country.at.date()][::10]
        rows = Poll.objects.filter(pk__in=early)
        rows.update(state=Poll.State.CLOSED, closed_at=F("announced_at") + LASTS / 2)


def _poll(keeper: Membership, number: int, step: int, country: Country) -> Poll:
    question, english, _options = POLLS[number % len(POLLS)]
    opens_on = timezone.localdate(country.at) + EVERY / 2 - EVERY * step
    return Poll(
        question=question,
        question_en=english,
        organisation=keeper.organisation,
        place=keeper.place,
        opens_on=opens_on,
        closes_on=opens_on + LASTS,
        results=(Poll.Results.AT_ONCE, Poll.Results.WHEN_CLOSED)[number % 2],
        state=Poll.State.ANNOUNCED,
        created_at=country.at - EVERY * step,
        announced_at=country.at - EVERY * step,
        is_demonstration=True,
    )


def _options(poll: Poll) -> Iterator[Option]:
    (texts,) = (options for question, _english, options in POLLS if question == poll.question)
    for position, text in enumerate(texts, start=1):
        yield Option(poll=poll, position=position, text=text)


def _answer(polls: list[Poll], options: list[Option], country: Country, chance: Random) -> None:
    """The database counts an option one by one, so each step is one for all that are chosen as
    often."""
    opened = {poll.pk for poll in polls if poll.opens_on <= timezone.localdate(country.at)}
    wanted = {
        option.pk: chance.randrange(MOST_CHOSEN + 1)
        for option in options
        if option.poll_id in opened
    }
    for step in range(MOST_CHOSEN):
        more = [key for key, number in wanted.items() if number > step]
        Option.objects.filter(pk__in=more).update(chosen=F("chosen") + 1)

"""One's own calendar: everybody who acts in a post has one; the feed is open to who has its
address."""

from sanvat.parties import actions
from tests.addresses import NONE_HERE, NOT_SERVED, PEOPLE, Address, World, only

_IN_A_POST = only(set(PEOPLE) - {"anonymous", "nobody", "ended"})

ADDRESSES = {
    "desk:my_calendar": Address(_IN_A_POST, _IN_A_POST),
    "desk:my_calendar_end": Address(NOT_SERVED, only("officer")),
    "desk:my_calendar_feed": Address(NONE_HERE, sample=lambda w: {"token": "x" * 43}),
}


def furnish(world: World) -> None:
    actions.open_feed(by=world.people["officer"], at=world.now)

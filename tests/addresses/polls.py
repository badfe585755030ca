"""Polls: one of the province, announced, in whose question stands the mark; and a draft."""

from datetime import timedelta

from sanvat.polls import actions
from tests.addresses import MARK, NOT_SERVED, ONLY_READERS, Address, World, of, only

_KEEPERS = {"officer", "far_advisor", "advisor", "centre"} | ONLY_READERS
_NEAR = only({"advisor", "centre"} | ONLY_READERS, sees={"advisor", "centre"} | ONLY_READERS)
_ACT = only({"advisor", "centre"} | ONLY_READERS)
_ONE, _DRAFT = of("poll"), of("poll_draft")

ADDRESSES = {
    "desk:polls": Address(only(_KEEPERS, sees={"advisor", "centre"} | ONLY_READERS)),
    "desk:poll_new": Address(only(_KEEPERS), only(_KEEPERS)),
    "desk:poll": Address(_NEAR, sample=_ONE),
    "desk:poll_change": Address(_NEAR, _NEAR, _ONE),
    "desk:poll_announce": Address(NOT_SERVED, _ACT, _DRAFT),
    "desk:poll_close": Address(NOT_SERVED, _ACT, _ONE),
    "desk:poll_withdraw": Address(_NEAR, _NEAR, _ONE),
    "desk:poll_history": Address(_NEAR, sample=_ONE),
}


def furnish(world: World) -> None:
    advisor = world.people["advisor"]
    who = {"by": advisor, "at": world.now}
    asked = {
        "options": [("Có", ""), ("Không", "")],
        "organisation": advisor.acting.organisation,
        "place": advisor.acting.place,
        "opens_on": world.today,
        "closes_on": world.today + timedelta(days=9),
    }
    world.poll = actions.draft_poll(f"Hỏi {MARK}?", **asked, **who)
    actions.announce_poll(world.poll, **who)
    world.poll_draft = actions.draft_poll("Bản nháp?", **asked, **who)

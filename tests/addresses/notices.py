"""Notices: one to the advisor in that post; of plans and agreements to whom they concern;
of an article that waits to who approves it."""

from sanvat.parties import actions
from tests.addresses import MARK, NOT_SERVED, SIGNED_IN, Address, World, lists

ADDRESSES = {
    "desk:notices": lists(sees={"officer", "advisor", "programme_party", "coordinator"}),
    "desk:notices_read": Address(NOT_SERVED, SIGNED_IN),
}


def furnish(world: World) -> None:
    advisor = world.people["advisor"]
    actions.notify(advisor, f"Có việc {MARK}", at=world.now, membership=advisor.acting)

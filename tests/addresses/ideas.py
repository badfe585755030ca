"""Ideas: one that the officer noted for somebody in the commune."""

from sanvat.products import actions
from tests.addresses import (
    MARK,
    NOT_SERVED,
    ONLY_READERS,
    READERS,
    SIGNED_IN,
    Address,
    World,
    lists,
    of,
    only,
)

_PLACE = {"officer", "advisor"}  # the centre sees ideas when they have become products
_READ = only(_PLACE, ONLY_READERS, sees=_PLACE | ONLY_READERS)
_WRITE = only(_PLACE, sees=_PLACE, forbidden=ONLY_READERS)
_IDEA = of("idea")

ADDRESSES = {
    "desk:ideas": lists(sees=READERS),
    "desk:idea_new": Address(SIGNED_IN, SIGNED_IN),
    "desk:ideas_interested": Address(*[only({"officer", "advisor", "far_advisor"})] * 2),
    "desk:idea": Address(_READ, sample=_IDEA),
    "desk:idea_advice": Address(NOT_SERVED, _WRITE, _IDEA, data={"advice": "Nên thử."}),
    "desk:idea_plan": Address(
        NOT_SERVED,
        _WRITE,
        _IDEA,
        data={"product": "Chuối sấy", "materials": "chuối", "market": "chợ"},
    ),
    "desk:idea_product": Address(
        NOT_SERVED,
        _WRITE,
        _IDEA,
        data=lambda w: {"producer": w.own_producer.pk, "name": "Chuối sấy"},
    ),
    "desk:idea_set_aside": Address(NOT_SERVED, _WRITE, _IDEA, data={"reason": "Đủ rồi."}),
    "desk:idea_history": Address(_WRITE, sample=_IDEA),
}


def furnish(world: World) -> None:
    officer, now = world.people["officer"], world.now
    idea = actions.note_idea(
        f"Ý {MARK}", "Chuối sấy", world.commune, by=officer, at=now, told_by="Chị Thơm"
    )
    plan = {"product": "Chuối sấy", "materials": "chuối", "market": "chợ"}
    actions.plan_idea(idea, **plan, by=officer, at=now)
    world.idea = idea

"""Open311: a city that the commune's committee forwards to, and a matter that is there."""

from sanvat.concerns import actions
from tests.addresses import NOT_SERVED, READERS, Address, World, of, only

AFTER = ("producers",)

_HANDLERS = (READERS, "far_advisor", "programme_party")
_COMMITTEE = ("officer",)

ADDRESSES = {
    "desk:open311": Address(only(*_HANDLERS), only(*_HANDLERS)),
    "desk:open311_forward": Address(only(*_COMMITTEE), only(*_COMMITTEE), of("open311_concern")),
    "desk:open311_endpoint": Address(only(*_COMMITTEE), sample=of("endpoint")),
    "desk:open311_end": Address(NOT_SERVED, only(*_COMMITTEE), of("endpoint")),
    "desk:open311_forwarding": Address(only(*_COMMITTEE), sample=of("forwarding")),
    "desk:open311_step": Address(
        NOT_SERVED,
        only(*_COMMITTEE),
        lambda world: {"pk": world.forwarding.pk, "step": "thoi"},
    ),
}


def furnish(world: World) -> None:
    officer = world.people["officer"]
    world.open311_concern = actions.send_concern(
        kind="feedback",
        subject="roads-water",
        place=world.commune,
        text="Đường thôn lầy lội.",
        key="open311".ljust(64, "0"),
        at=world.now,
    ).concern
    world.endpoint = actions.set_endpoint(
        name="Thành phố bên",
        url="https://open311.vidu.vn/v2",
        service_code="1",
        by=officer,
        at=world.now,
    )
    world.forwarding = actions.forward(
        world.open311_concern, world.endpoint, text="Đường lầy lội.", by=officer, at=world.now
    )

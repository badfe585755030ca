"""Webhooks: one that the producer's body registered; following by mail is open to everybody."""

from sanvat.follow import actions
from tests.addresses import NOT_SERVED, READERS, Address, World, of, only

AFTER = ("producers",)

_KEEPERS = (READERS, "producer", "rival", "stranger", "far_advisor", "programme_party")

ADDRESSES = {
    "desk:webhooks": Address(
        only(*_KEEPERS, "operator"),
        only(*_KEEPERS, forbidden=frozenset({"operator"})),
    ),
    "desk:webhook": Address(only("producer", "operator"), sample=of("webhook")),
    "desk:webhook_secret": Address(
        NOT_SERVED, only("producer", forbidden=frozenset({"operator"})), of("webhook")
    ),
    "desk:webhook_step": Address(
        NOT_SERVED,
        only("producer", "operator"),
        lambda world: {"pk": world.webhook.pk, "step": "ngung"},
    ),
}


def furnish(world: World) -> None:
    world.webhook, _secret = actions.register_webhook(
        name="Cổng của hợp tác xã",
        url="https://nhan.vidu.vn/san-vat",
        kinds=["cong-nhan"],
        place=None,
        by=world.people["producer"],
        at=world.now,
    )

"""Keys of programmes: one that the producer made."""

from sanvat.parties import actions
from tests.addresses import NOT_SERVED, READERS, Address, World, of, only

AFTER = ("producers",)

HOLDERS = READERS | {"producer", "rival", "stranger", "far_advisor", "programme_party"}

ADDRESSES = {
    "desk:tokens": Address(
        only(HOLDERS, "operator"), only(HOLDERS, forbidden=frozenset({"operator"}))
    ),
    "desk:token_revoke": Address(NOT_SERVED, only("producer", "operator"), of("token")),
}


def furnish(world: World) -> None:
    world.token, _secret = actions.make_key(
        name="kho",
        scopes=["products:read"],
        days=30,
        by=world.people["producer"],
        at=world.now,
    )

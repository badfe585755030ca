"""The founding stories, which are there in a demonstration alone."""

from tests.addresses import Address, World, only

ADDRESSES = {"desk:stories": Address(only(frozenset()))}


def furnish(world: World) -> None:
    """Nothing: they are read from the records of a demonstration."""

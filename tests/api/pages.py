"""How the tests of the API read a list that comes in pages."""

from typing import Any


def all_items(client, address: str | None, *, count: int, **headers: str) -> list[dict[str, Any]]:
    """The items of this page and of all that follow; every page says how many there are."""
    found: list[dict[str, Any]] = []
    while address:
        page = client.get(address, headers=headers).json()
        assert page["count"] == count
        found += page["items"]
        address = page["next"]
    return found

"""Counts how often a password is hashed: that is what a stranger could measure."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import MD5PasswordHasher


class Counting(MD5PasswordHasher):
    calls = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.calls += 1
        return super().encode(password, salt)


@contextmanager
def hashed() -> Iterator[list[int]]:
    """Yields a list that holds the number of hashes once the block has ended."""
    before, count = Counting.calls, []
    yield count
    count.append(Counting.calls - before)

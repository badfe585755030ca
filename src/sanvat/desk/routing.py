"""Which subject an address belongs to is told by its first word, before any pattern is tried.

The desk has hundreds of addresses. Django tries the patterns one after another, and does that for
every click, and again for the page that says that something is not there.
"""

from __future__ import annotations

from functools import cached_property

from django.urls import URLResolver, include
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern


def addresses_of(urls: str) -> URLResolver:
    """The addresses of the module `urls`, as `path("", include(urls))` has them."""
    module, app_name, namespace = include(urls)
    return _Subject(RoutePattern("", is_endpoint=False), module, None, app_name, namespace)


class _Subject(URLResolver):
    @cached_property
    def first_words(self) -> frozenset[str] | None:
        """The words that its addresses begin with; None where one begins with anything."""
        words = set()
        for pattern in self.url_patterns:
            word, slash, _rest = str(pattern.pattern).partition("/")
            if not slash or "<" in word or not isinstance(pattern.pattern, RoutePattern):
                return None
            words.add(word)
        return frozenset(words)

    def resolve(self, path: str) -> object:  # type: ignore[override]
        words = self.first_words
        if words is not None and str(path).partition("/")[0] not in words:
            raise Resolver404({"path": path, "tried": []})
        return super().resolve(path)

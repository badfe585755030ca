"""An address of the desk leads where Django alone would lead it."""

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, include, path, resolve
from django.urls.resolvers import RoutePattern, URLResolver

from sanvat.desk.routing import addresses_of
from sanvat.desk.subjects import SUBJECTS

PLAINLY = URLResolver(
    RoutePattern("ban-lam-viec/"), [path("", include(subject.urls)) for subject in SUBJECTS]
)


def patterns(resolver, before="ban-lam-viec/"):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield before + str(each.pattern)
        else:
            yield from patterns(each, before + str(each.pattern))


def filled(route: str) -> str:
    """An address of this pattern."""
    for converter, value in {"int": "7", "slug": "mot", "str": "mot", "path": "a/b"}.items():
        while f"<{converter}:" in route:
            head, _begin, rest = route.partition(f"<{converter}:")
            route = head + value + rest.partition(">")[2]
    return route


def test_every_address_leads_where_it_led():
    known = [filled(route) for route in patterns(PLAINLY) if "<" not in filled(route)]

    for address in known:
        mine, plain = resolve(f"/{address}"), PLAINLY.resolve(address)
        assert (mine.func, mine.kwargs, mine.url_name) == (
            plain.func,
            plain.kwargs,
            plain.url_name,
        ), address
    assert len(known) > 300


@pytest.mark.parametrize("address", ["khong-co/", "ke-hoach", "ke-hoach/khong-co/", "ke-hoạch/"])
def test_what_leads_nowhere_is_not_found(address):
    with pytest.raises(Resolver404):
        resolve(f"/ban-lam-viec/{address}")


def test_a_subject_is_asked_only_where_its_word_stands_first(monkeypatch):
    asked = []
    plain = URLPattern.resolve
    monkeypatch.setattr(URLPattern, "resolve", lambda one, at: asked.append(at) or plain(one, at))

    resolve("/ban-lam-viec/may-chu/")

    # Without the words more than three hundred are tried before.
    assert len(asked) < 30


def test_a_subject_whose_addresses_begin_with_anything_is_always_asked():
    home = addresses_of("sanvat.desk.home.urls")

    assert home.first_words is None
    assert home.resolve("").url_name == "home"
    assert get_resolver().resolve("/ban-lam-viec/").view_name == "desk:home"

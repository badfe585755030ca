"""`python -m bench.speed.filling FOLDER HAVE MORE`: a country with so many more products in a
folder of data, made by the build that stands first on the path; what there is to ask for, as JSON.

Every view that a person reaches is asked for once: those behind the links of the navigation, and
behind the first link of its kind on each of these pages.
"""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.installation import analyzed, centre_officer, coordinator, officer_of, programme

STRANGER = "người đọc"
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
STEPS = 3
"""Links from the first page to one that is measured."""
NOT_READ = re.compile(r"logout|signout|export|\.(pdf|xlsx|docx|csv|json|parquet|zip)$")
FOR_ALL = ("portal:", "ui:", "api:")
"""Of pages for everybody only the stranger's are measured."""
MORE = {
    "desk:products": ("q=gạo", "page=last", "han=het"),
    "desk:search": ("q=ho", "q=gạo", "q=cà+phê+minh"),
    "portal:search": ("q=mat+ong", "q=san+pham", "q=xyzzy"),
    "portal:catalogue": ("q=mat+ong", "trang=40"),
}
"""What is asked for beside a page as it is."""


def main() -> int:
    folder, have, more = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with programme(pages=True, folder=folder):
        _fill(have, more)
        told = _told()
    (folder.parent / "pages.json").write_text(json.dumps(told))
    return 0


def _fill(have: int, more: int) -> None:
    from django.utils import timezone

    from sanvat.site import seed

    more_of = {"again": True} if have else {}  # which an early build does not know
    seed.seed_national(at=timezone.now(), producers=more * 3 // 5, products=more, **more_of)
    with suppress(ImportError):  # an early build has no such room
        from sanvat.findable import building

        building.rebuild()
    analyzed()


def _told() -> dict[str, Any]:
    from django.conf import settings

    pages: dict[str, dict[str, str]] = {}
    cookies: dict[str, str] = {}
    for who, person in _people().items():
        client = _client(person)
        seen = {view for others in pages.values() for view in others}
        pages[who] = _reached(client, "/ban-lam-viec/" if person else "/", seen)
        if person:
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            cookies[who] = f"{cookie.key}={cookie.value}"
    return {"pages": pages, "cookies": cookies}


def _client(person: Any) -> Any:
    from django.conf import settings
    from django.test import Client

    getattr(settings, "PAGE_CACHE", {})["bytes"] = 0  # an early build keeps none
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def _people() -> dict[str, Any]:
    """One of each kind of work, in the province and the commune with the most products."""
    from django.db.models import Count

    from sanvat.parties.models import User
    from sanvat.places.models import Place
    from sanvat.products.models import Product

    counted = Product.objects.order_by().values_list("current_place").annotate(n=Count("pk"))
    commune = Place.objects.get(pk=counted.order_by("-n")[0][0])
    there = {user.username: user for user in User.objects.filter(username__in=NAMES)}
    if not there:
        centre_officer()
        coordinator()
        officer_of(commune.parent)
        officer_of(commune)
        _producer(commune)
        there = {user.username: user for user in User.objects.filter(username__in=NAMES)}
    return {STRANGER: None} | {NAMES[name]: user for name, user in there.items()}


def _producer(commune: Any) -> None:
    """Somebody of the body with the most products of a commune, which is made one of those whose
    people may come in."""
    from django.db.backends.postgresql.psycopg_any import DateRange
    from django.db.models import Count

    from sanvat.parties.models import Membership, Organisation, User
    from sanvat.products.models import Product

    products = Product.objects.filter(current_place=commune).order_by()
    counted = products.values_list("producer__organisation").annotate(n=Count("pk"))
    body = counted.order_by("-n")[0][0]
    Organisation.objects.filter(pk=body).update(is_demonstration=False)
    Membership.objects.create(
        user=User.objects.create_user("producer", name="Chủ thể"),
        organisation_id=body,
        role="producer",
        place=commune,
        valid=DateRange(None, None),
    )


NAMES = {
    "centre": "trung ương",
    "coordinator": "điều phối",
    "province": "tỉnh",
    "commune": "xã",
    "producer": "chủ thể",
}


def _reached(client: Any, start: str, seen: set[str]) -> dict[str, str]:
    """An address of each view within reach that answers with a page. Of those beyond the links of
    the first page only what others have not `seen`."""
    found: dict[str, str] = {}
    tried: set[str] = set()
    at_hand = [start]
    for step in range(STEPS):
        links: dict[str, str] = {}
        for path in at_hand:
            answer = client.get(path)
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code != 200 or not is_page:
                continue
            view = _view_of(path)
            if (step > 1 and view in seen) or (start != "/" and view.startswith(FOR_ALL)):
                continue
            found.setdefault(view, path)
            for extra in MORE.get(view, ()):
                found.setdefault(f"{view}?{extra}", f"{path}?{_last(client, path, extra)}")
            for link in _links(answer.content.decode(), path):
                links.setdefault(_view_of(link), link)
        at_hand = [path for view, path in links.items() if view not in found and view not in tried]
        tried |= set(links)
    return found


def _last(client: Any, path: str, extra: str) -> str:
    if not extra.endswith("=last"):
        return extra
    numbers = re.findall(r"[?&;]page=(\d+)", client.get(path).content.decode())
    return f"page={max(map(int, numbers), default=1)}"


def _links(body: str, path: str) -> list[str]:
    links = []
    for link in LINK.findall(body):
        parts = urlsplit(urljoin(path, unescape(link)))
        if not parts.netloc and parts.scheme == "" and not NOT_READ.search(parts.path):
            links.append(parts.path)
    return links


def _view_of(path: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return match.view_name or path


if __name__ == "__main__":
    sys.exit(main())

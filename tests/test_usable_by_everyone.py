"""Everyone can use every page of the programme: axe finds nothing, light or dark, and nothing is
wider than the smallest telephone. Each page is as it comes to one who may do most there."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route

from sanvat.events import links
from tests.addresses import (
    World,
    agreements,
    assignments,
    concern_counts,
    concerns,
    cycle,
    days_off,
    events,
    follow,
    indicators,
    instruments,
    movements,
    open311,
    plans,
    reports,
    stories,
    support,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.ignore_template_errors]

SUBJECTS = (
    *(plans, indicators, events, agreements, support, movements, assignments),
    *(cycle, reports, instruments, days_off, stories, follow),
    *(concerns, concern_counts, open311),
)
WHO = ("coordinator", "advisor", "centre", "officer", "operator", "producer", "anonymous")
SITE = "http://sanvat.example"
SMALLEST = {"width": 320, "height": 800}

# The frame stays, and so do its looks and axe: only what is in it is another page's.
SHOW = """content => {
    const shown = new DOMParser().parseFromString(content, "text/html");
    document.title = shown.title;
    document.body.replaceWith(shown.body);
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [["too wide", scrollWidth]] : [];
}"""
FAULTS = """async ([context, rules]) => {
    const how = { resultTypes: ["violations"], preload: false, iframes: false };
    if (rules) how.runOnly = rules;
    const { violations } = await axe.run(context, how);
    return violations.map((each) => [each.id, each.nodes[0].html]);
}"""


PUBLIC = (
    *("calendar", "attendance_papers", "catalogue", "catalogue_map", "catalogue_compare"),
    *("catalogue_fairs", "catalogue_print", "catalogue_embed"),
    *("open_data", "follow", "polls", "visits", "concern_figures"),
    *("concerns", "concern_find", "concerns_answered"),
)


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Their addresses and what is sent there. Of histories, which are one page, only one."""
    asked = {
        name: (who, reverse(name, kwargs=address.sample(world)) + address.query)
        for subject in SUBJECTS
        for name, address in subject.ADDRESSES.items()
        if (who := next((each for each in WHO if each in address.get.opens), None))
        and (not name.endswith("_history") or name == "desk:plan_history")
    }
    asked |= {name: ("anonymous", reverse(f"portal:{name}")) for name in PUBLIC}
    for kind in ("phan-anh", "to-cao"):
        asked[f"concern_new {kind}"] = ("anonymous", reverse("portal:concern_new", args=[kind]))
        asked[f"concern_map {kind}"] = ("anonymous", reverse("portal:concern_map", args=[kind]))
    answered = reverse("portal:concern_answered", args=[world.publication.pk])
    asked["concern_answered"] = ("anonymous", answered)
    of_one = reverse("portal:calendar_event", args=[world.held_event.pk])
    asked["calendar_event"] = ("anonymous", of_one)
    reply = reverse("portal:event_invitation", args=[links.token_of(world.event_guest)])
    asked["event_invitation"] = ("anonymous", reply)
    for who, path in asked.values():
        if "." in path.rpartition("/")[2]:
            continue  # a file
        client = Client()
        client.cookies.update(world.sessions[who])
        answer = client.get(path)
        if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
            yield path, answer.content.decode()
        elif answer.streaming:
            b"".join(answer)


def test_every_page_is_for_everyone(world, page: Page):
    made = dict(pages(world))
    assert len(made) > 110
    frame = next(iter(made.values()))

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        else:
            route.fulfill(body=frame, content_type="text/html; charset=utf-8")

    page.route(f"{SITE}/**", serve)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(SMALLEST)
    page.goto(f"{SITE}/")
    page.evaluate(AXE_SCRIPT)
    found = {"the frame": page.evaluate(FAULTS, ["html", None])}
    for path, content in made.items():
        found[path] = page.evaluate(SHOW, content)
        found[path] += page.evaluate(FAULTS, ["main", None])
        page.emulate_media(color_scheme="dark")
        found[path] += page.evaluate(FAULTS, ["main", ["color-contrast"]])
        page.emulate_media(color_scheme="light")

    assert {path: faults for path, faults in found.items() if faults} == {}

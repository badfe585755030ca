"""Pages of events as people fill them in."""

import json
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from lxml import html

from sanvat.events import actions
from sanvat.events.actions import Call
from sanvat.parties.models import Organisation, OrganisationKind
from tests.desk.pages import markup, queries, signed_in
from tests.events.conftest import BEFORE, Who


def test_the_bodies_that_may_be_the_host_are_offered_by_name(coordinator, event, province):
    Organisation.objects.create(
        kind=OrganisationKind.ADVISORY_BODY, name="Chi cục Ven Sông", place=province
    )
    for path in ("su-kien/moi/", f"su-kien/{event.pk}/sua/"):
        page = html.fromstring(markup(coordinator, path))
        offered = [each.text for each in page.xpath("//select[@name='host']/option")]

        assert "Chi cục Ven Sông" in offered
        assert coordinator.acting.organisation.name in offered
        assert not any(text.isdecimal() for text in offered)


def test_what_is_wrong_with_one_whom_a_telephone_kept_holds_up_no_other(coordinator, province):
    now = timezone.now()
    event = actions.plan_event(
        "training",
        "Tập huấn",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=timezone.localdate(),
        by=coordinator,
        at=now - timedelta(days=1),
    )
    wrong, right = (str(uuid4()) for _each in range(2))
    kept = [
        {"key": wrong, "name": "Bà Tám", "phone": "không có"},
        {"key": right, "name": "Ông Bảy", "title": "Trưởng thôn", "phone": "0912 345 678"},
    ]
    to = reverse("desk:event_arrivals", args=[event.pk])

    done = signed_in(coordinator).post(to, {"scans": json.dumps(kept)}).json()["done"]

    assert [(each["key"], each["is"]) for each in done] == [(wrong, "wrong"), (right, "came")]
    assert done[0]["said"].startswith("Chưa ghi Bà Tám: ")
    assert list(event.guests.values_list("name", "title", "phone")) == [
        ("Ông Bảy", "Trưởng thôn", "0912345678")
    ]


def test_a_door_asks_the_same_for_one_guest_as_for_many(coordinator, event):
    def invite(*names: str) -> None:
        calls = [Call(Who.PERSON, name=name) for name in names]
        actions.invite(event, calls, by=coordinator, at=BEFORE)

    path = f"su-kien/{event.pk}/cua/"
    invite("Một Người")
    alone = queries(coordinator, path)

    invite("Hai Người", "Ba Người", "Bốn Người")

    assert queries(coordinator, path) == alone
    page = signed_in(coordinator).get(f"/ban-lam-viec/{path}").content.decode()
    assert page.count('class="door__guest"') == 4

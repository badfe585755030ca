"""The page of one matter, which its acts show again where they are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from sanvat.clocks.pictures import picture_of
from sanvat.concerns import access, alike
from sanvat.concerns.limits import limit_for
from sanvat.concerns.models import Concern, Endpoint, Forwarding, Handling, Sender, Template
from sanvat.desk.concerns.forms import IdentityForm
from sanvat.desk.concerns.offered import offers
from sanvat.desk.concerns.rows import (
    READING_COLUMNS,
    called,
    days_late,
    reading_rows,
    state_tag,
    subject_name,
)
from sanvat.desk.keys import key_in
from sanvat.desk.pages import row_or_404, unprocessable, user_of
from sanvat.parties.models import User
from sanvat.rules.concerns import NoLimit

LIKE_SHOWN = 3
"""Like matters that stand beside the form of an answer; the rest is a page of its own."""
READINGS_SHOWN = 10
ANSWERABLE = (Concern.State.ACCEPTED, Concern.State.VERIFYING, Concern.State.REOPENED)


@dataclass(frozen=True)
class Shown:
    """Who sent a matter, as it is shown once; the words only of a denunciation."""

    who: list[tuple[str, str]]
    title: str
    text: str

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> Shown:
        labels = {
            "name": _("Họ tên"),
            "phone": _("Điện thoại"),
            "email": _("Thư điện tử"),
            "address": _("Địa chỉ"),
        }
        who = [(label, facts[name]) for name, label in labels.items() if facts.get(name)]
        return cls(who, facts.get("title", ""), facts.get("text", ""))


def one(request: HttpRequest, pk: int) -> Concern:
    """The matter, where this person sees it; else 404."""
    rows = Concern.objects.visible_to(user_of(request)).select_related(
        "place__parent__parent",
        "organisation__place",
        "handler",
        "clock__place",
        "merged_into",
        "meeting",
        "publication",
        "entered_by",
    )
    found: Concern = row_or_404(rows, pk)
    return found


def matter_page(
    request: HttpRequest,
    concern: Concern,
    *,
    identity: Shown | None = None,
    **faulty: Any,
) -> HttpResponse:
    """The matter with what can be done about it now; a form with faults stands in place of its
    empty one. `identity`: what was just read, shown on this answer alone."""
    user, today = user_of(request), timezone.localdate()
    questions = list(concern.questions.select_related("organisation", "asked_by"))
    waits = next((each for each in questions if each.replied_at is None), None)
    asks = waits is not None
    filled = _from_template(request, user)
    reads = access.may_read_identity(user, concern)
    sender = Sender.objects.filter(concern=concern).only("is_named", "erased_at", "wants_mail")
    known = sender.first() if reads else None
    answers = concern.answers.select_related("organisation", "by", "to_all")
    answers = answers.prefetch_related("files", "to_all__files")
    answering = concern.state in ANSWERABLE and access.leads(user, concern)
    handlings = list(concern.handlings.select_related("organisation", "by"))
    context = {
        "concern": concern,
        "called": called(concern),
        "subject": subject_name(concern.subject),
        "state": state_tag(concern),
        "late": days_late(concern, today),
        "clock": picture_of(concern.clock, today) if concern.clock else None,
        "check": _check_of(concern),
        "offers": offers(user, concern, asks=asks, faulty=faulty, filled=filled),
        "answering": answering,
        "templates": _templates(user, concern) if answering else [],
        "likes": alike.answered_like(concern, user, most=LIKE_SHOWN) if answering else [],
        "turns": list(concern.turns.select_related("organisation", "by")),
        "questions": questions,
        "waits": waits,
        "opinions": list(concern.opinions.select_related("organisation", "by")),
        "answers": [(each, list((each.to_all or each).files.all())) for each in answers],
        "attachments": list(concern.attachments.all()),
        "now": [each for each in handlings if each.until_at is None],
        "before": [each for each in handlings if each.until_at is not None],
        "endable": _endable(user, concern, handlings),
        "merged": _merged(concern, user),
        "publication": getattr(concern, "publication", None),
        "reads": reads,
        "sender": known,
        "identity_form": faulty.get("identity_asked") or _identity_form(user, concern, known),
        "identity": identity,
        "readings": _readings(concern) if reads else None,
        "may_forward": reads and _may_forward(user, concern),
        "forwardings": concern.forwardings.filter(
            endpoint__in=Endpoint.objects.visible_to(user)
        ).select_related("endpoint"),
        "reading_columns": READING_COLUMNS,
    }
    response = render(request, "desk/concerns/concern.html", context)
    add_never_cache_headers(response)  # somebody's words stand on it
    return unprocessable(response) if faulty else response


def _may_forward(user: User, concern: Concern) -> bool:
    """Of who leads: whether there is another city to forward it to, where it is not yet."""
    if concern.is_confidential or not concern.is_open:
        return False
    running = concern.forwardings.filter(state__in=Forwarding.RUNNING)
    endpoints = Endpoint.objects.visible_to(user).in_use()
    return endpoints.exclude(pk__in=running.values("endpoint")).exists()


def _check_of(concern: Concern) -> str:
    """What must still be looked up of the limit whose clock runs; "" where there is nothing."""
    clock = concern.clock
    if clock is None or clock.finished_on is not None:
        return ""
    step = _step_of(concern)
    try:
        return limit_for(concern, step, on=clock.started_on).check
    except NoLimit:
        return ""


def _step_of(concern: Concern) -> str:
    if concern.accepted_on is None and concern.state in Concern.BEFORE_ACCEPTED:
        return "accept"
    if concern.reopened_at and concern.kind == Concern.Kind.COMPLAINT:
        return "settle_again"
    return "settle"


def _from_template(request: HttpRequest, user: User) -> dict[str, Any]:
    """What a ready answer puts into the form: `?mau=` names it."""
    key = key_in(request.GET.get("mau", ""))
    if not key:
        return {}
    found = Template.objects.visible_to(user).filter(pk=key).first()
    return {"answer": {"text": found.text}} if found else {}


def _templates(user: User, concern: Concern) -> list[Template]:
    """Ready answers of the body, those of the subject first."""
    found = Template.objects.visible_to(user).filter(subject__in=("", concern.subject))
    return sorted(found, key=lambda each: (not each.subject, each.name))


def _endable(user: User, concern: Concern, handlings: list[Handling]) -> set[int]:
    """The helpers whose help this person may end."""
    leads = access.leads(user, concern)
    own = user.acting.organisation_id if user.acting else None
    return {
        each.pk
        for each in handlings
        if each.until_at is None
        and each.part == Handling.Part.HELPS
        and (leads or (each.organisation_id == own and access.has_part(user, concern)))
    }


def _merged(concern: Concern, user: User) -> list[Concern]:
    """What was merged into it, as far as this person sees it."""
    rows = Concern.objects.visible_to(user).filter(merged_into=concern.pk)
    return list(rows.order_by("sent_at", "pk"))


def _identity_form(user: User, concern: Concern, sender: Sender | None) -> IdentityForm | None:
    if sender is None or sender.erased_at is not None:
        return None
    return IdentityForm(concern=concern, user=user)


def _readings(concern: Concern) -> list[Any]:
    rows = concern.readings.select_related("by", "organisation")[:READINGS_SHOWN]
    return reading_rows(rows)

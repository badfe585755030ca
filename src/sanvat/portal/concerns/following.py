"""`/phan-anh/theo-doi/`: by code and PIN to one's own matter, and what its sender does there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanvat.clocks.pictures import picture_of
from sanvat.concerns import actions, codes
from sanvat.concerns.following import Proof, find_by_code
from sanvat.concerns.models import Answer, AnswerFile, Attachment, Concern, Publication
from sanvat.concerns.public import path_of, subject_name
from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.portal.captcha import Way, token_to_send_again, way_of
from sanvat.portal.catalogue.pages import LARGEST_ID
from sanvat.portal.concerns import own as browser
from sanvat.portal.concerns.forms import (
    AllowForm,
    FindForm,
    RateForm,
    ReopenForm,
    ReplyForm,
    WithdrawForm,
)
from sanvat.portal.concerns.words import BY_KIND
from sanvat.portal.public_forms import few_in_a_minute
from sanvat.records import files
from sanvat.records.models import StoredFile

State = Concern.State
HERE = "portal:concern_own"
PROVE, ABOUT = "prove-first", "concern find"
PROOFS = {Way.PROVEN: Proof.SOLVED, Way.NOT_PROVEN: Proof.READ_OVER}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@few_in_a_minute("public_form")
def find(request: HttpRequest) -> HttpResponse:
    """The form of code and PIN. Only where many have tried before, it is sent a second time: with
    a task that the browser has solved, or, without a script, after a moment."""
    asked = codes.tidy_code(request.GET.get("ma", "")) if request.GET.get("ma") else ""
    form = FindForm(request.POST or None, initial={"code": asked})
    must_prove, proof = False, _proof(request)
    if request.method == "POST" and form.is_valid():
        try:
            concern = find_by_code(
                form.cleaned_data["code"],
                form.cleaned_data["pin"],
                address=request.META.get("REMOTE_ADDR", ""),
                proof=proof,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            must_prove = refusal.code == PROVE or proof is not Proof.NONE
        else:
            opened = redirect(HERE)
            browser.remember(opened, concern)
            return opened
    context = {
        "form": form,
        "must_prove": must_prove,
        "token": token_to_send_again(ABOUT),
        "opened": browser.opened(request),
    }
    response = render(request, "portal/concerns/find.html", context)
    if request.method == "POST":
        response.status_code = 422
    return response


def _proof(request: HttpRequest) -> Proof:
    if request.method != "POST":
        return Proof.NONE
    return PROOFS.get(way_of(request, ABOUT), Proof.NONE)


@require_safe
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """One's own matter: where it stands, what was said, and what one may do now."""
    concern = browser.opened(request)
    if concern is None:
        return redirect("portal:concern_find")
    return _page(request, concern)


@require_POST
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Close the matter in this browser."""
    response = redirect("portal:concerns")
    browser.forget(response)
    return response


Act = Callable[[Concern, dict[str, Any]], object]
STEPS: dict[str, tuple[type[forms.Form], Act]] = {
    "tra-loi": (
        ReplyForm,
        lambda concern, given: actions.reply(concern, given["text"], at=timezone.now()),
    ),
    "danh-gia": (
        RateForm,
        lambda concern, given: actions.rate(
            concern, given["satisfaction"], note=given["note"], at=timezone.now()
        ),
    ),
    "mo-lai": (
        ReopenForm,
        lambda concern, given: actions.reopen(concern, given["reason"], at=timezone.now()),
    ),
    "rut": (
        WithdrawForm,
        lambda concern, given: actions.withdraw(concern, reason=given["reason"], at=timezone.now()),
    ),
    "cong-khai": (
        AllowForm,
        lambda concern, given: actions.allow_publication(
            concern, given["allowed"], at=timezone.now()
        ),
    ),
}


@require_POST
@never_cache
@few_in_a_minute("public_form")
def take_step(request: HttpRequest, step: str) -> HttpResponse:
    """One step of the sender; a refusal or a fault comes back on the form it belongs to."""
    if step not in STEPS:
        raise Http404
    concern = browser.opened(request)
    if concern is None:
        return redirect("portal:concern_find")
    kind, act = STEPS[step]
    form = kind(request.POST, auto_id=f"{step}_%s")
    if form.is_valid() and _taken(request, form, concern, act):
        return redirect(f"{reverse(HERE)}?da-ghi={step}")
    response = _page(request, concern, {step: form})
    response.status_code = 422
    return response


def _taken(request: HttpRequest, form: forms.Form, concern: Concern, act: Act) -> bool:
    if not limits.from_an_address("concern_step", request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, limits.said())
        return False
    try:
        act(concern, form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    except ValidationError as error:
        for name, faults in error.message_dict.items():
            form.add_error(name if name in form.fields else None, faults)
        return False
    return True


def _page(
    request: HttpRequest, concern: Concern, sent: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """`sent`: the form that was sent, with its faults, by its step. One whose step is over by now
    is shown still, since it says why."""
    concern.refresh_from_db()
    shown = {name: _form(name, concern) for name in _offered(concern)} | (sent or {})
    today = timezone.localdate()
    clock = concern.clock if concern.is_open else None
    context = {
        "concern": concern,
        "told": BY_KIND[concern.kind],
        "subject": subject_name(concern.subject),
        "turns": list(concern.turns.select_related("organisation")),
        "questions": list(concern.questions.select_related("organisation")),
        "answers": _answers(concern),
        "attachments": list(concern.attachments.select_related("file")),
        "clock": picture_of(clock, today) if clock else None,
        "is_late": _is_late(concern, today),
        "forms": {name.replace("-", "_"): form for name, form in shown.items()},
        "published": _published(concern),
        "reopen_days": settings.CONCERNS["reopen_days"],
        "done": request.GET.get("da-ghi", ""),
    }
    return render(request, "portal/concerns/own.html", context)


def _offered(concern: Concern) -> list[str]:
    """The steps that its state offers now; the acts ask again."""
    now = timezone.now()
    steps = []
    if concern.is_open and concern.questions.filter(replied_at=None).exists():
        steps.append("tra-loi")
    if concern.state in (State.ANSWERED, State.CLOSED):
        steps.append("danh-gia")
        last = concern.answered_at and concern.answered_at + timedelta(
            days=settings.CONCERNS["reopen_days"]
        )
        if concern.reopened_at is None and last and now <= last:
            steps.append("mo-lai")
    if State.WITHDRAWN in Concern.STEPS.after(concern.state):
        steps.append("rut")
    if not concern.is_confidential:
        steps.append("cong-khai")
    return steps


def _form(step: str, concern: Concern) -> forms.Form:
    initial = {
        "danh-gia": {
            "satisfaction": concern.satisfaction,
            "note": concern.satisfaction_note,
        },
        "cong-khai": {"allowed": not concern.allows_publication},
    }
    return STEPS[step][0](initial=initial.get(step), auto_id=f"{step}_%s")


def _answers(concern: Concern) -> list[Answer]:
    """Each with its files; of one to several matters those of the answer to all."""
    own_files = Prefetch("files", AnswerFile.objects.select_related("file"))
    rows = concern.answers.select_related("organisation", "to_all").prefetch_related(
        own_files, Prefetch("to_all__files", AnswerFile.objects.select_related("file"))
    )
    return list(rows)


def _published(concern: Concern) -> str:
    publication: Publication | None = getattr(concern, "publication", None)
    if publication is None or publication.withdrawn_at is not None:
        return ""
    return path_of(publication)


def _is_late(concern: Concern, today: date) -> bool:
    """Whether the office is late with the step at hand, by the clock."""
    return bool(Concern.objects.late_on(today).filter(pk=concern.pk).exists())


@require_safe
@never_cache
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """What came with one's own matter."""
    concern = _opened(request)
    rows = Attachment.objects.filter(concern=concern).select_related("file")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _file(found.file, found.name)


@require_safe
@never_cache
def answer_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes with an answer to one's own matter."""
    concern = _opened(request)
    given = concern.answers.values_list("pk", "to_all")
    answers = {key for pair in given for key in pair if key is not None}
    rows = AnswerFile.objects.filter(answer__in=answers).select_related("file")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _file(found.file, found.name)


def _opened(request: HttpRequest) -> Concern:
    concern = browser.opened(request)
    if concern is None:
        raise Http404
    return concern


def _file(stored: StoredFile, name: str) -> HttpResponse:
    """404 for a paper that still tells where its photos were taken: only the office opens it."""
    if not files.may_be_published(stored):
        raise Http404
    download = files.download(stored, name=name, shown=True)
    with download.file as content:
        return HttpResponse(content.read(), headers=download.headers)

"""`/phan-anh/gui/…`: the form of one kind of matter, and the receipt of what was sent."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanvat.concerns import actions, following
from sanvat.concerns.actions import Who
from sanvat.concerns.models import Concern
from sanvat.portal.concerns import own
from sanvat.portal.concerns.forms import ConcernForm
from sanvat.portal.concerns.spots import Spot, spot_of
from sanvat.portal.concerns.words import BY_KIND, BY_SLUG, kept
from sanvat.portal.public_forms import SentForm, few_in_a_minute

KEY = "key"
"""The field of the key that tells this form from any other, also when it is sent again later."""
_KEY = re.compile(r"[A-Za-z0-9_-]{32,64}")
PASSED_ON = ("text", "title", "allows_publication", "wants_mail", "latitude", "longitude")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@few_in_a_minute("concern")
def send(request: HttpRequest, kind: str) -> HttpResponse:
    """What is refused comes back as it was typed. Sent twice, it is taken once, and each time the
    receipt is the answer."""
    told = BY_SLUG.get(kind)
    if told is None:
        raise Http404
    key = _key_of(request)
    if request.method == "POST" and (known := _sent_before(key)):
        return _thanks(known)
    form = ConcernForm(
        told.kind, request.POST or None, request.FILES or None, initial=_initial(request)
    )
    receipt = reverse("portal:concern_receipt")

    def take(is_proven: bool) -> str:
        given = form.cleaned_data
        actions.send_concern(
            kind=told.kind,
            place=form.where,
            subject=given["subject"],
            who=Who(given["name"], given["phone"], given["email"], given["address"]),
            uploads=given.get("files", ()),
            key=_hashed(key),
            is_proven=is_proven,
            at=timezone.now(),
            **{name: given[name] for name in PASSED_ON if name in given},
        )
        return receipt

    came = SentForm(request, form, f"concern {kind}", limit="concern", otherwise=receipt)
    if to := came.taken(take):
        sent = _sent_before(key)
        return _thanks(sent) if sent else redirect(to)
    context = {
        "told": told,
        "form": form,
        "key": key,
        "key_name": KEY,
        "is_denunciation": told.kind == Concern.Kind.DENUNCIATION,
        "are_files_gone": bool(request.FILES),
        **kept(),
        **came.context,
    }
    response = render(request, "portal/concerns/send.html", context)
    if request.method == "POST":  # what was taken has led elsewhere
        response.status_code = 422
    return response


def _key_of(request: HttpRequest) -> str:
    """The key that the form carries, else a new one. Nobody guesses one: it opens the receipt."""
    given = request.POST.get(KEY, "")
    return given if _KEY.fullmatch(given) else secrets.token_urlsafe(24)


def _hashed(key: str) -> str:
    return hashlib.sha256(f"portal {key}".encode()).hexdigest()


def _sent_before(key: str) -> Concern | None:
    found: Concern | None = Concern.objects.filter(sent_key=_hashed(key)).first()
    return found


def _thanks(concern: Concern) -> HttpResponse:
    response = redirect("portal:concern_receipt")
    own.remember(response, concern, just_sent=True)
    return response


def _initial(request: HttpRequest) -> dict[str, Any]:
    """The place that another page leads here with, by its code or its name."""
    spot: Spot = spot_of(request.GET.get("noi", ""), "", "")
    return {"place": spot.meant[0][0].full_name if spot.is_clear else spot.text}


@require_safe
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """The code and the PIN, in the browser that has sent the matter, for two hours."""
    concern = own.just_sent(request)
    if concern is None:
        return redirect("portal:concern_find")
    follow = f"{settings.SITE_ADDRESS}{reverse('portal:concern_find')}?ma={concern.code}"
    context = {
        "concern": concern,
        "told": BY_KIND[concern.kind],
        "pin": following.pin_of(concern),
        "follow": follow,
        "follow_label": _("Mã QR mở trang theo dõi của %(code)s") % {"code": concern.code},
        "is_denunciation": concern.is_confidential,
    }
    return render(request, "portal/concerns/receipt.html", context)

"""A matter that another programme sends in, for whoever uses it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.concerns.actions.sending import Sent, Who, send_concern
from sanvat.concerns.models import AppSending, Concern
from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.parties.access import require
from sanvat.parties.models import ApiKey, Scope
from sanvat.places.models import Place

LONGEST_KEY = 200
NOBODY = Who()


@transaction.atomic
def send_through_app(
    api_key: ApiKey,
    *,
    kind: str,
    subject: str,
    place: Place,
    text: str,
    title: str = "",
    who: Who = NOBODY,
    latitude: float | None = None,
    longitude: float | None = None,
    uploads: Iterable[File[Any]] = (),
    allows_publication: bool = False,
    wants_mail: bool = False,
    key: str,
    by: None = None,
    at: datetime,
) -> Sent:
    """Take in what another programme sends with a key of the scope `concerns:send`; otherwise as
    `send_concern`.

    `key` is the programme's own, which tells one sending from another: what its organisation sends
    twice with the same is one matter. Denunciations are refused (`confidential-way`): they are
    taken only where it was first said what that means. Refuses an organisation that sends too many
    (`app-too-busy`).
    """
    require(api_key.opens(Scope.CONCERNS_SEND))
    if kind == Concern.Kind.DENUNCIATION:
        raise Refusal(
            _(
                "Tố cáo không nhận qua ứng dụng khác, để giữ kín người gửi. Hãy gửi ở trang phản "
                "ánh, hoặc gửi đơn có chữ ký tới nơi tiếp công dân."
            ),
            code="confidential-way",
        )
    if not key or len(key) > LONGEST_KEY:
        raise ValidationError(
            {
                "key": _("Hãy gửi kèm khóa của lần gửi, dài từ 1 đến %(most)d ký tự.")
                % {"most": LONGEST_KEY}
            }
        )
    organisation = api_key.membership.organisation
    sent_key = hashlib.sha256(f"app {organisation.pk} {key}".encode()).hexdigest()
    is_known = Concern.objects.filter(sent_key=sent_key).exists()
    if not is_known and not limits.to_somebody("concern_by_app", str(organisation.pk)):
        raise Refusal(
            _("Ứng dụng này đã gửi quá nhiều trong một giờ hoặc một ngày. Hãy gửi lại sau."),
            code="app-too-busy",
        )
    sent = send_concern(
        kind=kind,
        subject=subject,
        place=place,
        text=text,
        title=title,
        who=who,
        latitude=latitude,
        longitude=longitude,
        uploads=uploads,
        allows_publication=allows_publication,
        wants_mail=wants_mail,
        key=sent_key,
        way=Concern.Way.APP,
        at=at,
        is_demonstration=organisation.is_demonstration,
    )
    if sent.is_new:
        AppSending.objects.create(
            concern=sent.concern, organisation=organisation, key=api_key, at=at
        )
    return sent

"""Papers to hand out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.events import access
from sanvat.events.actions.checks import hold
from sanvat.events.models import Event, Handout
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import files, journal
from sanvat.records.models import StoredFile
from sanvat.text.tidy import tidy

MOST_HANDOUTS = 50
"""Of one event."""


@transaction.atomic
def add_handout(
    event: Event,
    file: StoredFile,
    *,
    by: User,
    at: datetime,
    name: str = "",
    is_public: bool = False,
) -> Handout:
    """Lay a stored file out for those who take part, or for everybody (`is_public`).

    Refuses the fifty-first (`too-many-handouts`), and to publish a file whose photos tell where
    they were taken (`handout-tells-a-place`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    if event.state == Event.State.CANCELLED:
        raise Event.STEPS.refusal(event)
    if event.handouts.count() >= MOST_HANDOUTS:
        raise Refusal(
            _("Mỗi sự kiện có nhiều nhất %(most)s tài liệu. Hãy bỏ bớt rồi thêm.")
            % {"most": MOST_HANDOUTS},
            code="too-many-handouts",
        )
    if is_public and not files.may_be_published(file):
        raise Refusal(
            _(
                "Ảnh trong tệp này còn ghi nơi chụp nên không đưa lên trang công khai được. Hãy để "
                "riêng cho người dự, hoặc gửi bản không còn vị trí."
            ),
            code="handout-tells-a-place",
        )
    handout = Handout(
        event=event,
        order=event.handouts.count() + 1,
        name=tidy(name) or getattr(file, "brought_as", file.name),
        file=file,
        is_public=is_public,
        added_at=at,
    )
    handout.full_clean()
    handout.save()
    journal.write(
        "add_handout", by=by, subject=event, at=at, changes={"handout": (None, handout.name)}
    )
    return handout


@transaction.atomic
def remove_handout(handout: Handout, *, by: User, at: datetime) -> None:
    """Take a paper back; the stored file stays. Refuses one that is gone (`handout-gone`)."""
    event = hold(handout.event)
    require(access.may_change_event(by, event))
    found = event.handouts.filter(pk=handout.pk).first()
    if found is None:
        raise Refusal(
            _("Tài liệu này đã được bỏ trước đó. Hãy mở lại trang để xem tài liệu hiện có."),
            code="handout-gone",
        )
    found.delete()
    journal.write(
        "remove_handout", by=by, subject=event, at=at, changes={"handout": (handout.name, None)}
    )

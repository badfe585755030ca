"""The jobs of the desk; a worker runs them (`sanvat worker`). Each tells its person how it went."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.models import Notice, User
from sanvat.register import actions, jobs
from sanvat.register.models import Import


@app.task(name=jobs.PREVIEW_IMPORT, queue=jobs.QUEUE)
def preview_import(import_id: int, user_id: int, membership_id: int) -> None:
    _told(import_id, user_id, membership_id, actions.preview_import, said=None)


@app.task(name=jobs.APPLY_IMPORT, queue=jobs.QUEUE)
def apply_import(import_id: int, user_id: int, membership_id: int) -> None:
    _told(import_id, user_id, membership_id, actions.apply_import, said=_applied)


def _applied(importing: Import, counts: dict[str, int]) -> str:
    return _("Đã áp dụng %(file)s: %(count)d dòng.") % {
        "file": importing.name,
        "count": counts["applied"],
    }


def _told(
    import_id: int,
    user_id: int,
    membership_id: int,
    act: Callable[..., dict[str, int]],
    *,
    said: Callable[[Import, dict[str, int]], str] | None,
) -> None:
    """Do the act as the person who asked, and put what came of it on their desk."""
    importing = Import.objects.select_related("file").get(pk=import_id)
    by = User.objects.get(pk=user_id)
    by.act_only_as(membership_id)
    try:
        counts = act(importing, by=by, at=timezone.now())
    except Refusal as refusal:
        _tell(importing, by, refusal.message)
    except PermissionDenied:
        _tell(importing, by, _("Bạn không còn vai trò để nhập sổ cho cơ quan này."))
    except Exception:
        _tell(
            importing,
            by,
            _("Việc nhập sổ dừng vì lỗi của hệ thống; chưa có gì thay đổi. Hãy thử lại."),
        )
        raise
    else:
        if said:
            _tell(importing, by, said(importing, counts))


def _tell(importing: Import, by: User, text: str) -> Notice:
    return parties.notify(by, text, at=timezone.now(), about=importing, membership=by.acting)

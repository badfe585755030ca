from __future__ import annotations

from typing import Any

from sanvat.desk.panel import FirstPage, Panel, Viewer
from sanvat.parties.models import Notice


def unread(viewer: Viewer) -> dict[str, Any] | None:
    notices = list(Notice.objects.visible_to(viewer.user).unread()[:5])
    return {"notices": notices} if notices else None


PANELS = (Panel("desk/notices/panels/unread.html", unread, (FirstPage.OTHERS,), order=10),)

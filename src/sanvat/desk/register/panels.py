"""What the first pages show of the register: the last files that were brought in."""

from __future__ import annotations

from sanvat.desk.panel import Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.ready import ReadyFor
from sanvat.register import access
from sanvat.register.models import Import


def latest(viewer: Viewer) -> Shown:
    if not access.may_import(viewer.user):
        return None
    imports = _LATEST.ask_rows(viewer.user)
    yield (imports,)
    return {"imports": imports.answer}


_LATEST = ReadyFor(
    lambda user: (
        Import.objects.visible_to(user)
        .only("name", "state", "started_at")
        .order_by("-started_at")[:3]
    )
)


PANELS = (
    Panel(
        "desk/imports/panels/latest.html",
        latest,
        (FirstPage.PROVINCE,),
        order=50,
        column=Column.ASIDE,
    ),
)

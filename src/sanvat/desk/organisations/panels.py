"""What the operator's first page counts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.panel import FirstPage, Panel, Viewer
from sanvat.parties.models import Invitation, Membership, Organisation, User


def key_figures(viewer: Viewer) -> dict[str, Any]:
    open_invitations = Invitation.objects.open_at(timezone.now())
    return {
        "figures_row": [
            (User.objects.filter(is_active=True).count(), _("tài khoản")),
            (Organisation.objects.count(), _("tổ chức")),
            (Membership.objects.on(viewer.today).count(), _("tư cách hôm nay")),
            (open_invitations.count(), _("lời mời đang chờ")),
        ],
    }


PANELS = (
    Panel(
        "desk/organisations/panels/key_figures.html", key_figures, (FirstPage.OPERATOR,), order=10
    ),
)

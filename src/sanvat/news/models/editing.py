"""What the editor's form of a page asks besides what Wagtail asks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from sanvat.text.days import moment

OUTDATED = "outdated"
"""In a form that was opened before somebody else saved: the door says so (`desk/editor`)."""


class PortalPageForm(WagtailAdminPageForm):
    """Saves nothing over what somebody else saved meanwhile, until it is sent once more."""

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.data.get(OUTDATED):
            raise ValidationError(_meanwhile(self.instance), code="changed-meanwhile")
        return cleaned


def _meanwhile(page: Any) -> str:
    newest = page.latest_revision
    return _(
        "Trong lúc bạn sửa, %(who)s đã lưu một bản khác lúc %(moment)s, nên bản của bạn chưa lưu. "
        "Hãy mở trang này ở cửa sổ khác để xem bản ấy; lưu lần nữa là bản của bạn thay nó, bản ấy "
        "vẫn còn trong lịch sử."
    ) % {
        "who": newest.user or _("người khác"),
        "moment": moment(newest.created_at),
    }

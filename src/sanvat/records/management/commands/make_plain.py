"""`sanvat manage make_plain`: rows of before names were kept as they show.

`sanvat doctor` says whether there are any.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.records.plainness import make_plain


class Command(BaseCommand):
    help = "Bỏ chữ ẩn và chữ giả dạng khỏi tên và lời đã ghi; chạy lại không làm gì thêm."

    def handle(self, *args: Any, **options: Any) -> None:
        made, left = make_plain(at=timezone.now())
        self.stdout.write(_("Đã sửa %(count)d dòng.") % {"count": made})
        for row in left:
            self.stdout.write(
                _(
                    "%(kind)s «%(name)s» (mã %(key)s) để nguyên: đã có một dòng cùng tên. "
                    "Hãy sửa tay."
                )
                % {"kind": row._meta.verbose_name, "name": row, "key": row.pk}
            )

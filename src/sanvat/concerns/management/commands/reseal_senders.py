"""`sanvat manage reseal_senders`: after the key of identities was changed, seal by the new one who
sent matters, and their PINs.

`sanvat doctor` says whether anything still hangs on an earlier key.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns.actions import reseal
from sanvat.concerns.actions.identity import lost


class Command(BaseCommand):
    help = "Niêm phong lại danh tính người gửi phản ánh bằng khóa mới."

    def handle(self, *args: Any, **options: Any) -> None:
        number = reseal(at=timezone.now())
        self.stdout.write(_("Đã niêm phong lại %(number)d mục.") % {"number": number})
        if left := lost():
            self.stdout.write(
                _(
                    "Có %(count)d mục không khóa nào mở được. Hãy thêm khóa đã dùng trước đây vào "
                    "SANVAT_IDENTITY_KEY_FALLBACKS rồi chạy lại."
                )
                % {"count": left}
            )

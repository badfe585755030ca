"""`sanvat manage reseal`: after the secret key was changed, seal by the new one what is sealed.

`sanvat doctor` says whether anything still hangs on an earlier key.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sanvat.desk.account import seals


class Command(BaseCommand):
    help = "Niêm phong lại bằng khóa bí mật mới những gì khóa cũ đã niêm phong."

    def handle(self, *args: Any, **options: Any) -> None:
        found = seals.seal_anew()
        self.stdout.write(
            _("Đã niêm phong lại %(older)d, đã bằng khóa mới từ trước %(newest)d.")
            % {"older": found[seals.OLDER], "newest": found[seals.NEWEST]}
        )
        if found[seals.LOST]:
            self.stdout.write(
                _(
                    "Có %(count)d không khóa nào mở được. Hãy thêm khóa đã dùng trước đây vào "
                    "SANVAT_SECRET_KEY_FALLBACKS rồi chạy lại."
                )
                % {"count": found[seals.LOST]}
            )

"""`sanvat manage recount_concerns`: write anew what PostgreSQL keeps of matters for counting.

Triggers keep it; `sanvat doctor` says whether it differs from the matters all the same.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sanvat.concerns.recounting import count_anew


class Command(BaseCommand):
    help = "Ghi lại bảng số liệu phản ánh từ chính các phản ánh."

    def handle(self, *args: Any, **options: Any) -> None:
        if number := count_anew():
            text = _("Số liệu của %(number)d phản ánh khác với chính chúng; đã ghi lại.")
            self.stdout.write(text % {"number": number})
        else:
            self.stdout.write(_("Số liệu phản ánh khớp, không có gì phải ghi lại."))

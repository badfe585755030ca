"""`sanvat manage load_places`: the places as the data file of this release has them.

Migrations do this; the command is for whoever has put another data file in place.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sanvat.places import loading
from sanvat.places.models import Place


class Command(BaseCommand):
    help = "Nạp các đơn vị hành chính từ tệp dữ liệu; chạy lại không làm gì thêm."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = loading.load()
        said = _("Đã nạp %(count)d đơn vị.") if loaded else _("Đã có sẵn %(count)d đơn vị.")
        self.stdout.write(said % {"count": Place.objects.count()})

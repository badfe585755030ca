from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "sanvat.desk"
    label = "desk"
    stylesheet = "desk"  # one more, that public pages do without
    verbose_name = _("Bàn làm việc")

    def ready(self) -> None:
        from sanvat.desk.account import changes

        changes.connect()

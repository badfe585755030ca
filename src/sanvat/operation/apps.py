from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from sanvat.operation import queries


class OperationConfig(AppConfig):
    name = "sanvat.operation"
    label = "operation"
    verbose_name = _("Vận hành")

    def ready(self) -> None:
        connection_created.connect(queries.watch)
        user_login_failed.connect(_sign_in_failed)


def _sign_in_failed(**_told: object) -> None:
    from sanvat.operation import counting  # what it stands on takes long to load

    counting.sign_in_failed()

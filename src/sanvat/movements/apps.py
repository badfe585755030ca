from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MovementsConfig(AppConfig):
    name = "sanvat.movements"
    label = "movements"
    verbose_name = _("Phong trào và đóng góp")

    def ready(self) -> None:
        from sanvat.instruments import hooks
        from sanvat.movements.models import Movement

        hooks.rests_on(Movement, "basis")

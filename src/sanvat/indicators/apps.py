from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "sanvat.indicators"
    label = "indicators"
    verbose_name = _("Chỉ tiêu và số liệu")

    def ready(self) -> None:
        from sanvat.indicators.models import Collection
        from sanvat.instruments import hooks

        hooks.rests_on(Collection, "instrument")

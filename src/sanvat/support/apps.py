from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "sanvat.support"
    label = "support"
    verbose_name = _("Hỗ trợ")

    def ready(self) -> None:
        from sanvat.instruments import hooks
        from sanvat.support.models import Request, Scheme

        hooks.rests_on(Scheme, "instrument")
        hooks.rests_on(Scheme, "terms__instrument")
        hooks.rests_on(Request, "decision__instrument", named_with="producer__organisation")

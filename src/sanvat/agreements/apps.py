from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "sanvat.agreements"
    label = "agreements"
    verbose_name = _("Chương trình phối hợp")

    def ready(self) -> None:
        from sanvat.agreements.models import Agreement
        from sanvat.instruments import hooks

        hooks.rests_on(Agreement, "instrument", found_as="phoi-hop")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "sanvat.plans"
    label = "plans"
    verbose_name = _("Kế hoạch")

    def ready(self) -> None:
        from sanvat.instruments import hooks
        from sanvat.plans.models import Plan

        hooks.rests_on(Plan, "decision", found_as="ke-hoach")
        hooks.rests_on(Plan, "programme__grounds", found_as="ke-hoach")

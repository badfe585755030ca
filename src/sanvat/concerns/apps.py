from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    name = "sanvat.concerns"
    label = "concerns"
    verbose_name = _("Phản ánh, kiến nghị")

    def ready(self) -> None:
        from sanvat.concerns.actions import routing
        from sanvat.parties import hooks

        hooks.BEFORE_ENDING.append(routing.leave_hands)

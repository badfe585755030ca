from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    name = "sanvat.assignments"
    label = "assignments"
    verbose_name = _("Nhiệm vụ được giao")

    def ready(self) -> None:
        from sanvat.assignments.models import Assignment
        from sanvat.instruments import hooks

        hooks.rests_on(Assignment, "instrument")

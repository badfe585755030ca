from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "sanvat.reports"
    label = "reports"
    verbose_name = _("Báo cáo")

    def ready(self) -> None:
        from sanvat.instruments import hooks
        from sanvat.reports.models import YearlyReport

        hooks.rests_on(YearlyReport, "instrument")

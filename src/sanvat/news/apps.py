from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "sanvat.news"
    label = "news"
    verbose_name = _("Tin tức")

    def ready(self) -> None:
        from sanvat.news import journaling, rights

        rights.register()
        journaling.connect()

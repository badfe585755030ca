from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "sanvat.events"
    label = "events"
    verbose_name = _("Hội nghị, tập huấn và sự kiện")

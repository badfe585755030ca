from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "sanvat.events"
    label = "events"
    verbose_name = _("Hội nghị, tập huấn và sự kiện")

    def ready(self) -> None:
        from sanvat.events.models import Event
        from sanvat.instruments import hooks

        hooks.rests_on(Event, "instrument", found_as="su-kien")

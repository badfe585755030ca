from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "sanvat.portal"
    label = "portal"
    stylesheet = "sanvat"  # the one that every page loads

    def ready(self) -> None:
        from sanvat.portal.news import previews

        previews.connect()

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "sanvat.portal"
    label = "portal"

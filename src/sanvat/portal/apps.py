from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "sanvat.portal"
    label = "portal"
    stylesheet = "sanvat"  # the one that every page loads

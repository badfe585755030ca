from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "sanvat.api"
    label = "api"

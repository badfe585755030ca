from django.urls import path, re_path, register_converter

from sanvat.api.open311 import views

app_name = "open311"


class Spelling:
    """How an answer is written, at the end of its address."""

    regex = "xml|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Spelling, "spelling")

urlpatterns = [
    path("discovery.<spelling:spelling>", views.discovery, name="discovery"),
    path("services.<spelling:spelling>", views.services, name="services"),
    path("services/<str:code>.<spelling:spelling>", views.service_definition, name="service"),
    path("requests.<spelling:spelling>", views.requests, name="requests"),
    path("requests/<str:number>.<spelling:spelling>", views.one_request, name="request"),
    path("tokens/<str:number>.<spelling:spelling>", views.token, name="token"),
    re_path("(?P<rest>.*)", views.no_such_address),
]

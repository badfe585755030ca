from django.urls import path, register_converter

from sanvat.portal.open_data import views


class FileName:
    """A name with an ending; whether there is such a file the set says."""

    regex = r"[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,20}){1,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Day:
    """2026-11-28; whether there is such a day the view says."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileName, "open_data_file")
register_converter(Day, "open_data_day")

urlpatterns = [
    path("", views.index, name="open_data"),
    path("<open_data_file:name>", views.latest_file, name="open_data_file"),
    path("<open_data_day:day>/<open_data_file:name>", views.dated_file, name="open_data_of_day"),
    path("<slug:table>/", views.dataset, name="open_data_set"),
]

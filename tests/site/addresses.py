"""The addresses of the programme, and a few that go wrong on purpose."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_protect
from psycopg.errors import AdminShutdown

from sanvat.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def lose_the_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the connection is lost") from AdminShutdown("terminating connection")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@csrf_protect
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


urlpatterns = [
    path("fail/", fail),
    path("api/v1/fail/", fail),
    path("lose/", lose_the_database),
    path("api/v1/lose/", lose_the_database),
    path("forbid/", forbid),
    path("api/v1/forbid/", forbid),
    path("suspect/", suspect),
    path("form/", form),
    *urlpatterns,
]

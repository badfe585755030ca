"""Pages beside the programme's own that ask the database one thing each."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from sanvat.places.models import Place
from sanvat.records import replica
from sanvat.site.urls import handler400, handler403, handler404, handler500  # noqa: F401  # as ours


def name_of(request: HttpRequest, code: str) -> HttpResponse:
    found = Place.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return HttpResponse(found.name)


def writes(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_place SET name = name WHERE false")
    return HttpResponse("written")


def catches_what_fails(request: HttpRequest) -> HttpResponse:
    try:
        return writes(request)
    except Exception:
        return HttpResponse("not written")


def stands_in_the_way(request: HttpRequest) -> HttpResponse:
    """The replica ends it, as it does with what keeps it from taking something over."""
    if replica.is_reading():
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE 'conflict' USING ERRCODE = '40001'; END $$")
    return HttpResponse("read")


def streams(request: HttpRequest) -> HttpResponse:
    from django.http import StreamingHttpResponse

    def lines():
        yield "primary" if not replica.is_reading() else "replica"
        yield from Place.objects.filter(code="01").values_list("code", flat=True).iterator(1)

    return StreamingHttpResponse(lines())


def waits(request: HttpRequest) -> HttpResponse:
    """As long as somebody holds back the replica's answer; the primary is asked nothing."""
    if replica.is_reading():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(60)")
    return HttpResponse("read")


urlpatterns = [
    path("ten/<code>/", name_of),
    path("ghi/", writes),
    path("ghi-va-thoi/", catches_what_fails),
    path("vuong/", stands_in_the_way),
    path("dong/", streams),
    path("doi/", waits),
    path("", include("sanvat.site.urls")),
]

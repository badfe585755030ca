"""What those ask who watch from outside: is the process there, and can it work?"""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from sanvat.site import outage


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that it is not restarted in vain."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers. Else 503, and at once, with the reason
    as one of `board.TROUBLES` and as a sentence."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as fault:
        reason = outage.trouble_in(fault) or "database-away"
        said = {"ready": False, "reason": reason, "error": outage.sentence(reason)}
        return outage.said_once(JsonResponse(said, status=503))
    return JsonResponse({"ready": True})


PAGES = {"/healthz": alive, "/readyz": ready}

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from sanvat.desk.pages import user_of
from sanvat.news.models import Rendition


def rendition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A small picture for the pages of the editor: of one's own body's pictures."""
    person = user_of(request)
    assert person.acting is not None
    rows = Rendition.objects.filter(image__organisation=person.acting.organisation_id)
    found = get_object_or_404(rows.select_related("image__stored"), pk=min(pk, 2**63 - 1))
    if not default_storage.exists(found.file.name):
        image, drawing = found.image, found.filter
        found.delete()
        found = image.create_rendition(drawing)
    if found.file.name is None:
        raise Http404
    response = FileResponse(found.file.open("rb"))
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

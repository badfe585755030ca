from __future__ import annotations

from pathlib import Path

import wagtail.admin
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

from sanvat.desk.pages import user_of
from sanvat.news.models import Rendition

WORDING = Path(__file__).parent / "wording"


class _ScriptWords(JavaScriptCatalog):
    """Ours before Wagtail's, which has Vietnamese for a third of them."""

    packages = [wagtail.admin.__name__]

    def get_paths(self, packages: list[str]) -> list[str]:
        return [*super().get_paths(packages), str(WORDING)]


_script_words = _ScriptWords.as_view()


def script_words(request: HttpRequest) -> HttpResponseBase:
    """What the scripts of the editor say."""
    answer: HttpResponseBase = get_localized_response(_script_words, request)
    return answer


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

"""Official papers to take away: one description, as PDF or as Word."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from sanvat.desk.pages import unprocessable
from sanvat.documents.paper import Paper
from sanvat.documents.paper_docx import docx
from sanvat.documents.paper_pdf import pdf
from sanvat.errors import Refusal
from sanvat.records import files
from sanvat.records.files import DOCX, PDF, safe_name
from sanvat.records.models import StoredFile

FORMS: dict[str, tuple[Callable[[Paper], bytes], str]] = {"pdf": (pdf, PDF), "docx": (docx, DOCX)}
"""How a paper is made, and its type, by the end of its address; `{% papers %}` writes the links."""


def paper_response(request: HttpRequest, paper: Paper, form: str, name: str) -> HttpResponse:
    """The paper as the file `name` with the `form` as its ending; 404 for a form there is not.

    One that is too long is refused on a page that says so, with status 422. Who may have the
    paper has been asked before.
    """
    if form not in FORMS:
        raise Http404
    make, kind = FORMS[form]
    try:
        content = make(paper)
    except Refusal as refusal:
        page = render(request, "desk/paper_refused.html", {"sentence": refusal.message})
        return unprocessable(page)
    response = HttpResponse(content, content_type=kind)
    for header, value in HARMLESS.items():
        response[header] = value
    named = content_disposition_header(True, safe_name(f"{name}.{form}", form))
    response["Content-Disposition"] = named or "attachment"
    return response


def file_response(stored: StoredFile, name: str) -> HttpResponse:
    """A stored file of at most `UPLOAD_LIMITS["bytes"]`, whole, under the name it is called by.

    Who may have it has been asked before.
    """
    download = files.download(stored, name=name)
    with download.file as content:
        return HttpResponse(content.read(), headers=download.headers)


HARMLESS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

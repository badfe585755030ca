"""Official papers to take away: one description, as PDF or as Word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from sanvat.desk.pages import unprocessable, user_of
from sanvat.documents.paper import Paper
from sanvat.documents.paper_xlsx import has_tables
from sanvat.documents.printed import check_length, is_large, rows_of
from sanvat.errors import Refusal
from sanvat.records import files, papers
from sanvat.records.files import DOCX, PDF, XLSX, safe_name
from sanvat.records.models import OrderedPaper, StoredFile

TYPES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
"""The type of a paper, by the end of the address; `{% papers %}` writes the links."""


def paper_response(request: HttpRequest, paper: Paper, form: str, name: str) -> HttpResponse:
    """The paper as the file `name` with the `form` as its ending; 404 for a form there is not, as
    there is no Excel file of a paper without a table.

    A large one is made by a worker: GET shows a page with a button, which POSTs to the same
    address, so its view takes both; then, and where it was asked for before, the page of the order
    follows. One that is too long is refused on a page that says so, with status 422. Who may have
    the paper has been asked before.
    """
    if form not in TYPES or (form == "xlsx" and not has_tables(paper)):
        raise Http404
    try:
        check_length(paper)
        if is_large(paper):
            return _by_a_worker(request, paper, form, name)
        content = papers.MAKERS[form](paper)
    except Refusal as refusal:
        page = render(request, "desk/paper_refused.html", {"sentence": refusal.message})
        return unprocessable(page)
    return paper_file(content, form, name)


def paper_file(content: bytes, form: str, name: str) -> HttpResponse:
    """The file of a paper, which runs nothing where it is opened."""
    response = HttpResponse(content, content_type=TYPES[form])
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


def _by_a_worker(request: HttpRequest, paper: Paper, form: str, name: str) -> HttpResponse:
    user = user_of(request)
    membership, at = user.acting.pk if user.acting else None, timezone.now()
    if request.method == "POST":
        found = papers.order(paper, form, name=name, person=user.pk, membership=membership, at=at)
        return redirect("desk:long_paper", found.pk)
    known = papers.ordered(paper, form, person=user.pk, membership=membership, at=at)
    if known is not None:
        return redirect("desk:long_paper", known.pk)
    context = {
        "address": request.get_full_path(),
        "form": OrderedPaper.Form(form).label,
        "rows": rows_of(paper),
        "title": f"{paper.kind} {paper.summary}",
    }
    return render(request, "desk/long_papers/ask.html", context)


HARMLESS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

"""Finding anything one may see; each subject finds its own things."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from sanvat.desk.pages import desk_page, is_partial, user_of
from sanvat.desk.search.results import Results
from sanvat.desk.subjects import SUBJECTS
from sanvat.parties.models import User
from sanvat.records.search import words_of

SHORTEST, LONGEST = 2, 200


@desk_page()
def search(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = words_of(query)
    found = find(user, words) if len("".join(words)) >= SHORTEST else []
    context = {"query": query, "found": [kind for kind in found if kind.rows], "asked": bool(words)}
    part = "_found" if is_partial(request) else "search"
    response = render(request, f"desk/search/{part}.html", context)
    patch_vary_headers(response, ["HX-Request"])  # one address, two answers
    return response


def find(user: User, words: list[str]) -> list[Results]:
    """What each subject finds, in their order; one query for each kind of thing."""
    found = [subject.search(user, words) for subject in SUBJECTS if subject.search]
    return [results for results in found if results is not None]

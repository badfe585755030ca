"""Who comes into the editor, what of it is open, and in which order two people do a thing.

Wagtail asks its own rights (`news/rights.py`); this stands before them. What is not named here is
not there: its pages of people, groups, sites, folders and settings are closed by address too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.models import Page, ReferenceIndex, Revision

from sanvat.desk.kept import forms as kept
from sanvat.news import access
from sanvat.news.actions.publication import turn_of
from sanvat.news.blocks import OddForm
from sanvat.news.models import Paper, Picture
from sanvat.news.models.editing import OUTDATED
from sanvat.parties.models import User
from sanvat.records.locks import take_turns

View = Callable[..., HttpResponseBase]

OPEN = frozenset(
    {
        *("wagtailadmin_home", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
        *("wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results"),
        *("wagtailadmin_choose_page", "wagtailadmin_choose_page_child"),
        *("wagtailadmin_choose_page_search", "wagtailadmin_choose_page_external_link"),
        *("wagtailadmin_choose_page_email_link", "wagtailadmin_dismissibles"),
        *("wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"),
        *(
            f"wagtailadmin_pages:{name}"
            for name in (
                *("add", "add_subpage", "edit", "delete", "unpublish", "move", "move_confirm"),
                *("preview_on_add", "preview_on_edit", "view_draft", "search", "search_results"),
                *("workflow_action", "collect_workflow_action_data", "workflow_preview"),
                *("confirm_workflow_cancellation", "workflow_history", "workflow_history_detail"),
                *("revisions_index", "revisions_view", "revisions_revert", "revisions_compare"),
                *("revisions_unschedule", "history", "history_results", "usage"),
            )
        ),
        *(f"wagtailimages:{name}" for name in ("index", "index_results", "add", "edit", "delete")),
        *(f"wagtaildocs:{name}" for name in ("index", "index_results", "add", "edit", "delete")),
        *(
            f"{chooser}:{name}"
            for chooser in (
                *("wagtailimages_chooser", "wagtaildocs_chooser"),
                *("product_chooser", "place_chooser"),
            )
            for name in ("choose", "choose_results", "chosen", "create")
        ),
        "editor_rendition",
    }
)
"""The addresses of the editor that are open; every other answers 404."""

OURS = {"wagtailadmin_account": "account", "wagtailadmin_logout": "desk:home"}
"""Its links to one's account and out lead to pages of ours."""

PAGES = ("page_id", "parent_page_id", "destination_id", "page_to_move_id")
"""Parts of addresses that name a page."""
LIBRARIES: dict[str, Any] = {"image_id": Picture, "document_id": Paper}
BROWSING = ("wagtailadmin_explore", "wagtailadmin_choose_page")
"""Pages that also show what lies above a site, on the way to it."""

# Wagtail's choosers and date pickers write scripts and styles into their pages.
POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "object-src": [NONE],
}


def editor_page(view: View) -> View:
    """One of Wagtail's pages, behind our own door."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return kept.to_sign_in(request)
        person: User = request.user
        if person.acting is None and person.roles_of_today:
            return kept.to_choose(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OURS:
            return redirect(OURS[name])
        if not access.may_enter(person) or name not in OPEN:
            raise Http404
        _refuse_odd_keys(request, kwargs)
        page = _page_asked(person, name, kwargs)
        _refuse_others_files(person, kwargs)
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        with transaction.atomic(), LogContext(user=person):
            if page is not None:
                take_turns(turn_of(page))
                if name == "wagtailadmin_pages:edit":
                    _mark_outdated(request, page)
            if name in ("wagtailimages:delete", "wagtaildocs:delete") and _stands_somewhere(kwargs):
                messages.error(
                    request,
                    _("Tệp này đang đứng trong một bài. Hãy bỏ nó khỏi bài ấy rồi mới xóa."),
                )
                return redirect(f"{name.partition(':')[0]}:index")
            try:
                answered = view(request, *args, **kwargs)
            except (MultiValueDictKeyError, OddForm) as odd:  # a form that no page of Wagtail sends
                raise BadRequest(str(odd)) from None
            if page is not None and isinstance(answered, JsonResponse):
                _tell_newest(answered, page)
            return answered

    answer.stands_before = view  # type: ignore[attr-defined]  # a test asks it of every address
    guarded: View = csp_replace(POLICY)(answer)
    return guarded


def _refuse_odd_keys(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """404 for a key that is none: Wagtail makes addresses of a page's as it comes, and asks the
    database for that of a file."""
    for asked in (*(request.GET.get(part, "") for part in PAGES), str(kwargs.get("pk", ""))):
        if asked and not (asked.isascii() and asked.isdecimal()):
            raise Http404


def _page_asked(person: User, name: str, kwargs: dict[str, Any]) -> int | None:
    """The page that the address names; 404 for one of a site on which the person does nothing."""
    asked = [int(kwargs[part]) for part in PAGES if kwargs.get(part) is not None]
    if not asked:
        return None
    homes = access.written_by(person) | access.approved_by(person)
    own = list(homes.values_list("path", flat=True))
    found = dict(Page.objects.filter(pk__in=asked).values_list("pk", "path"))
    for pk in asked:
        path = found.get(pk)
        is_above = name.startswith(BROWSING) and any(each.startswith(path or "-") for each in own)
        if path is None or not (is_above or any(path.startswith(each) for each in own)):
            raise Http404
    return asked[0]


def _mark_outdated(request: HttpRequest, page: int) -> None:
    """Have the form say so where somebody else saved since it was opened. Wagtail asks this of
    what its script saves, and lets everything else be written over."""
    newest = _newest(page)
    if newest is None:
        return
    pk, saved_at = newest
    own, loaded = (request.POST.get(f"{kind}_revision_id", "") for kind in ("overwrite", "loaded"))
    at = request.POST.get("loaded_revision_created_at", "")
    if own != pk if own else loaded and (loaded, at) != (pk, saved_at):
        marked = request.POST.copy()
        marked[OUTDATED] = "1"
        request.POST = marked  # type: ignore[assignment]


def _tell_newest(answered: JsonResponse, page: int) -> None:
    """What saved itself is what the form has loaded from now on. Wagtail tells that to its script
    alone, so that whoever pressed the button then would be told of their own version."""
    said = json.loads(answered.content)
    newest = _newest(page)
    if newest and said.get("success") and str(said.get("revision_id")) == newest[0]:
        loaded = dict(
            zip(("loaded_revision_id", "loaded_revision_created_at"), newest, strict=True)
        )
        said["field_updates"] = {**(said.get("field_updates") or {}), **loaded}
        answered.content = json.dumps(said).encode()


def _newest(page: int) -> tuple[str, str] | None:
    """Key and moment of the version that was saved last, as forms have them."""
    saved = Revision.page_revisions.filter(object_id=str(page)).order_by("-created_at", "-pk")
    row = saved.values_list("pk", "created_at").first()
    return (str(row[0]), row[1].isoformat()) if row else None


def _refuse_others_files(person: User, kwargs: dict[str, Any]) -> None:
    assert person.acting is not None
    for part, model in LIBRARIES.items():
        if (pk := kwargs.get(part)) is not None and not model._default_manager.filter(
            pk=pk, organisation=person.acting.organisation_id
        ).exists():
            raise Http404


def _stands_somewhere(kwargs: dict[str, Any]) -> bool:
    return any(
        ReferenceIndex.get_references_to(model(pk=kwargs[part])).exists()
        for part, model in LIBRARIES.items()
        if kwargs.get(part) is not None
    )

"""What the pages of the desk have in common: who may open them, and what a refused form says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanvat.desk.forms.base import DeskForm
from sanvat.desk.forms.editing import Versioned
from sanvat.desk.kept import forms as kept
from sanvat.desk.paging import Listed, page_of
from sanvat.desk.sending import answer_once
from sanvat.errors import Refusal
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.records.locks import Gone
from sanvat.records.models import Entry
from sanvat.records.versions import CHANGED_MEANWHILE

LARGEST_ID = 2**63 - 1

View = Callable[..., HttpResponseBase]
Some = TypeVar("Some", bound=Model)
Row = TypeVar("Row")


def desk_page(*methods: str) -> Callable[[View], View]:
    """A page for people who are signed in and have chosen for whom they act.

    What is sent by who is not, or not any more, is kept for them: see `kept/forms.py`; a form that
    was drawn in another role than they act in now is not done. Answers
    GET and HEAD, or only the methods named. A form that carries `{% once %}` and is sent twice
    does its thing once, in one transaction. About something that was taken out while the form was
    on its way, the answer is that it is not there (404).
    """

    def wrap(view: View) -> View:
        asked = {(): require_safe, ("POST",): require_POST}.get(
            methods, require_http_methods([*methods, "HEAD"] if "GET" in methods else [*methods])
        )

        @asked
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return kept.to_sign_in(request)
            person = user_of(request)
            if person.acting is None and person.roles_of_today:
                return kept.to_choose(request)
            if request.method == "POST":
                # For the page that says no, so that nothing typed is lost with the right to it.
                request.typed = kept.texts_of(dict(request.POST.lists()))  # type: ignore[attr-defined]
                if kept.is_of_another_role(request, person):
                    return kept.in_another_role(request, person)
                try:
                    sent = answer_once(
                        request, by=person, view=lambda: view(request, *args, **kwargs)
                    )
                except Gone as gone:
                    raise Http404(str(gone)) from None
                kept.forget_sent(request, person)
                return sent
            kept.arrived(request)
            again = kept.asked_again(request, person)
            if again is None:
                return view(request, *args, **kwargs)
            request.typed = again.texts()  # type: ignore[attr-defined]
            return again.put_into(request, view(request, *args, **kwargs))

        answer.opens = not methods or "GET" in methods  # type: ignore[attr-defined]
        return answer

    return wrap


def user_of(request: HttpRequest) -> User:
    """The person who is signed in, on a page that asks for that."""
    user: User = request.user  # type: ignore[assignment]
    return user


def row_or_404(rows: QuerySet[Some], pk: int) -> Some:
    """The one row, or a 404 that does not tell hidden from missing."""
    return get_object_or_404(rows, pk=pk if pk <= LARGEST_ID else 0)


KEY = -7_000_009
"""Stands in for the key of an address, for `seen_or_404`."""


def seen_or_404(asked: ReadyFor[Some], request: HttpRequest, pk: int) -> Some:
    """The same of what this person sees, by a question that is made once: `asked` for a key."""
    found = asked.rows(user_of(request), pk if pk <= LARGEST_ID else 0)
    if not found:
        raise Http404
    return found[0]


def forbid_unless(allowed: bool) -> None:
    """Answers 403, on the page of something that the person may see and not change."""
    if not allowed:
        raise PermissionDenied


def paginate(
    rows: QuerySet[Any, Row] | Listed,
    request: HttpRequest,
    *,
    count: int | None = None,
    most: int | None = None,
) -> Page[Row]:
    """The page of a list that `?page=` asks for; a number too large is the last one. The order of
    the rows leaves nothing open. `count` saves counting the rows where the caller knows it. `most`:
    no more are counted than these and those up to a few pages behind the one that is asked for;
    `page.paginator.at_least` tells that there are more."""
    return page_of(rows, request, count=count, most=most)


KEYS = [KEY]
"""Stands in for the keys of a page, for `keys_first`."""


def keys_first(
    rows: Listed,
    request: HttpRequest,
    whole: QuerySet[Any, Some] | Callable[[list[int]], Iterable[Some]],
    *,
    count: int | None = None,
    most: int | None = None,
) -> Page[Some]:
    """The same for a long list whose rows are shown with much that is joined to them: the keys of
    the page are found first, and only its rows are read from `whole`, or by it: a question that is
    made once for those `among` `KEYS`. `rows` is a query, or a list of keys."""
    listed = rows.values_list("pk", flat=True) if isinstance(rows, QuerySet) else rows
    keys = paginate(listed, request, count=count, most=most)
    wanted = list(keys.object_list)
    if isinstance(whole, QuerySet):
        found = whole.in_bulk(wanted)
    else:
        found = {each.pk: each for each in whole(wanted)} if wanted else {}
    page = cast("Page[Some]", keys)
    page.object_list = [found[key] for key in wanted if key in found]
    return page


@dataclass(frozen=True)
class Present:
    """What a page of editing shows now: for whoever saves what somebody else has changed.

    `form` makes the form as it is filled now, `here` is the address of its page, and `entries` of
    the journal are those of which the last may say who saved and when.
    """

    form: Callable[[], Versioned]
    here: str
    entries: QuerySet[Entry] | None = None


@contextmanager
def refusals_on(form: BaseForm, present: Present | None = None) -> Iterator[None]:
    """What an act refuses stands on the form: at its field where it names one, else on top.

    Nothing typed is lost: the page is shown again with the form as it was sent, and where somebody
    else has saved in the meantime, with what is `present` beside it.
    """
    try:
        yield
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        if isinstance(form, DeskForm):
            form.refusal = refusal.code
        _compare(form, refusal, present)
    except ValidationError as error:
        for name, errors in _by_field(error).items():
            at_field = form.field_for(name) if isinstance(form, DeskForm) else name
            form.add_error(at_field if at_field in form.fields else None, errors)


def _compare(form: Any, refusal: Refusal, present: Present | None) -> None:
    if refusal.code == CHANGED_MEANWHILE and present is not None:
        entries = present.entries
        last = entries.order_by("-pk").first() if entries is not None else None
        form.compare(present.form(), sentence=refusal.message, here=present.here, last=last)


def _by_field(error: ValidationError) -> dict[str, Any]:
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page, and not for the page in place of a link."""
    return (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    )


def unprocessable(response: HttpResponse) -> HttpResponse:
    """The page again, with what is wrong: 422, so that programmes see it too."""
    response.status_code = 422
    return response


def say_saved(request: HttpRequest, changed: bool) -> None:
    """After an act that may have had nothing to do."""
    if changed:
        messages.success(request, _("Đã lưu."))
    else:
        messages.info(request, _("Không có gì thay đổi."))


@contextmanager
def refusals_on_rows(rows: BaseFormSet[Any], present: Present | None = None) -> Iterator[None]:
    """The same for a form of several rows; an act names a fault `2.barcode`, counting the rows
    that were filled in."""
    try:
        yield
    except Refusal as refusal:
        rows.non_form_errors().append(refusal.message)
        _compare(rows, refusal, present)
    except ValidationError as error:
        filled = rows.filled()  # type: ignore[attr-defined]
        for name, errors in _by_field(error).items():
            number, _dot, field = name.partition(".")
            if number.isdecimal() and int(number) <= len(filled):
                form = filled[int(number) - 1]
                form.add_error(field if field in form.fields else None, errors)
            else:
                rows.non_form_errors().extend(ValidationError(errors).messages)

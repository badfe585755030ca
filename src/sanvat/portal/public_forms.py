"""Forms of public pages, which all come in one way: a task for the browser, or read over and sent
again without a script; so many from one place; what is refused stands on the form. Who is signed
in is known and solves no task.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.portal.captcha import FIELD, TOKEN, Way, token_to_send_again, way_of
from sanvat.portal.strangers import LONGEST, token_for
from sanvat.records.locks import take_turns
from sanvat.text.tidy import tidy, tidy_lines

View = Callable[..., HttpResponse]

NOT_TYPED = frozenset({"csrfmiddlewaretoken", FIELD})
"""Names in a form that say nothing of what was typed."""


class Typed(forms.CharField):
    """What people write, as `text.tidy` keeps it."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return tidy_lines(text) if isinstance(self.widget, forms.Textarea) else tidy(text)


class PublicForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class SentForm:
    """A form of a public page as it came: whether it is looked at, how often from one place, and
    what its act refuses.

    `about` is what the form is about, `limit` its name in PUBLIC_FORM_LIMITS, where
    `<limit>_unproven` holds for what no script has proven. `otherwise` is where a programme is
    led, which need not know.
    """

    def __init__(
        self, request: HttpRequest, form: forms.Form, about: str, *, limit: str, otherwise: str
    ) -> None:
        self.request, self.form, self.about = request, form, about
        self.limit, self.otherwise = limit, otherwise
        self.again = False

    def taken(self, act: Callable[[bool], str]) -> str:
        """Where to go on, where the act took it; else "", and the form says why. `act` is told
        whether it is proven that a person sent it, and returns where to go on. The very form that
        was taken already leads to the same place again, also where both come at the same moment:
        the second waits for what becomes of the first."""
        if self.request.method != "POST":
            return ""
        with transaction.atomic():
            take_turns(self._key)
            return self._taken(act)

    def _taken(self, act: Callable[[bool], str]) -> str:
        if known := cache.get(self._key):
            return str(known)
        way = way_of(self.request, self.about)
        if way is Way.BY_A_PROGRAMME:
            return self.otherwise
        if not self.form.is_valid():
            self.again = way is not Way.TO_READ_AGAIN
            return ""
        if way is Way.TO_READ_AGAIN:
            self.again = True
            return ""
        is_proven = way is Way.PROVEN
        limit = self.limit if is_proven else f"{self.limit}_unproven"
        if not limits.from_an_address(limit, self.request.META.get("REMOTE_ADDR", "")):
            self.form.add_error(None, limits.said())
            return ""
        try:
            to = act(is_proven)
        except Refusal as refusal:
            self.form.add_error(None, refusal.message)
        except ValidationError as error:
            for field, faults in _by_field(error).items():
                self.form.add_error(field if field in self.form.fields else None, faults)
        else:
            cache.set(self._key, to, LONGEST)
            return to
        return ""

    @property
    def context(self) -> dict[str, Any]:
        """The token of the next form, and whether it asks to read over what was typed."""
        again = self.again and not self.form.errors
        token = token_to_send_again(self.about) if self.again else token_for(self.about)
        return {"token": token, "again": again, "token_name": TOKEN}

    @property
    def _key(self) -> str:
        """Of the form as it was opened and of what was typed."""
        typed = [
            (name, values)
            for name, values in sorted(self.request.POST.lists())
            if name not in NOT_TYPED
        ]
        said = repr((self.about, typed)).encode("utf-8", "replace")
        return f"public_form:{hashlib.sha256(said).hexdigest()}"


def _by_field(error: ValidationError) -> dict[str, Any]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def few_in_a_minute(what: str) -> Callable[[View], View]:
    """A page whose form is told no before anything is looked up, where one place sends more in a
    minute than MINUTE_LIMITS says: thousands cost no more than this."""

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            place = request.META.get("REMOTE_ADDR", "")
            if request.method == "POST" and not limits.in_a_minute(what, place):
                return _too_much()
            return view(request, *args, **kwargs)

        return answer

    return guarded


def _too_much() -> HttpResponse:
    """What was typed stays in the form that the browser's way back leads to."""
    sentence = _(
        "Từ nơi này đang có quá nhiều lượt gửi cùng lúc. Hãy quay lại trang trước, chờ một phút "
        "rồi gửi; những gì bạn viết vẫn còn ở đó."
    )
    return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")

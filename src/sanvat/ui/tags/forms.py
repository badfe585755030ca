"""Forms: a field with all that belongs to it, and what is wrong."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.forms import BaseForm, BoundField, CheckboxInput, FileInput
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sanvat.ui.meanwhile import Meanwhile
from sanvat.ui.tags import register
from sanvat.ui.tags.marks import button


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", help: str = "") -> dict[str, Any]:
    """One field of a form: label, help, error and control, tied together for everyone; and what
    stands there now, where somebody else saved first. What a form needs only later, and may be kept
    without, stands in its `needed_later` and is not called optional."""
    theirs = _theirs(bound)
    described = _described_by(bound, help, theirs)
    return {
        "field": bound,
        "label": label or bound.label,
        "help": help or bound.help_text,
        "theirs": theirs,
        "shape": _shape(bound),
        "described": described,
        "options": _options(bound) if bound.use_fieldset else [],
        "control": "" if bound.use_fieldset else _control(bound, described),
        "wrong": " field--wrong" if bound.errors else "",
        "optional": not bound.field.required
        and not isinstance(bound.field.widget, CheckboxInput)
        and bound.name not in getattr(bound.form, "needed_later", ()),
    }


@register.inclusion_tag("ui/errors.html")
def errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """What is wrong with a form, at its top, each line a link to its field; read out first.

    Where somebody else saved first, what stands there now, and two ways on.
    """
    found = _meanwhile(form)
    lines = [
        _error_line(form, name, message)
        for name, messages in ({} if found else form.errors).items()
        for message in messages
    ]
    return {"form": form, "lines": lines, "places": len(form.errors), "focus": focus}


@register.inclusion_tag("ui/meanwhile.html")
def meanwhile(form: Any, focus: bool = True) -> dict[str, Any]:
    """That somebody else saved first, and what can be done; nothing where nobody did. Within the
    form, for one of the ways sends it again. `{% errors %}` has it already; a form of several
    rows needs it."""
    found = _meanwhile(form)
    lines = [
        {**_error_line(form, name, text), "is_empty": not text}
        for name, text in (found.theirs if found else {}).items()
    ]
    return {"meanwhile": found, "lines": lines, "focus": focus}


def _meanwhile(form: Any) -> Meanwhile | None:
    found: Meanwhile | None = getattr(form, "meanwhile", None)
    return found


def _theirs(bound: BoundField) -> str | None:
    found = _meanwhile(bound.form)
    return found.theirs.get(bound.name) if found else None


def _error_line(form: BaseForm, name: str, message: Any) -> dict[str, str]:
    if name not in form.fields:
        return {"label": "", "text": message, "href": ""}
    bound = form[name]
    # A group of choices has no single control: its fieldset carries the id.
    return {
        "label": str(bound.label).rstrip(".:?"),
        "text": message,
        "href": f"#{bound.id_for_label or bound.auto_id}",
    }


def _shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.use_fieldset:
        return "group"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "file" if isinstance(widget, FileInput) else "control"


def _described_by(bound: BoundField, help: str, theirs: str | None) -> str:
    """Django ties help and errors to the control by id; we add help given in the page, and what
    somebody else saved."""
    ids = [
        bound.aria_describedby,
        f"{bound.auto_id}_helptext" if help and not bound.help_text else "",
        f"{bound.auto_id}_theirs" if theirs is not None else "",
    ]
    return " ".join(filter(None, ids))


def _control(bound: BoundField, described: str) -> SafeString:
    """The input itself."""
    own = bound.aria_describedby or ""
    return bound.as_widget(attrs=None if described == own else {"aria-describedby": described})


def _options(bound: BoundField) -> list[Any]:
    return list(bound.subwidgets)


@register.inclusion_tag("ui/copy_field.html")
def copy_field(id: str, label: str, value: str) -> dict[str, Any]:
    """A text to take along, such as a link; where JavaScript runs, a button copies it."""
    return {"id": id, "label": label, "value": value}


@register.simple_tag(takes_context=True, name="once")
def _once(context: Context) -> SafeString:
    """In a form: sent twice it does its thing once. Where a page knows for whom it was drawn
    (`whose`), the form says so, as `{% for_whom %}` does."""
    return format_html("{}{}", once(), _for_whom(context))


@register.simple_tag(takes_context=True, name="for_whom")
def _for_whom(context: Context) -> SafeString:
    """In a form that does the same each time it is sent: for whom it was drawn. What was typed is
    kept for that person when their session ends, and done only in the role it was drawn in."""
    return for_whom(str(context.get("whose") or ""))


def for_whom(whose: str) -> SafeString:
    if not whose:
        return SafeString("")
    return format_html('<input type="hidden" name="whose" value="{}">', whose)


def once() -> SafeString:
    """In a form: sent twice, by a second click or by going back, it does its thing once."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4().hex)


@register.simple_tag
def version(form: Any) -> SafeString:
    """In a form of something that is there already: which version of it the person saw."""
    return format_html('<input type="hidden" name="seen" value="{}">', form.carried)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, action: str, label: str, when: bool = True, **options: Any
) -> SafeString:
    """A form that is one button: pressing it posts to `action`, "" being this page; pressed twice,
    it does its thing once.

    `options` are those of `{% button %}`. Not `when`, nothing.
    """
    if not when:
        return SafeString("")
    token, whose = (str(context.get(name) or "") for name in ("csrf_token", "whose"))
    return form_of_button(action, label, token, whose=whose, **options)


def form_of_button(
    action: str,
    label: str,
    token: str,
    *,
    whose: str = "",
    told: Mapping[str, str] = MappingProxyType({}),
    **options: Any,
) -> SafeString:
    """The same for Python that builds HTML; `token` is `get_token(request)`, `whose` what the
    form says of for whom it was drawn, and `told` what it sends besides."""
    return format_html(
        '<form method="post"{}>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}{}{}{}</form>',
        format_html(' action="{}"', action) if action else "",
        token,
        once(),
        for_whom(whose),
        format_html_join("", '<input type="hidden" name="{}" value="{}">', told.items()),
        button(label, **options),
    )

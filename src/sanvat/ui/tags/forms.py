"""Forms: a field with all that belongs to it, and what is wrong."""

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, FileInput
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanvat.ui.tags import register
from sanvat.ui.tags.marks import button


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", help: str = "") -> dict[str, Any]:
    """One field of a form: label, help, error and control, tied together for everyone."""
    return {
        "field": bound,
        "label": label or bound.label,
        "help": help or bound.help_text,
        "shape": _shape(bound),
        "options": _options(bound) if bound.use_fieldset else [],
        "control": "" if bound.use_fieldset else _control(bound, help),
        "wrong": " field--wrong" if bound.errors else "",
        "optional": not bound.field.required and not isinstance(bound.field.widget, CheckboxInput),
    }


@register.inclusion_tag("ui/errors.html")
def errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """What is wrong with a form, at its top, each line a link to its field; read out first."""
    lines = [
        _error_line(form, name, message)
        for name, messages in form.errors.items()
        for message in messages
    ]
    return {"lines": lines, "places": len(form.errors), "focus": focus}


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


def _control(bound: BoundField, help: str) -> SafeString:
    """The input itself; Django ties help and errors to it by id, we add help given in the page."""
    if not help or bound.help_text:
        return bound.as_widget()
    described = f"{bound.aria_describedby} {bound.auto_id}_helptext".strip()
    return bound.as_widget(attrs={"aria-describedby": described})


def _options(bound: BoundField) -> list[Any]:
    return list(bound.subwidgets)


@register.inclusion_tag("ui/copy_field.html")
def copy_field(id: str, label: str, value: str) -> dict[str, Any]:
    """A text to take along, such as a link; where JavaScript runs, a button copies it."""
    return {"id": id, "label": label, "value": value}


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, action: str, label: str, when: bool = True, **options: Any
) -> SafeString:
    """A form that is one button: pressing it posts to `action`, "" being this page.

    `options` are those of `{% button %}`. Not `when`, nothing.
    """
    if not when:
        return SafeString()
    return form_of_button(action, label, str(context.get("csrf_token", "")), **options)


def form_of_button(action: str, label: str, token: str, **options: Any) -> SafeString:
    """The same for Python that builds HTML; `token` is `get_token(request)`."""
    return format_html(
        '<form method="post"{}>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}</form>',
        format_html(' action="{}"', action) if action else "",
        token,
        button(label, **options),
    )

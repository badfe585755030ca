"""How the controls of forms are written: Django's own templates for them, those for Jinja2.

The list of a hundred places would be a template in a template for each choice: it is written here,
in a fraction of the time. What other packages bring for their own controls is written as they have
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

OF_DJANGO = "django/forms/widgets/"
SELECT, OPTION = f"{OF_DJANGO}select.html", f"{OF_DJANGO}select_option.html"

_quick = Jinja2()


class Renderer(DjangoTemplates):
    """Named in `settings.FORM_RENDERER`."""

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(OF_DJANGO):
            return _quick.get_template(template_name)
        return super().get_template(template_name)

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        if template_name == SELECT and _is_plain(context["widget"]):
            return _select(context["widget"])
        rendered: SafeString = super().render(template_name, context, request)  # type: ignore[assignment]
        return rendered


def _is_plain(widget: Mapping[str, Any]) -> bool:
    """Whether each choice is written as Django writes it."""
    return all(
        option["template_name"] == OPTION
        for _name, options, _index in widget["optgroups"]
        for option in options
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    """A list to choose from."""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget["attrs"]),
        mark_safe(groups),  # nosec B308 B703  # every part is escaped
    )


def _group(name: Any, options: list[dict[str, Any]]) -> str:
    choices = "".join(map(_option, options))
    if not name:
        return choices
    return f'\n  <optgroup label="{conditional_escape(name)}">{choices}\n  </optgroup>'


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    return f'\n  <option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(given: Mapping[str, Any]) -> SafeString:
    told = (
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given.items()
        if value is not False
    )
    return mark_safe("".join(told))  # nosec B308 B703  # every value is escaped, names are ours

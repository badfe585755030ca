"""The controls that nearly every form has, written as Django's templates write them, without one.

Each is a template that includes another for its attributes, and a list includes two for each of
its choices: half of what a page with a long form takes. `tests/ui/test_renderer.py` compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import escape

Widget = Mapping[str, Any]
"""What a widget says of itself, as `get_context` has it."""


_OPTION = "django/forms/widgets/select_option.html"


def is_plain(widget: Widget) -> bool:
    """Whether each of its choices, where it has some, is written as Django writes it."""
    return all(
        option["template_name"] == _OPTION
        for _name, options, _index in widget.get("optgroups", ())
        for option in options
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{escape(value)}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{shown}{_attrs(widget)}>'


def _textarea(widget: Widget) -> str:
    text = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attrs(widget)}>\n{text}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{_attrs(widget)}>{groups}\n</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    drawn = "".join(f"\n  {_option(each)}" for each in options)
    return f'\n  <optgroup label="{escape(name)}">{drawn}\n  </optgroup>' if name else drawn


def _option(widget: Widget) -> str:
    value, label = escape(widget["value"]), escape(widget["label"])
    return f'<option value="{value}"{_attrs(widget)}>{label}</option>'


def _attrs(widget: Widget) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_INPUTS = (
    *("text", "number", "email", "url", "password", "hidden", "search", "tel", "color"),
    *("date", "datetime", "time", "file", "checkbox"),
)
DRAWN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
"""By the name of Django's template."""

"""How the controls of forms are written: the usual ones by `ui.controls`, the others by Django's
own templates for Jinja2, which take a fraction of the time of those in its own language. What other
packages bring for their own controls is written as they have it.
"""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2

from sanvat.ui.controls import DRAWN, is_plain

OF_DJANGO = "django/forms/widgets/"

_quick = Jinja2()


class Renderer(DjangoTemplates):
    """Named in `settings.FORM_RENDERER`."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw, widget = DRAWN.get(template_name), context.get("widget")
        if draw is None or widget is None or not is_plain(widget):
            return super().render(template_name, context, request)
        return draw(widget)

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(OF_DJANGO):
            return _quick.get_template(template_name)
        return super().get_template(template_name)

"""How the controls of forms are written: Django's own templates for them, those for Jinja2.

The list of a hundred places is a template in a template for each choice; Jinja2 writes it in a
fraction of the time. What other packages bring for their own controls is written as they have it.
"""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2

OF_DJANGO = "django/forms/widgets/"

_quick = Jinja2()


class Renderer(DjangoTemplates):
    """Named in `settings.FORM_RENDERER`."""

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(OF_DJANGO):
            return _quick.get_template(template_name)
        return super().get_template(template_name)

from django import template
from django.utils.translation import get_language

from sanvat.products.models import Producer
from sanvat.rules import library

register = template.Library()


@register.filter
def legal_form(producer: Producer) -> str:
    """The legal form in the language of the page; the rulebook has both."""
    facts = library.rulebook(library.CURRENT).facts["legal_forms"]
    title = "title_en" if (get_language() or "").startswith("en") else "title"
    return next((str(f[title]) for f in facts if f["id"] == producer.legal_form), "")

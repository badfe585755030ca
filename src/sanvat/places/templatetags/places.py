"""`{% load places %}{% dot_map points title=_("Chủ thể theo xã") %}`: a map of dots."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from sanvat.places import drawing
from sanvat.places.models import Place

register = template.Library()


@register.simple_tag
def dot_map(
    points: Iterable[drawing.Point],
    title: str,
    fit: bool = False,
    around: Sequence[Place] | None = None,
) -> SafeString:
    """`points`: (place, value). `fit` shows only the part of the country where they lie. `around`:
    `drawing.context()`, where it is at hand."""
    marked = drawing.context() if around is None else around
    return drawing.dot_map(points, title=title, around=marked, fit=bool(fit))

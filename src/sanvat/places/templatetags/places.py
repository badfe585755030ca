"""`{% load places %}{% dot_map points title=_("Chủ thể theo xã") %}`: a map of dots."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from sanvat.places import drawing

register = template.Library()


@register.simple_tag
def dot_map(points: Iterable[drawing.Point], title: str, fit: bool = False) -> SafeString:
    """`points`: (place, value). `fit` shows only the part of the country where they lie."""
    return drawing.dot_map(points, title=title, around=drawing.context(), fit=fit)

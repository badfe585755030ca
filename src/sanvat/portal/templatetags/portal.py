"""Small helps for the templates of the portal."""

from collections.abc import Mapping
from typing import Any

from django import template

from sanvat.text import days

register = template.Library()
register.filter("day", days.day)


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """``{{ values|of:key }}``: the value for a key, "" where there is none."""
    return values.get(key, "")

"""Parts of a page that say the same until the next release, made once."""

from __future__ import annotations

from typing import Any

from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sanvat.ui.tags import register

MOST_KEPT = 16
"""Ways in which one such part may be said: languages, and values it is given."""


class Unchanging(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist, self.given = nodelist, given
        self._kept: dict[Any, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: each.resolve(context) for name, each in self.given.items()}
        key = (get_language(), *values.values())
        made = self._kept.get(key)
        if made is None:
            # Only what it is given: nothing of the reader or of the request is there to be kept.
            made = self.nodelist.render(context.new(values))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = made
        return made


@register.tag
def unchanging(parser: Parser, token: Token) -> Unchanging:
    """`{% unchanging count=facts.count %}…{% endunchanging %}`: what stands between is made once in
    each language, and again for other values (plain ones: words, numbers). It sees these alone."""
    bits = token.split_contents()[1:]
    given = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError("unchanging takes name=value alone")
    nodelist = parser.parse(("endunchanging",))
    parser.delete_first_token()
    return Unchanging(nodelist, given)

"""Lists as tables, and terms with their values. How to build rows stands in `ui/tables.py`."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanvat.ui import tables
from sanvat.ui.tags import register


@register.tag
def table(parser: Parser, token: Token) -> "TableNode":
    """`{% table rows columns caption="" show_caption=False kind="plain" css="" %}…{% endtable %}`

    What stands between the tags is shown instead of the table where there is no row.
    """
    rows, columns, *bits = token.split_contents()[1:]
    options = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"table cannot read {bits[0]!r}: see ui/README.md")
    instead = parser.parse(("endtable",))
    parser.delete_first_token()
    return TableNode(parser.compile_filter(rows), parser.compile_filter(columns), options, instead)


class TableNode(template.Node):
    child_nodelists = ("instead",)

    def __init__(
        self,
        rows: FilterExpression,
        columns: FilterExpression,
        options: dict[str, FilterExpression],
        instead: NodeList,
    ) -> None:
        self.rows = rows
        self.columns = columns
        self.options = options
        self.instead = instead

    def render(self, context: Context) -> SafeString:
        options = {name: value.resolve(context) for name, value in self.options.items()}
        drawn = tables.table(self.rows.resolve(context), self.columns.resolve(context), **options)
        return drawn or self.instead.render(context)


@register.simple_tag
def fact(label: str, value: Any, number: bool = False) -> SafeString:
    """A term and its value in `<dl class="facts">`; nothing where the value is none or empty."""
    if value is None or value == "":
        return SafeString("")
    return format_html(
        "<div><dt>{}</dt><dd{}>{}</dd></div>",
        label,
        SafeString(' class="number"') if number else "",
        value,
    )

"""`{% extends %}` as Django has it; only that the blocks of a frame are looked for once.

Every page stands in a frame of several hundred nodes, and Django goes through all of them for each
page to find the dozen blocks. What is read of a template does not change any more.
"""

from __future__ import annotations

from typing import Any

from django.template import Context, Library, Template
from django.template.base import NodeList, Parser, Token
from django.template.loader_tags import ExtendsNode, do_extends

register = Library()


class _Searched(NodeList):
    """Nodes that remember what was found among them."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self._found: dict[type, list[Any]] = {}

    def get_nodes_by_type(self, nodetype: type) -> list[Any]:
        if nodetype not in self._found:
            self._found[nodetype] = super().get_nodes_by_type(nodetype)
        return self._found[nodetype]


class _Extends(ExtendsNode):
    def get_parent(self, context: Context) -> Template:
        frame: Template = super().get_parent(context)
        if not isinstance(frame.nodelist, _Searched):
            frame.nodelist = _Searched(frame.nodelist)
        return frame


@register.tag("extends")
def extends(parser: Parser, token: Token) -> _Extends:
    read = do_extends(parser, token)
    return _Extends(read.nodelist, read.parent_name)

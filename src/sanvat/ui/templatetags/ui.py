"""`{% load ui %}`: the components as template tags, which live by subject in `ui/tags`.

The manual is ui/README.md; every state is at /giao-dien/.
"""

from sanvat.ui.tags import blocks, forms, marks, numbers, page, register, tables, ways
from sanvat.ui.tags.marks import stars, tag
from sanvat.ui.tags.numbers import figures

__all__ = [
    "blocks",
    "figures",
    "forms",
    "marks",
    "numbers",
    "page",
    "register",
    "stars",
    "tables",
    "tag",
    "ways",
]

"""`{% load ui %}`: the components as template tags, which live by subject in `ui/tags`.

The manual is ui/README.md; every state is at /giao-dien/.
"""

from sanvat.ui.tags import (
    blocks,
    clocks,
    forms,
    marks,
    numbers,
    page,
    register,
    tables,
    unchanging,
    ways,
    workdays,
)
from sanvat.ui.tags.marks import stars, tag
from sanvat.ui.tags.numbers import key_figures

__all__ = [
    "blocks",
    "clocks",
    "forms",
    "key_figures",
    "marks",
    "numbers",
    "page",
    "register",
    "stars",
    "tables",
    "tag",
    "unchanging",
    "ways",
    "workdays",
]

"""A form that comes back since somebody else saved first: what stands there now, beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanvat.ui.tables import Cell, Column


@dataclass(frozen=True)
class Meanwhile:
    """What a form carries as its `meanwhile`, for `{% errors %}` and `{% field %}` to show.

    `sentence` says what happened, `told` who saved and when where that may be said. `here` is the
    address that shows what is kept now. `theirs` has for each field that stands otherwise there
    what stands there; a form of several rows has them all as a table. Without `is_shown` what is
    kept must not be shown before the person asks for it.
    """

    sentence: str
    here: str
    told: str = ""
    theirs: Mapping[str, str] = field(default_factory=dict)
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Cell]] = ()
    is_shown: bool = True

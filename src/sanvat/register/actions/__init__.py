"""The acts on the office's register: start, look at the sheets, name the columns, look, apply.

stored = files.take(upload, allowed=files.TABLES, by=by, at=at)
importing = start_import(stored, by=by, at=at)
choose_sheets(…), say_parts(…), map_columns(…)   # what is corrected of what was understood
accept_columns(importing, by=by, at=at)          # all columns as offered
preview_import(importing, by=by, at=at)          # every row has its answer
decide_rows(…), settle_word(…), agree_words(…), preview again   # as often as it takes
apply_import(importing, by=by, at=at)
"""

from sanvat.register.actions.rows import (
    DECISIONS,
    agree_words,
    apply_import,
    decide_rows,
    discard_import,
    preview_import,
    settle_word,
)
from sanvat.register.actions.sheets import (
    accept_columns,
    choose_sheets,
    convert_fonts,
    map_columns,
    say_parts,
    start_import,
)

__all__ = [
    "DECISIONS",
    "accept_columns",
    "agree_words",
    "apply_import",
    "choose_sheets",
    "convert_fonts",
    "decide_rows",
    "discard_import",
    "map_columns",
    "preview_import",
    "say_parts",
    "settle_word",
    "start_import",
]

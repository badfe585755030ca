"""The pairs of words of a text, by which matters that say much the same are found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField


class Pairs(Func):
    """The pairs of words that stand together in a folded text, each once: a function of PostgreSQL
    (migration 0003)."""

    function = "concerns_pairs"
    output_field = ArrayField(TextField())

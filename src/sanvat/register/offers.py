"""What an office settled in earlier files, where this one asks the same."""

from __future__ import annotations

from sanvat.register.models import Import


def offered_words(importing: Import) -> dict[tuple[str, str], str]:
    """Words that rows of the file ask about and the office has settled earlier, as
    (kind, words) → meaning."""
    kinds = {"unknown_place": "place", "place_split": "place", "unknown_set": "set"}
    found = {}
    rows = importing.rows.filter(answer__in=kinds, details__about__has_key="offer")
    for answer, details in rows.values_list("answer", "details"):
        about = details["about"]
        found[kinds[answer], about["words"]] = about["offer"]
    return found

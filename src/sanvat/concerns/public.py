"""Answered matters as anybody may read them: what their office has published, and no more. Who is
signed in reads the same."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.text import Truncator

from sanvat.concerns.models import Publication, PublicationQuerySet
from sanvat.rules import concerns as rules
from sanvat.text.language import is_english

LONGEST_SHORT = 200
"""Signs of a text that stand in a list."""


def published() -> PublicationQuerySet:
    """Those that stand now, the newest first, with what a page says of each; one query."""
    rows: PublicationQuerySet = Publication.objects.public()
    return rows.select_related("concern__place", "concern__organisation").defer(
        "concern__text", "concern__title", "concern__searchable", "concern__satisfaction_note"
    )


def subjects() -> Mapping[str, str]:
    """What a matter may be about, by its key, in the language of the reader."""
    english = is_english()
    return {each.key: each.name_en if english else each.name for each in rules.subjects()}


def subject_name(key: str) -> str:
    """The key itself for one that is no longer known."""
    return subjects().get(key, key)


def short_of(publication: Publication) -> str:
    return Truncator(publication.text).chars(LONGEST_SHORT)


def path_of(publication: Publication) -> str:
    return f"/phan-anh/da-tra-loi/{publication.pk}/"


def address_of(publication: Publication) -> str:
    return f"{settings.SITE_ADDRESS}{path_of(publication)}"


def keys_of_concerns(concerns: list[int]) -> list[str]:
    """The keys of what was ever published of these matters, for who keeps an index of it."""
    rows = Publication.objects.filter(concern__in=concerns).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)]

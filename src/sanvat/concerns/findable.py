"""Answered matters that were published, for the public search: never the matter itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.public import keys_of_concerns, published, subject_name, subjects
from sanvat.findable.declared import Address, Findable, Keys, Thing, itself, read_of, whole_numbers

AT_ONCE = 500
"""Rows that are held in memory."""


def _publications(keys: Keys | None) -> Iterator[Thing]:
    """One query."""
    rows = published().order_by("pk")
    yield from map(_publication, read_of(rows, keys, at_once=AT_ONCE))


def _publication(publication: Any) -> Thing:
    concern = publication.concern
    return Thing(
        key=str(publication.pk),
        title=publication.title,
        text=f"{publication.text}\n\n{publication.answer}",
        facts=(
            subject_name(concern.subject),
            concern.organisation.name,
            concern.place.full_name,
        ),
        address=Address("portal:concern_answered", (publication.pk,)),
        section=concern.subject,
        day=timezone.localdate(publication.published_at),
        place=concern.place_id,
    )


def _of_concerns(keys: list[str]) -> list[str]:
    """A sender who allows it no more, or another subject, touches what was published."""
    return keys_of_concerns(whole_numbers(keys))


FINDABLES = (
    Findable(
        kind="phan-anh",
        label=_("Phản ánh đã trả lời"),
        things=_publications,
        follows={"concerns.publication": itself, "concerns.concern": _of_concerns},
        sections=subjects,
        order=27,
    ),
)

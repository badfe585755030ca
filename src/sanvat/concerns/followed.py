"""What offices answer and publish may be followed: all of it, and by subject; also by its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.happenings import OF_BODIES
from sanvat.concerns.public import path_of, published, short_of, subject_name, subjects
from sanvat.follow.declared import (
    Happening,
    Keys,
    Source,
    Topic,
    TopicKind,
    itself,
    whole_numbers,
)

NEWS_FOR = timedelta(days=7)
ALL, SUBJECT = "phan-anh", "linh-vuc"
LIST = "/phan-anh/da-tra-loi/"


def _publications(keys: Keys) -> Iterator[Happening]:
    """One query."""
    rows = published().filter(pk__in=whole_numbers(keys)).order_by("pk")
    yield from map(_publication, rows)


def _publication(publication: Any) -> Happening:
    concern, day = publication.concern, timezone.localdate(publication.published_at)
    return Happening(
        key=str(publication.pk),
        title=_now("Đã trả lời: %(title)s") % {"title": publication.title},
        text=" · ".join(
            (subject_name(concern.subject), concern.organisation.name, short_of(publication))
        ),
        path=path_of(publication),
        day=day,
        until=day + NEWS_FOR,
        topics=(f"{ALL}:", f"{SUBJECT}:{concern.subject}"),
        place=concern.place_id,
        is_demonstration=publication.is_demonstration,
    )


def _all(keys: Keys) -> Iterator[Topic]:
    if "" in keys:
        yield Topic(f"{ALL}:", _now("Phản ánh đã trả lời"), LIST)


def _subjects(keys: Keys) -> Iterator[Topic]:
    for key, name in subjects().items():
        if key in keys:
            title = _now("Phản ánh đã trả lời: %(subject)s") % {"subject": name}
            yield Topic(f"{SUBJECT}:{key}", title, f"{LIST}?linh-vuc={key}")


TOPICS = (
    TopicKind(key=ALL, label=_("Phản ánh đã trả lời"), find=_all, order=24),
    TopicKind(key=SUBJECT, label=_("Lĩnh vực của phản ánh"), find=_subjects, order=25),
)
SOURCES = (
    Source(
        kind=ALL,
        label=_("Phản ánh đã trả lời"),
        happenings=_publications,
        follows={"concerns.publication": itself},
        order=24,
    ),
    OF_BODIES,
)

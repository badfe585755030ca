"""The index: folded words of what strangers may read, and nothing to be shown from it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class IndexEntry(models.Model):
    """One thing that may be found: its words, folded, and what it is chosen and put in order by.

    What a reader gets is read from the room anew, so no text stands here as somebody wrote it.
    `is_front`: one of those of its kind that count for most, or written since all was made anew.
    Words that stand nearly everywhere are looked for among these, which stay as few as they are.
    """

    kind = models.CharField(_("loại"), max_length=20)
    key = models.CharField(_("mã"), max_length=80)
    section = models.CharField(_("mục"), max_length=60, blank=True)
    day = models.DateField(_("ngày"), null=True)
    until = models.DateField(_("đến hết ngày"), null=True)
    place = models.BigIntegerField(_("địa bàn"), null=True)
    is_front = models.BooleanField(db_default=True, default=True)
    folded_title = models.CharField(max_length=400)
    folded_text = models.TextField(blank=True)
    folded_also = models.TextField(blank=True)
    title_words = models.GeneratedField(
        expression=SearchVector("folded_title", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    all_words = models.GeneratedField(
        expression=SearchVector("folded_title", config="simple", weight="A")
        + SearchVector("folded_text", config="simple", weight="C")
        + SearchVector("folded_also", config="simple", weight="D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(key=PLAIN)

    class Meta:
        verbose_name = _("mục tra cứu")
        verbose_name_plural = _("mục tra cứu")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="index_entry_once"),
            models.CheckConstraint(name="index_entry_has_a_key", condition=~Q(key="")),
        ]
        indexes: ClassVar = [
            GinIndex(name="index_entry_title", fields=["title_words"]),
            GinIndex(name="index_entry_words", fields=["all_words"]),
            GinIndex(
                name="index_entry_front_title", fields=["title_words"], condition=Q(is_front=True)
            ),
            GinIndex(
                name="index_entry_front_words", fields=["all_words"], condition=Q(is_front=True)
            ),
            models.Index(name="index_entry_place", fields=["place"]),
            models.Index(
                name="index_entry_begins",
                fields=["folded_title"],
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(F("day").desc(nulls_last=True), F("id"), name="index_entry_newest"),
            models.Index(
                F("kind"), F("day").desc(nulls_last=True), F("id"), name="index_entry_of_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class KnownWord(models.Model):
    """A word of the index, or two neighbours of a title written as one ("caphe"): what a word with
    a slip is compared with, so that the index itself need not be.

    `written`: as it is looked for ("ca phe"); `shown`: as titles have it ("cà phê"); `sound`: what
    ways to write it that sound alike have in common; `uses`: in how many things it stands.
    """

    word = models.CharField(_("chữ"), max_length=40, unique=True)
    written = models.CharField(max_length=41)
    shown = models.CharField(max_length=60)
    sound = models.CharField(max_length=40, db_index=True)
    uses = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("chữ đã biết")
        verbose_name_plural = _("chữ đã biết")
        indexes: ClassVar = [
            GinIndex(name="known_word_alike", fields=["word"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.shown


class IndexState(models.Model):
    """How far the index has followed: one row, which is locked by whoever writes the index.

    `number`: of the journal's last entry that was followed; `edition`: what all findables said of
    theirs when it was made; `rebuilt_at`: when all was read anew.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    edition = models.CharField(max_length=64, blank=True)
    rebuilt_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("tình trạng mục tra cứu")
        verbose_name_plural = _("tình trạng mục tra cứu")
        constraints: ClassVar = [
            models.CheckConstraint(name="index_state_is_one", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.edition}"

"""Official papers that were put on the portal: what strangers read of them, and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sanvat.comments.models import Comment
from sanvat.findable.declared import findables
from sanvat.findable.searching import Hit
from sanvat.instruments import hooks
from sanvat.instruments.models import (
    Answer,
    Draft,
    DraftQuerySet,
    Instrument,
    InstrumentQuerySet,
    Publication,
    Relation,
)
from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words, source_of_row
from sanvat.records import files
from sanvat.records.among import among as is_among
from sanvat.records.models import StoredFile
from sanvat.records.secrets import veiled

AT_ONCE = 500
"""Rows that are held in memory."""
MOST_IN_A_LINE = 100
"""Papers that are looked at for the line in which one replaced or amended the other."""


def published() -> InstrumentQuerySet:
    """The newest first, with what a list says of them."""
    rows: InstrumentQuerySet = Instrument.objects.public().select_related("file", "place")
    return rows


def before(rows: InstrumentQuerySet, day: date, pk: int) -> InstrumentQuerySet:
    """Those that stand behind this day and key in the list."""
    found: InstrumentQuerySet = rows.filter(issued_on__lte=day).filter(
        Q(issued_on__lt=day) | Q(pk__lt=pk)
    )
    return found


def after(rows: InstrumentQuerySet, day: date, pk: int) -> InstrumentQuerySet:
    """Those that stand ahead of it."""
    found: InstrumentQuerySet = rows.filter(issued_on__gte=day).filter(
        Q(issued_on__gt=day) | Q(pk__gt=pk)
    )
    return found


def in_force(rows: InstrumentQuerySet, today: date) -> InstrumentQuerySet:
    """Of which nothing says that they hold no longer."""
    return rows.exclude(ended_on__lte=today)


def file_of(paper: Instrument) -> StoredFile | None:
    """Its file, as far as everybody may have it."""
    return paper.file if paper.file and files.may_be_published(paper.file) else None


def path_of(paper: Instrument) -> str:
    return f"/van-ban/{paper.pk}/"


def address_of(paper: Instrument) -> str:
    return f"{settings.SITE_ADDRESS}{path_of(paper)}"


# What papers do to one another


@dataclass(frozen=True)
class Effect:
    """What a paper does to another, or what is done to it. `other` None: a paper that is not on
    the portal, of which strangers learn no more than that it is there."""

    kind: str
    words: Any
    other: Instrument | None
    from_on: date | None


def effects_of(papers: Iterable[Instrument]) -> dict[int, tuple[list[Effect], list[Effect]]]:
    """For each paper's key what it does to earlier ones, and what later ones do to it; two
    queries. What it does to papers that are not on the portal is left out; what is done to it
    never, unless somebody only rests on it."""
    keys = [paper.pk for paper in papers]
    rows = Relation.objects.select_related("paper", "older")
    found: dict[int, tuple[list[Effect], list[Effect]]] = defaultdict(lambda: ([], []))
    for each in rows.filter(paper__in=keys, older__published_at__isnull=False):
        effect = Effect(each.kind, each.get_kind_display(), each.older, each.from_on)
        found[each.paper_id][0].append(effect)
    for each in rows.filter(older__in=keys):
        other = each.paper if each.paper.published_at else None
        if other is not None or each.kind != Relation.Kind.RESTS_ON:
            effect = Effect(each.kind, each.told_from_older, other, each.from_on)
            found[each.older_id][1].append(effect)
    return found


_LINE = """
WITH RECURSIVE line(id) AS (
    SELECT %(pk)s::bigint
    UNION
    SELECT CASE WHEN relation.paper_id = line.id THEN relation.older_id ELSE relation.paper_id END
    FROM instruments_relation AS relation
    JOIN line ON line.id IN (relation.paper_id, relation.older_id)
    WHERE relation.kind <> 'rests_on'
)
SELECT id FROM line LIMIT %(most)s
"""


def line_of(paper: Instrument) -> list[Instrument]:
    """The papers that replaced, amended or repealed one another up to this one and from it on, the
    first issued first; only those on the portal. Two queries; empty where it stands alone."""
    with connection.cursor() as cursor:
        cursor.execute(_LINE, {"pk": paper.pk, "most": MOST_IN_A_LINE})
        keys = [pk for (pk,) in cursor.fetchall()]
    if len(keys) < 2:
        return []
    rows = Instrument.objects.public().filter(pk__in=keys).order_by("issued_on", "pk")
    found = list(rows)
    return found if len(found) > 1 else []


def based_on(paper: Instrument) -> list[Hit]:
    """What is based on it and found by strangers: events, plans, agreements. As many queries as
    there are kinds of things, however many things."""
    hits = []
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, keys_of in hooks.FOUND_BY_STRANGERS:
        keys[kind] |= keys_of(paper)
    for kind, wanted in keys.items():
        if wanted and kind in findables():
            findable = findables()[kind]
            hits += [Hit(findable, thing) for thing in findable.read(wanted)]
    return hits


# Drafts


def drafts() -> DraftQuerySet:
    """Those whose comments end last stand first."""
    rows: DraftQuerySet = (
        Draft.objects.public()
        .select_related("thread", "organisation", "place", "file", "issued")
        .order_by("-open_until", "-pk")
    )
    return rows


def public_threads(among: Collection[int] | None = None) -> QuerySet[Any, Any]:
    """Threads of drafts that anybody may read now; among these keys, where some are given."""
    rows: QuerySet[Any, Any] = Draft.objects.public().order_by().values("thread")
    return rows if among is None else rows.filter(is_among("thread", among))


def verdicts_of(draft: Draft) -> dict[str, int]:
    """How many published comments got which answer; "" is none yet. One query."""
    return verdicts_by_draft([draft]).get(draft.pk, {})


def verdicts_by_draft(some: Iterable[Draft]) -> dict[int, dict[str, int]]:
    """The same for several drafts, by their keys; those without a comment are left out."""
    draft_of = {each.thread_id: each.pk for each in some}
    standing = Answer.objects.standing().filter(comment=OuterRef("pk"))
    rows = Comment.objects.published().filter(thread__in=draft_of).order_by()
    said = rows.annotate(said=Coalesce(Subquery(standing.values("verdict")[:1]), Value("")))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for thread, verdict, n in said.values_list("thread", "said").annotate(n=Count("pk")):
        found[draft_of[thread]][verdict] = n
    return found


def path_of_draft(draft: Draft) -> str:
    return f"/van-ban/lay-y-kien/{draft.pk}/"


def address_of_draft(draft: Draft) -> str:
    return f"{settings.SITE_ADDRESS}{path_of_draft(draft)}"


def file_of_draft(draft: Draft) -> StoredFile | None:
    """Its file, as far as everybody may have it."""
    return draft.file if draft.file and files.may_be_published(draft.file) else None


def paper_of_draft(draft: Draft) -> Instrument | None:
    """The paper that came of it, once that is on the portal."""
    return draft.issued if draft.issued and draft.issued.published_at else None


# As open data


def _rows(today: date) -> Iterator[Row]:
    rows = published().order_by("pk")
    first = 0
    while chunk := list(rows.filter(pk__gt=first)[:AT_ONCE]):
        effects, bodies = effects_of(chunk), _bodies(chunk)
        for paper in chunk:
            yield _row(paper, *effects[paper.pk], bodies.get(paper.pk, ""))
        first = chunk[-1].pk


def _bodies(papers: Collection[Instrument]) -> dict[int, str]:
    """Which body put each of them on the portal."""
    rows = Publication.objects.filter(instrument__in=papers, withdrawn_at=None)
    return dict(rows.values_list("instrument", "published_for__name"))


def _row(paper: Any, does: list[Effect], done: list[Effect], body: str) -> Row:
    file = file_of(paper)
    return (
        paper.pk,
        paper.kind,
        paper.number or None,
        paper.issued_on,
        veiled(paper.issuer),
        veiled(paper.summary),
        paper.place.code if paper.place else None,
        paper.place.full_name if paper.place else None,
        paper.expires_on,
        paper.ended_on,
        paper.amended_on,
        _named(does, Relation.Kind.REPLACES),
        _named(done, Relation.Kind.REPLACES),
        _named(does, Relation.Kind.AMENDS),
        _named(does, Relation.Kind.RESTS_ON),
        f"{address_of(paper)}tep/" if file else None,
        file.kind if file else None,
        body,
        paper.published_at,
        (Level.DECISION if paper.number else Level.ENTRY).value,
        address_of(paper),
        paper.is_demonstration,
    )


def _named(effects: list[Effect], kind: str) -> str | None:
    keys = (str(each.other.pk) for each in effects if each.kind == kind and each.other)
    return "; ".join(keys) or None


def kinds() -> Mapping[str, Words]:
    return {value: capfirst(label) for value, label in Instrument.Kind.choices}


PAPERS = Dataset(
    key="van-ban",
    page="/van-ban/",
    order=46,
    title=_("Văn bản"),
    about=_(
        "Công văn, quyết định, kế hoạch… mà cơ quan đã đăng lên cổng: số, ngày, nơi ban hành, "
        "trích yếu, và văn bản nào thay thế, sửa đổi văn bản nào. Văn bản đã gỡ không còn ở đây."
    ),
    columns=(
        Column("id", _("Mã văn bản"), Kind.WHOLE, Level.COMPUTED),
        Column("kind", _("Loại văn bản"), source="source", day="issued_on", values=kinds),
        Column("number", _("Số, ký hiệu; có thể trống"), source="source", day="issued_on"),
        Column("issued_on", _("Ngày ban hành"), Kind.DAY, "source"),
        Column("issuer", _("Cơ quan ban hành"), source="source", day="issued_on"),
        Column("summary", _("Trích yếu"), source="source", day="issued_on"),
        Column("place_code", _("Mã đơn vị hành chính của nơi lưu; trống là trung ương")),
        Column("place", _("Nơi lưu; trống là trung ương")),
        Column("expires_on", _("Hết hiệu lực sau ngày, như văn bản ghi"), Kind.DAY, "source"),
        Column(
            "ended_on",
            _("Không còn hiệu lực từ ngày, vì hết hạn, bị thay thế hoặc bãi bỏ; có thể trống"),
            Kind.DAY,
            Level.COMPUTED,
        ),
        Column("amended_on", _("Được sửa đổi lần đầu từ ngày"), Kind.DAY, Level.COMPUTED),
        Column("replaces", _("Mã các văn bản mà nó thay thế, cách nhau bằng dấu ;")),
        Column("replaced_by", _("Mã các văn bản thay thế nó, cách nhau bằng dấu ;")),
        Column("amends", _("Mã các văn bản mà nó sửa đổi, cách nhau bằng dấu ;")),
        Column("rests_on", _("Mã các văn bản mà nó căn cứ, cách nhau bằng dấu ;")),
        Column("file", _("Địa chỉ của tệp; có thể trống"), source=Level.COMPUTED),
        Column("file_type", _("Kiểu của tệp"), source=Level.COMPUTED),
        Column("published_by", _("Cơ quan đăng lên cổng"), day="published_at"),
        Column("published_at", _("Đăng lên cổng lúc"), Kind.MOMENT),
        Column("source", _("Nguồn gốc của dòng"), source=Level.COMPUTED, values=source_of_row),
        Column("url", _("Trang của văn bản"), source=Level.COMPUTED),
        Column(
            "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
        ),
    ),
    identified_by=("id",),
    rows=_rows,
    keywords=(_("công văn"), _("quyết định"), _("kế hoạch")),
    shown_by="kind",
)


def _draft_rows(today: date) -> Iterator[Row]:
    rows = drafts().order_by("pk")
    first = 0
    while chunk := list(rows.filter(pk__gt=first)[:AT_ONCE]):
        counts = verdicts_by_draft(chunk)
        for draft in chunk:
            yield _draft_row(draft, counts.get(draft.pk, {}), today)
        first = chunk[-1].pk


def _draft_row(draft: Any, counts: Mapping[str, int], today: date) -> Row:
    file, paper = file_of_draft(draft), paper_of_draft(draft)
    return (
        draft.pk,
        draft.kind,
        veiled(draft.title),
        veiled(draft.summary) or None,
        veiled(draft.why),
        draft.organisation.name,
        veiled(draft.issuer),
        draft.place.code if draft.place else None,
        draft.place.full_name if draft.place else None,
        draft.published_at,
        draft.open_until,
        draft.is_open_on(today),
        sum(counts.values()),
        *(counts.get(verdict, 0) for verdict in Answer.Verdict.values),
        paper.pk if paper else None,
        f"{address_of_draft(draft)}tep/" if file else None,
        file.kind if file else None,
        address_of_draft(draft),
        draft.is_demonstration,
    )


DRAFTS = Dataset(
    key="du-thao",
    page="/van-ban/lay-y-kien/",
    order=47,
    title=_("Dự thảo lấy ý kiến"),
    about=_(
        "Dự thảo văn bản đã đăng lên cổng để lấy ý kiến: nhận ý kiến đến ngày nào, bao nhiêu ý "
        "kiến đã đăng, được giải trình thế nào, văn bản nào đã ban hành. Dự thảo đã gỡ không còn "
        "ở đây; lời của từng ý kiến ở trang của dự thảo."
    ),
    columns=(
        Column("id", _("Mã dự thảo"), Kind.WHOLE, Level.COMPUTED),
        Column("kind", _("Loại văn bản"), day="published_at", values=kinds),
        Column("title", _("Tên dự thảo"), day="published_at"),
        Column("summary", _("Tóm tắt; có thể trống"), day="published_at"),
        Column("why", _("Vì sao cần văn bản này"), day="published_at"),
        Column("organisation", _("Cơ quan lấy ý kiến"), day="published_at"),
        Column("issuer", _("Cơ quan sẽ ban hành"), day="published_at"),
        Column("place_code", _("Mã đơn vị hành chính của nơi lưu; trống là trung ương")),
        Column("place", _("Nơi lưu; trống là trung ương")),
        Column("published_at", _("Đăng lên cổng lúc"), Kind.MOMENT),
        Column("open_until", _("Nhận ý kiến đến hết ngày"), Kind.DAY),
        Column(
            "is_open", _("Còn nhận ý kiến vào ngày lập bộ số liệu"), Kind.YES_NO, Level.COMPUTED
        ),
        Column("opinions", _("Số ý kiến đã đăng"), Kind.WHOLE, Level.COMPUTED, unit=_("ý kiến")),
        Column("taken", _("Số ý kiến tiếp thu"), Kind.WHOLE, Level.COMPUTED, unit=_("ý kiến")),
        Column(
            "partly",
            _("Số ý kiến tiếp thu một phần"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=_("ý kiến"),
        ),
        Column(
            "not_taken", _("Số ý kiến không tiếp thu"), Kind.WHOLE, Level.COMPUTED, unit=_("ý kiến")
        ),
        Column("issued", _("Mã văn bản đã ban hành; có thể trống"), Kind.WHOLE),
        Column("file", _("Địa chỉ của tệp; có thể trống"), source=Level.COMPUTED),
        Column("file_type", _("Kiểu của tệp"), source=Level.COMPUTED),
        Column("url", _("Trang của dự thảo"), source=Level.COMPUTED),
        Column(
            "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
        ),
    ),
    identified_by=("id",),
    rows=_draft_rows,
    keywords=(_("dự thảo"), _("lấy ý kiến"), _("giải trình")),
    shown_by="kind",
)
DATASETS = (PAPERS, DRAFTS)

"""What a paper does to earlier ones: added and taken out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.errors import Refusal
from sanvat.instruments import access
from sanvat.instruments.models import Instrument, Relation
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import hold, locked, take_turns
from sanvat.text.days import day

MOST_RELATIONS = 50
"""Earlier papers that one paper may name."""
TURN = "relations of papers"

_REACHED = """
WITH RECURSIVE below(id) AS (
    SELECT %s::bigint
    UNION
    SELECT relation.older_id FROM instruments_relation AS relation
    JOIN below ON below.id = relation.paper_id
)
SELECT EXISTS (SELECT FROM below WHERE id = %s)
"""


@transaction.atomic
def relate(
    paper: Instrument,
    older: Instrument,
    kind: str,
    *,
    from_on: date | None = None,
    by: User,
    at: datetime,
) -> Relation:
    """Say that a paper replaces, amends or repeals an older one, or rests on it.

    `from_on`: since when; the day of the paper itself where it is left out. Whoever says that
    another paper holds no longer, or otherwise, keeps that one too; whoever only rests on it sees
    it. Refuses a paper about itself (`paper-itself`), one that is newer (`paper-newer`), what leads
    back to the paper (`papers-in-a-circle`), what was said (`papers-related`), a day before the
    paper was issued (`day-before-paper`), and the fifty-first (`too-many-relations`).
    """
    require(access.may_relate(by, paper, older, kind))
    take_turns(TURN)
    hold(Instrument.objects.filter(pk__in=(paper.pk, older.pk)))
    paper, older = locked(paper), locked(older)
    if paper == older:
        raise Refusal(
            _("Một văn bản không thể dẫn tới chính nó. Hãy chọn văn bản khác."),
            code="paper-itself",
        )
    if older.issued_on > paper.issued_on:
        raise Refusal(
            _(
                "%(older)s ban hành ngày %(day)s, sau văn bản này. Hãy ghi quan hệ ở trang của "
                "văn bản ban hành sau."
            )
            % {"older": str(older), "day": day(older.issued_on)},
            code="paper-newer",
        )
    acts = kind != Relation.Kind.RESTS_ON
    since = (from_on or paper.issued_on) if acts else None
    if since is not None and since < paper.issued_on:
        raise Refusal(
            _("Ngày bắt đầu không thể trước ngày ban hành của văn bản. Hãy xem lại ngày."),
            code="day-before-paper",
        )
    said = list(paper.relations.values_list("older_id", "kind"))
    same = [each for pk, each in said if pk == older.pk]
    if kind in same or (acts and any(each != Relation.Kind.RESTS_ON for each in same)):
        raise Refusal(
            _("Quan hệ với văn bản này đã ghi rồi. Muốn ghi khác, hãy bỏ quan hệ đã ghi trước."),
            code="papers-related",
        )
    if len(said) >= MOST_RELATIONS:
        raise Refusal(
            _("Một văn bản dẫn tới nhiều nhất %(most)s văn bản khác. Hãy bỏ bớt quan hệ.")
            % {"most": MOST_RELATIONS},
            code="too-many-relations",
        )
    if _leads_to(older, paper):
        raise Refusal(
            _(
                "%(older)s đã dẫn tới văn bản này, trực tiếp hoặc qua văn bản khác, nên không ghi "
                "ngược lại được. Hãy xem lại chiều của quan hệ."
            )
            % {"older": str(older)},
            code="papers-in-a-circle",
        )
    made = Relation(paper=paper, older=older, kind=kind, from_on=since, added_by=by, added_at=at)
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
    _write(made, act="relate_instrument", by=by, at=at, was=False)
    return made


@transaction.atomic
def unrelate(relation: Relation, *, by: User, at: datetime) -> None:
    """Take out a relation that was entered by mistake; the older paper holds again. Who may have
    entered it may."""
    take_turns(TURN)
    relation = locked(relation, "paper", "older")
    require(access.may_relate(by, relation.paper, relation.older, relation.kind))
    _write(relation, act="unrelate_instrument", by=by, at=at, was=True)
    relation.delete()


def _leads_to(paper: Instrument, other: Instrument) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_REACHED, [paper.pk, other.pk])
        return bool(cursor.fetchone()[0])


def _write(relation: Relation, *, act: str, by: User, at: datetime, was: bool) -> None:
    """In the history of the paper, and of the older one where that holds otherwise now."""
    with override("vi"):
        told = {relation.paper: f"{relation.get_kind_display()} {relation.older}"}
        if relation.from_on is not None:
            told[relation.older] = f"{relation.told_from_older} {relation.paper}"
    for paper, words in told.items():
        changes: dict[str, tuple[Any, Any]] = {"relation": (None, words)}
        if relation.from_on is not None:
            changes["from_on"] = (None, relation.from_on)
        if was:
            changes = {name: (after, before) for name, (before, after) in changes.items()}
        journal.write(act, by=by, subject=paper, at=at, changes=changes)

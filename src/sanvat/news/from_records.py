"""What an article begins with that is drafted from a record: its facts, and where they stand.

Only what the record says; an editor writes the rest. Names of people are not taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement, ReviewLine
from sanvat.certificates import decisions
from sanvat.certificates.models import Recognition
from sanvat.events.models import Event
from sanvat.instruments.models import Instrument
from sanvat.news.actions.drafts import Block, Draft
from sanvat.news.models import Topic, UnitHome
from sanvat.places.models import within
from sanvat.plans.models import Plan
from sanvat.text.days import day
from sanvat.text.numbers import number

MOST_LINES = 60
"""Lines of a list that are taken over."""
RECENT = timedelta(days=365)

_OF_EVENTS: dict[str, Topic] = {
    Event.Kind.TRAINING: Topic.TRAINING,
    Event.Kind.FAIR: Topic.PROMOTION,
    Event.Kind.COUNCIL: Topic.RANKING,
    Event.Kind.SIGNING: Topic.AGREEMENT,
    Event.Kind.REVIEW: Topic.CYCLE,
    Event.Kind.CONFERENCE: Topic.CYCLE,
}


def record_of(thing: Any) -> str:
    """What an article keeps of the record it was begun from."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def from_event(event: Event) -> Draft:
    """Of an event: when, where, who held it, what it was about, what it concluded."""
    said = event.is_to_come
    lead = _("%(host)s %(verb)s %(kind)s “%(title)s”: %(when)s, tại %(where)s.") % {
        "host": event.host.name,
        "verb": _("sẽ tổ chức") if said else _("đã tổ chức"),
        "kind": event.get_kind_display(),
        "title": event.title,
        "when": event.when,
        "where": event.where,
    }
    blocks: list[Block] = [("paragraph", event.summary)] if event.summary else []
    if topics := [each.text for each in event.topics.all()[:MOST_LINES]]:
        blocks += [("heading", _("Nội dung")), ("list", topics)]
    if partners := [
        each.organisation.name for each in event.co_hosts.select_related("organisation")
    ]:
        blocks.append(("paragraph", _("Phối hợp: %s.") % ", ".join(partners)))
    if event.conclusion:
        blocks += [("heading", _("Kết luận")), ("paragraph", event.conclusion)]
    public = f"{settings.SITE_ADDRESS}/lich/{event.pk}/" if event.published_at else ""
    return Draft(
        title=event.title,
        lead=lead,
        blocks=[*blocks, *_of_paper(event.instrument)],
        source_note=event.host.name,
        source_link=public,
        topics=[_OF_EVENTS[event.kind]] if event.kind in _OF_EVENTS else [],
        place=event.place,
        made_from=record_of(event),
    )


def from_plan(plan: Plan) -> Draft:
    """Of an issued plan: its targets and goals."""
    lead = _("%(body)s ban hành %(title)s, thực hiện từ %(first)s đến %(last)s.") % {
        "body": plan.organisation.name,
        "title": plan.title,
        "first": day(plan.starts_on),
        "last": day(plan.ends_on),
    }
    targets = [
        f"{target.name}: {target.range} {target.unit}".strip()
        for target in plan.targets.order_by("number")[:MOST_LINES]
    ]
    blocks: list[Block] = [("heading", _("Chỉ tiêu")), ("list", targets)] if targets else []
    if plan.goals:
        blocks += [("heading", _("Mục tiêu")), ("paragraph", plan.goals)]
    if plan.tasks:
        blocks += [("heading", _("Nhiệm vụ")), ("paragraph", plan.tasks)]
    return Draft(
        title=plan.title,
        lead=lead,
        blocks=[*blocks, *_of_paper(plan.decision)],
        source_note=plan.organisation.name,
        topics=[Topic.PLAN],
        place=plan.place,
        made_from=record_of(plan),
    )


def from_agreement(agreement: Agreement) -> Draft:
    """Of a signed agreement: its parties and contents; of a reviewed one also how it ended."""
    parties = [each.organisation.name for each in agreement.parties.select_related("organisation")]
    lead = _("%(parties)s ký %(kind)s “%(title)s”, thực hiện từ %(first)s đến %(last)s.") % {
        "parties": ", ".join(parties),
        "kind": agreement.get_kind_display(),
        "title": agreement.title,
        "first": day(agreement.starts_on),
        "last": day(agreement.ends_on),
    }
    blocks: list[Block] = [("paragraph", agreement.theme)] if agreement.theme else []
    lines = ReviewLine.objects.filter(review__agreement=agreement)
    if whole := lines.count():
        done = lines.filter(mark=ReviewLine.Mark.values[0]).count()
        told = _("Tổng kết: %(done)s trên %(all)s nội dung được đánh giá hoàn thành.")
        blocks.append(("paragraph", told % {"done": number(done), "all": number(whole)}))
    if items := [each.text for each in agreement.items.order_by("number")[:MOST_LINES]]:
        blocks += [("heading", _("Nội dung phối hợp")), ("list", items)]
    return Draft(
        title=agreement.title[:255],
        lead=lead,
        blocks=[*blocks, *_of_paper(agreement.instrument)],
        source_note=agreement.drafted_for.name,
        topics=[Topic.AGREEMENT],
        place=agreement.place,
        made_from=record_of(agreement),
    )


def recent_decisions(home: UnitHome, today: date) -> list[decisions.Decision]:
    """The decisions of the last year by which products of a site's place got their stars, the
    newest first."""
    return decisions.newest(home.place, since=today - RECENT)


def from_decision(home: UnitHome, decision: str, issued_on: date) -> Draft | None:
    """Of the recognitions of one decision in a site's place; None where there are none."""
    rows = list(
        _recognised(home)
        .filter(decision=decision, issued_on=issued_on)
        .select_related("product__producer__organisation")
        .order_by("-stars", "product__sort_key")[:MOST_LINES]
    )
    if not rows:
        return None
    counts = {stars: sum(each.stars == stars for each in rows) for stars in (5, 4, 3)}
    told = ", ".join(
        _("%(n)s sản phẩm %(stars)s sao") % {"n": n, "stars": stars}
        for stars, n in counts.items()
        if n
    )
    where = home.place.full_name if home.place else ""
    return Draft(
        title=_("Công nhận %(n)s sản phẩm OCOP theo Quyết định %(decision)s")
        % {"n": number(len(rows)), "decision": decision},
        lead=_("Ngày %(day)s, %(authority)s công nhận %(told)s%(where)s.")
        % {
            "day": day(issued_on),
            "authority": rows[0].authority or _("cơ quan có thẩm quyền"),
            "told": told,
            "where": _(" tại %s") % where if where else "",
        },
        blocks=[
            ("heading", _("Các sản phẩm")),
            ("list", [_recognised_line(each) for each in rows]),
        ],
        source_note=_("Quyết định %(decision)s ngày %(day)s")
        % {"decision": decision, "day": day(issued_on)},
        topics=[Topic.RANKING],
        place=home.place,
        products=[each.product for each in rows],
        made_from=f"decision:{issued_on}:{decision}"[:60],
    )


def _recognised(home: UnitHome) -> QuerySet[Recognition]:
    rows: QuerySet[Recognition] = Recognition.objects.all()
    return rows.filter(within(home.place, "product__current_place")) if home.place else rows


def _recognised_line(each: Recognition) -> str:
    producer = each.product.producer.organisation.name
    return _("%(product)s, %(producer)s: %(stars)s sao") % {
        "product": each.product.name,
        "producer": producer,
        "stars": each.stars,
    }


def _of_paper(paper: Instrument | None) -> Sequence[Block]:
    if paper is None:
        return ()
    told = _("Căn cứ: %(paper)s ngày %(day)s của %(issuer)s.") % {
        "paper": capfirst(str(paper)),
        "day": day(paper.issued_on),
        "issuer": paper.issuer,
    }
    return (("paragraph", told),)

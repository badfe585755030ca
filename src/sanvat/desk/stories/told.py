"""The five founding stories. Their words are ours; every name, day and figure is read from the
records, so that a fact that is not entered is seen to be missing."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement, Item, Version
from sanvat.assignments.models import Assignment
from sanvat.assignments.progress import Progress, progress_of
from sanvat.desk.stories.facts import (
    Fact,
    Story,
    agreement_of,
    event_of,
    fact,
    listed,
    movement_of,
    plan_of,
    read,
)
from sanvat.events.models import Event
from sanvat.indicators.models import Indicator, Value
from sanvat.movements.models import Contribution
from sanvat.parties.models import User
from sanvat.plans.models import Plan, Target
from sanvat.plans.sharing import sharing_of
from sanvat.text.days import day
from sanvat.text.numbers import number

COMMITTEE = "Ủy ban nhân dân"


def stories_for(user: User) -> list[Story]:
    """As far as this person sees the records."""
    return [thuong_tin(user), tho_xuan(user), thai_binh(user), thanh_tri(user), ba_che(user)]


def thuong_tin(user: User) -> Story:
    host = f"{COMMITTEE} huyện Thường Tín"
    event = event_of(user, host, date(2020, 10, 14))
    call = movement_of(user, host, 2020)
    return Story(
        _("Thường Tín, Hà Nội"),
        _("Một hội nghị mở đầu năm"),
        [
            fact(
                _("%(host)s mở hội nghị: %(when)s, tại %(place)s."),
                event,
                host=read(event, lambda e: e.host.name),
                when=read(event, lambda e: e.when),
                place=read(event, lambda e: e.place.full_name),
            ),
            fact(_("Hội nghị mở đầu: %(title)s."), event, title=read(event, lambda e: e.title)),
            *_topics(event),
            _came(event),
            fact(
                _("Người dân được mời nêu ý tưởng: %(call)s"),
                call,
                call=read(call, lambda m: m.call),
            ),
        ],
    )


def _topics(event: Event | None) -> list[Fact]:
    """One for each thing that was passed on."""
    topics = list(event.topics.all()) if event is not None else []
    if not topics:
        return [fact(_("Nội dung truyền đạt: %(text)s."), event, text="")]
    return [
        fact(_("Nội dung %(n)s: %(text)s."), event, n=n, text=topic.text)
        for n, topic in enumerate(topics, 1)
    ]


def _came(event: Event | None) -> Fact:
    came = event.guests.came().order_by("number") if event is not None else []
    names = [guest.name for guest in came]
    return fact(
        _("Có mặt %(n)s thành phần: %(names)s."), event, n=len(names) or "", names=listed(names)
    )


def tho_xuan(user: User) -> Story:
    event = event_of(user, f"{COMMITTEE} huyện Thọ Xuân", date(2019, 7, 9))
    paper = read(event, lambda e: e.instrument)
    hosts = read(event, lambda e: listed(each.organisation.name for each in e.co_hosts.all()))
    return Story(
        _("Thọ Xuân, Thanh Hóa"),
        _("Một lớp tập huấn cho cán bộ và chủ thể"),
        [
            fact(
                _("Tổ chức theo %(paper)s ngày %(day)s của %(issuer)s."),
                paper,
                paper=paper and str(paper),
                day=paper and day(paper.issued_on),
                issuer=paper and paper.issuer,
            ),
            fact(
                _("%(host)s tổ chức ngày %(when)s, cùng %(with)s."),
                event,
                host=read(event, lambda e: e.host.name),
                when=read(event, lambda e: e.when),
                **{"with": hosts},
            ),
            _came(event),
            fact(
                _("Chương trình được hiểu là: %(text)s"),
                event,
                text=read(event, lambda e: e.summary),
            ),
            *_topics(event),
        ],
    )


def thai_binh(user: User) -> Story:
    body = f"{COMMITTEE} tỉnh Thái Bình"
    plan, event = plan_of(user, body, 2020), event_of(user, body, date(2020, 1, 15))
    return Story(
        _("Thái Bình"),
        _("Một tỉnh đặt chỉ tiêu cho năm 2020"),
        [
            fact(
                _("Chủ trì: %(who)s; cùng %(with)s."),
                event,
                who=read(event, _speakers),
                **{
                    "with": read(
                        event,
                        lambda e: listed(each.organisation.name for each in e.co_hosts.all()),
                    )
                },
            ),
            fact(
                _("%(body)s ban hành: %(plan)s."),
                plan,
                body=read(plan, lambda p: p.organisation.name),
                plan=read(plan, lambda p: p.title),
            ),
            *_targets(plan),
            *_tasks(plan, user),
        ],
    )


def _targets(plan: Plan | None) -> list[Fact]:
    targets: list[Target] = list(plan.targets.order_by("number")) if plan is not None else []
    if plan is None or not targets:
        return [fact(_("Chỉ tiêu: %(name)s."), plan, name="")]
    told = []
    for target in targets:
        told.append(
            fact(
                _("Chỉ tiêu %(n)s, %(name)s: %(asked)s %(unit)s."),
                plan,
                n=target.number,
                name=target.name,
                asked=str(target.range),
                unit=target.unit,
            )
        )
        if target.priorities:
            told.append(
                fact(
                    _("Ưu tiên của chỉ tiêu %(n)s: %(text)s"),
                    plan,
                    n=target.number,
                    text=target.priorities,
                )
            )
        if sharing := sharing_of(plan, target):
            told.append(
                fact(
                    _("Giao chỉ tiêu %(n)s cho các đơn vị: %(words)s."),
                    plan,
                    n=target.number,
                    words=sharing.words,
                )
            )
    return told


def _tasks(plan: Plan | None, user: User) -> list[Fact]:
    seen = Assignment.objects.visible_to(user).filter(from_share=None, plan__isnull=False)
    tasks = list(seen.filter(plan=plan).order_by("pk"))
    if not tasks:
        return [fact(_("Nhiệm vụ được giao: %(title)s."), None, title="")]
    far = progress_of([task.pk for task in tasks], timezone.localdate())
    return [
        fact(
            _("Nhiệm vụ: %(title)s; giao cho %(total)s đơn vị, xong %(done)s."),
            task,
            title=task.title,
            total=far.get(task.pk, Progress()).total,
            done=far.get(task.pk, Progress()).done,
        )
        for task in tasks
    ]


def thanh_tri(user: User) -> Story:
    bureau = "Ban Tuyên giáo Huyện ủy Thanh Trì"
    before, after = agreement_of(user, bureau, 2016), agreement_of(user, bureau, 2017)
    return Story(
        _("Thanh Trì, Hà Nội"),
        _("Một chương trình phối hợp được ký"),
        [
            _parties(after),
            *_signing(after),
            _whole(before),
            _contents(before),
            fact(_("Mục đích: %(text)s"), after, text=read(after, lambda a: a.purpose)),
            *_each_item(after),
        ],
    )


def _parties(agreement: Agreement | None) -> Fact:
    return fact(
        _("Các bên của %(title)s: %(parties)s."),
        agreement,
        title=read(agreement, lambda a: a.title),
        parties=read(agreement, lambda a: listed(a.parties.select_related("organisation"))),
    )


def _signing(agreement: Agreement | None) -> list[Fact]:
    """When it was signed, and at what event."""
    event = read(agreement, lambda a: a.signing_event)
    signed = read(agreement, lambda a: a.versions.filter(kind=Version.Kind.SIGNED).last())
    first = read(signed, lambda s: s.signatures.first())
    return [
        fact(
            _("Hai bên ký ngày %(day)s tại %(place)s."),
            agreement,
            day=first and day(first.signed_on),
            place=first and first.signed_at,
        ),
        fact(
            _("Ký tại hội nghị %(title)s, %(when)s."),
            event,
            title=read(event, lambda e: e.title),
            when=read(event, lambda e: e.when),
        ),
    ]


def _items(agreement: Agreement | None) -> list[Item]:
    return list(agreement.items.order_by("number")) if agreement is not None else []


def _whole(agreement: Agreement | None) -> Fact:
    """How many of the items the other side confirmed."""
    items = _items(agreement)
    done = sum(item.state == Item.State.CONFIRMED for item in items)
    return fact(
        _("Năm %(year)s: %(done)s/%(total)s nội dung đã làm, bên kia xác nhận."),
        agreement,
        year=read(agreement, lambda a: a.year),
        done=done if items else "",
        total=len(items) or "",
    )


def _contents(agreement: Agreement | None) -> Fact:
    return fact(
        _("Các nội dung năm %(year)s: %(items)s."),
        agreement,
        year=read(agreement, lambda a: a.year),
        items=listed(item.text for item in _items(agreement)),
    )


def _each_item(agreement: Agreement | None) -> list[Fact]:
    items = _items(agreement)
    if not items:
        return [fact(_("Nội dung: %(text)s."), agreement, text="")]
    return [
        fact(
            _("Nội dung %(n)s của năm %(year)s: %(text)s."),
            item,
            n=item.number,
            year=agreement.year if agreement else "",
            text=item.text,
        )
        for item in items
    ]


def ba_che(user: User) -> Story:
    host = f"{COMMITTEE} huyện Ba Chẽ"
    before, after = agreement_of(user, host, 2019), agreement_of(user, host, 2020)
    event = event_of(user, host, date(2020, 3, 26))
    review = read(before, lambda a: getattr(a, "review", None))
    return Story(
        _("Ba Chẽ, Quảng Ninh"),
        _("Một chương trình phối hợp được tổng kết rồi ký tiếp"),
        [
            _parties(after),
            fact(
                _("Chủ trì: %(people)s."),
                event,
                people=read(event, _speakers),
            ),
            _whole(before),
            _contents(before),
            fact(_("Chủ đề năm 2019: %(theme)s."), before, theme=read(before, lambda a: a.theme)),
            *_figures(user),
            _given(user, host),
            fact(_("Hạn chế: %(text)s"), before, text=read(review, lambda r: r.weaknesses)),
            fact(_("Đề nghị: %(text)s"), before, text=read(review, lambda r: r.proposals)),
            *_signing(after),
            fact(_("Chủ đề năm 2020: %(theme)s."), after, theme=read(after, lambda a: a.theme)),
            *_each_item(after),
        ],
    )


def _speakers(event: Event) -> str:
    return listed(f"{one.name} ({one.title})" for one in event.speakers.all())


def _figures(user: User) -> list[Fact]:
    """The two indicators of the end of 2019, of the district and of its communes."""
    seen = Indicator.objects.visible_to(user)
    told = []
    for code in ("ty-le-ho-ngheo", "xa-nong-thon-moi"):
        indicator: Indicator | None = seen.filter(code=code).first()
        values = Value.objects.filter(indicator=indicator, year=2019).select_related("place")
        of_ba_che = [value for value in values.order_by("place__name") if _in_ba_che(value)]
        unit = read(indicator, lambda i: i.unit)
        told.append(
            fact(
                _("%(name)s năm 2019: %(values)s."),
                indicator,
                name=read(indicator, lambda i: capfirst(i.name)),
                values=listed(f"{v.place.title} {number(v.value)} {unit}" for v in of_ba_che),
            )
        )
    return told


def _in_ba_che(value: Value) -> bool:
    return "huyện Ba Chẽ" in value.place.full_name


def _given(user: User, host: str) -> Fact:
    """What people gave; without amounts, for the report told none."""
    movement = movement_of(user, host, 2019)
    gifts = Contribution.objects.filter(movement=movement).order_by("pk") if movement else []
    return fact(
        _("%(name)s: %(gifts)s."),
        movement,
        name=read(movement, lambda m: m.name),
        gifts=listed(gift.description for gift in gifts),
    )

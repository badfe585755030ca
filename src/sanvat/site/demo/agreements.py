"""Two founding stories told by the acts of the room, and a programme of today.

Thanh Trì 2017 (story 4) and Ba Chẽ 2019 and 2020 (story 5): each act is dated on its day and done
by a person of the side whose it is. What the reports do not tell (who stood for a body, which side
led) is ours, and says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from sanvat.agreements import actions
from sanvat.agreements.actions import Figure, Signer
from sanvat.agreements.events import signing_events
from sanvat.agreements.models import Agreement, Item, Party
from sanvat.events.models import Event
from sanvat.indicators.models import Indicator
from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.parties.models import Organisation, Role, User
from sanvat.site.demo import World, parties
from sanvat.site.demo.concerns import district_person

AFTER = ("parties", "certificates", "events", "concerns")

OURS = "Bên chủ trì và bên phối hợp do hệ thống xếp; bản tin không nói."
SPLIT = "Bản tin ghép việc này với một việc khác; ở đây tách thành hai nội dung. "
UNNAMED = "(bản tin không ghi tên)"

THANH_TRI_DAY = date(2017, 3, 30)
BA_CHE_DAY = date(2020, 3, 26)


def add(world: World) -> None:
    with_thanh_tri(world)
    with_ba_che(world)
    with_living(world)


# Story 4: Thanh Trì, Hà Nội


def with_thanh_tri(world: World) -> tuple[Agreement, Agreement]:
    """2016 carried out and reviewed, 2017 signed on 30 March 2017. Returns both."""
    told = words()["thanh-tri"]
    bureau = _body("Ban Tuyên giáo Huyện ủy Thanh Trì")
    committee = _body("Ủy ban nhân dân huyện Thanh Trì")
    sides = {
        "bureau": _person(bureau, "0900000041", "Người nhập liệu Ban Tuyên giáo", world),
        "committee": district_person(committee.name, world)[1],
    }
    first = _signed(
        "Chương trình phối hợp năm 2016 giữa Ban Tuyên giáo Huyện ủy và UBND huyện Thanh Trì",
        (bureau, committee),
        told["items-2016"],
        sides,
        year=2016,
        signed_on=date(2016, 3, 30),
        note=OURS,
    )
    _carry_out(first, sides, on=date(2016, 12, 15))
    _review(first, sides, on=THANH_TRI_DAY)
    after = _next(
        first,
        "Chương trình phối hợp năm 2017 giữa Ban Tuyên giáo Huyện ủy và UBND huyện Thanh Trì",
        told["items-2017"],
        sides,
        year=2017,
        signed_on=THANH_TRI_DAY,
        purpose=(
            "Tuyên truyền và thực hiện kế hoạch kinh tế - xã hội; giải quyết những vấn đề bức xúc "
            "của nhân dân."
        ),
    )
    return first, after


# Story 5: Ba Chẽ, Quảng Ninh


def with_ba_che(world: World) -> tuple[Agreement, Agreement]:
    """2019 reviewed with 16 of 16, 2020 signed on 26 March 2020. Returns both."""
    told = words()["ba-che"]
    committee = _body("Ủy ban nhân dân huyện Ba Chẽ")
    front = _body("Khối Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện Ba Chẽ")
    sides = {
        "front": _person(front, "0900000043", "Người nhập liệu khối Mặt trận Ba Chẽ", world),
        "committee": district_person(committee.name, world)[1],
    }
    first = _signed(
        "Chương trình phối hợp năm 2019 giữa UBND huyện và khối Mặt trận Tổ quốc, "
        "các tổ chức chính trị - xã hội huyện Ba Chẽ",
        (front, committee),
        told["items-2019"],
        sides,
        year=2019,
        signed_on=date(2019, 3, 20),
        theme=told["theme-2019"],
        note=OURS,
    )
    _carry_out(first, sides, on=date(2019, 12, 20))
    source = told["report"]
    end = date(2019, 12, 31)
    _review(
        first,
        sides,
        on=BA_CHE_DAY,
        figures=[
            Figure("Tỷ lệ hộ nghèo của huyện", Decimal("2.13"), "%", end, source),
            Figure(
                "Xã đạt chuẩn nông thôn mới (Minh Cầm, Nam Sơn, Đạp Thanh)",
                Decimal(3),
                "xã",
                end,
                source,
            ),
        ],
        weaknesses="Các đại biểu đã thảo luận những mặt còn hạn chế (bản tin không kể chi tiết).",
        proposals="Các đại biểu đề nghị bổ sung nội dung cho năm 2020.",
    )
    after = _next(
        first,
        "Chương trình phối hợp năm 2020 giữa UBND huyện và khối Mặt trận Tổ quốc, "
        "các tổ chức chính trị - xã hội huyện Ba Chẽ",
        told["items-2020"],
        sides,
        year=2020,
        signed_on=BA_CHE_DAY,
        theme=told["theme-2020"],
        positions={
            "committee": "Phó Chủ tịch Thường trực UBND huyện",
            "front": "Trưởng khối",
        },
    )
    return first, after


# What both have in common


def _body(name: str) -> Organisation:
    found: Organisation = Organisation.objects.get(name=name)
    return found


def _person(organisation: Organisation, phone: str, name: str, world: World) -> User:
    """Somebody who enters what a body did; whoever did it then is not told by name."""
    invited = parties.invite(organisation, Role.PROGRAMME_PARTY, phone, name, world)
    return User.objects.get(pk=invited.pk)


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _signed(
    title: str,
    bodies: tuple[Organisation, Organisation],
    items: Sequence[Mapping[str, Any]],
    sides: Mapping[str, User],
    *,
    year: int,
    signed_on: date,
    note: str,
    **fields: Any,
) -> Agreement:
    by, when = next(iter(sides.values())), at(signed_on - timedelta(days=10))
    place = bodies[1].place
    assert place is not None
    agreement = actions.draft(
        title,
        place,
        bodies,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        is_demonstration=True,
        by=by,
        at=when,
        **fields,
    )
    _add_items(agreement, items, sides, by=by, when=when, note=note, number=0)
    _sign(agreement, sides, signed_on=signed_on, positions={})
    return Agreement.objects.get(pk=agreement.pk)


def _add_items(
    agreement: Agreement,
    items: Sequence[Mapping[str, Any]],
    sides: Mapping[str, User],
    *,
    by: User,
    when: datetime,
    note: str,
    number: int,
) -> None:
    of = _parties(agreement, sides)
    first, second = sides
    for each in items:
        number += 1
        lead = each.get("lead", first)
        partner = second if lead == first else first
        actions.add_item(
            agreement,
            each["text"],
            of[lead],
            partners={of[partner]: ""},
            indicator=_indicator(each),
            note=(SPLIT if each.get("split") else "") + note,
            number=number,
            by=by,
            at=when,
        )


def _indicator(each: Mapping[str, Any]) -> Indicator | None:
    """By which an item counts itself."""
    found: Indicator | None = Indicator.objects.filter(code=each.get("indicator", "")).first()
    return found


def _parties(agreement: Agreement, sides: Mapping[str, User]) -> dict[str, Party]:
    of = {party.organisation_id: party for party in agreement.parties.all()}
    found = {}
    for side, person in sides.items():
        assert person.acting is not None
        found[side] = of[person.acting.organisation_id]
    return found


def _sign(
    agreement: Agreement,
    sides: Mapping[str, User],
    *,
    signed_on: date,
    positions: Mapping[str, str],
) -> None:
    by = next(iter(sides.values()))
    actions.send_round(agreement, by=by, at=at(signed_on - timedelta(days=5)))
    signers = {
        party: Signer(UNNAMED, positions.get(side, ""))
        for side, party in _parties(agreement, sides).items()
    }
    agreement.refresh_from_db()
    actions.sign(
        agreement,
        signers,
        signed_on=signed_on,
        by=by,
        at=at(signed_on),
        signed_at=_where(agreement),
        event=_signing(agreement, signed_on),
    )


def _signing(agreement: Agreement, signed_on: date) -> Event | None:
    """The event of that day at which the parties sign, where one is entered."""
    found: Event | None = signing_events(agreement).filter(starts_on=signed_on).first()
    return found


def _where(agreement: Agreement) -> str:
    return agreement.place.full_name.partition(",")[0]


def _carry_out(agreement: Agreement, sides: Mapping[str, User], *, on: date) -> None:
    """Each item said to be done by its lead, and confirmed by the other side five days later."""
    people = {person.acting.organisation_id: person for person in sides.values() if person.acting}
    for item in agreement.items.select_related("lead"):
        lead = people.pop(item.lead.organisation_id)
        (other,) = people.values()
        people[item.lead.organisation_id] = lead
        actions.say_done(item, "Đã thực hiện, theo bản tin tổng kết.", by=lead, at=at(on))
        actions.confirm(Item.objects.get(pk=item.pk), by=other, at=at(on + timedelta(days=5)))


def _review(agreement: Agreement, sides: Mapping[str, User], *, on: date, **words: Any) -> None:
    first = next(iter(sides.values()))
    actions.write_review(agreement, by=first, at=at(on, 8), **words)
    for person in sides.values():
        actions.sign_review(agreement, UNNAMED, signed_on=on, by=person, at=at(on))
    agreement.refresh_from_db()
    actions.publish(agreement, True, by=first, at=at(on, 10))


def _next(
    before: Agreement,
    title: str,
    items: Sequence[Mapping[str, Any]],
    sides: Mapping[str, User],
    *,
    year: int,
    signed_on: date,
    theme: str = "",
    purpose: str = "",
    positions: Mapping[str, str] = {},
) -> Agreement:
    """The year after: what goes on is tied to what it was, the rest is added in its place."""
    by, when = next(iter(sides.values())), at(signed_on, 8)
    kept = {item.number: item for item in before.items.all()}
    after = actions.draft_next(
        before,
        title,
        theme=theme,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        carry=[kept[each["from"]] for each in items if "from" in each],
        by=by,
        at=when,
    )
    actions.change_agreement(after, purpose=purpose, by=by, at=when)
    carried = {
        item.comes_from.number: item
        for item in after.items.select_related("comes_from")
        if item.comes_from is not None
    }
    for number, each in enumerate(items, start=1):
        if "from" in each:
            item = Item.objects.get(pk=carried[each["from"]].pk)
            actions.change_item(item, text=each["text"], note=OURS, by=by, at=when)
        else:
            _add_items(after, [each], sides, by=by, when=when, note=OURS, number=number - 1)
    _sign_same_day(after, sides, signed_on=signed_on, positions=positions)
    return Agreement.objects.get(pk=after.pk)


def _sign_same_day(
    agreement: Agreement,
    sides: Mapping[str, User],
    *,
    signed_on: date,
    positions: Mapping[str, str],
) -> None:
    by = next(iter(sides.values()))
    actions.send_round(agreement, by=by, at=at(signed_on, 9))
    signers = {
        party: Signer(UNNAMED, positions.get(side, ""))
        for side, party in _parties(agreement, sides).items()
    }
    actions.sign(
        Agreement.objects.get(pk=agreement.pk),
        signers,
        signed_on=signed_on,
        by=by,
        at=at(signed_on, 11),
        signed_at=_where(agreement),
        event=_signing(agreement, signed_on),
    )
    actions.publish(agreement, True, by=by, at=at(signed_on, 12))


# Today, in the province of the demonstration


def with_living(world: World) -> Agreement:
    """The coordination office and the farmers' union: an item at every state, minutes, and a draft
    with comments."""
    told = words()["living"]
    office, union = world.person(Role.COORDINATOR), world.person(Role.PROGRAMME_PARTY)
    year = timezone.localdate(world.at).year
    day = max(timezone.localdate(world.at) - timedelta(days=60), date(year, 1, 1))
    begun = at(day, 8)
    agreement = _draft(told, office, union, year, begun, world)
    of = _parties(agreement, {"office": office, "union": union})
    for each in told["items"]:
        lead = each["lead"]
        partner = of["union" if lead == "office" else "office"]
        actions.add_item(
            agreement,
            each["text"],
            of[lead],
            duty=each.get("duty", ""),
            product=each.get("product", ""),
            partners={partner: each.get("partner", "")},
            due_on=_due(each, day, world, year),
            by=office,
            at=begun,
        )
    actions.send_round(agreement, by=office, at=begun)
    said = actions.comment(
        agreement, "Nên ghi rõ số lớp và số hội viên.", by=union, at=begun + timedelta(hours=1)
    )
    actions.answer_comment(
        said, "taken", "Đã ghi ở nội dung 1.", by=office, at=begun + timedelta(hours=2)
    )
    actions.sign(
        Agreement.objects.get(pk=agreement.pk),
        {
            of["office"]: Signer(office.name, "Chánh Văn phòng"),
            of["union"]: Signer(union.name, "Chủ tịch"),
        },
        signed_on=day,
        signed_at="Đà Lạt",
        instrument=instruments.record(
            kind=Instrument.Kind.PROGRAMME,
            number=f"01/CTPH-TD-{year}",
            issued_on=day,
            issuer="Hai cơ quan trình diễn",
            by=office,
            at=at(day, 12),
        ),
        by=office,
        at=at(day, 12),
    )
    agreement = Agreement.objects.get(pk=agreement.pk)
    people = {"office": office, "union": union}
    for item, each in zip(agreement.items.all(), told["items"], strict=True):
        _live(item, each, people, world)
    actions.record_meeting(
        agreement,
        "quarter",
        timezone.localdate(world.at) - timedelta(days=1),
        chair=f"{office.name}, Văn phòng Điều phối",
        held_at="Hội trường Văn phòng Điều phối",
        attended="Đại diện hai bên, các tổ OCOP của Hội",
        decisions="Bên chủ trì gửi lại danh sách điểm bán kèm hợp đồng trong tháng.",
        remarks={agreement.items.get(number=1): "Đúng tiến độ, học viên dự đủ."},
        by=office,
        at=world.at,
    )
    yesterday = timezone.localdate(world.at) - timedelta(days=1)
    actions.issue_report(agreement, day, max(day, yesterday), by=office, at=world.at)
    return agreement


def _draft(
    told: Mapping[str, Any], office: User, union: User, year: int, begun: datetime, world: World
) -> Agreement:
    assert office.acting is not None
    assert union.acting is not None
    return actions.draft(
        told["title"].format(year=year),
        world.province,
        [office.acting.organisation, union.acting.organisation],
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        theme=told["theme"],
        grounds=told["grounds"].strip().format(year=year),
        purpose=told["purpose"].strip(),
        money=told["money"],
        effect=told["effect"],
        is_demonstration=True,
        by=office,
        at=begun,
    )


def _due(each: Mapping[str, Any], signed: date, world: World, year: int) -> date | None:
    """As the file has it; what is late lies just behind us, whenever the demonstration is built."""
    if each["ends"] == "late":
        return max(timezone.localdate(world.at) - timedelta(days=12), date(year, 1, 1))
    if "due" not in each:
        return None
    month, day = each["due"]
    due = date(year, month, day)
    is_open = each["ends"] in ("open", "returned")
    today = timezone.localdate(world.at)
    return date(year, 12, 31) if is_open and due < today else due


def _live(item: Item, each: Mapping[str, Any], people: Mapping[str, User], world: World) -> None:
    """Bring an item to the state that the file names."""
    lead = people[each["lead"]]
    other = people["union" if each["lead"] == "office" else "office"]
    begun = world.at - timedelta(days=3)
    if each["ends"] == "late":
        return
    if each["ends"] == "open":
        if "told" in each:
            actions.note_progress(item, each["told"], by=lead, at=begun)
        return
    actions.say_done(item, each["told"], by=lead, at=begun)
    item = Item.objects.get(pk=item.pk)
    if each["ends"] == "confirmed":
        actions.confirm(item, text="Đã xem tận nơi.", by=other, at=world.at - timedelta(days=2))
    elif each["ends"] == "returned":
        actions.return_item(item, each["reason"], by=other, at=world.at - timedelta(days=1))


@cache
def words() -> dict[str, Any]:
    path = Path(__file__).with_name("agreements.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))

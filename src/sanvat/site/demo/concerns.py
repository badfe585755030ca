"""Matters of the people: one at every state, one late, one merged, one handed on twice, one
denunciation that only its handler sees; and what the two founding stories counted as resolved
(`agreements.py`). What people write here is ours; the reports tell no single matter.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.actions import Raised, Who
from sanvat.concerns.models import Concern
from sanvat.parties.models import Organisation, Role, User
from sanvat.places.maps import map_on
from sanvat.places.models import Place
from sanvat.site.demo import World, parties

AFTER = ("parties",)

Kind = Concern.Kind
SENDER = Who(name="Người gửi trình diễn", email="nguoi.gui@example.vn")
SETTLED = "Ủy ban nhân dân đã kiểm tra thực tế và giải quyết xong (trình diễn)."


def add(world: World) -> None:
    at_every_state(world)
    with_denunciation(world)
    with_meeting(world)
    with_thanh_tri(world)
    with_ba_che(world)


class _Telling:
    """Sends matters about one place, and does with them what one person of its body would."""

    def __init__(self, place: Place, by: User) -> None:
        self.place, self.by = place, by
        self.sent = 0

    def send(self, text: str, at: datetime, **more: Any) -> Concern:
        self.sent += 1
        key = sha256(f"demo {self.place.pk} {at} {self.sent}".encode()).hexdigest()
        given: dict[str, Any] = {
            "kind": Kind.FEEDBACK,
            "subject": "roads-water",
            "who": SENDER,
            "is_proven": True,
        } | more
        return actions.send_concern(
            text=text, place=self.place, key=key, at=at, is_demonstration=True, **given
        ).concern

    def classify(self, concern: Concern, at: datetime) -> Concern:
        return actions.classify(
            concern, kind=concern.kind, subject=concern.subject, by=self.by, at=at
        )

    def accept(self, concern: Concern, at: datetime) -> Concern:
        return actions.accept(self.classify(concern, at), by=self.by, at=at)

    def answer(self, concern: Concern, at: datetime, text: str = SETTLED) -> Concern:
        actions.answer(concern, text, by=self.by, at=at)
        return Concern.objects.get(pk=concern.pk)


def at_every_state(world: World) -> None:
    """In the commune of the demonstration, told from now on backwards."""
    officer, advisor = world.person(Role.COMMUNE_OFFICER), world.person(Role.ADVISORY_OFFICER)
    here = _Telling(world.home, officer)
    ago = partial(_ago, world)
    here.send("Xin hỏi xã bao giờ có lớp tập huấn ghi nhãn sản phẩm.", ago(0), subject="dossier")
    here.classify(
        here.send("Đề nghị lắp thêm đèn ở đường vào làng nghề.", ago(4), kind=Kind.PROPOSAL), ago(3)
    )
    late = here.send("Mương thoát nước sau chợ bị tắc, mưa là ngập.", ago(75))
    here.accept(late, ago(70))
    original = here.accept(
        here.send("Đường vào vùng chè lầy lội, xe không ra được.", ago(9)), ago(8)
    )
    repeat = here.send("Đường lên đồi chè lún, mong xã sửa trước vụ hái.", ago(7))
    actions.merge(here.classify(repeat, ago(6)), original, by=officer, at=ago(6))
    actions.begin_verifying(original, said="Xã sẽ đi kiểm tra cùng thôn.", by=officer, at=ago(5))
    actions.ask_sender(original, "Đoạn nào lún nặng nhất, thưa bà con?", by=officer, at=ago(5))
    _handed_on_twice(here, advisor, ago)
    returned = here.classify(here.send("Xin cấp lại giấy phép lái xe.", ago(12)), ago(11))
    actions.return_with_guidance(
        returned, "Việc này do Công an tỉnh giải quyết. Hãy nộp ở đó.", by=officer, at=ago(11)
    )
    refused = here.classify(here.send("Gửi thử, không có nội dung.", ago(13)), ago(12))
    actions.refuse(refused, "Không nêu việc cụ thể nên không thụ lý.", by=officer, at=ago(12))
    actions.withdraw(here.send("Nhà tôi mất nước, nay đã có lại.", ago(15)), at=ago(14))
    _answered(here, ago)


def _handed_on_twice(here: _Telling, advisor: User, ago: Any) -> None:
    """From the commune to the advisory body of the province, and on to its coordination office."""
    assert advisor.acting is not None
    moved = here.classify(
        here.send("Muốn đưa sản phẩm ra hội chợ cuối năm thì hỏi ai?", ago(10)), ago(9)
    )
    actions.transfer(
        moved,
        advisor.acting.organisation,
        reason="Xúc tiến thương mại thuộc cấp tỉnh",
        by=here.by,
        at=ago(9),
    )
    office = Organisation.objects.get(name="Văn phòng Điều phối nông thôn mới Trình diễn")
    actions.transfer(
        moved, office, reason="Văn phòng đang nhận đăng ký hội chợ", by=advisor, at=ago(8)
    )


def _answered(here: _Telling, ago: Any) -> None:
    """Answered, answered and published, ended by its sender, and opened again."""
    here.answer(here.accept(here.send("Bãi rác tạm bốc mùi.", ago(20)), ago(19)), ago(3))
    known = here.send(
        "Cầu gỗ qua suối ở thôn 2 đã mục, trẻ em đi học nguy hiểm.",
        ago(40),
        allows_publication=True,
    )
    known = here.answer(here.accept(known, ago(38)), ago(30), "Xã đã thay mặt cầu.")
    actions.publish(
        known,
        title="Sửa cầu gỗ ở thôn 2",
        text="Cầu gỗ qua suối đã mục, người qua lại không an toàn.",
        answer="Xã đã thay mặt cầu và làm lan can.",
        by=here.by,
        at=ago(29),
    )
    actions.rate(known, 5, note="Cảm ơn xã đã làm nhanh.", at=ago(28))
    again = here.send("Loa thôn 5 không nghe được.", ago(35), subject="other")
    again = here.answer(here.accept(again, ago(33)), ago(12), "Đã sửa loa.")
    actions.reopen(again, "Loa vẫn không kêu.", at=ago(2))


def with_denunciation(world: World) -> Concern:
    """The officer is named for such; nobody else sees that there is one."""
    officer, advisor = world.person(Role.COMMUNE_OFFICER), world.person(Role.ADVISORY_OFFICER)
    assert officer.acting is not None
    actions.name_confidant(
        officer.acting.organisation,
        officer,
        paper="QĐ 00/QĐ-TD (trình diễn)",
        first=timezone.localdate(_ago(world, 60)),
        by=advisor,
        at=_ago(world, 60),
    )
    here = _Telling(world.home, officer)
    found = here.send(
        "Đơn trình diễn: một người nhận quà khi chấm điểm sản phẩm.",
        _ago(world, 6),
        kind=Kind.DENUNCIATION,
        subject="conduct",
        who=Who(name="Người tố cáo trình diễn", address="Thôn trình diễn"),
    )
    return here.accept(found, _ago(world, 5))


def with_meeting(world: World) -> None:
    actions.record_meeting(
        name="Tiếp xúc cử tri thôn 4 (trình diễn)",
        place=world.home,
        held_on=timezone.localdate(_ago(world, 2)),
        raised=[
            Raised("Đề nghị mở lớp dạy nghề rang xay cho thanh niên.", "training"),
            Raised("Đề nghị kéo điện ba pha tới xưởng.", "roads-water"),
            Raised("Thùng rác ở chợ thiếu.", "environment", kind=Kind.FEEDBACK),
        ],
        key=sha256(b"demo meeting").hexdigest(),
        by=world.person(Role.COMMUNE_OFFICER),
        at=_ago(world, 1),
        is_demonstration=True,
    )


def _ago(world: World, days: int) -> datetime:
    """So many days before now."""
    return world.at - timedelta(days=days)


# The founding stories: what "resolving the pressing matters of the people" counts


def with_thanh_tri(world: World) -> list[Concern]:
    """Three of 2017 that were answered, and one that was not theirs."""
    committee, by = district_person("Ủy ban nhân dân huyện Thanh Trì", world)
    here = _of_district(committee, by, "environment", date(2017, 1, 1), world)
    found = [
        _settled(here, text, date(2017, month, 10), subject="environment")
        for text, month in (
            ("Rác tồn đọng ở cuối ngõ nhiều ngày.", 4),
            ("Mương nước thải bốc mùi cạnh trường học.", 6),
            ("Đề nghị thu gom rác đúng giờ.", 9),
        )
    ]
    other = here.send("Xin đổi tuyến xe buýt qua xã.", _on(date(2017, 7, 3)), subject="environment")
    actions.return_with_guidance(
        here.classify(other, _on(date(2017, 7, 5))),
        "Tuyến xe buýt do thành phố quyết định. Hãy gửi tới Sở Giao thông vận tải.",
        by=by,
        at=_on(date(2017, 7, 5)),
    )
    return found


def with_ba_che(world: World) -> list[Concern]:
    """Of 2019: three petitions and two complaints, answered within the year."""
    committee, by = district_person("Ủy ban nhân dân huyện Ba Chẽ", world)
    here = _of_district(committee, by, "welfare", date(2019, 1, 1), world)
    return [
        _settled(here, text, date(2019, month, 6), subject="welfare", kind=kind)
        for text, kind, month in (
            ("Đề nghị hỗ trợ giống cây dược liệu cho hộ nghèo.", Kind.PROPOSAL, 2),
            ("Đề nghị sửa nhà văn hóa thôn.", Kind.PROPOSAL, 5),
            ("Đề nghị mở lớp dạy nghề trồng rừng gỗ lớn.", Kind.PROPOSAL, 8),
            ("Khiếu nại việc xét hộ cận nghèo.", Kind.COMPLAINT, 3),
            ("Khiếu nại việc chi trả hỗ trợ trồng rừng.", Kind.COMPLAINT, 9),
        )
    ]


PHONES = {
    "Ủy ban nhân dân huyện Thanh Trì": ("0900000042", "Người nhập liệu UBND Thanh Trì"),
    "Ủy ban nhân dân huyện Ba Chẽ": ("0900000044", "Người nhập liệu UBND Ba Chẽ"),
}


def district_person(name: str, world: World) -> tuple[Organisation, User]:
    """A committee of the stories, and who enters what it did; invited here for the first time."""
    body: Organisation = Organisation.objects.get(name=name)
    phone, person = PHONES[name]
    found = User.objects.filter(username=phone).first()
    found = found or parties.invite(body, Role.PROGRAMME_PARTY, phone, person, world)
    return body, User.objects.get(pk=found.pk)


def _of_district(body: Organisation, by: User, subject: str, first: date, world: World) -> _Telling:
    """Matters of that year in the district go to its committee: a route of the province, over the
    year and no longer. They are about the commune of today that has its name."""
    centre = world.person(Role.CENTRE_OFFICER)
    district = body.place
    assert district is not None
    inside = map_on(first).inside(district)
    commune = (
        Place.objects.today()
        .communes()
        .select_related("parent")
        .get(name=district.name, pk__in=inside)
    )
    assert commune.parent is not None
    route = actions.set_route(
        commune.parent, subject, body, first=first, by=centre, at=_on(first), source="(trình diễn)"
    )
    actions.end_route(route, last=date(first.year + 1, 12, 31), by=centre, at=_on(first))
    return _Telling(commune, by)


def _settled(here: _Telling, text: str, day: date, **more: Any) -> Concern:
    concern = here.send(text, _on(day), **more)
    concern = here.accept(concern, _on(day + timedelta(days=2)))
    concern = here.answer(concern, _on(day + timedelta(days=9)))
    return actions.close(concern, by=here.by, at=_on(day + timedelta(days=20)))


def _on(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))

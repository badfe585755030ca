"""Official papers: the dispatch behind the training of Thọ Xuân, and a province's of today, on the
portal; a draft that is open for comment."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanvat.comments import actions as comments
from sanvat.documents.paper import Letterhead, Paper, Paragraph, Signature
from sanvat.documents.paper_pdf import pdf
from sanvat.instruments import actions
from sanvat.instruments.models import Instrument
from sanvat.parties.models import Organisation, Role
from sanvat.records import files
from sanvat.records.models import StoredFile
from sanvat.site.demo import World

AFTER = ("parties",)

Kind = Instrument.Kind
OFFICE_OF_THANH_HOA = "Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa"
OPINIONS = (
    ("Chị Lan, hợp tác xã chè", "Hội chợ nên vào đầu tháng 11, khi nông sản khô đã đóng gói xong."),
    ("Anh Hùng", "Đợt đánh giá tháng 5 trùng vụ thu hoạch cà phê chè, xin lùi sang tháng 6."),
)
OFFICE_OF_TODAY = "Văn phòng Điều phối nông thôn mới Trình diễn"


def add(world: World) -> None:
    add_dispatch(world)
    _add_those_of_today(world)
    _add_draft(world)


def add_dispatch(world: World) -> None:
    """Story 2: what the province's office asked the district for."""
    by = world.person(Role.CENTRE_OFFICER)
    dispatch = actions.record(
        kind=Kind.DISPATCH,
        number="295",
        issued_on=date(2019, 7, 2),
        issuer=OFFICE_OF_THANH_HOA,
        organisation=Organisation.objects.get(name=OFFICE_OF_THANH_HOA),
        summary="Tổ chức tập huấn Chương trình mỗi xã một sản phẩm cho cán bộ và chủ thể.",
        is_public=True,
        by=by,
        at=world.at,
    )
    actions.publish(dispatch, was_looked_through=True, by=by, at=world.at)


def _add_those_of_today(world: World) -> None:
    today = timezone.localdate(world.at)
    by = world.person(Role.COORDINATOR)
    office = Organisation.objects.get(name=OFFICE_OF_TODAY)
    record_plan = partial(
        actions.record,
        kind=Kind.PLAN,
        issuer="Ủy ban nhân dân tỉnh Trình diễn",
        is_public=True,
        by=by,
        at=world.at,
    )
    old = record_plan(
        number="87/KH-UBND",
        issued_on=today - timedelta(days=560),
        summary=f"Thực hiện Chương trình OCOP năm {today.year - 1}.",
    )
    plan = record_plan(
        number="112/KH-UBND",
        issued_on=today - timedelta(days=200),
        summary=f"Thực hiện Chương trình OCOP năm {today.year}.",
    )
    issued_on = today - timedelta(days=30)
    summary = "Mở lớp tập huấn hoàn thiện hồ sơ sản phẩm."
    dispatch = actions.record(
        kind=Kind.DISPATCH,
        number="41/VPĐP-OCOP",
        issued_on=issued_on,
        issuer=office.name,
        organisation=office,
        summary=summary,
        file=_file(office, "41/VPĐP-OCOP", issued_on, summary, world),
        is_public=True,
        by=by,
        at=world.at,
    )
    actions.relate(plan, old, "replaces", by=by, at=world.at)
    actions.relate(dispatch, plan, "rests_on", by=by, at=world.at)
    for paper in (old, plan, dispatch):
        actions.publish(paper, was_looked_through=True, by=by, at=world.at)


def _add_draft(world: World) -> None:
    """Open for a month, with a comment that was answered and one that waits for its answer."""
    by, at = world.person(Role.COORDINATOR), world.at
    today = timezone.localdate(at)
    draft = actions.draft_paper(
        kind=Kind.PLAN,
        title=f"Kế hoạch thực hiện Chương trình OCOP năm {today.year + 1}",
        issuer="Ủy ban nhân dân tỉnh Trình diễn",
        why=f"Kế hoạch năm {today.year} hết hạn vào cuối năm; chủ thể cần biết sớm để chuẩn bị.",
        summary="Đánh giá sản phẩm hai đợt trong năm; tập huấn theo cụm xã; một hội chợ của tỉnh.",
        wording=(
            "Điều 1. Mỗi năm mở hai đợt đánh giá, vào tháng 5 và tháng 10.\n"
            "Điều 2. Tập huấn theo cụm xã, trước mỗi đợt ít nhất sáu mươi ngày.\n"
            "Điều 3. Tổ chức một hội chợ sản phẩm OCOP vào quý IV."
        ),
        by=by,
        at=at,
    )
    actions.open_for_comment(
        draft, today + timedelta(days=30), was_looked_through=True, by=by, at=at
    )
    draft.refresh_from_db()
    assert draft.thread is not None
    for number, (name, text) in enumerate(OPINIONS):
        opinion = comments.send_comment(
            draft.thread,
            name=name,
            text=text,
            sha256=f"{number:064x}",
            is_proven=True,
            at=at,
            is_demonstration=True,
        )
        comments.publish_comment(opinion, by=by, at=at)
        if number == 0:
            reason = "Sẽ ghi vào Điều 3: hội chợ bắt đầu vào cuối tuần đầu tháng 11."
            actions.answer_opinion(draft, opinion, "partly", reason, by=by, at=at)


def _file(
    office: Organisation, number: str, issued_on: date, summary: str, world: World
) -> StoredFile:
    """The paper itself, as the programme makes papers."""
    paper = Paper(
        Letterhead(office.name, number=number, place="Trình diễn", day=issued_on),
        kind="",
        summary=summary,
        addressees=["Ủy ban nhân dân các xã, phường"],
        blocks=[
            Paragraph(
                "Văn phòng Điều phối mời cán bộ và chủ thể dự lớp tập huấn. Đây là văn bản của "
                "bản trình diễn, không có giá trị thi hành."
            )
        ],
        signatures=[Signature("Chánh Văn phòng", name=str(world.person(Role.COORDINATOR)))],
        recipients=["Như trên", "Lưu: VT"],
    )
    upload = SimpleUploadedFile("cong-van-41.pdf", pdf(paper))
    return files.take(
        upload, allowed=actions.ALLOWED, by=world.person(Role.COORDINATOR), at=world.at
    )

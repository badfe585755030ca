"""Official papers: the dispatch behind the training of Thọ Xuân, and a province's of today."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

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
OFFICE_OF_TODAY = "Văn phòng Điều phối nông thôn mới Trình diễn"


def add(world: World) -> None:
    add_dispatch(world)
    _add_those_of_today(world)


def add_dispatch(world: World) -> None:
    """Story 2: what the province's office asked the district for."""
    actions.record(
        kind=Kind.DISPATCH,
        number="295",
        issued_on=date(2019, 7, 2),
        issuer=OFFICE_OF_THANH_HOA,
        organisation=Organisation.objects.get(name=OFFICE_OF_THANH_HOA),
        summary="Tổ chức tập huấn Chương trình mỗi xã một sản phẩm cho cán bộ và chủ thể.",
        is_public=True,
        by=world.person(Role.CENTRE_OFFICER),
        at=world.at,
    )


def _add_those_of_today(world: World) -> None:
    today = timezone.localdate(world.at)
    by = world.person(Role.COORDINATOR)
    office = Organisation.objects.get(name=OFFICE_OF_TODAY)
    actions.record(
        kind=Kind.PLAN,
        number="112/KH-UBND",
        issued_on=today - timedelta(days=200),
        issuer="Ủy ban nhân dân tỉnh Trình diễn",
        summary=f"Thực hiện Chương trình OCOP năm {today.year}.",
        is_public=True,
        by=by,
        at=world.at,
    )
    issued_on = today - timedelta(days=30)
    summary = "Mở lớp tập huấn hoàn thiện hồ sơ sản phẩm."
    actions.record(
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

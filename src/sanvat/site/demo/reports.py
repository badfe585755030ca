"""Reports: the account of this year in the province up to today, as it was issued."""

from __future__ import annotations

from django.utils import timezone

from sanvat.parties.models import Role
from sanvat.reports import actions
from sanvat.reports.models import YearlyReport
from sanvat.site.demo import World

AFTER = ("plans", "events", "support", "assignments", "agreements", "movements", "certificates")


def add(world: World) -> None:
    add_issued_report(world)


def add_issued_report(world: World) -> YearlyReport:
    """Drafted from the records, its last sections written, and issued today: what it counts stays
    with the lists behind it."""
    coordinator, at = world.person(Role.COORDINATOR), world.at
    today = timezone.localdate(at)
    report = actions.draft_report(world.province, today.year, last=today, by=coordinator, at=at)
    actions.write_report(
        report,
        number="02/BC-TD",
        signer=coordinator.name,
        signer_position="Chánh Văn phòng",
        texts={
            "remarks": "Báo cáo trình diễn. Một số xã báo cáo nhiệm vụ chậm; sản phẩm hết hạn "
            "công nhận chưa nộp lại hồ sơ.",
        },
        by=coordinator,
        at=at,
    )
    actions.issue_report(report, issued_on=today, by=coordinator, at=at)
    return report

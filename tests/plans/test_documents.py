"""What is printed of a plan, from one description."""

import pytest
from django.utils import timezone

from sanvat.documents.paper import Heading, Items, Table
from sanvat.plans import actions
from sanvat.plans.actions import Given, TargetResult
from sanvat.plans.documents import plan_paper, review_paper, told_in_order
from sanvat.plans.models import Plan
from sanvat.plans.progress import progress_of
from sanvat.plans.sharing import parts_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def issued(draft, advisor, commune, neighbour) -> Plan:
    who = {"by": advisor, "at": NOW}
    actions.change_plan(draft, goals="Bếp nào cũng ấm.", tasks="Xã kê bếp.\nTỉnh cấp vốn.", **who)
    one = actions.add_target(draft, name="Bếp lò", unit="bếp", least=4, most=9, **who)
    actions.add_target(draft, name="Lớp học", unit="lớp", least=2, **who)
    given = [Given(commune, 2, 3), Given(neighbour, 2, 4)]
    actions.hand_down(one, given, **who)
    actions.issue_plan(draft, on=TODAY, **who)
    actions.report_figure(one, 6, TODAY, **who)
    return Plan.objects.get(pk=draft.pk)


def tables(paper) -> list[list[tuple[str, ...]]]:
    return [list(block.rows) for block in paper.blocks if isinstance(block, Table)]


def test_the_plan_has_its_targets_and_its_table_by_unit(issued):
    targets = list(issued.targets.all())

    paper = plan_paper(issued, targets, parts_of(targets), told_in_order(targets))

    assert (paper.kind, paper.summary, paper.is_draft) == ("KẾ HOẠCH", issued.title, False)
    assert [b.text for b in paper.blocks if isinstance(b, Heading)] == [
        "Mục tiêu",
        "Chỉ tiêu kế hoạch",
        "Giao cho các đơn vị",
        "Nhiệm vụ và phân công",
    ]
    assert tables(paper) == [
        [
            ("1", "Bếp lò", "bếp", "4–9", "", ""),
            ("2", "Lớp học", "lớp", "ít nhất 2", "", ""),
        ],
        [("xã Di Linh", "2–4"), ("xã Đức Trọng", "2–3")],
    ]
    assert [list(b.items) for b in paper.blocks if isinstance(b, Items)] == [
        ["Bếp lò: 1 xã × 2–3 + 1 xã × 2–4 = 4–7; tỉnh giao 4–9: gặp nhau ở 4–7"],
        ["Xã kê bếp.", "Tỉnh cấp vốn."],
    ]


def test_a_review_is_drafted_from_the_figures_of_the_day(issued):
    targets = list(issued.targets.all())
    progress = progress_of(issued, TODAY, targets)

    paper = review_paper(issued, targets, progress, {}, {targets[0].pk: "/danh-sach/"})

    assert paper.is_draft
    assert tables(paper) == [
        [
            ("1. Bếp lò", "4–9 bếp", "6", "đã đạt", "", "/danh-sach/"),
            ("2. Lớp học", "ít nhất 2 lớp", "–", "chưa có số", "", ""),
        ]
    ]


def test_what_was_reviewed_is_printed_as_it_was_frozen(issued, advisor):
    targets = list(issued.targets.all())
    told = [TargetResult("reached"), TargetResult("not", "Không có thầy.")]
    results = dict(zip((t.pk for t in targets), told, strict=True))
    review = actions.review_plan(issued, results, day=TODAY, by=advisor, at=NOW, proposals="Mời.")
    plan = Plan.objects.get(pk=issued.pk)

    paper = review_paper(
        plan,
        targets,
        progress_of(plan, TODAY, targets),
        {result.target_id: result for result in review.results.all()},
        {},
    )

    assert not paper.is_draft
    assert tables(paper) == [
        [
            ("1. Bếp lò", "4–9 bếp", "6", "đạt", "", ""),
            ("2. Lớp học", "ít nhất 2 lớp", "–", "chưa đạt", "Không có thầy.", ""),
        ]
    ]

"""The pages of plans: a plan from draft to review, and what each page shows to whom."""

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.documents.paper_data import of_data
from sanvat.documents.paper_xlsx import xlsx
from sanvat.indicators.models import Indicator
from sanvat.places.models import Level
from sanvat.plans import actions
from sanvat.plans.actions import Given
from sanvat.plans.models import Plan, Share, Target
from sanvat.plans.sharing import units_below
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, read, signed_in, status

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
HERE = f"{DESK}ke-hoach/"


def add(plan, by, **fields) -> Target:
    given = {"name": "Bếp lò được sửa", "unit": "bếp", "least": 4, "most": 9}
    return actions.add_target(plan, by=by, at=NOW, **(given | fields))


def test_a_plan_goes_from_its_draft_to_its_review(advisor, officer, province):
    desk = signed_in(advisor)

    def send(path, **data):
        answer = desk.post(f"{HERE}{path}", data)
        assert answer.status_code == 302, errors_of(answer)
        return answer

    year = TODAY.year
    send("chuong-trinh/", name="Chương trình thử", first_year=year, last_year=year + 4)
    made = advisor.acting.organisation.programmes.get()
    send(
        "moi/",
        programme=made.pk,
        year=year,
        title="Kế hoạch thử",
        starts_on=f"{year}-01-01",
        ends_on=f"{year}-12-31",
    )
    plan = Plan.objects.get()
    send(
        f"{plan.pk}/chi-tieu/",
        name="Bếp lò được sửa",
        unit="bếp",
        least="100",
        most="400",
        adds_up="on",
    )
    target = plan.targets.get()
    send(f"chi-tieu/{target.pk}/giao/tat-ca/", level="commune", least="1", most="3")
    communes = units_below(plan, Level.COMMUNE).count()
    assert target.shares.count() == communes
    page = read(advisor, f"ke-hoach/{plan.pk}/")
    assert "gặp nhau ở" in page, page
    assert status(officer, f"ke-hoach/{plan.pk}/") == 404

    send(f"{plan.pk}/ban-hanh/", on=TODAY.isoformat(), number="7/KH-TT", issuer="Chi cục")
    plan.refresh_from_db()
    assert (plan.state, str(plan.decision)) == ("issued", "kế hoạch 7/KH-TT")
    assert "Bếp lò được sửa" in read(officer, f"ke-hoach/{plan.pk}/")

    send(f"chi-tieu/{target.pk}/so-lieu/", value="120", day=TODAY.isoformat())
    assert "Đến nay 120" in read(officer, f"ke-hoach/chi-tieu/{target.pk}/")
    send(f"{plan.pk}/tong-ket/", day=TODAY.isoformat(), outcome_1="reached")
    assert "Đã tổng kết" in read(officer, f"ke-hoach/{plan.pk}/")


def test_a_revision_is_read_beside_the_version_before(draft, advisor, officer, commune):
    one = add(draft, advisor)
    actions.hand_down(one, [Given(commune, 4, 9)], by=advisor, at=NOW)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)

    answer = signed_in(advisor).post(f"{HERE}{draft.pk}/dieu-chinh/", {"reason": "Thêm vốn."})

    new = Plan.objects.get(replaces=draft)
    assert answer.url == f"{HERE}{new.pk}/"
    actions.change_target(new.targets.get(), most=12, by=advisor, at=NOW)
    page = read(advisor, f"ke-hoach/{new.pk}/so-sanh/")
    assert "đổi mức" in page
    assert "4–12" in page


def page_of(target, **more):
    units = list(units_below(target.plan, Level.COMMUNE)[:25])
    return {f"u_{u.pk}": "" for u in units} | more, units


def test_what_is_typed_is_reckoned_without_being_kept(draft, advisor):
    one = add(draft, advisor, least=1, most=2)
    fields, units = page_of(one)
    fields |= {f"l_{units[0].pk}": "7", "tinh": "1"}

    answer = signed_in(advisor).post(f"{HERE}chi-tieu/{one.pk}/giao/", fields)

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "vượt 5" in text
    assert 'value="7"' in text
    assert not Share.objects.exists()


def test_htmx_gets_the_arithmetic_alone(draft, advisor):
    one = add(draft, advisor, least=1, most=2)
    fields, units = page_of(one)
    sent = fields | {f"l_{units[0].pk}": "7", "tinh": "1"}

    answer = signed_in(advisor).post(
        f"{HERE}chi-tieu/{one.pk}/giao/", sent, headers={"HX-Request": "true"}
    )

    text = answer.content.decode()
    assert "vượt 5" in text
    assert "<form" not in text
    assert not Share.objects.exists()


def test_the_grid_is_kept_and_what_is_emptied_is_taken_back(draft, advisor):
    one = add(draft, advisor)
    fields, units = page_of(one)
    first, second = units[0].pk, units[1].pk
    desk = signed_in(advisor)

    desk.post(f"{HERE}chi-tieu/{one.pk}/giao/", fields | {f"l_{first}": "2", f"u_{second}": "on"})
    assert [(s.place_id, s.least) for s in one.shares.order_by("place__sort_key")] == [
        (first, 2),
        (second, None),
    ]
    desk.post(f"{HERE}chi-tieu/{one.pk}/giao/", fields | {f"m_{second}": "5"})
    assert [(s.place_id, s.most) for s in one.shares.all()] == [(second, 5)]


def test_a_fault_of_the_grid_stands_at_its_box_and_keeps_what_was_typed(draft, advisor):
    one = add(draft, advisor)
    fields, units = page_of(one)
    key = units[0].pk

    answer = signed_in(advisor).post(
        f"{HERE}chi-tieu/{one.pk}/giao/", fields | {f"l_{key}": "5", f"m_{key}": "2"}
    )

    assert answer.status_code == 422
    assert "Mức nhiều nhất không nhỏ hơn mức ít nhất." in answer.content.decode()
    assert not Share.objects.exists()


def test_a_table_is_pasted_from_a_sheet(draft, advisor, commune, neighbour):
    one = add(draft, advisor)
    desk, path = signed_in(advisor), f"{HERE}chi-tieu/{one.pk}/giao/bang/"

    wrong = desk.post(path, {"table": "Đức Trọng; 2\nNơi Không Có; 1\n Di Linh; x"})
    assert wrong.status_code == 422
    assert "Dòng 2:" in wrong.content.decode()
    assert "Dòng 3:" in wrong.content.decode()

    right = desk.post(path, {"table": "xã Đức Trọng\t2\t3\tvùng rau\nDi Linh\t\t4\t"})
    assert right.status_code == 302, errors_of(right)
    assert {(s.place, s.least, s.most, s.note) for s in one.shares.all()} == {
        (commune, 2, 3, "vùng rau"),
        (neighbour, None, 4, ""),
    }


def test_an_infeasible_plan_asks_for_a_reason(draft, advisor, commune):
    one = add(draft, advisor)
    actions.hand_down(one, [Given(commune, 20)], by=advisor, at=NOW)
    desk, path = signed_in(advisor), f"{HERE}{draft.pk}/ban-hanh/"
    assert "không gặp nhau" in desk.get(path).content.decode()

    refused = desk.post(path, {"on": TODAY.isoformat()})
    assert refused.status_code == 422
    assert "Có 1 chỉ tiêu" in refused.content.decode()

    done = desk.post(path, {"on": TODAY.isoformat(), "gap_reason": "Xã xin thêm."})
    assert done.status_code == 302


def test_the_unit_sees_what_it_was_given_and_takes_it_over(
    draft,
    advisor,
    officer,
    commune,
    programme,
):
    one = add(draft, advisor, least=1)
    actions.hand_down(one, [Given(commune, 2, 3)], by=advisor, at=NOW)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)
    own = actions.draft_plan(
        programme,
        TODAY.year,
        organisation=officer.acting.organisation,
        place=commune,
        title="Kế hoạch xã",
        parent=draft,
        by=officer,
        at=NOW,
    )
    assert "Nhận chỉ tiêu cấp trên giao" in read(officer, f"ke-hoach/{own.pk}/")

    answer = signed_in(officer).post(f"{HERE}{own.pk}/nhan-chi-tieu/")

    assert answer.status_code == 302
    assert own.targets.get().adoption.share.target == one
    assert "Nhận chỉ tiêu cấp trên giao" not in read(officer, f"ke-hoach/{own.pk}/")


def test_the_first_page_tells_what_lags(draft, advisor):
    assert "Chưa ban hành" in read(advisor, "")
    one = add(draft, advisor)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)
    actions.report_figure(one, 0, TODAY, by=advisor, at=NOW)

    assert "Bếp lò được sửa" in read(advisor, "")


def test_the_papers_are_taken_along(draft, advisor, stranger, commune):
    one = add(draft, advisor, least=1)
    actions.hand_down(one, [Given(commune, 2, 3)], by=advisor, at=NOW)
    desk = signed_in(advisor)
    target = f"chi-tieu/{one.pk}/bang"
    for path in (f"{draft.pk}/ke-hoach.docx", f"{target}.pdf", f"{target}.xlsx"):
        assert desk.get(f"{HERE}{path}").status_code == 200
        assert status(stranger, f"ke-hoach/{path}") == 404
    assert desk.get(f"{HERE}{draft.pk}/tong-ket.pdf").status_code == 404
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)
    assert desk.get(f"{HERE}{draft.pk}/tong-ket.docx").status_code == 200
    results = {one.pk: actions.TargetResult("reached")}
    review = actions.review_plan(draft, results, day=TODAY, by=advisor, at=NOW)

    kept = desk.get(f"{HERE}{draft.pk}/tong-ket.pdf")
    assert kept["ETag"] == f'"{review.kept.pdf.sha256}"'
    assert kept.getvalue().startswith(b"%PDF-")
    sheet = desk.get(f"{HERE}{draft.pk}/tong-ket.xlsx").content
    assert sheet == xlsx(of_data(review.kept.description))
    assert "Báo cáo tổng kết" in read(advisor, f"ke-hoach/{draft.pk}/")
    assert "giữ nguyên như ngày tổng kết" in read(advisor, f"ke-hoach/chi-tieu/{one.pk}/")


def test_a_counted_figure_opens_its_list(draft, advisor, commune):
    counted = Indicator.objects.create(
        code="ke-hoach", name="Kế hoạch", unit="kế hoạch", countable="plans.issued"
    )
    one = add(draft, advisor, indicator=counted, least=1)
    actions.hand_down(one, [Given(commune, 1)], by=advisor, at=NOW)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)

    desk = signed_in(advisor)
    page = html.unescape(desk.get(f"{HERE}{draft.pk}/").content.decode())

    (address,) = set(re.findall(r'"(/ban-lam-viec/chi-tieu/dem/[^"]*)"', page))
    assert f"noi={draft.place_id}&" in address
    assert "Kế hoạch mỗi vùng" in desk.get(address).content.decode()


def test_a_programme_takes_another_ground(programme, advisor, stranger):
    path = f"{HERE}chuong-trinh/{programme.pk}/"
    answer = signed_in(advisor).post(
        path,
        {
            "name": programme.name,
            "first_year": programme.first_year,
            "last_year": programme.last_year,
            "paper_kind": "decision",
            "paper_number": "9/QĐ",
            "paper_issued_on": TODAY.isoformat(),
            "paper_issuer": "Ủy ban",
        },
    )
    assert answer.status_code == 302, errors_of(answer)
    assert programme.grounds.get().number == "9/QĐ"
    assert "9/QĐ" in read(advisor, f"ke-hoach/chuong-trinh/{programme.pk}/")
    assert "Sửa chương trình" in read(advisor, f"ke-hoach/chuong-trinh/{programme.pk}/nhat-ky/")
    assert status(stranger, f"ke-hoach/chuong-trinh/{programme.pk}/") == 404


def test_a_unit_sees_on_its_first_page_what_it_was_given(draft, advisor, officer, commune):
    one = add(draft, advisor, least=1)
    actions.hand_down(one, [Given(commune, 2, 3)], by=advisor, at=NOW)
    assert "Cấp trên giao" not in read(officer, "")
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)

    assert "Cấp trên giao 1 chỉ tiêu" in read(officer, "")


def test_the_list_is_searched_and_narrowed(draft, advisor, officer):
    assert "Kế hoạch mỗi vùng" in read(advisor, "ke-hoach/", q="moi vung", tt="draft")
    assert "Không có kế hoạch nào như vậy" in read(advisor, "ke-hoach/", tt="issued")
    assert "Chưa có kế hoạch nào" in read(officer, "ke-hoach/")


def test_a_stranger_finds_no_draft(draft, stranger, advisor):
    one = add(draft, advisor)
    for path in (f"{draft.pk}/", f"chi-tieu/{one.pk}/", f"{draft.pk}/ban-hanh/"):
        assert status(stranger, f"ke-hoach/{path}") == 404
    assert Client().get(f"{HERE}{draft.pk}/").status_code == 302


def test_the_page_of_a_plan_asks_the_same_of_three_units_as_of_one(
    draft,
    advisor,
    django_assert_max_num_queries,
):
    units = list(units_below(draft, Level.COMMUNE)[:3])
    one = add(draft, advisor)
    counts = []
    desk = signed_in(advisor)
    for n in (1, 1, 3):
        actions.hand_down(one, [Given(u, 1, 2) for u in units[:n]], by=advisor, at=NOW)
        with django_assert_max_num_queries(80) as asked:
            desk.get(f"{HERE}{draft.pk}/")
            desk.get(f"{HERE}chi-tieu/{one.pk}/")
            desk.get(f"{HERE}chi-tieu/{one.pk}/giao/")
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_a_reviewed_figure_shows_then_beside_now(draft, advisor, commune, neighbour):
    one = add(draft, advisor, least=1)
    actions.hand_down(one, [Given(commune, 1), Given(neighbour, 1)], by=advisor, at=NOW)
    actions.issue_plan(draft, on=TODAY, by=advisor, at=NOW)
    actions.report_figure(one, 3, TODAY, by=advisor, at=NOW, place=commune)
    here = f"ke-hoach/chi-tieu/{one.pk}/khi-tong-ket/"
    assert signed_in(advisor).get(f"/ban-lam-viec/{here}").status_code == 404
    results = {one.pk: actions.TargetResult("reached")}
    actions.review_plan(draft, results, day=TODAY, by=advisor, at=NOW)

    shown = read(advisor, here)

    assert here in signed_in(advisor).get(f"{HERE}{draft.pk}/").content.decode()
    assert commune.full_name in shown
    assert "Cơ quan thực hiện báo" in shown
    assert "không đếm lại được từ bản ghi" in shown
    assert commune.full_name in read(advisor, f"{here}?don-vi={commune.pk}")
    assert commune.full_name not in read(advisor, f"{here}?don-vi={neighbour.pk}")
    for wrong in ("9999999", "x"):
        found = signed_in(advisor).get(f"/ban-lam-viec/{here}", {"don-vi": wrong})
        assert found.status_code == (404 if wrong.isdecimal() else 200)


def test_the_history_says_a_range_in_the_words_of_the_form(draft, advisor):
    one = add(draft, advisor, least=1)
    actions.change_target(one, by=advisor, at=NOW, most=7, note="Thêm")

    shown = read(advisor, f"ke-hoach/{draft.pk}/nhat-ky/")

    assert "nhiều nhất 9 7 ghi chú Thêm" in shown
    assert "nhiều nhất 9 ít nhất 1" in shown

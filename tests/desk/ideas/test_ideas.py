"""Ideas on the desk: noted, advised, planned, made a product of, or laid aside."""

import pytest
from django.utils import timezone

from sanvat.products import actions
from sanvat.products.models import Idea, Product
from tests.desk.forms import errors_of, on_top, send
from tests.desk.pages import DESK, headings, markup, queries, read, signed_in, status, text_of

pytestmark = pytest.mark.django_db

PLAN = {"product": "Hộp 20 túi", "materials": "Lá sen trong xã", "market": "Chợ, cửa hàng OCOP"}
IDEA = {"name": "Trà lá sen", "text": "Ao nhà nhiều sen", "place": "Đức Trọng, Lâm Đồng"}


@pytest.fixture
def idea(officer, commune) -> Idea:
    told = {"told_by": "Bà Sáu", "phone": "0977000111", "by": officer, "at": timezone.now()}
    return actions.note_idea("Trà lá sen", "Ao nhà nhiều sen", commune, **told)


# Noting


def test_an_officer_notes_what_a_villager_told(officer, commune):
    answer = send(
        officer, "y-tuong/moi/", **IDEA, told_by="Bà Sáu", phone="0977000111", event="Họp thôn 3"
    )

    noted = Idea.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{DESK}y-tuong/{noted.pk}/")
    assert (noted.told_by, noted.event, noted.current_place) == ("Bà Sáu", "Họp thôn 3", commune)


LIST = """Chị Thơm; 0977 000 111; mứt dâu
K’ Brèm\t\tcà phê mật ong\txã Di Linh
;;
"""


def send_list(user, people=LIST, **fields):
    given = {"event": "Tập huấn 12/6", "place": "Đức Trọng, Lâm Đồng", "people": people}
    return send(user, "y-tuong/danh-sach/", **given | fields)


def test_the_list_of_an_event_is_noted_line_by_line(advisor):
    answer = send_list(advisor)

    assert (answer.status_code, answer.url) == (302, f"{DESK}y-tuong/")
    assert list(Idea.objects.order_by("pk").values_list("told_by", "name", "phone")) == [
        ("Chị Thơm", "mứt dâu", "0977000111"),
        ("K’ Brèm", "cà phê mật ong", ""),
    ]
    assert Idea.objects.latest("pk").current_place.full_name == "xã Di Linh, tỉnh Lâm Đồng"

    page = signed_in(advisor).post(
        f"{DESK}y-tuong/danh-sach/",
        {"event": "Tập huấn 12/6", "place": "Đức Trọng, Lâm Đồng", "people": LIST},
        follow=True,
    )
    assert "2 dòng đã ghi từ trước nên để nguyên." in text_of(page)
    assert Idea.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Chị Thơm", "Dòng 2: Hãy ghi đủ họ tên và việc muốn làm"),
        ("a;b;c;d;e", "Dòng 2: Có nhiều hơn bốn phần."),
        ("Chị Thơm; 12; mứt", "Dòng 2: "),
        ("Chị Thơm; ; mứt; xã Không Có", "Dòng 2: Không tìm thấy nơi này."),
    ],
)
def test_a_faulty_line_is_named_and_the_list_is_kept(officer, line, said):
    answer = send_list(officer, f"Bà Tư; ; chuối sấy\n{line}")

    assert answer.status_code == 422
    assert said in errors_of(answer)["id_people"]
    assert "Bà Tư; ; chuối sấy" in answer.content.decode()
    assert not Idea.objects.exists()


def test_a_line_from_another_commune_is_not_an_officers_to_note(officer):
    assert send_list(officer, "Bà Tư; ; chuối sấy; xã Di Linh, Lâm Đồng").status_code == 403


@pytest.mark.parametrize("name", ["maker", "nobody", "coordinator", "centre", "chair"])
def test_the_list_is_for_officers_of_a_place(name, request):
    user = request.getfixturevalue(name)

    assert send_list(user).status_code == 404
    assert signed_in(user).get(f"{DESK}y-tuong/danh-sach/").status_code == 404
    assert "danh-sach" not in markup(user, "y-tuong/")


@pytest.mark.parametrize("name", ["maker", "nobody", "chair", "coordinator", "stranger"])
def test_anybody_with_an_account_notes_their_own(name, request):
    user = request.getfixturevalue(name)

    assert send(user, "y-tuong/moi/", **IDEA, told_by="Ai đó khác").status_code == 302
    noted = Idea.objects.get()
    assert (noted.told_by, noted.noted_by) == (user.name, user)
    assert status(user, f"y-tuong/{noted.pk}/") == 200


@pytest.mark.parametrize(
    ("bad", "at"),
    [
        ({"name": ""}, "id_name"),
        ({"text": ""}, "id_text"),
        ({"place": "nơi không có"}, "id_place"),
        ({"phone": "123"}, "id_phone"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(officer, bad, at):
    answer = send(officer, "y-tuong/moi/", **{**IDEA, "event": "Hội chợ xuân", **bad})

    assert answer.status_code == 422
    assert list(errors_of(answer)) == [at]
    assert 'value="Hội chợ xuân"' in answer.content.decode()
    assert not Idea.objects.exists()


# The list and the page


def test_the_list_has_a_tab_for_each_state(officer, commune, idea):
    actions.note_idea("Nấm sấy", "…", commune, by=officer, at=timezone.now())
    actions.advise_idea(idea, "Nên thử", by=officer, at=timezone.now())

    assert set(headings(officer, "y-tuong/")) == {"Nấm sấy", "Trà lá sen"}
    assert headings(officer, "y-tuong/", tt="noted") == ["Nấm sấy"]
    assert headings(officer, "y-tuong/", tt="advised") == ["Trà lá sen"]
    assert headings(officer, "y-tuong/", tt="planned") == []
    assert len(headings(officer, "y-tuong/", tt="no such state")) == 2


def test_who_holds_no_role_sees_what_they_noted(nobody, idea, commune):
    actions.note_idea("Mứt vỏ bưởi", "…", commune, by=nobody, at=timezone.now())

    assert headings(nobody, "y-tuong/") == ["Mứt vỏ bưởi"]
    assert headings(nobody, "y-tuong/", tt="noted") == ["Mứt vỏ bưởi"]


def test_an_empty_list_says_what_to_do(maker):
    assert "Không có ý tưởng nào ở đây" in read(maker, "y-tuong/")


def test_three_rows_cost_as_much_as_one(officer, commune, idea):
    one = queries(officer, "y-tuong/")
    for name in ("Hai", "Ba"):
        actions.note_idea(name, "…", commune, by=officer, at=timezone.now())

    assert queries(officer, "y-tuong/") == one


def test_the_telephone_is_for_those_who_work_on_it(officer, coordinator, idea):
    assert "0977000111" in read(officer, f"y-tuong/{idea.pk}/")
    assert "0977000111" not in read(coordinator, f"y-tuong/{idea.pk}/")


@pytest.mark.parametrize("name", ["stranger", "nobody", "chair", "operator", "maker"])
@pytest.mark.parametrize("part", ["", "nhat-ky/"])
def test_to_others_it_is_not_there(name, part, request, idea):
    assert status(request.getfixturevalue(name), f"y-tuong/{idea.pk}/{part}") == 404


@pytest.mark.parametrize("part", ["gop-y/", "phuong-an/", "san-pham/", "gac-lai/"])
def test_what_others_send_changes_nothing(stranger, coordinator, idea, cooperative, part):
    given = {"advice": "x", "reason": "x", "producer": cooperative.pk, "name": "x", **PLAN}

    for sent in (given, {}):
        assert send(stranger, f"y-tuong/{idea.pk}/{part}", **sent).status_code == 404
        assert send(coordinator, f"y-tuong/{idea.pk}/{part}", **sent).status_code == 403
    idea.refresh_from_db()
    assert idea.state == "noted"


# Its way


def test_an_idea_goes_its_whole_way(officer, idea, cooperative):
    base = f"y-tuong/{idea.pk}/"

    assert send(officer, base + "gop-y/", advice="Nên phơi giàn").status_code == 302
    assert "Nên phơi giàn" in read(officer, base)
    assert send(officer, base + "phuong-an/", **PLAN, price="25.000").status_code == 302
    assert "Giá bán dự kiến 25.000 ₫" in read(officer, base)
    answer = send(officer, base + "san-pham/", producer=cooperative.pk, name="Trà lá sen")

    made = Product.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{DESK}san-pham/{made.pk}/")
    assert "Đã thành sản phẩm Trà lá sen" in read(officer, base)
    assert "Từ ý tưởng Trà lá sen" in read(officer, f"san-pham/{made.pk}/")


def test_an_idea_without_a_plan_offers_no_registering(officer, idea, cooperative):
    assert "Đăng ký thành sản phẩm" not in read(officer, f"y-tuong/{idea.pk}/")

    answer = send(
        officer, f"y-tuong/{idea.pk}/san-pham/", producer=cooperative.pk, name="Trà lá sen"
    )
    assert answer.status_code == 422
    assert "Ý tưởng này chưa có phương án." in text_of(answer)


def test_an_idea_is_laid_aside_with_its_reason(officer, idea):
    base = f"y-tuong/{idea.pk}/"

    assert errors_of(send(officer, base + "gac-lai/", reason="")).keys() == {"id_reason"}
    assert send(officer, base + "gac-lai/", reason="Ao đã lấp").status_code == 302
    assert "Đã gác lại Ao đã lấp" in read(officer, base)


def test_a_plan_without_what_it_needs_is_said_at_its_fields(officer, idea):
    answer = send(officer, f"y-tuong/{idea.pk}/phuong-an/", product="Hộp", price="nhiều")

    assert answer.status_code == 422
    assert set(errors_of(answer)) == {"id_materials", "id_market", "id_price"}
    assert "Hộp" in answer.content.decode()


def test_the_form_for_registering_offers_only_producers_of_the_commune(
    officer, advisor, idea, cooperative, neighbour
):
    actions.register_producer(
        "HTX Di Linh", neighbour, by=advisor, at=timezone.now(), legal_form="cooperative"
    )
    actions.plan_idea(idea, by=officer, at=timezone.now(), **PLAN)

    page = read(advisor, f"y-tuong/{idea.pk}/")

    assert "HTX Nông nghiệp Tân Hội" in page
    assert "HTX Di Linh" not in page


def test_advice_that_is_empty_is_said_at_its_field(officer, idea):
    answer = send(officer, f"y-tuong/{idea.pk}/gop-y/", advice="   ")

    assert answer.status_code == 422
    assert list(errors_of(answer)) == ["id_advice"]
    assert len(on_top(answer)) == 1


def test_its_history_is_told_in_words(officer, idea):
    send(officer, f"y-tuong/{idea.pk}/gop-y/", advice="Nên phơi giàn")

    page = read(officer, f"y-tuong/{idea.pk}/nhat-ky/")

    assert "Góp ý Nguyễn Thị Lan" in page
    assert "trạng thái đã ghi đã góp ý" in page

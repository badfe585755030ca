"""Support on the desk: from a scheme to its effect, with what speaks against it in front."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.utils import timezone

from sanvat.instruments.models import Instrument
from sanvat.support.models import Request, Scheme
from tests.desk.forms import errors_of, fields_of, on_top
from tests.desk.pages import DESK, queries, read, signed_in, status
from tests.support.worlds import asked, budget_of, decided, scheme_of

pytestmark = pytest.mark.django_db


def press(user, path: str, to: str, **typed):
    """Fill in the form of a page that posts to an address, and send it."""
    client = signed_in(user)
    address = f"{DESK}{to}" if to else ""
    fields = fields_of(client.get(DESK + path), to=address)
    return client.post(address or DESK + path, {**fields, **typed})


@pytest.fixture
def scheme(advisor):
    return scheme_of(advisor)


@pytest.fixture
def budget(scheme, advisor):
    return budget_of(scheme, advisor)


def test_from_the_scheme_to_the_effect(advisor, maker, cooperative, officer):
    today = timezone.localdate()
    press(
        advisor,
        "ho-tro/chinh-sach/moi/",
        "",
        kind="packaging",
        title="Hỗ trợ bao bì",
        share="50",
        cap="10.000.000",
        opens_on="2020-01-01",
    )
    scheme = Scheme.objects.get()
    here = f"ho-tro/chinh-sach/{scheme.pk}/"
    press(advisor, here, f"{here}kinh-phi/", source="Ngân sách tỉnh", amount="15 triệu")
    assert "còn 15.000.000" in read(advisor, here)
    assert "còn 15.000.000" not in read(maker, here)

    answer = press(
        maker, f"{here}de-nghi/", "", thing="In hộp", cost="30.000.000", asked="10.000.000"
    )
    request = Request.objects.get()
    page = f"ho-tro/{request.pk}/"
    assert answer.url == DESK + page
    assert "Đúng các điều kiện" in read(advisor, page)
    assert "In hộp" in read(advisor, "")

    granted = press(
        advisor,
        page,
        f"{page}quyet-dinh/",
        budget=scheme.budgets.get().pk,
        number="12/QĐ",
        issuer="Chi cục",
    )
    assert granted.status_code == 302, (errors_of(granted), on_top(granted))
    assert press(advisor, page, f"{page}chi/", voucher="UNC 7").status_code == 302
    assert press(officer, page, f"{page}hieu-qua/", text="Bán thêm").status_code == 302
    assert "Bán thêm" in read(maker, page)

    ledger = read(advisor, "ho-tro/so-cai/", theo="chu-the", nam=str(today.year))
    assert "HTX Nông nghiệp Tân Hội" in ledger
    assert "10.000.000" in ledger
    word = signed_in(maker).get(f"{DESK}{page}quyet-dinh.docx")
    text = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "10.000.000" in text
    assert status(advisor, "ho-tro/so-cai.pdf") == 200


def test_double_support_is_shown_with_the_earlier_rows_and_needs_a_reason(
    scheme, budget, cooperative, advisor, officer
):
    asked(scheme, cooperative, officer, thing="In hộp")
    second = asked(scheme, cooperative, officer, thing="In túi")
    page = f"ho-tro/{second.pk}/"

    shown = read(advisor, page)
    assert "cùng loại, cùng việc trong năm. In hộp" in shown
    more = {"budget": budget.pk, "number": "1", "issuer": "Chi cục"}
    refused = press(advisor, page, f"{page}quyet-dinh/", **more)
    assert refused.status_code == 422
    assert "Có điều chưa đúng quy định" in on_top(refused)[0]
    granted = press(advisor, page, f"{page}quyet-dinh/", in_spite="Hai sản phẩm", **more)
    assert granted.status_code == 302


def test_no_paper_is_left_of_a_decision_that_is_refused(
    scheme, budget, cooperative, advisor, officer
):
    request = asked(scheme, cooperative, officer)
    page = f"ho-tro/{request.pk}/"
    answer = press(
        advisor,
        page,
        f"{page}quyet-dinh/",
        budget=budget.pk,
        number="1",
        issuer="Chi cục",
        amount="10.000.001",
    )

    assert answer.status_code == 422
    assert not Instrument.objects.exists()


def test_strangers_find_no_request_and_no_scheme(
    scheme, cooperative, officer, stranger, far_advisor, programme_party
):
    request = asked(scheme, cooperative, officer)
    for user in (stranger, far_advisor, programme_party):
        assert status(user, f"ho-tro/{request.pk}/") == 404
        assert status(user, f"ho-tro/chinh-sach/{scheme.pk}/") == 404
        assert request.thing not in read(user, "ho-tro/")


def test_lists_ask_as_much_with_one_as_with_three(scheme, budget, cooperative, officer, advisor):
    decided(asked(scheme, cooperative, officer, asked=1), budget, advisor, 1)
    paths = ("ho-tro/", "ho-tro/so-cai/", "ho-tro/chinh-sach/")
    with_one = [queries(advisor, path) for path in paths]
    for number in range(2):
        scheme_of(advisor, kind="training", fixed=Decimal(5))
        asked(scheme, cooperative, officer, asked=1, thing=f"Việc {number}")

    assert [queries(advisor, path) for path in paths] == with_one


def test_a_correction_stands_beside_what_held_before(scheme, budget, cooperative, officer, advisor):
    made = asked(scheme, cooperative, officer)
    decided(made, budget, advisor)
    at = f"ho-tro/chinh-sach/{scheme.pk}/"
    assert 'name="cap"' in signed_in(advisor).get(f"{DESK}{at}quy-dinh/").content.decode()

    press(
        advisor,
        f"{at}quy-dinh/",
        "",
        since=str(timezone.localdate()),
        reason="Nghị quyết mới",
        cap="5000000",
    )

    page = read(advisor, at)
    assert "50 % chi phí, nhiều nhất 5.000.000 ₫" in page
    assert "Áp dụng đến hết ngày" in page
    assert "nhiều nhất 10.000.000 ₫" in page
    assert "Nghị quyết mới" in page
    assert "nhiều nhất 10.000.000 ₫" in read(officer, f"ho-tro/{made.pk}/")
    assert "nhiều nhất 5.000.000 ₫" in read(officer, "ho-tro/chinh-sach/")

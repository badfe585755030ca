"""Pictures of a product: brought in, described, put in order, and shown to those who may."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sanvat.products.models import ProductPicture
from sanvat.records.models import Entry
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, queries, signed_in, text_of

pytestmark = pytest.mark.django_db


def picture(name="anh.jpg", colour="red", size=(64, 48), kind="JPEG") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", size, colour).save(drawn, kind)
    return SimpleUploadedFile(name, drawn.getvalue(), f"image/{kind.lower()}")


def bring(user, product, *files, **headers):
    path = f"{DESK}san-pham/{product.pk}/anh/"
    return signed_in(user).post(path, {"pictures": files}, headers=headers)


def order(product) -> list[int]:
    return list(product.pictures.order_by("order").values_list("pk", flat=True))


def test_several_pictures_come_at_once(maker, coffee):
    answer = bring(maker, coffee, picture(colour="red"), picture("b.png", "blue", kind="PNG"))

    assert (answer.status_code, answer.url) == (302, f"{DESK}san-pham/{coffee.pk}/anh/")
    assert coffee.pictures.count() == 2


def test_a_bad_one_is_named_and_keeps_no_good_one_out(maker, coffee):
    fake = SimpleUploadedFile("anh.jpg", b"MZ\x90\x00 not a picture", "image/jpeg")

    answer = bring(maker, coffee, picture(), fake)

    assert answer.status_code == 422
    assert errors_of(answer)["id_pictures"].startswith("anh.jpg: Nội dung tệp này")
    assert coffee.pictures.count() == 1


def test_the_same_picture_twice_is_refused(maker, coffee):
    bring(maker, coffee, picture())

    answer = bring(maker, coffee, picture())

    assert errors_of(answer) == {
        "id_pictures": "anh.jpg: Sản phẩm đã có ảnh này. Hãy chọn một ảnh khác."
    }


def test_no_picture_is_said_so(maker, coffee):
    assert errors_of(bring(maker, coffee)) == {"id_pictures": "Chưa chọn ảnh nào."}


def test_with_htmx_only_the_list_comes_back(maker, coffee):
    answer = bring(maker, coffee, picture(), **{"HX-Request": "true"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith('<div id="anh"')
    assert "Đã thêm 1 ảnh." in page


@pytest.mark.parametrize(("name", "expected"), [("stranger", 404), ("coordinator", 403)])
def test_others_bring_none(name, expected, request, coffee):
    answer = bring(request.getfixturevalue(name), coffee, picture())

    assert answer.status_code == expected
    assert not ProductPicture.objects.exists()


def test_pictures_move_by_buttons(maker, coffee):
    bring(maker, coffee, picture(colour="red"), picture(colour="green"), picture(colour="blue"))
    first, second, third = order(coffee)
    path = f"{DESK}san-pham/{coffee.pk}/anh/thu-tu/"
    client = signed_in(maker)

    client.post(path, {"len": third})
    assert order(coffee) == [first, third, second]
    client.post(path, {"xuong": first})
    assert order(coffee) == [third, first, second]
    client.post(path, {"len": third})  # is the first already
    client.post(path, {"xuong": "x"})
    assert order(coffee) == [third, first, second]


def test_a_picture_is_described_and_taken_out(maker, coffee):
    bring(maker, coffee, picture())
    (key,) = order(coffee)
    base = f"{DESK}san-pham/{coffee.pk}/anh/{key}/"
    client = signed_in(maker)

    client.post(base + "mo-ta/", {"description": "Gói cà phê trên bàn"})
    assert coffee.pictures.get().description == "Gói cà phê trên bàn"
    assert "Gói cà phê trên bàn" in text_of(client.get(f"{DESK}san-pham/{coffee.pk}/"))

    client.post(base + "mo-ta/", {"description": "x" * 301})
    assert coffee.pictures.get().description == "Gói cà phê trên bàn"

    client.post(base + "bo/")
    assert not coffee.pictures.exists()
    acts = Entry.objects.filter(act__contains="picture").values_list("act", flat=True)
    assert list(acts.order_by("pk")) == ["add_picture", "describe_picture", "remove_picture"]


def test_the_pictures_of_another_product_are_not_there(maker, coffee, stranger):
    bring(maker, coffee, picture())
    (key,) = order(coffee)
    base = f"{DESK}san-pham/{coffee.pk}/anh/"

    for path in (f"{base}{key}/mo-ta/", f"{base}{key}/bo/", f"{base}thu-tu/"):
        assert signed_in(stranger).post(path).status_code == 404
    assert signed_in(maker).post(f"{base}999/bo/").status_code == 404


@pytest.mark.parametrize("size", ["nho", "vua", "goc"])
def test_a_picture_is_shown_to_who_may_see_the_product(size, maker, advisor, stranger, coffee):
    bring(maker, coffee, picture(size=(1600, 1200)))
    path = f"{DESK}anh/{order(coffee)[0]}/{size}/"

    answer = signed_in(advisor).get(path)

    assert answer.status_code == 200
    content = answer.getvalue()
    assert max(Image.open(BytesIO(content)).size) == {"nho": 224, "vua": 960, "goc": 1600}[size]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    assert signed_in(stranger).get(path).status_code == 404


def test_a_browser_that_has_it_is_told_so_while_it_still_may(maker, stranger, coffee):
    bring(maker, coffee, picture())
    path = f"{DESK}anh/{order(coffee)[0]}/nho/"
    tag = signed_in(maker).get(path)["ETag"]

    assert signed_in(maker).get(path, headers={"If-None-Match": tag}).status_code == 304
    assert signed_in(stranger).get(path, headers={"If-None-Match": tag}).status_code == 404


def test_a_size_nobody_offers_is_not_there(maker, coffee):
    bring(maker, coffee, picture())

    assert signed_in(maker).get(f"{DESK}anh/{order(coffee)[0]}/to/").status_code == 404


def test_three_pictures_cost_as_much_as_one(maker, coffee):
    bring(maker, coffee, picture())
    one = queries(maker, f"san-pham/{coffee.pk}/anh/")
    bring(maker, coffee, picture(colour="green"), picture(colour="blue"))

    assert queries(maker, f"san-pham/{coffee.pk}/anh/") == one

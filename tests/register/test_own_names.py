"""The same file of two offices is kept once, and gives neither anything of the other's."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from sanvat.products import actions as products
from sanvat.products.models import ProductPicture
from sanvat.records import files
from sanvat.records.models import StoredFile
from sanvat.register.models import Import
from tests.desk.pages import DESK, signed_in
from tests.people import again
from tests.records import uploads
from tests.register.registers import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]

LINES = "Tên sản phẩm,Tên chủ thể,Xã\nMật ong,HTX Ong,xã Đức Trọng\n"


def send(user, name: str):
    client = signed_in(user)
    file = BytesIO(LINES.encode())
    file.name = name
    return client, client.post(f"{DESK}nhap-so/", {"file": file})


def test_an_office_reads_its_own_word_for_a_file(advisor, far_advisor):
    send(advisor, "So-cua-chi-Lan.csv")
    client, led = send(far_advisor, "danh-muc.csv")

    assert StoredFile.objects.count() == 1
    pages = [client.get(path) for path in (led.url, f"{DESK}nhap-so/", DESK)]
    assert all("chi-Lan" not in page.content.decode() for page in pages)
    assert "danh-muc.csv" in pages[1].content.decode()
    assert [str(one) for one in Import.objects.order_by("pk")] == [
        "So-cua-chi-Lan.csv",
        "danh-muc.csv",
    ]


def test_the_same_file_opens_nothing_of_the_others(advisor, far_advisor):
    send(advisor, "so.csv")
    client, _led = send(far_advisor, "so.csv")
    first = Import.objects.order_by("pk").first()

    for name in ("desk:import", "desk:import_answers", "desk:import_progress"):
        assert client.get(reverse(name, args=[first.pk])).status_code == 404


def test_a_picture_is_called_after_its_product(advisor, officer, commune, neighbour):
    """Two producers bring the same photograph; what one of them called it is not the other's."""
    client = signed_in(advisor)
    for place, name in ((commune, "chi-lan-0912345678.jpg"), (neighbour, "goi.jpg")):
        producer = products.register_producer(
            f"HTX {place.name}", place, legal_form="cooperative", by=again(advisor), at=NOON
        )
        product = products.register_product(producer, "Mật ong", by=again(advisor), at=NOON)
        upload = uploads.upload(name, uploads.picture())
        stored = files.take(upload, allowed=files.PICTURES, by=advisor, at=NOON)
        products.add_picture(product, stored, by=again(advisor), at=NOON)
    assert StoredFile.objects.count() == 1

    for picture in ProductPicture.objects.all():
        answer = client.get(reverse("desk:picture", args=[picture.pk, "goc"]))
        assert b"".join(answer)
        assert "lan" not in answer["Content-Disposition"]
        assert "M%E1%BA%ADt%20ong.jpg" in answer["Content-Disposition"]
        assert "lan" not in str(picture)


def test_a_stored_file_says_to_who_brings_it_what_they_called_it(advisor, officer):
    def brought(name: str, by) -> str:
        upload = ContentFile(LINES.encode(), name=name)
        return files.take(upload, allowed=files.TABLES, by=by, at=NOON).name

    assert brought("so-cua-tinh.csv", advisor) == "so-cua-tinh.csv"
    assert brought("so-cua-xa.csv", officer) == "so-cua-xa.csv"
    assert StoredFile.objects.get().name == "so-cua-tinh.csv"

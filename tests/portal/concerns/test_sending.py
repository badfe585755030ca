"""Somebody sends a matter by the public page, with a script or without one."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from PIL import Image

from sanvat.concerns import keys
from sanvat.concerns.following import pin_of
from sanvat.concerns.models import Concern
from sanvat.portal.concerns import own
from tests.concerns.conftest import WORDS
from tests.portal.sending import proven, read_over, solved, task_on, token_on

FEEDBACK = "/phan-anh/gui/phan-anh/"
COMPLAINT = "/phan-anh/gui/khieu-nai/"
DENUNCIATION = "/phan-anh/gui/to-cao/"


def key_on(page) -> str:
    (found,) = html.fromstring(page.text).xpath("//input[@name='key']/@value")
    return found


def sent(client, typed, address=FEEDBACK, **more):
    """The answer to a form that was opened, filled in and proven."""
    page = client.get(address)
    return client.post(address, {**typed, **proven(page), "key": key_on(page), **more})


def photo(name="duong.jpg", colour="#a3191c") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def test_what_is_sent_leads_to_a_receipt_with_code_and_pin(client, typed, officer):
    answer = sent(client, typed)

    concern = Concern.objects.get()
    assert (answer.status_code, answer.url) == (302, "/phan-anh/da-gui/")
    assert (concern.text, concern.kind, concern.is_proven) == (WORDS, "feedback", True)
    assert concern.organisation == officer.acting.organisation
    receipt = client.get(answer.url)
    pin = pin_of(concern)
    tree = html.fromstring(receipt.text)
    assert tree.xpath("string(//dd[@id='ma'])") == concern.code
    assert tree.xpath("string(//dd[@id='pin'])") == pin
    (qr,) = tree.xpath("//img[@class='wares__code']/@alt")
    assert concern.code in qr
    assert pin not in qr
    assert "no-store" in receipt["Cache-Control"]


def test_the_cookie_goes_only_to_these_pages_and_has_no_pin(client, typed):
    cookie = sent(client, typed).cookies[own.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == ("/phan-anh/", True, 7200)
    assert pin_of(Concern.objects.get()) not in cookie.value


def test_a_cookie_that_is_changed_opens_nothing(client, typed, send):
    other = send().concern
    sent(client, typed)
    mine = Concern.objects.exclude(pk=other.pk).get()
    value = client.cookies[own.COOKIE].value
    client.cookies[own.COOKIE] = value.replace(str(mine.pk), str(other.pk), 1)

    assert client.get("/phan-anh/cua-toi/").url == "/phan-anh/theo-doi/"
    assert client.get("/phan-anh/da-gui/").url == "/phan-anh/theo-doi/"


def test_sent_again_with_its_key_it_is_one_and_the_receipt_comes_again(client, typed):
    page = client.get(FEEDBACK)
    given = {**typed, **proven(page), "key": key_on(page)}
    client.post(FEEDBACK, given)
    client.cookies.clear()

    again = client.post(FEEDBACK, {**typed, "key": given["key"], "giu": "x"})

    assert (again.status_code, again.url) == (302, "/phan-anh/da-gui/")
    concern = Concern.objects.get()
    assert concern.code in client.get(again.url).text


def test_a_short_key_is_none_and_opens_no_receipt(client, typed):
    answer = sent(client, typed, key="1")
    client.cookies.clear()

    assert answer.status_code == 302
    assert client.post(FEEDBACK, {**typed, "key": "1", "giu": "x"}).status_code == 422


def test_without_a_script_it_is_read_over_and_sent(client, typed):
    first = client.post(FEEDBACK, {**typed, "giu": token_on(client.get(FEEDBACK))})
    assert first.status_code == 422
    assert "Hãy đọc lại rồi gửi lần nữa" in first.text
    assert WORDS in first.text

    again = client.post(FEEDBACK, {**typed, "key": key_on(first), **read_over("concern phan-anh")})

    assert again.status_code == 302
    assert not Concern.objects.get().is_proven


def test_what_is_wrong_comes_back_with_all_that_was_typed(client, typed):
    page = client.get(COMPLAINT)
    given = {**typed, **proven(page), "key": key_on(page), "title": "Đường hỏng"}

    answer = client.post(COMPLAINT, given)

    tree = html.fromstring(answer.text)
    assert answer.status_code == 422
    assert tree.xpath("//input[@name='title']/@value") == ["Đường hỏng"]
    assert tree.xpath("//input[@name='place']/@value") == [typed["place"]]
    assert tree.xpath("//select/option[@selected]/@value") == ["roads-water"]
    assert tree.xpath("//textarea[@name='text']")[0].text.strip() == WORDS
    assert key_on(answer) == given["key"]
    assert "Hãy ghi họ tên." in answer.text
    assert not Concern.objects.exists()


def test_a_complaint_wants_a_name_and_a_way_to_reach_who_complains(client, typed):
    answer = sent(client, {**typed, "name": "Trần Văn Minh"}, COMPLAINT)
    assert "Khiếu nại, tố cáo cần cách liên hệ" in answer.text

    answer = sent(client, {**typed, "name": "Trần Văn Minh", "phone": "0913555777"}, COMPLAINT)

    assert answer.status_code == 302
    concern = Concern.objects.get()
    assert keys.unseal(concern.sender.sealed)["phone"] == "0913555777"
    assert "Minh" not in client.get(answer.url).text


def test_photos_come_along_and_are_drawn_anew(client, typed):
    sent(client, typed, files=[photo(), photo("suoi.jpg", "#2c6039")])

    kept = Concern.objects.get().attachments.all()
    assert [each.name for each in kept] == ["duong.jpg", "suoi.jpg"]
    assert {each.file.has_gps for each in kept} == {False}


def test_a_file_that_is_none_is_told_of_and_nothing_is_sent(client, typed):
    answer = sent(client, typed, files=[SimpleUploadedFile("a.jpg", b"MZ\x90", "image/jpeg")])

    assert answer.status_code == 422
    assert "Hãy chọn lại ảnh" in answer.text
    assert not Concern.objects.exists()


def test_a_denunciation_says_first_what_it_means_and_takes_no_file(client, typed, confidant):
    page = client.get(DENUNCIATION)
    tree = html.fromstring(page.text)
    notice, form = page.text.index("Luật Tố cáo yêu cầu"), page.text.index("<textarea")
    assert notice < form
    assert not tree.xpath("//input[@type='file'] | //input[@name='allows_publication']")
    assert not tree.xpath("//form[@data-kept]")

    who = {"name": "Trần Văn Minh", "phone": "0913555777"}
    given = {**typed, **who, "subject": "dossier", "allows_publication": "on"}
    answer = sent(client, given, DENUNCIATION, files=[photo()])

    concern = Concern.objects.get()
    assert (concern.text, concern.allows_publication, concern.attachments.count()) == ("", False, 0)
    receipt = client.get(answer.url).text
    assert "data-codes-save" not in receipt
    assert WORDS not in client.get("/phan-anh/cua-toi/").text


def test_where_nobody_takes_denunciations_it_says_where_to_go(client, typed, officer):
    who = {"name": "Trần Văn Minh", "phone": "0913555777"}
    answer = sent(client, {**typed, **who, "subject": "dossier"}, DENUNCIATION)

    assert answer.status_code == 422
    assert "Hãy gửi đơn có chữ ký" in answer.text


def test_a_place_of_several_is_asked_for_once_more(client, typed, commune):
    answer = sent(client, {**typed, "place": "xã"})
    assert answer.status_code == 422

    page = client.get(FEEDBACK)
    spot = {"latitude": str(commune.latitude), "longitude": str(commune.longitude)}
    answer = client.post(
        FEEDBACK, {**typed, "place": "", **spot, **proven(page), "key": key_on(page)}
    )

    tree = html.fromstring(answer.text)
    units = tree.xpath("//input[@name='unit']/@value")
    assert units[0] == str(commune.pk)
    assert "Có nhiều nơi như vậy. Hãy chọn một." in answer.text
    given = {**typed, "place": "", **spot, "unit": units[0], "key": key_on(page)}
    again = {"giu": token_on(answer), "captcha": solved(task_on(answer))}
    assert client.post(FEEDBACK, {**given, **again}).status_code == 302
    concern = Concern.objects.get()
    assert (concern.place, concern.latitude) == (commune, commune.latitude)


@pytest.mark.parametrize(
    "spot", [("", "x"), ("nan", "inf"), ("9" * 400, "1"), ("0", "0"), ("1e5", "-3")]
)
def test_a_point_that_is_none_is_near_nothing(client, db, spot):
    answer = client.get("/phan-anh/gan-day/", {"vi-do": spot[0], "kinh-do": spot[1]})
    assert answer.json() == {"places": []}


def test_the_nearest_commune_is_told_to_a_phone(client, commune):
    near = {"vi-do": commune.latitude + 0.001, "kinh-do": commune.longitude}
    assert client.get("/phan-anh/gan-day/", near).json()["places"][0] == commune.full_name


def test_the_map_leads_to_the_form_with_the_place(client, commune):
    first = html.fromstring(client.get("/phan-anh/ban-do/phan-anh/").text)
    (province,) = [
        each for each in first.xpath("//ul//a/@href") if each.endswith(f"={commune.parent.code}")
    ]
    second = html.fromstring(client.get(province).text)
    (there,) = [each for each in second.xpath("//ul//a/@href") if each.endswith(f"={commune.code}")]
    form = html.fromstring(client.get(there).text)
    assert form.xpath("//input[@name='place']/@value") == [commune.full_name]


def test_what_is_no_kind_has_no_page(client, db):
    assert client.get("/phan-anh/gui/khac/").status_code == 404
    assert client.get("/phan-anh/ban-do/khac/").status_code == 404


def test_a_programme_that_fills_in_everything_is_led_on_and_not_heard(client, typed):
    answer = sent(client, typed, website="https://vidu.example")

    assert (answer.status_code, Concern.objects.count()) == (302, 0)
    assert client.get(answer.url).url == reverse("portal:concern_find")


def test_few_are_taken_from_one_place(client, typed, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "concern": "2/h/key"}
    answers = [sent(client, {**typed, "text": f"Việc {n}"}).status_code for n in range(3)]

    assert answers == [302, 302, 422]
    assert Concern.objects.count() == 2

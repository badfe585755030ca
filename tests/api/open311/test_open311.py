"""Open311 read back by a client that knows the specification alone."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanvat.api import counting
from sanvat.concerns import actions, codes, following
from sanvat.concerns.models import AppSending, Concern
from sanvat.parties import actions as parties
from sanvat.rules import concerns as rules
from tests.api.open311.georeport import Refused
from tests.portal.concerns.test_sending import photo

POTHOLE = {
    "service_code": "roads-water",
    "description": "Ổ gà sâu trước chợ & trường học, <nguy hiểm>.",
}
WORDS = {
    "title": "Ổ gà trước chợ",
    "text": "Có ổ gà sâu trước chợ.",
    "answer": "Xã đã vá xong ngày 20.",
}


def refused(act, *args, **more):
    with pytest.raises(Refused) as found:
        act(*args, **more)
    (error,) = found.value.errors
    assert error["code"] == str(found.value.status)
    return found.value.status, error["description"]


def deal_with(concern, officer):
    now = timezone.now()
    concern = actions.classify(
        concern, kind=concern.kind, subject=concern.subject, by=officer, at=now
    )
    concern = actions.accept(concern, by=officer, at=now)
    actions.answer(concern, "Đã vá.", by=officer, at=now)
    concern.refresh_from_db()
    return concern


def test_every_subject_is_a_service_with_its_definition(db, city):
    services = city.services()
    assert [each["service_code"] for each in services] == [each.key for each in rules.subjects()]
    assert {each["type"] for each in services} == {"realtime"}
    assert {each["metadata"] for each in services} == {"true"}
    definition = city.definition("roads-water")
    assert definition["service_code"] == "roads-water"
    kind, publish = definition["attributes"]
    assert (kind["code"], kind["datatype"], kind["required"]) == (
        *("kind", "singlevaluelist", "false"),
    )
    assert [each["key"] for each in kind["values"]] == ["feedback", "proposal", "complaint"]
    assert [each["key"] for each in publish["values"]] == ["no", "yes"]


def test_from_another_citys_app_to_the_answer_that_everybody_reads(city, key, officer, commune):
    row = city.send(
        key,
        **POTHOLE,
        address_id=commune.code,
        address_string="trước chợ Liên Nghĩa",
        last_name="Trần Văn",
        first_name="Minh",
        phone="0913555777",
        media_url="https://anh.vidu.vn/1.jpg",
        **{"attribute[kind]": "proposal", "attribute[publish]": "yes"},
    )
    concern = Concern.objects.get()
    assert (row["service_request_id"], concern.way, concern.kind) == (
        *(concern.code, "app", "proposal"),
    )
    assert (concern.place, concern.organisation) == (commune, officer.acting.organisation)
    assert concern.text == (
        "Ổ gà sâu trước chợ & trường học, <nguy hiểm>.\n\nNơi xảy ra: trước chợ Liên Nghĩa\n\n"
        "Ảnh người gửi dẫn tới (chưa tải về): https://anh.vidu.vn/1.jpg"
    )
    assert not concern.attachments.exists()  # nobody fetched it
    (pin,) = re.findall(rf"\b\d{{{codes.PIN_LENGTH}}}\b", row["service_notice"])
    assert following.find_by_code(concern.code, pin, address="10.0.0.1") == concern

    assert city.requests() == []  # until it is published, nobody reads it
    assert refused(city.request, concern.code)[0] == 404
    concern = deal_with(concern, officer)
    assert city.requests() == []
    publication = actions.publish(concern, **WORDS, by=officer, at=timezone.now())

    (told,) = city.requests()
    assert told == {
        "service_request_id": str(publication.pk),
        "status": "closed",
        "status_notes": WORDS["answer"],
        "service_name": rules.subject("roads-water").name,
        "service_code": "roads-water",
        "description": f"{WORDS['title']}\n\n{WORDS['text']}",
        "agency_responsible": officer.acting.organisation.name,
        "service_notice": "",
        "requested_datetime": f"{timezone.localdate()}T00:00:00+07:00",
        "updated_datetime": told["updated_datetime"],
        "expected_datetime": "",
        "address": commune.full_name,
        "address_id": commune.code,
        "zipcode": "",
        "lat": str(commune.latitude),
        "long": str(commune.longitude),
        "media_url": "",
    }
    assert city.request(str(publication.pk)) == told
    assert city.request(concern.code) == {**told, "service_request_id": concern.code}
    assert city.requests(service_request_id=f"{publication.pk},999999") == [told]

    actions.unpublish(publication, reason="Sai", by=officer, at=timezone.now())
    assert city.requests() == []


def test_who_sent_it_asks_with_its_key_how_far_it_is_and_reads_no_words(
    city, key, officer, commune
):
    code = city.send(key, **POTHOLE, address_id=commune.code)["service_request_id"]
    own = city.request(code, api_key=key)
    assert (own["service_request_id"], own["status"], own["status_notes"]) == (
        *(code, "open", "đã tiếp nhận"),
    )
    assert own["description"] == ""
    assert "Ổ gà" not in str(own)
    assert own["expected_datetime"] != ""
    deal_with(Concern.objects.get(), officer)
    assert city.request(code, api_key=key)["status"] == "closed"
    assert [each["status"] for each in city.requests(api_key=key)] == ["closed"]


def test_another_organisations_key_reads_nothing_of_it(city, key, officer, commune):
    code = city.send(key, **POTHOLE, address_id=commune.code)["service_request_id"]
    _key, other = parties.make_key(
        name="khác", scopes=["concerns:send"], days=1, by=officer, at=timezone.now()
    )
    assert refused(city.request, code, api_key=other)[0] == 404
    assert city.requests(api_key=other) == []


def test_the_same_sent_again_is_one_matter(city, key, officer, commune):
    sent = {**POTHOLE, "address_id": commune.code, "device_id": "a1"}
    first, second = city.send(key, **sent), city.send(key, **sent)
    assert first == second
    assert Concern.objects.count() == AppSending.objects.count() == 1
    city.send(key, **{**sent, "device_id": "b2"})
    assert Concern.objects.count() == 2


def test_a_place_is_found_by_point_address_or_number(city, key, officer, commune):
    point = {"lat": str(commune.latitude), "long": str(commune.longitude)}
    city.send(key, **POTHOLE, **point)
    concern = Concern.objects.get()
    assert (concern.place, concern.latitude) == (commune, commune.latitude)
    city.send(key, **POTHOLE, address_string="chợ, xã Đức Trọng, tỉnh Lâm Đồng")
    assert Concern.objects.filter(place=commune).count() == 2


def test_what_cannot_be_taken_says_why_in_the_form_of_the_specification(
    city, key, officer, commune, elsewhere
):
    good = {**POTHOLE, "address_id": commune.code}
    assert refused(city.send, "", **good)[0] == 403
    assert refused(city.send, "sanvat_wrong", **good)[0] == 403
    assert refused(city.send, key, **{**good, "service_code": ""})[0] == 400
    assert refused(city.send, key, **{**good, "service_code": "x"})[0] == 404
    assert refused(city.send, key, **{**good, "jurisdiction_id": "sfgov.org"})[0] == 404
    assert refused(city.send, key, **POTHOLE)[0] == 400
    assert refused(city.send, key, **POTHOLE, lat="12")[0] == 400
    assert refused(city.send, key, **POTHOLE, lat="nan", long="1")[0] == 400
    assert refused(city.send, key, **POTHOLE, lat="37.7", long="-122.4")[0] == 400
    assert refused(city.send, key, **POTHOLE, address_string="đâu đó")[0] == 400
    assert refused(city.send, key, **{**good, "description": "a" * 4001})[0] == 400
    assert refused(city.send, key, **{**good, "description": ""})[0] == 400
    assert refused(city.send, key, **good, email="không phải thư")[0] == 400
    status, said = refused(city.send, key, **good, **{"attribute[kind]": "complaint"})
    assert (status, "họ tên" in said) == (400, True)
    status, said = refused(city.send, key, **good, **{"attribute[kind]": "denunciation"})
    assert (status, "Tố cáo không nhận" in said) == (400, True)
    other = elsewhere.parent.code
    assert refused(city.send, key, **good, jurisdiction_id=other)[0] == 400
    assert Concern.objects.count() == 0


def test_a_key_without_the_scope_sends_nothing(city, advisor, commune):
    _key, secret = parties.make_key(
        name="đọc", scopes=["public:read"], days=1, by=advisor, at=timezone.now()
    )
    assert refused(city.send, secret, **POTHOLE, address_id=commune.code)[0] == 403


def test_questions_are_narrowed_by_service_days_status_and_place(city, officer, answered):
    actions.publish(answered, **WORDS, by=officer, at=timezone.now())
    now = timezone.now()
    day = {"start_date": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"}
    city.jurisdiction = answered.place.parent.code
    for asked, number in (
        ({"service_code": "roads-water,land"}, 1),
        ({"service_code": "land"}, 0),
        ({"status": "closed"}, 1),
        ({"status": "open"}, 0),
        ({"status": "open,closed"}, 1),
        (day, 1),
        ({"end_date": day["start_date"]}, 0),
    ):
        assert len(city.requests(**asked)) == number, asked
    assert refused(city.requests, status="done")[0] == 400
    assert refused(city.requests, service_code="none")[0] == 404
    assert refused(city.requests, start_date="2026-11-01")[0] == 400
    assert (
        refused(city.requests, start_date="2025-01-01T00:00:00Z", end_date="2026-01-01T00:00:00Z")[
            0
        ]
        == 400
    )
    city.jurisdiction = "nowhere.example"
    assert refused(city.requests)[0] == 404
    assert refused(city.services)[0] == 404


def test_a_denunciation_stands_nowhere(city, key, officer, denunciation):
    assert city.requests() == city.requests(api_key=key) == []
    assert refused(city.request, denunciation.code, api_key=key)[0] == 404
    assert city.requests(service_request_id=denunciation.code) == []


def test_ids_are_told_at_once_so_that_no_token_is_known(city):
    assert refused(city._get, "tokens/12")[0] == 404
    assert refused(city._get, "nothing")[0] == 404


def test_who_asks_too_often_is_told_so(db, city, settings):
    settings.API_LIMITS = {"address": 3, "key": 3}
    counting._held.begin(-1)
    assert city.root.endswith("/open311/v2")
    assert city.services()
    statuses = {refused(city.services)[0] for _n in range(3)}
    assert statuses == {429}


def test_other_methods_are_refused(db, client):
    response = client.delete("/open311/v2/requests.json")
    assert (response.status_code, response["Allow"]) == (405, "GET, POST")
    assert response.json()[0]["code"] == 405


def test_xml_holds_whatever_was_written(city, officer, answered):
    words = {**WORDS, "text": "a < b & c > d ]]> \U0001f600"}
    actions.publish(answered, **words, by=officer, at=timezone.now())
    (row,) = city.requests()
    assert row["description"].endswith("a < b & c > d ]]> \U0001f600")


def test_pictures_come_along_in_a_form_and_make_it_another_matter(client, key, officer, commune):
    form = {"api_key": key, **POTHOLE, "address_id": commune.code}

    def send(**files):
        return client.post("/open311/v2/requests.json", form | files)

    told = send(media=[photo(), photo("suoi.jpg", "#2c6039")])
    assert told.status_code == 201, told.content
    concern = Concern.objects.get()
    assert told.json()[0]["service_request_id"] == concern.code
    assert [each.name for each in concern.attachments.order_by("pk")] == ["duong.jpg", "suoi.jpg"]
    again = send(media=[photo("ten-khac.jpg"), photo("suoi.jpg", "#2c6039")])
    assert again.json() == told.json()
    assert send().status_code == 201
    assert Concern.objects.count() == 2


def test_what_cannot_be_taken_as_a_picture_says_why(client, key, officer, commune):
    form = {"api_key": key, **POTHOLE, "address_id": commune.code}
    for files, said in (
        ({"media": SimpleUploadedFile("a.jpg", b"MZ")}, "ảnh"),
        ({"photo": photo()}, "«media»"),
        ({"media": [photo() for _n in range(11)]}, "media: "),
        ({"media": [photo() for _n in range(21)]}, "quá nhiều phần"),
    ):
        answer = client.post("/open311/v2/requests.json", form | files)
        (error,) = answer.json()
        assert (answer.status_code, error["code"]) == (400, 400)
        assert said in error["description"], error
    broken = client.post("/open311/v2/requests.xml", "x", content_type="multipart/form-data")
    assert (broken.status_code, broken["Content-Type"]) == (400, "text/xml; charset=utf-8")
    assert Concern.objects.count() == 0

"""Matters forwarded to another city by Open311: what goes out, what comes back, and never twice."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.concerns import actions, forwarding, georeport, imitated
from sanvat.concerns.models import Endpoint, Forwarding
from sanvat.errors import Refusal
from sanvat.follow.models import Fault
from sanvat.follow.outgoing import Answer, Outcome
from sanvat.parties.models import Notice
from sanvat.records import journal
from sanvat.records.jobs import Fate
from tests.concerns.conftest import MINH
from tests.follow.receiver import Receiver

pytestmark = pytest.mark.django_db
URL = "https://open311.thanhpho.vn/v2"
KEY = "khoa-cua-thanh-pho-8821"


def now():
    return timezone.now()


def said(status: int, told: object, kind: str = "application/json") -> bytes:
    body = told.encode() if isinstance(told, str) else json.dumps(told).encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.fixture
def endpoint(officer) -> Endpoint:
    return actions.set_endpoint(
        name="Thành phố bên", url=URL, service_code="duong", jurisdiction="thanhpho.vn",
        key=KEY, by=officer, at=now(),
    )  # fmt: skip


@pytest.fixture
def forwarded(endpoint, officer, concern) -> Forwarding:
    return actions.forward(concern, endpoint, text="Đường thôn 4 lầy lội.", by=officer, at=now())


def run(row: Forwarding, *answers: bytes, connect=None) -> Receiver:
    """The job takes it on, now, and the other city answers this."""
    Forwarding.objects.filter(pk=row.pk, due_at__isnull=False).update(due_at=now())
    with Receiver(*answers) as receiver:
        forwarding.take_on(row.pk, resolve=receiver.resolve, connect=connect or receiver.connect)
    row.refresh_from_db()
    return receiver


def test_what_goes_out_holds_the_place_and_the_chosen_words_alone(forwarded, concern):
    receiver = run(forwarded, said(201, [{"service_request_id": 638344}]))
    (head,), (body,) = receiver.heads, receiver.bodies
    assert receiver.got[0].startswith(b"POST /v2/requests.json HTTP/1.1")
    assert head["content-type"].startswith("application/x-www-form-urlencoded")
    assert {name: value for name, (value,) in parse_qs(body.decode()).items()} == {
        "api_key": KEY,
        "jurisdiction_id": "thanhpho.vn",
        "service_code": "duong",
        "lat": str(concern.place.latitude),
        "long": str(concern.place.longitude),
        "address_string": concern.place.full_name,
        "description": "Đường thôn 4 lầy lội.",
    }
    assert (forwarded.state, forwarded.their_id) == ("sent", "638344")
    assert concern.turns.last().said.startswith("Việc của bạn được gửi thêm tới Thành phố bên")


def test_its_status_is_read_back_until_it_is_closed(forwarded, officer):
    run(forwarded, said(200, [{"service_request_id": "638344"}]))
    row = {"service_request_id": "638344", "status": "open", "status_notes": None}
    receiver = run(forwarded, said(200, [row]))
    assert receiver.got[0].startswith(
        b"GET /v2/requests/638344.json?jurisdiction_id=thanhpho.vn HTTP/1.1"
    )
    assert (forwarded.state, forwarded.status) == ("sent", "open")
    assert forwarded.due_at > now() + timedelta(hours=5)
    run(forwarded, said(500, "x"))
    assert (forwarded.state, forwarded.status) == ("sent", "open")
    run(forwarded, said(200, [row | {"status": "closed", "status_notes": "Đã\x00vá."}]))
    assert (forwarded.state, forwarded.status_notes) == ("closed", "Đã vá.")
    assert forwarded.due_at is None
    assert "đã xong" in Notice.objects.filter(user=officer).latest("pk").text


def test_a_city_that_speaks_xml_and_gives_a_token_first(officer, concern):
    endpoint = actions.set_endpoint(
        name="Bên", url=URL, service_code="1", spelling="xml", by=officer, at=now()
    )
    row = actions.forward(concern, endpoint, text="Đường lầy.", by=officer, at=now())
    head, tail = (
        '<?xml version="1.0" encoding="utf-8"?><service_requests><request>',
        ("</request></service_requests>"),
    )
    run(row, said(200, f"{head}<token>12345</token>{tail}", "text/xml"))
    assert (row.state, row.their_token, row.their_id) == ("sent", "12345", "")
    told = f"{head}<service_request_id>77</service_request_id><token>12345</token>{tail}"
    receiver = run(row, said(200, told, "text/xml"))
    assert receiver.got[0].startswith(b"GET /v2/tokens/12345.xml HTTP/1.1")
    assert (row.their_id, b"authorization" in receiver.got[0].lower()) == ("77", False)
    told = f"{head}<service_request_id>77</service_request_id><status>closed</status>{tail}"
    run(row, said(200, told, "text/xml"))
    assert row.state == "closed"


def test_an_answer_with_entities_is_no_answer(officer, concern):
    endpoint = actions.set_endpoint(
        name="Bên", url=URL, service_code="1", spelling="xml", by=officer, at=now()
    )
    row = actions.forward(concern, endpoint, text="Đường lầy.", by=officer, at=now())
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><service_requests><request><service_request_id>&b;'
    run(row, said(200, f"{bomb}</service_request_id></request></service_requests>", "text/xml"))
    assert (row.state, row.their_id) == ("unclear", "")


def test_a_late_word_of_a_job_changes_nothing(forwarded, officer):
    actions.stop_forwarding(forwarded, by=officer, at=now())
    actions.report_sending(forwarded, None, at=now())
    actions.report_reading(forwarded, Answer(Outcome(Fault.NONE, 200), b"[]"), at=now())
    forwarded.refresh_from_db()
    assert (forwarded.state, forwarded.read_at) == ("withdrawn", None)
    actions.drop_forwarding(forwarded, at=now())
    forwarded.refresh_from_db()
    assert forwarded.state == "withdrawn"


def test_what_a_city_wraps_in_xml_is_read_as_it_was_meant():
    told = (
        '<?xml version="1.0"?><service_requests><request><service_request_id>5</service_request_id>'
        "<status>Closed</status><status_notes><![CDATA[a < b & c]]></status_notes><address/>"
        "</request></service_requests>"
    )
    assert georeport.rows_in(told.encode(), "xml") == [
        georeport.Row("5", "", "closed", "a < b & c")
    ]
    errors = "<errors><error><code>403</code><description>A &amp; B</description></error></errors>"
    assert georeport.refusal_in(errors.encode(), "xml") == "A & B"
    assert georeport.rows_in(b"<html></html>", "xml") == []


@pytest.mark.parametrize(
    "answer",
    [said(500, "x"), said(200, "không phải"), said(200, []), b"khong phai HTTP\r\n\r\n", b""],
)
def test_what_may_have_arrived_is_never_sent_again_by_itself(forwarded, officer, answer):
    run(forwarded, answer)
    assert (forwarded.state, forwarded.due_at) == ("unclear", None)
    assert "chưa rõ" in Notice.objects.filter(user=officer).latest("pk").text
    assert run(forwarded, said(200, [{"service_request_id": "1"}])).got == []


def test_a_person_who_looked_says_whether_it_arrived(forwarded, officer):
    run(forwarded, said(500, "x"))
    row = actions.note_arrived(forwarded, " 99 ", by=officer, at=now())
    assert (row.state, row.their_id) == ("sent", "99")


def test_or_has_it_sent_again(forwarded, officer):
    run(forwarded, said(500, "x"))
    actions.forward_again(forwarded, by=officer, at=now())
    run(forwarded, said(200, [{"service_request_id": "1"}]))
    assert (forwarded.state, forwarded.their_id) == ("sent", "1")


def test_a_job_that_died_while_it_sent_sends_no_second_time(forwarded):
    Forwarding.objects.filter(pk=forwarded.pk).update(taken_at=now())
    assert forwarding.after_loss(forwarded.pk) == Fate.OVER
    forwarded.refresh_from_db()
    assert forwarded.state == "unclear"


def test_nor_does_one_that_nobody_settled(forwarded):
    Forwarding.objects.filter(pk=forwarded.pk).update(taken_at=now() - timedelta(minutes=6))
    assert run(forwarded, said(200, [])).got == []
    assert forwarded.state == "unclear"


def test_what_surely_did_not_arrive_is_tried_again(forwarded):
    def closed(*_given):
        raise ConnectionRefusedError

    run(forwarded, connect=closed)
    assert (forwarded.state, forwarded.tries, forwarded.fault) == ("waiting", 1, "no_line")
    run(forwarded, said(503, "x"))
    assert (forwarded.state, forwarded.tries) == ("waiting", 2)
    for _n in range(4):
        run(forwarded, connect=closed)
    assert (forwarded.state, forwarded.due_at) == ("refused", None)


def test_a_refusal_is_kept_with_its_reason(forwarded, officer):
    run(forwarded, said(403, [{"code": 403, "description": "Invalid api_key"}]))
    assert (forwarded.state, forwarded.status_notes) == ("refused", "Invalid api_key")


def test_a_private_address_is_never_called(forwarded):
    with Receiver() as receiver:
        forwarding.take_on(forwarded.pk, resolve=lambda _h: ["10.0.0.1"], connect=receiver.connect)
    forwarded.refresh_from_db()
    assert (receiver.asked_to, forwarded.fault) == ([], "not_public")


def test_what_is_with_another_body_by_now_does_not_go(forwarded, officer, advisor, concern):
    at = now()
    actions.transfer(concern, advisor.acting.organisation, reason="Thuộc tỉnh", by=officer, at=at)
    assert run(forwarded, said(200, [{"service_request_id": "1"}])).got == []
    assert forwarded.state == "withdrawn"


def test_nor_what_its_sender_took_back(forwarded, concern):
    actions.withdraw(concern, at=now())
    assert run(forwarded, said(200, [{"service_request_id": "1"}])).got == []
    assert forwarded.state == "withdrawn"


def test_one_that_stops_before_it_went_does_not_go(forwarded, officer):
    actions.stop_forwarding(forwarded, by=officer, at=now())
    assert run(forwarded, said(200, [{"service_request_id": "1"}])).got == []


@pytest.mark.parametrize("telling", [MINH.name, MINH.phone, MINH.email, MINH.address])
def test_words_that_tell_who_sent_it_are_refused(endpoint, officer, concern, telling):
    with pytest.raises(ValidationError) as refused:
        actions.forward(concern, endpoint, text=f"Gặp {telling} để hỏi.", by=officer, at=now())
    assert "text" in refused.value.message_dict


def test_a_denunciation_is_forwarded_to_nobody(endpoint, officer, denunciation):
    with pytest.raises(Refusal) as refused:
        actions.forward(denunciation, endpoint, text="Việc kín.", by=officer, at=now())
    assert refused.value.code == "confidential"


def test_twice_to_the_same_city_is_refused(forwarded, endpoint, officer, concern):
    with pytest.raises(Refusal) as refused:
        actions.forward(concern, endpoint, text="Lại.", by=officer, at=now())
    assert refused.value.code == "forwarded-already"


def test_another_body_neither_sees_nor_uses_it(forwarded, endpoint, advisor, concern):
    assert not Endpoint.objects.visible_to(advisor).exists()
    for act, given in (
        (actions.forward, (concern, endpoint)),
        (actions.end_endpoint, (endpoint,)),
        (actions.stop_forwarding, (forwarded,)),
    ):
        more = {"text": "x"} if act is actions.forward else {}
        with pytest.raises(PermissionDenied):
            act(*given, by=advisor, at=now(), **more)


def test_the_key_of_that_city_is_sealed_and_erased_with_it(endpoint, forwarded, officer):
    assert KEY not in endpoint.sealed_key
    assert KEY not in "".join(str(each.changes) for each in journal.of(endpoint))
    ended = actions.end_endpoint(endpoint, by=officer, at=now())
    assert ended.sealed_key == ""
    forwarded.refresh_from_db()
    assert forwarded.state == "withdrawn"


@pytest.mark.parametrize("url", ["http://a.vn/v2", "https://10.0.0.1/v2", "https://a.vn/v2?k=1"])
def test_an_address_that_is_not_of_the_public_internet_is_refused(officer, url):
    with pytest.raises(ValidationError) as refused:
        actions.set_endpoint(name="Bên", url=url, service_code="1", by=officer, at=now())
    assert "url" in refused.value.message_dict


def test_a_body_has_few_endpoints(officer):
    for n in range(5):
        actions.set_endpoint(name="Bên", url=f"{URL}{n}", service_code="1", by=officer, at=now())
    with pytest.raises(Refusal) as refused:
        actions.set_endpoint(name="Bên", url=URL, service_code="1", by=officer, at=now())
    assert refused.value.code == "too-many-endpoints"


def test_who_leads_asks_how_far_it_is_without_waiting(forwarded, officer, colleague, advisor):
    run(forwarded, said(201, [{"service_request_id": "7"}]))
    later = now() + actions.forwarding.ASKED_AGAIN_AFTER
    with pytest.raises(Refusal) as refused:
        actions.ask_status(forwarded, by=officer, at=now())
    assert refused.value.code == "asked-just-now"
    with pytest.raises(PermissionDenied):
        actions.ask_status(forwarded, by=advisor, at=later)
    asked = actions.ask_status(forwarded, by=colleague, at=later)
    assert asked.due_at == later
    assert journal.of(forwarded.concern).latest("pk").act == "ask_status"
    run(forwarded, said(200, [{"service_request_id": "7", "status": "closed"}]))
    with pytest.raises(Refusal) as refused:
        actions.ask_status(forwarded, by=officer, at=later + timedelta(hours=1))
    assert refused.value.code == "forwarding-not-there"


def test_of_an_endpoint_that_is_ended_nobody_asks(forwarded, endpoint, officer):
    run(forwarded, said(201, [{"service_request_id": "7"}]))
    actions.end_endpoint(endpoint, by=officer, at=now())
    with pytest.raises(Refusal) as refused:
        actions.ask_status(forwarded, by=officer, at=now() + timedelta(hours=1))
    assert refused.value.code == "forwarding-not-there"


# In a demonstration


def calls_nobody(*_asked):
    raise AssertionError("a demonstration has called somebody")


@pytest.mark.parametrize("spelling", ["json", "xml"])
def test_a_demonstration_is_answered_by_a_city_of_its_own(settings, officer, concern, spelling):
    settings.DEMO = True
    endpoint = actions.set_endpoint(
        name="Bên", url=URL, service_code="1", spelling=spelling, key=KEY, by=officer, at=now()
    )
    row = actions.forward(concern, endpoint, text="Đường lầy.", by=officer, at=now())

    def look():
        Forwarding.objects.filter(pk=row.pk, due_at__isnull=False).update(due_at=now())
        forwarding.take_on(row.pk, resolve=calls_nobody, connect=calls_nobody)
        row.refresh_from_db()
        return row.state, row.status, row.status_notes

    assert look() == ("sent", "", "")
    assert row.their_id == f"PN-{row.pk:06}"
    assert look() == ("sent", "open", imitated.OPEN)
    assert look() == ("closed", "closed", imitated.CLOSED)


def test_its_city_may_be_asked_to_say_nothing(settings, endpoint, officer, concern):
    settings.DEMO = True
    row = actions.forward(
        concern, endpoint, service_code=imitated.SILENT, text="Đường.", by=officer, at=now()
    )
    forwarding.take_on(row.pk, resolve=calls_nobody, connect=calls_nobody)
    row.refresh_from_db()
    assert row.state == "unclear"

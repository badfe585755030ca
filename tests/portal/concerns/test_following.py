"""A sender finds their matter by code and PIN, and does what may be done there."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html

from sanvat.concerns import actions
from sanvat.concerns.following import pin_of
from sanvat.concerns.models import Concern
from sanvat.portal.concerns import own
from tests.concerns.conftest import MINH, WORDS
from tests.portal.sending import proven, read_over, token_on

FIND, OWN = "/phan-anh/theo-doi/", "/phan-anh/cua-toi/"


def opened(concern) -> Client:
    """A browser in which the code and the PIN were right."""
    client = Client()
    answer = client.post(FIND, {"code": concern.code, "pin": pin_of(concern)})
    assert (answer.status_code, answer.url) == (302, OWN)
    return client


def test_code_and_pin_open_it_however_they_are_typed(client, concern):
    typed = {
        "code": concern.code.lower().replace("-", " "),
        "pin": " ".join(pin_of(concern)),
    }
    answer = client.post(FIND, typed)

    page = client.get(answer.url).text
    assert WORDS in page
    assert "Đã tiếp nhận" in page
    assert not any(part in page for part in (MINH.name, "0913", MINH.email))


def test_the_address_of_the_qr_fills_in_the_code_alone(client, concern):
    page = html.fromstring(client.get(f"{FIND}?ma={concern.code.lower()}").text)
    assert page.xpath("//input[@name='code']/@value") == [concern.code]
    assert not page.xpath("//input[@name='pin']/@value")


def test_what_is_wrong_opens_nothing_and_says_so_alike(client, concern):
    wrong = f"{(int(pin_of(concern)) + 1) % 1_000_000:06}"
    answers = [
        client.post(FIND, {"code": code, "pin": wrong}).text
        for code in (concern.code, "PA-AAAA-AAAA")
    ]
    sentence = "Không có việc nào với mã và số PIN này"
    assert [sentence in each for each in answers] == [True, True]
    assert client.get(OWN).url == FIND
    assert client.post(f"{OWN}rut/").url == FIND


def test_a_code_that_many_tried_is_opened_with_a_task_solved(concern):
    pin = pin_of(concern)
    wrong = f"{(int(pin) + 1) % 1_000_000:06}"
    for n in range(31):
        Client(REMOTE_ADDR=f"10.0.{n}.1").post(FIND, {"code": concern.code, "pin": wrong})
    client = Client(REMOTE_ADDR="10.9.9.9")

    page = client.post(FIND, {"code": concern.code, "pin": pin})

    assert "data-captcha" not in client.get(FIND).text
    assert (page.status_code, "data-captcha" in page.text) == (422, True)
    assert "đã thử sai nhiều lần" in page.text
    answer = client.post(FIND, {"code": concern.code, "pin": pin, **proven(page)})
    assert answer.url == OWN


def test_without_a_script_it_is_sent_a_second_time_after_a_moment(concern):
    given = {"code": concern.code, "pin": pin_of(concern)}
    for n in range(31):
        Client(REMOTE_ADDR=f"10.0.{n}.1").post(FIND, given | {"pin": "0"})
    client = Client(REMOTE_ADDR="10.9.9.9")
    page = client.post(FIND, given)
    typed = html.fromstring(page.text)
    assert typed.xpath("//input[@name='pin']/@value") == [given["pin"]]

    at_once = client.post(FIND, given | {"giu": token_on(page)})
    later = client.post(FIND, given | read_over("concern find"))

    assert (at_once.status_code, later.status_code, later.url) == (422, 302, OWN)


def test_who_is_wrong_with_a_proof_gets_another_task_at_once(concern):
    wrong = {"code": concern.code, "pin": "0"}
    for n in range(31):
        Client(REMOTE_ADDR=f"10.0.{n}.1").post(FIND, wrong)
    client = Client(REMOTE_ADDR="10.9.9.9")
    page = client.post(FIND, wrong | proven(client.post(FIND, wrong)))

    assert "Không có việc nào với mã và số PIN này" in page.text
    right = {"code": concern.code, "pin": pin_of(concern)}
    assert client.post(FIND, right | proven(page)).url == OWN


def test_a_network_that_tried_too_often_is_told_what_else_there_is(concern):
    client = Client(REMOTE_ADDR="10.9.9.9")
    wrong = {"code": concern.code, "pin": "0"}
    for _n in range(10):
        client.post(FIND, wrong)
    for _n in range(3):
        client.post(FIND, wrong | read_over("concern find"))

    page = client.post(FIND, wrong | {"pin": pin_of(concern)} | read_over("concern find"))

    assert "Hãy mở từ mạng khác, như mạng của điện thoại" in page.text
    elsewhere = Client(REMOTE_ADDR="10.8.8.8")
    assert elsewhere.post(FIND, wrong | {"pin": pin_of(concern)}).url == OWN


def test_what_the_office_asks_is_answered_there(accepted, officer):
    actions.ask_sender(accepted, "Đoạn nào lầy nhất?", by=officer, at=timezone.now())
    client = opened(accepted)
    assert "Đoạn nào lầy nhất?" in client.get(OWN).text

    refused = client.post(f"{OWN}tra-loi/", {"text": " "})
    taken = client.post(f"{OWN}tra-loi/", {"text": "Đoạn qua suối."})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "Hãy viết câu trả lời." in refused.text
    assert accepted.questions.get().reply == "Đoạn qua suối."
    assert "Đoạn qua suối." in client.get(taken.url).text


def test_the_answer_is_read_with_its_file_and_judged(accepted, officer):
    paper = SimpleUploadedFile("ke-hoach.pdf", _pdf(), "application/pdf")
    actions.answer(accepted, "Rải đá xong.", uploads=[paper], by=officer, at=timezone.now())
    client = opened(accepted)
    tree = html.fromstring(client.get(OWN).text)
    (file,) = tree.xpath("//a[contains(@href, '/cua-toi/tep/')]/@href")
    assert client.get(file)["Content-Type"] == "application/pdf"

    client.post(f"{OWN}danh-gia/", {"satisfaction": "5", "note": "Cảm ơn xã."})

    accepted.refresh_from_db()
    assert (accepted.state, accepted.satisfaction, accepted.satisfaction_note) == (
        *("closed", 5),
        "Cảm ơn xã.",
    )


def test_nobody_else_gets_its_files(client, accepted, officer, send):
    paper = SimpleUploadedFile("ke-hoach.pdf", _pdf(), "application/pdf")
    given = actions.answer(accepted, "Xong.", uploads=[paper], by=officer, at=timezone.now())
    file = f"{OWN}tep/{given.files.get().pk}/"
    assert client.get(file).status_code == 404
    assert opened(send().concern).get(file).status_code == 404


def test_who_sent_a_repeat_reads_the_answer_with_its_file(accepted, officer, send):
    repeat = send("Đường thôn 4 hỏng.").concern
    now = timezone.now()
    actions.merge(repeat, accepted, by=officer, at=now)
    paper = SimpleUploadedFile("ke-hoach.pdf", _pdf(), "application/pdf")
    actions.answer(accepted, "Rải đá xong.", uploads=[paper], by=officer, at=now)
    client = opened(repeat)

    page = client.get(OWN).text

    assert "Rải đá xong." in page
    assert WORDS not in page
    (file,) = html.fromstring(page).xpath("//a[contains(@href, '/cua-toi/tep/')]/@href")
    assert client.get(file).status_code == 200


def test_it_is_opened_again_once(answered):
    client = opened(answered)
    client.post(f"{OWN}mo-lai/", {"reason": "Mới rải một nửa."})

    answered.refresh_from_db()
    assert answered.state == "reopened"
    assert "Mở lại việc này" not in client.get(OWN).text
    refused = client.post(f"{OWN}mo-lai/", {"reason": "Nữa."})
    assert refused.status_code == 422
    assert "Việc này đã mở lại, đang chờ xử lý" in refused.text


def test_it_is_taken_back_until_it_is_answered(concern, answered):
    Concern.objects.filter(pk=answered.pk).update(state="received", answered_at=None)
    client = opened(concern)
    client.post(f"{OWN}rut/", {"reason": "Đã xong."})

    concern.refresh_from_db()
    assert concern.state == "withdrawn"
    assert "Rút việc này" not in client.get(OWN).text


def test_an_answered_one_is_not_taken_back(answered):
    client = opened(answered)
    refused = client.post(f"{OWN}rut/", {"reason": ""})
    assert refused.status_code == 422
    answered.refresh_from_db()
    assert answered.state == "answered"


def test_publication_is_allowed_and_no_more(answered, officer, client):
    publication = _published(answered, officer)
    path = f"/phan-anh/da-tra-loi/{publication.pk}/"
    own_page = opened(answered)
    assert path in own_page.get(OWN).text
    assert client.get(path).status_code == 200

    own_page.post(f"{OWN}cong-khai/", {})

    assert client.get(path).status_code == 404
    own_page.post(f"{OWN}cong-khai/", {"allowed": "1"})
    answered.refresh_from_db()
    assert answered.allows_publication


def test_what_was_published_is_taken_down_with_a_matter_taken_back(answered, officer, client):
    publication = _published(answered, officer)
    actions.reopen(answered, "Chưa xong.", at=timezone.now())
    actions.withdraw(answered, at=timezone.now())
    assert client.get(f"/phan-anh/da-tra-loi/{publication.pk}/").status_code == 404


def test_a_late_one_says_so(concern):
    clock = concern.clock
    today = timezone.localdate()
    type(clock).objects.filter(pk=clock.pk).update(
        started_on=today - timedelta(days=11), due_on=today - timedelta(days=1)
    )
    assert "Đã quá hạn" in opened(concern).get(OWN).text


def test_a_denunciation_shows_where_it_stands_and_no_word_of_it(denunciation):
    page = opened(denunciation).get(OWN).text
    assert "Đã tiếp nhận" in page
    assert "Nội dung tố cáo được niêm phong" in page
    assert "nhận tiền" not in page
    assert "Đồng ý công khai" not in page


def test_the_browser_forgets_it_when_asked(concern):
    client = opened(concern)
    assert client.post(f"{OWN}dong/").url == "/phan-anh/"
    assert client.get(OWN).url == FIND


def test_nothing_opens_once_the_pin_is_erased(concern):
    client = opened(concern)
    Concern.objects.filter(pk=concern.pk).update(pin_sealed="")
    assert client.get(OWN).url == FIND


@pytest.mark.parametrize("value", ["x", "1", "1:sent:x", "é", "a" * 400, "-1.sent"])
def test_what_is_no_cookie_of_ours_opens_nothing(client, concern, value):
    client.cookies[own.COOKIE] = value
    assert client.get(OWN).url == FIND
    assert client.get("/phan-anh/da-gui/").url == FIND


def test_what_is_no_step_has_no_page(concern):
    assert opened(concern).post(f"{OWN}khac/").status_code == 404


def test_steps_from_one_place_are_counted(accepted, officer, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "concern_step": "1/h/key"}
    client = opened(accepted)
    first, second = (client.post(f"{OWN}cong-khai/", {}) for _n in range(2))
    assert (first.status_code, second.status_code) == (302, 422)


def _published(concern, officer):
    return actions.publish(
        concern,
        title="Đường vào vùng chè",
        text="Đường lầy.",
        answer="Sẽ rải đá.",
        by=officer,
        at=timezone.now(),
    )


def _pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()

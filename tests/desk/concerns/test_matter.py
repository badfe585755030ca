"""One matter on the desk: the queue that leads to it, its page, and every act from there."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from sanvat.concerns import actions
from sanvat.concerns.actions import Who
from sanvat.concerns.models import Concern, Publication, Reading
from tests.desk.pages import queries, rows_fetched, text_of
from tests.people import make_organisation, make_person


def now():
    return timezone.now()


def picture(name="duong.png") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def here(concern, name=""):
    return reverse(f"desk:concern{name and '_' + name}", args=[concern.pk])


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def do(client, concern, name, **given):
    """The act is done: its page leads back to the matter."""
    answer = client.post(here(concern, name), given)
    assert answer.status_code == 302, text_of(answer)
    concern.refresh_from_db()
    return answer


def test_the_queue_shows_what_is_due_first_and_narrows_down(desk, send, officer, colleague):
    mine, other = send("Rác đổ ở bờ suối.", subject="environment").concern, send().concern
    actions.assign(mine, officer, by=officer, at=now())
    queue = reverse("desk:concerns")

    page = text_of(desk.get(queue))
    assert "Rác đổ ở bờ suối." in page
    assert "Đường vào vùng chè" in page
    for query, found, missing in (
        ("xem=cua-toi", mine, other),
        ("can=chua-giao", other, mine),
        ("lv=environment", mine, other),
        ("q=duong vao vung che", other, mine),
        (f"q={other.code}", other, mine),
    ):
        said = text_of(desk.get(f"{queue}?{query}"))
        assert found.code in said, query
        assert missing.code not in said, query
    for query in ("can=qua-han", "can=cho-nguoi-gui", "tt=answered"):
        assert "Không có việc nào như vậy" in text_of(desk.get(f"{queue}?{query}")), query


def test_lists_and_pages_cost_the_same_with_two_and_with_four(officer, send):
    first, _like = send().concern, send()
    pages = ("phan-anh/", f"phan-anh/{first.pk}/", "phan-anh/tai-trong/", "")
    one = [queries(officer, page) for page in pages]
    send(), send()
    assert [queries(officer, page) for page in pages] == one


def test_a_first_page_fetches_no_more_than_it_shows(officer, send):
    for _n in range(4):
        send()
    four = rows_fetched(officer, "")
    send()
    assert rows_fetched(officer, "") == four


def test_a_matter_goes_from_receipt_to_publication_by_its_page(desk, concern, officer):
    page = text_of(desk.get(here(concern)))
    for said in (concern.code, "Đường vào vùng chè thôn 4", "Phân loại", "Đã tiếp nhận"):
        assert said in page
    assert "Trần Văn Minh" not in page

    form = desk.get(here(concern)).context["offers"][0].form
    do(
        desk,
        concern,
        "classify",
        kind="proposal",
        subject="roads-water",
        place=concern.place.full_name,
        place_id=concern.place_id,
        case="ordinary",
        said="Đã xem.",
        seen=form.carried,
    )
    assert (concern.state, concern.kind) == ("classified", "proposal")
    do(desk, concern, "accept")
    do(desk, concern, "verify", said="Thứ hai cán bộ xuống xem.")
    do(desk, concern, "ask", text="Đoạn nào lầy nhất?")
    assert "Đang chờ người gửi trả lời" in text_of(desk.get(here(concern)))
    do(desk, concern, "opinion", text="Đã gọi thôn.")
    answered = do(desk, concern, "answer", text="Xã rải đá tuần tới.", brought=[picture()])
    assert answered.url == here(concern)
    page = desk.get(here(concern))
    assert "duong.png" in text_of(page)
    file = concern.answers.get().files.get()
    assert desk.get(reverse("desk:concern_answer_file", args=[file.pk])).status_code == 200
    publish = next(each for each in page.context["offers"] if each.act.name == "publish").form
    assert publish.initial["answer"] == "Xã rải đá tuần tới."
    telling = {"title": "Đường thôn 4", "text": "Anh Trần Văn Minh hỏi.", "answer": "Rải đá."}
    refused = desk.post(here(concern, "publish"), {**telling, "seen": publish.carried})
    assert refused.status_code == 422
    assert "Anh Trần Văn Minh hỏi." in refused.text
    do(desk, concern, "publish", **{**telling, "text": "Đường lầy."}, seen=publish.carried)
    assert Publication.objects.public().get().title == "Đường thôn 4"
    do(desk, concern, "unpublish", reason="Còn sót tên thôn")
    assert not Publication.objects.public().exists()
    do(desk, concern, "close")
    history = text_of(desk.get(here(concern, "history")))
    for said in ("Phân loại", "Thụ lý", "Trả lời", "Công khai việc đã trả lời", "Kết thúc"):
        assert said in history
    assert "Đường vào vùng chè" not in history


def test_a_ready_answer_is_taken_over_and_may_be_changed(desk, accepted, officer):
    kept = actions.save_template(
        None, name="Rải đá", subject="", text="Xã đã rải đá.", by=officer, at=now()
    )
    page = desk.get(here(accepted) + f"?mau={kept.pk}")
    offer = next(each for each in page.context["offers"] if each.act.name == "answer")
    assert offer.form.initial == {"text": "Xã đã rải đá."}
    assert f"?mau={kept.pk}#answer" in page.text
    assert desk.get(here(accepted) + "?mau=99999999999999999999").status_code == 200


def test_a_matter_is_handed_on_to_a_body_found_by_its_name(desk, concern, advisor, province):
    make_organisation("department", "Sở Xây dựng", province)
    wanted = make_organisation("department", "Sở Xây dựng và Giao thông", province)
    page = desk.get(here(concern))
    form = next(each for each in page.context["offers"] if each.act.name == "transfer").form
    assert str(advisor.acting.organisation_id) in dict(form.fields["to"].choices)

    nothing = desk.post(here(concern, "transfer"), {"reason": "Của tỉnh"})
    several = desk.post(here(concern, "transfer"), {"other": "so xay dung", "reason": "Của tỉnh"})
    unknown = desk.post(here(concern, "transfer"), {"other": "sở thú", "reason": "Của tỉnh"})

    assert [nothing.status_code, several.status_code, unknown.status_code] == [422] * 3
    assert "Có nhiều cơ quan như vậy" in several.text
    assert "Sở Xây dựng và Giao thông" in several.text
    asked = {"other": "Sở Xây dựng và Giao thông", "reason": "Của tỉnh"}
    empty = desk.post(here(concern, "transfer"), asked)
    assert (empty.status_code, "chưa có người xử lý" in empty.text) == (422, True)
    make_person("Cao Thị Sở", "programme_party", wanted, username="0987000031")
    do(desk, concern, "transfer", **asked)
    assert concern.organisation.name == "Sở Xây dựng và Giao thông"


def test_others_are_asked_for_help_and_leave_again(desk, client, concern, programme_party, officer):
    party = programme_party.acting.organisation
    do(desk, concern, "help", to=str(party.pk), reason="Cùng xem")
    helping = concern.handlings.get(part="helps")
    client.force_login(programme_party)
    page = text_of(client.get(here(concern)))
    assert "Kết thúc phối hợp" in page
    assert "Trả lời" not in [
        str(offer.act.title) for offer in client.get(here(concern)).context["offers"]
    ]
    assert client.post(here(concern, "answer"), {"text": "Xong"}).status_code == 403
    do(client, concern, "opinion", text="Hội góp công.")
    end = reverse("desk:concern_help_end", args=[concern.pk, helping.pk])
    assert client.post(end).url == reverse("desk:concerns")
    assert client.get(here(concern)).status_code == 404


def test_it_is_given_to_a_colleague_and_a_repeat_is_merged(desk, concern, colleague, send):
    do(desk, concern, "assign", person=str(colleague.pk))
    assert concern.handler == colleague
    do(desk, concern, "assign", person="all")
    assert concern.handler is None
    assert desk.post(here(concern, "assign"), {"person": ""}).status_code == 422

    repeat, third = send().concern, send("Xe công nông xả khói.").concern
    page = desk.get(here(repeat))
    form = next(each for each in page.context["offers"] if each.act.name == "merge").form
    assert list(form.offered) == [str(concern.pk)]
    assert desk.post(here(repeat, "merge"), {}).status_code == 422
    assert desk.post(here(repeat, "merge"), {"into_code": "PA-AAAA-AAAA"}).status_code == 422
    do(desk, repeat, "merge", into=str(concern.pk))
    do(desk, third, "merge", into_code=concern.code.lower())
    assert repeat.merged_into == third.merged_into == concern
    assert repeat.code in text_of(desk.get(here(concern)))
    do(desk, third, "separate")
    assert third.state == "classified"


@pytest.mark.parametrize(("act", "field"), [("return", "guidance"), ("refuse", "reason")])
def test_what_is_not_ours_is_sent_back(desk, officer, concern, act, field):
    kept = {"kind": "proposal", "subject": "other"}
    actions.classify(concern, **kept, by=officer, at=now())
    assert desk.post(here(concern, act), {field: " "}).status_code == 422
    do(desk, concern, act, **{field: "Hãy đến tòa án."})
    assert concern.turns.last().said == "Hãy đến tòa án."


def test_the_clock_of_a_complaint_is_extended_stopped_and_goes_on(desk, officer, send):
    concern = send(kind="complaint", subject="land").concern
    actions.classify(concern, kind="complaint", subject="land", by=officer, at=now())
    actions.accept(concern, by=officer, at=now())
    do(desk, concern, "extend", case="complex", reason="Nhiều hộ")
    assert concern.clock.allowed == 45
    do(desk, concern, "suspend", reason="QĐ 5, chờ giám định")
    assert "Đang tạm dừng" in text_of(desk.get(reverse("desk:concerns")))
    do(desk, concern, "resume")
    assert concern.clock.due_on is not None


def test_who_classifies_what_a_colleague_changed_is_shown_that(desk, concern, officer):
    seen = desk.get(here(concern)).context["offers"][0].form.carried
    actions.classify(concern, kind="proposal", subject="land", by=officer, at=now())
    given = {"kind": "feedback", "subject": "other", "case": "ordinary", "seen": seen}
    given |= {"place": concern.place.full_name, "place_id": concern.place_id}
    answer = desk.post(here(concern, "classify"), given)
    assert answer.status_code == 422
    assert "đã có thay đổi khác được lưu" in answer.text


def test_a_stale_form_is_refused_where_it_stands_with_what_was_typed(desk, accepted, officer):
    actions.answer(accepted, "Đã trả lời.", by=officer, at=now())
    again = desk.post(here(accepted, "answer"), {"text": "Câu trả lời thứ hai."})
    assert again.status_code == 422
    assert "Việc này đã trả lời rồi" in again.text
    assert "Câu trả lời thứ hai." in again.text


def test_who_sent_it_is_shown_once_for_a_purpose_and_the_reading_is_kept(desk, concern):
    without = desk.post(here(concern, "identity"), {"purpose": ""})
    unsaid = desk.post(here(concern, "identity"), {"purpose": "required", "note": ""})
    assert [without.status_code, unsaid.status_code] == [422, 422]
    assert not Reading.objects.exists()

    given = {"purpose": "contact", "once": "a" * 32}
    read = desk.post(here(concern, "identity"), given)
    again = desk.post(here(concern, "identity"), given)

    assert read.status_code == 200
    for said in ("Trần Văn Minh", "0913555777", "minh@example.vn", "Số 12, ngõ 3, thôn 4"):
        assert said in read.text
    assert "no-store" in read["Cache-Control"]
    assert again.url == here(concern)
    page = text_of(desk.get(here(concern)))
    assert "Trần Văn Minh" not in page
    assert "Liên hệ người gửi" in page
    assert Reading.objects.count() == 1


def test_who_gave_no_name_is_said_to_have_given_none(desk, send):
    concern = send(who=Who()).concern
    read = desk.post(here(concern, "identity"), {"purpose": "contact"})
    assert "Người gửi không ghi tên và cách liên hệ." in read.text


def test_a_file_is_for_who_sees_the_matter(desk, client, send, stranger, far_advisor):
    concern = send(uploads=[picture()]).concern
    file = reverse("desk:concern_file", args=[concern.attachments.get().pk])
    assert desk.get(file).status_code == 200
    for person in (stranger, far_advisor):
        client.force_login(person)
        assert client.get(file).status_code == 404
        assert client.get(here(concern)).status_code == 404
    assert Concern.objects.count() == 1

"""What staff enter, a meeting's list in one go, and what offices settle on their pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.models import Concern, Confidant, Meeting, OfficeLimit, Route, Template
from sanvat.desk.concerns.entering_forms import pasted_lines
from sanvat.desk.kept.forms import mark_of
from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.records.models import KeptForm
from tests.desk.pages import text_of


def now():
    return timezone.now()


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def today():
    return f"{timezone.localdate():%Y-%m-%d}"


def test_what_came_by_telephone_gets_a_code_and_a_pin_told_once(desk, commune):
    new = reverse("desk:concern_new")
    given = {
        "kind": "feedback",
        "way": "phone",
        "received_on": today(),
        "subject": "roads-water",
        "place": commune.full_name,
        "place_id": commune.pk,
        "text": "Đèn đường thôn 2 tắt một tuần nay.",
        "name": "Lý Thị Sen",
        "phone": "0913 222 333",
        "once": "b" * 32,
    }
    wrong = desk.post(new, {**given, "kind": "complaint", "phone": "", "once": "c" * 32})
    assert wrong.status_code == 422
    assert "Khiếu nại, tố cáo cần cách liên hệ" in wrong.text
    assert "Lý Thị Sen" in wrong.text

    entered, again = desk.post(new, given), desk.post(new, given)

    concern = Concern.objects.get()
    assert (concern.way, concern.state) == ("phone", "received")
    assert entered.status_code == 200
    assert concern.code in entered.text
    assert "no-store" in entered["Cache-Control"]
    assert again.url == reverse("desk:concern", args=[concern.pk])


def test_only_who_is_named_enters_a_denunciation(desk, confidant, colleague, client):
    kinds = desk.get(reverse("desk:concern_new")).context["form"].fields["kind"].choices
    client.force_login(colleague)
    others = client.get(reverse("desk:concern_new")).context["form"].fields["kind"].choices
    assert ("denunciation" in dict(kinds), "denunciation" in dict(others)) == (True, False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1. Đường lầy", ("Đường lầy", "", "")),
        ("Câu 12: Điện yếu", ("Điện yếu", "", "")),
        ("- Nước đục", ("Nước đục", "", "")),
        ("3\tÔng Ba\tXin vay vốn", ("Xin vay vốn", "Ông Ba", "")),
        ("Bà Tư\t0913 555 777\tThiếu phân", ("Thiếu phân", "Bà Tư", "0913 555 777")),
        ("2026 chưa thấy làm cầu", ("2026 chưa thấy làm cầu", "", "")),
    ],
)
def test_a_pasted_line_is_read_without_its_number(line, said):
    [found] = pasted_lines(f"\n{line}\n\n")
    assert (found.text, found.name, found.phone) == said


def test_a_meeting_is_entered_from_lines_and_what_was_pasted(desk, commune):
    new = reverse("desk:concern_meeting_new")
    given = {
        "name": "Tiếp xúc cử tri thôn 4",
        "held_on": today(),
        "place": commune.full_name,
        "place_id": commune.pk,
        "usual_kind": "proposal",
        "usual_subject": "land",
        "pasted": "1. Đo lại đất thôn 4\n2. Làm mương",
        "rows-n": "1",
        "rows-0-text": "Vay vốn trồng chè",
        "rows-0-subject": "support",
        "rows-0-name": "Ông Bảy",
    }
    split = desk.post(new, {**given, "split": "1"})
    assert split.status_code == 200
    assert not Meeting.objects.exists()
    assert [form["text"].value() for form in split.context["rows"].forms][:3] == [
        *("Vay vốn trồng chè", "Đo lại đất thôn 4", "Làm mương"),
    ]
    more = desk.post(new, {**given, "more": "1"})
    assert more.context["rows"].number == 6
    assert more.context["form"]["pasted"].value() == given["pasted"]

    wrong = desk.post(new, {**given, "usual_subject": ""})
    assert wrong.status_code == 422
    assert "«Làm mương»: Hãy chọn lĩnh vực." in wrong.text
    assert not Meeting.objects.exists()
    assert desk.post(new, {**given, "pasted": "", "rows-n": "0"}).status_code == 422

    done = desk.post(new, given)

    meeting = Meeting.objects.get()
    assert done.url == reverse("desk:concern_meeting", args=[meeting.pk])
    kept = meeting.concerns.order_by("pk").values_list("text", "subject", "kind")
    assert list(kept) == [
        ("Vay vốn trồng chè", "support", "proposal"),
        ("Đo lại đất thôn 4", "land", "proposal"),
        ("Làm mương", "land", "proposal"),
    ]
    assert "Làm mương" in text_of(desk.get(done.url))
    assert "Tiếp xúc cử tri thôn 4" in text_of(desk.get(reverse("desk:concern_meetings")))


def test_ready_answers_are_kept_changed_and_removed(desk, officer):
    new = reverse("desk:concern_template_new")
    assert desk.post(new, {"name": "", "text": ""}).status_code == 422
    desk.post(new, {"name": "Rải đá", "subject": "roads-water", "text": "Đã rải đá."})
    kept = Template.objects.get()
    page = reverse("desk:concern_template", args=[kept.pk])
    seen = desk.get(page).context["form"].carried
    desk.post(page, {"name": "Rải đá", "subject": "", "text": "Xã đã rải.", "seen": seen})
    late = desk.post(page, {"name": "Khác", "subject": "", "text": "Khác.", "seen": seen})
    assert late.status_code == 422
    assert Template.objects.get().text == "Xã đã rải."
    assert "Xã đã rải." in text_of(desk.get(reverse("desk:concern_templates")))
    desk.post(reverse("desk:concern_template_remove", args=[kept.pk]))
    assert not Template.objects.exists()


def test_load_is_counted_by_person_and_everything_is_handed_over(desk, concern, colleague, officer):
    actions.assign(concern, colleague, by=officer, at=now())
    page = text_of(desk.get(reverse("desk:concern_load")))
    assert str(colleague) in page
    assert officer.acting.organisation.name in page
    over = reverse("desk:concern_hand_over")
    same = {"leaving": str(colleague.pk), "taking": str(colleague.pk)}
    assert desk.post(over, same).status_code == 422
    done = desk.post(over, {"leaving": str(colleague.pk), "taking": "all"})
    assert done.url == reverse("desk:concern_load")
    concern.refresh_from_db()
    assert concern.handler is None


def test_what_somebody_has_in_hand_is_everybodys_when_they_leave(
    concern, colleague, officer, advisor
):
    actions.assign(concern, colleague, by=officer, at=now())
    parties.end_membership(colleague.acting, by=advisor, at=now())
    concern.refresh_from_db()
    assert concern.handler is None


def test_the_last_one_named_for_denunciations_does_not_leave(
    confidant, officer, colleague, advisor
):
    with pytest.raises(Refusal) as refused:
        parties.end_membership(officer.acting, by=advisor, at=now())
    assert refused.value.code == "last-confidant"
    actions.name_confidant(
        *(officer.acting.organisation, colleague),
        paper="QĐ 10",
        first=timezone.localdate(),
        by=advisor,
        at=now(),
    )
    parties.end_membership(officer.acting, by=advisor, at=now())


def test_who_answers_for_what_is_settled_and_ended(client, coordinator, commune, advisor):
    client.force_login(coordinator)
    new = reverse("desk:concern_route_new")
    given = {
        "place": commune.full_name,
        "place_id": commune.pk,
        "subject": "land",
        "to": str(advisor.acting.organisation_id),
        "first": today(),
        "source": "TB 4",
    }
    assert client.post(new, {**given, "to": ""}).status_code == 422
    assert client.post(new, given).url == reverse("desk:concern_routes")
    route = Route.objects.get()
    page = text_of(client.get(reverse("desk:concern_routes")))
    assert advisor.acting.organisation.name in page
    client.post(reverse("desk:concern_route_end", args=[route.pk]))
    assert not Route.objects.on(timezone.localdate()).exists()


def test_limits_say_their_source_and_an_office_confirms_or_shortens_them(client, coordinator):
    client.force_login(coordinator)
    page = text_of(client.get(reverse("desk:concern_limits")))
    assert "Luật Khiếu nại 2011, Điều 27" in page
    assert "Chưa đối chiếu" in page
    new = reverse("desk:concern_limit_new")
    assert "selected" in client.get(f"{new}?muc=complaint/settle").text
    given = {"key": "complaint/settle", "allowed": "31", "paper": "Đã xem", "first": today()}
    longer = client.post(new, given)
    assert longer.status_code == 422
    assert "Luật cho 30 ngày" in longer.text
    client.post(new, {**given, "allowed": "20"})
    said = OfficeLimit.objects.get()
    assert "Cơ quan tự đặt" in text_of(client.get(reverse("desk:concern_limits")))
    client.post(reverse("desk:concern_limit_end", args=[said.pk]))
    assert "Cơ quan tự đặt" not in text_of(client.get(reverse("desk:concern_limits")))


def test_who_gives_roles_names_who_deals_with_denunciations(client, advisor, officer, colleague):
    client.force_login(advisor)
    body = officer.acting.organisation
    found = client.get(reverse("desk:concern_confidants"), {"q": "duc trong"})
    new = reverse("desk:concern_confidant_new", args=[body.pk])
    assert new in found.text
    given = {"person": str(officer.pk), "paper": "QĐ 12", "first": today()}
    assert client.post(new, {**given, "paper": ""}).status_code == 422
    client.post(new, given)
    named = Confidant.objects.get()
    assert named.user == officer
    assert "QĐ 12" in text_of(client.get(reverse("desk:concern_confidants")))
    again = client.post(new, given)
    assert again.status_code == 422
    client.post(reverse("desk:concern_confidant_end", args=[named.pk]))
    assert not Confidant.objects.on(timezone.localdate()).exists()
    client.force_login(colleague)
    assert client.get(reverse("desk:concern_confidants")).status_code == 404


def test_like_matters_are_those_one_sees_and_those_published_same_commune_first(
    client, officer, coordinator, commune, neighbour, send, province
):
    from tests.people import make_organisation, make_person

    there = make_person(
        "Lơ Mu",
        "commune_officer",
        make_organisation("commune_committee", "UBND xã Di Linh", neighbour),
        username="0987000055",
    )
    far = [send(place=neighbour).concern for _n in range(2)]
    here = send("Đường vào vùng chè thôn 4 lầy lội, cần rải đá.").concern
    for concern, person in ((far[0], there), (far[1], there), (here, officer)):
        actions.classify(concern, kind="feedback", subject="roads-water", by=person, at=now())
        actions.accept(concern, by=person, at=now())
        actions.answer(concern, f"Trả lời của {concern.code}.", by=person, at=now())
    actions.publish(
        far[0], title="Đường thôn", text="Đường lầy.", answer="Di Linh rải đá.", by=there, at=now()
    )
    asked = send().concern
    client.force_login(officer)
    page = text_of(client.get(reverse("desk:concern_like", args=[asked.pk])))
    assert page.index(f"Trả lời của {here.code}.") < page.index("Di Linh rải đá.")
    assert f"Trả lời của {far[1].code}" not in page
    client.force_login(coordinator)
    page = text_of(client.get(reverse("desk:concern_like", args=[asked.pk])))
    assert f"Trả lời của {far[1].code}" in page


def test_what_is_late_stands_on_the_first_page(client, officer, send, monkeypatch):
    concern = send().concern
    client.force_login(officer)
    assert "Phản ánh chờ xử lý" in text_of(client.get(reverse("desk:home")))
    past = timezone.localdate() - timedelta(days=3)
    clocks = type(concern.clock).objects.filter(pk=concern.clock_id)
    clocks.update(started_on=past - timedelta(days=10), due_on=past)
    page = text_of(client.get(reverse("desk:home")))
    assert "1 việc của cơ quan quá hạn" in page
    assert concern.code in text_of(client.get(reverse("desk:concerns") + "?can=qua-han"))
    assert "Chậm 3 ngày" in text_of(client.get(reverse("desk:concern", args=[concern.pk])))


def test_who_sent_it_waits_nowhere_in_the_open_when_a_session_ends(
    desk, client, officer, commune, confidant
):
    whose = mark_of(officer)
    client.logout()
    for sent, kept in (
        (
            ("concern_new", {"text": "Đèn tắt.", "name": "Lý Thị Sen", "phone": "0913222333"}),
            {"text": ["Đèn tắt."]},
        ),
        (("concern_new", {"kind": "denunciation", "text": "Ông K.", "subject": "land"}), {}),
        (
            (
                "concern_meeting_new",
                {"name": "Họp thôn", "rows-0-text": "Mương tắc", "rows-0-name": "Ông Ba"},
            ),
            {"name": ["Họp thôn"], "rows-0-text": ["Mương tắc"]},
        ),
        (("concern_meeting_new", {"pasted": "Bà Tư\tThiếu phân"}), {}),
        (("concern_meeting_new", {"pasted": "Thiếu phân"}), {"pasted": ["Thiếu phân"]}),
    ):
        name, fields = sent
        client.post(reverse(f"desk:{name}"), {**fields, "whose": whose})
        assert KeptForm.objects.order_by("pk").last().fields == kept

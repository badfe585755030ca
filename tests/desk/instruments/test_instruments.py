"""The pages of official papers, and a paper as part of another form."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone

from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.desk.papers import paper_response
from sanvat.documents.paper import Letterhead, Paper, Paragraph
from sanvat.instruments import actions, questions
from sanvat.instruments.models import Instrument
from tests.desk.forms import errors_of, on_top, send
from tests.desk.pages import DESK, headings, queries, read, signed_in, status
from tests.records import uploads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]

NOW = timezone.now()
SENT = {
    "kind": "dispatch",
    "number": "295/VPĐP",
    "issued_on": "2/7/2019",
    "issuer": "Văn phòng Điều phối tỉnh",
    "summary": "Mở lớp tập huấn",
}


def record(by, number="7/KH-UBND", **fields) -> Instrument:
    told = {"kind": "plan", "issued_on": date(2020, 5, 4), "issuer": "UBND tỉnh"} | fields
    return actions.record(number=number, **told, by=by, at=NOW)


def test_a_paper_is_recorded_with_its_file_and_taken_along_by_who_may(officer, far_advisor):
    upload = SimpleUploadedFile("cv.pdf", uploads.pdf())
    answer = send(officer, "van-ban/moi/", **SENT, file=upload)
    paper = Instrument.objects.get()

    assert answer["Location"] == f"{DESK}van-ban/{paper.pk}/"
    page = read(officer, f"van-ban/{paper.pk}/")
    assert "Công văn 295/VPĐP" in page
    assert "Chưa có việc nào căn cứ vào văn bản này." in page
    taken = signed_in(officer).get(f"{DESK}van-ban/{paper.pk}/tep/")
    assert taken.content.startswith(b"%PDF")
    assert "attachment" in taken["Content-Disposition"]
    assert "295-V" in taken["Content-Disposition"]
    assert status(far_advisor, f"van-ban/{paper.pk}/tep/") == 404


def test_what_is_there_already_is_offered_and_nothing_typed_is_lost(officer):
    send(officer, "van-ban/moi/", **SENT)
    answer = send(officer, "van-ban/moi/", **SENT | {"number": "295/vpđp"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Văn bản này đã có" in on_top(answer)[0]
    assert f"van-ban/{Instrument.objects.get().pk}/" in page
    assert 'value="295/vpđp"' in page
    assert Instrument.objects.count() == 1


def test_a_file_of_another_kind_keeps_nothing_back_but_itself(officer):
    bad = SimpleUploadedFile("cv.exe", uploads.EXE)
    answer = send(officer, "van-ban/moi/", **SENT, file=bad)

    assert answer.status_code == 422
    assert "không thuộc loại được nhận" in errors_of(answer)["id_file"]
    assert not Instrument.objects.exists()


def test_a_list_is_narrowed_by_kind_year_issuer_and_words(officer):
    record(officer)
    record(officer, "9/QĐ-UBND", kind="decision", issued_on=date(2021, 1, 2))
    record(officer, "4/CV", kind="dispatch", issuer="Hội Nông dân")

    def found(**query):
        return headings(officer, "van-ban/", **query)

    assert found() == ["Quyết định 9/QĐ-UBND", "Công văn 4/CV", "Kế hoạch 7/KH-UBND"]
    assert found(loai="plan") == ["Kế hoạch 7/KH-UBND"]
    assert found(nam="2021") == ["Quyết định 9/QĐ-UBND"]
    assert found(**{"noi-ban-hanh": "Hội Nông dân"}) == ["Công văn 4/CV"]
    assert found(q="kh 7") == ["Kế hoạch 7/KH-UBND"]
    assert found(loai="x", nam="x") == found()


def test_a_list_asks_as_much_with_one_row_as_with_three(officer):
    record(officer)
    once = queries(officer, "van-ban/")
    record(officer, "8/KH")
    record(officer, "9/KH")

    assert queries(officer, "van-ban/") == once


def test_a_page_says_what_is_based_on_it(officer, monkeypatch):
    paper = record(officer)
    monkeypatch.setattr(questions, "based_on", lambda instrument, user: [user.acting.organisation])
    page = read(officer, f"van-ban/{paper.pk}/")

    assert "UBND xã Đức Trọng Tổ chức" in page


def test_a_search_finds_it(officer):
    record(officer)

    assert "Kế hoạch 7/KH-UBND" in read(officer, "tim/", q="7 kh ubnd")


# ---------------------------------------------------------------- within another form


class MeetingForm(InstrumentPart):
    title = forms.CharField()


def filled(user, sent_file=None, **fields) -> MeetingForm:
    files = {"paper_file": sent_file} if sent_file else {}
    return MeetingForm({"title": "Tập huấn", **fields}, files, reader=user)


def of_new(**fields) -> dict:
    told = SENT | fields
    return {f"paper_{name}": value for name, value in told.items()}


@pytest.mark.parametrize(
    "asked", ["7/KH-UBND", "kh 7", "KH 7/KH 2020", "Kế hoạch 7/KH-UBND 4/5/2020"]
)
def test_a_paper_that_is_there_is_found_by_its_number(officer, asked):
    paper = record(officer)
    record(officer, "8/KH-UBND")
    form = filled(officer, paper=asked)

    assert form.is_valid(), form.errors
    assert form.given == {"title": "Tập huấn"}
    assert form.instrument(by=officer, at=NOW) == paper


def test_what_is_not_found_or_fits_several_says_what_to_do(officer, far_advisor):
    record(officer)
    record(officer, "7/KH-UBND", issued_on=date(2021, 5, 4))

    assert "có nhiều văn bản như vậy" in str(filled(officer, paper="7").errors["paper"]).lower()
    assert "Không tìm thấy văn bản này" in str(filled(far_advisor, paper="7").errors["paper"])


def test_a_new_paper_is_recorded_with_the_thing_and_one_half_told_is_asked_for(officer):
    form = filled(officer, SimpleUploadedFile("cv.pdf", uploads.pdf()), **of_new())
    assert form.is_valid(), form.errors
    paper = form.instrument(by=officer, at=NOW)
    assert (paper.number, paper.file.kind) == ("295/VPĐP", "application/pdf")

    half = filled(officer, paper_number="12")
    assert set(half.errors) == {"paper_kind", "paper_issued_on", "paper_issuer"}
    both = filled(officer, paper="295", **of_new(number="13"))
    assert set(both.errors) == {"paper"}
    neither = filled(officer)
    assert neither.is_valid()
    assert neither.instrument(by=officer, at=NOW) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [({}, "paper"), ({"issued_on": "1/1/2099"}, "paper_issued_on")],
)
def test_what_the_act_refuses_stands_at_the_field_of_the_form(officer, changed, field):
    filled_in = filled(officer, **of_new())
    assert filled_in.is_valid()
    filled_in.instrument(by=officer, at=NOW)
    form = filled(officer, **of_new(**changed))

    assert form.is_valid()
    with pytest.raises(ValidationError) as refused:
        form.instrument(by=officer, at=NOW)
    assert list(refused.value.message_dict) == [field]


# ---------------------------------------------------------------- papers to take along


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_paper_is_handed_out_harmless_and_kept_by_nobody(form):
    paper = Paper(Letterhead("UBND xã"), "Báo cáo", "năm 2020", [Paragraph("Đủ.")])
    answer = paper_response(RequestFactory().get("/"), paper, form, "Báo cáo 2020")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Disposition"].endswith(f"2020.{form}")

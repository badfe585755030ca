"""The pages of movements: calling, recording, taking back, thanking."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanvat.movements import actions
from sanvat.movements.models import Contribution, Movement
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, markup, read, signed_in, status
from tests.records.uploads import picture

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
HERE = f"{DESK}phong-trao/"


def given(commune, **fields):
    return {
        "kind": "land",
        "amount": "120",
        "giver": "household",
        "place": commune.full_name,
        "place_id": commune.pk,
        "day": TODAY.isoformat(),
    } | fields


def test_a_movement_is_called_filled_and_closed(advisor, officer, commune):
    desk = signed_in(advisor)
    desk.post(f"{HERE}moi/", {"name": "Đường làng", "starts_on": TODAY.isoformat()})
    found = Movement.objects.get()

    answer = signed_in(officer).post(
        f"{HERE}{found.pk}/dong-gop/",
        given(commune, giver_name="Bà Mở", may_be_thanked="on"),
    )
    assert answer.status_code == 302, errors_of(answer)
    assert "120 m²" in read(officer, f"phong-trao/{found.pk}/")
    assert "Bà Mở: 120 m² đất" in read(advisor, f"phong-trao/{found.pk}/cam-on/")

    desk.post(f"{HERE}{found.pk}/ket-thuc/")
    found.refresh_from_db()
    assert found.state == Movement.State.CLOSED


def test_a_name_is_read_near_by_alone(movement, officer, programme_party, producer, commune):
    signed_in(officer).post(f"{HERE}{movement.pk}/dong-gop/", given(commune, giver_name="Ông Kín"))

    path = f"phong-trao/{movement.pk}/"
    assert "Ông Kín" in read(officer, path)
    for other in (programme_party, producer):
        page = read(other, path)
        assert "120 m²" in page
        assert "Ông Kín" not in page
        assert "Ông Kín" not in read(other, f"{path}cam-on/")


def test_an_entry_is_taken_back_with_its_reason(movement, officer, stranger, commune):
    signed_in(officer).post(f"{HERE}{movement.pk}/dong-gop/", given(commune))
    one = Contribution.objects.get()
    path = f"phong-trao/dong-gop/{one.pk}/bo/"
    assert status(stranger, path) == 404

    signed_in(officer).post(DESK + path, {"reason": "Ghi hai lần."})

    page = read(officer, f"phong-trao/{movement.pk}/")
    assert "Ghi hai lần." in page
    assert "Chưa ghi khoản nào" in page


def test_a_proof_comes_with_an_entry_and_each_figure_opens_its_list(
    movement, officer, stranger, commune, neighbour, advisor
):
    sent = given(commune, giver_name="Bà Ngần", proof=SimpleUploadedFile("anh.jpg", picture()))
    answer = signed_in(officer).post(f"{HERE}{movement.pk}/dong-gop/", sent)
    assert answer.status_code == 302, errors_of(answer)
    entry = movement.contributions.get()
    actions.record_contribution(
        movement,
        "trees",
        amount=7,
        giver="group",
        place=neighbour,
        day=TODAY,
        by=advisor,
        at=timezone.now(),
    )

    file = signed_in(officer).get(f"{HERE}dong-gop/{entry.pk}/tep/")
    assert file.getvalue().startswith(b"\xff\xd8")
    assert status(stranger, f"phong-trao/dong-gop/{entry.pk}/tep/") == 404
    page = read(advisor, f"phong-trao/{movement.pk}/", loai="trees", noi=str(neighbour.pk))
    assert f"Cây, {neighbour.full_name}" in page
    assert "Bà Ngần" not in page
    assert "Bà Ngần" in read(advisor, f"phong-trao/{movement.pk}/", loai="land")


def test_what_is_wrong_stands_at_its_field(movement, officer, commune):
    answer = signed_in(officer).post(
        f"{HERE}{movement.pk}/dong-gop/", given(commune, value="1.000.000")
    )

    assert answer.status_code == 422
    assert errors_of(answer) == {"id_value_method": "Hãy ghi cách quy ra tiền."}


def test_a_long_list_of_thanks_goes_on_over_its_pages(movement, officer, commune):
    Contribution.objects.bulk_create(
        Contribution(
            movement=movement,
            kind="trees",
            amount=number,
            unit="cây",
            giver="person",
            giver_name=f"Nhà số {number}",
            may_be_thanked=True,
            place=commune,
            day=TODAY,
            recorded_by=officer,
            recorded_at=timezone.now(),
        )
        for number in range(1, 28)
    )

    path = f"phong-trao/{movement.pk}/cam-on/"
    assert "Nhà số 25: 25 cây" in read(officer, path)
    second = read(officer, path, page=2)
    assert "Nhà số 26: 26 cây" in second
    assert '<ol class="list" start="26">' in markup(officer, f"{path}?page=2")
    assert "Nhà số 25" not in second
    assert ">27<" in markup(officer, "phong-trao/")  # times given, in the list

"""The paper behind a thing: entered with it, seen by who sees the thing, leading back to it."""

import pytest
from django.utils import timezone

from sanvat.agreements.models import Agreement
from sanvat.assignments.models import Assignment
from sanvat.events import actions as events
from sanvat.events.models import Event
from sanvat.indicators import actions as indicators
from sanvat.indicators.models import Collection, Indicator
from sanvat.instruments.models import Instrument
from sanvat.movements.models import Movement
from sanvat.support.models import Scheme
from tests.agreements.worlds import drafted, first, sent, signed
from tests.assignments.conftest import committee, communes  # noqa: F401
from tests.desk.forms import errors_of, fields_of
from tests.desk.pages import DESK, read, signed_in, status
from tests.plans.conftest import draft, programme  # noqa: F401
from tests.records.uploads import pdf, upload

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAPER = {
    "paper_kind": "decision",
    "paper_number": "9/QĐ-VPĐP",
    "paper_issued_on": f"{TODAY:%d/%m/%Y}",
    "paper_issuer": "Văn phòng Điều phối",
}


def press(user, path: str, **typed):
    client = signed_in(user)
    return client.post(DESK + path, {**fields_of(client.get(DESK + path)), **typed})


def plan_event(user, **fields) -> Event:
    given = {"host": user.acting.organisation, "place": user.acting.place, "starts_on": TODAY}
    return events.plan_event("signing", "Lễ ký", by=user, at=timezone.now(), **(given | fields))


def test_an_event_takes_its_paper_with_the_file_and_keeps_it(coordinator, own_store):
    made = press(
        coordinator,
        "su-kien/moi/",
        kind="training",
        title="Tập huấn nhãn hàng",
        starts_on=f"{TODAY:%d/%m/%Y}",
        paper_file=upload("qd.pdf", pdf()),
        **PAPER,
    )
    event = Event.objects.get()
    paper = Instrument.objects.get()

    assert made.url == f"{DESK}su-kien/{event.pk}/"
    assert (event.instrument, paper.file is not None) == (paper, True)
    assert f"van-ban/{paper.pk}/" in signed_in(coordinator).get(made.url).content.decode()
    assert "Tập huấn nhãn hàng" in read(coordinator, f"van-ban/{paper.pk}/")

    # The form names it again, so that saving changes nothing.
    press(coordinator, f"su-kien/{event.pk}/sua/", venue="Hội trường")
    event.refresh_from_db()
    assert (event.instrument, Instrument.objects.count()) == (paper, 1)


def test_a_new_paper_is_not_left_behind_where_the_event_is_refused(coordinator):
    answer = press(
        coordinator,
        "su-kien/moi/",
        kind="training",
        title="Tập huấn",
        starts_on=f"{TODAY:%d/%m/%Y}",
        starts_time="10:00",
        ends_time="09:00",
        **PAPER,
    )

    assert answer.status_code == 422
    assert not Instrument.objects.exists()


def test_who_sees_the_thing_sees_its_paper(coordinator, maker, far_advisor):
    press(
        coordinator,
        "phong-trao/moi/",
        name="Góp cây",
        starts_on=f"{TODAY:%d/%m/%Y}",
        **PAPER,
    )
    movement = Movement.objects.get()
    paper = movement.basis

    assert "Góp cây" in read(maker, f"van-ban/{paper.pk}/")
    assert (
        f"van-ban/{paper.pk}/"
        in signed_in(maker).get(f"{DESK}phong-trao/{movement.pk}/").content.decode()
    )

    Movement.objects.update(basis=None)
    assert status(maker, f"van-ban/{paper.pk}/") == 404
    assert status(far_advisor, f"van-ban/{paper.pk}/") == 404


def test_a_scheme_takes_its_paper(advisor):
    press(
        advisor,
        "ho-tro/chinh-sach/moi/",
        kind="packaging",
        title="Hỗ trợ bao bì",
        fixed="5.000.000",
        opens_on="2026-01-01",
        **PAPER,
    )

    paper = Scheme.objects.get().instrument
    assert "Hỗ trợ bao bì" in read(advisor, f"van-ban/{paper.pk}/")


def test_a_collection_takes_its_paper_and_is_given_another(coordinator, officer):
    asked = Indicator.objects.get(code="ho-ngheo")
    press(
        coordinator,
        "chi-tieu/dot/moi/",
        name="Số liệu năm",
        year=str(TODAY.year),
        due_on=f"{TODAY:%d/%m/%Y}",
        indicators=str(asked.pk),
        **PAPER,
    )
    made = Collection.objects.get()
    here = f"chi-tieu/dot/{made.pk}/"
    indicators.open_collection(made, by=coordinator, at=timezone.now())

    assert "Số liệu năm" in read(coordinator, f"van-ban/{made.instrument.pk}/")
    assert "9/QĐ-VPĐP" in read(officer, here)
    assert "9/QĐ-VPĐP" in read(officer, f"van-ban/{made.instrument.pk}/")
    press(coordinator, f"{here}sua/", guidance="Ghi theo hộ")
    made.refresh_from_db()
    assert (made.guidance, made.instrument.number) == ("Ghi theo hộ", "9/QĐ-VPĐP")
    press(coordinator, f"{here}sua/", paper="", **(PAPER | {"paper_number": "10/QĐ-VPĐP"}))
    made.refresh_from_db()
    assert made.instrument.number == "10/QĐ-VPĐP"


# ---------------------------------------------------------------- where it was signed


def test_an_agreement_is_signed_at_an_event_of_its_parties(coordinator, programme_party, advisor):
    event = plan_event(coordinator)
    elsewhere = plan_event(advisor)
    agreement = sent(coordinator, programme_party)
    here = f"phoi-hop/{agreement.pk}/"
    form = signed_in(coordinator).get(f"{DESK}{here}ky/").content.decode()
    assert f'<option value="{event.pk}">' in form
    assert f'<option value="{elsewhere.pk}">' not in form

    names = {f"name_{party.pk}": "Ka Dơn" for party in agreement.parties.all()}
    day = f"{TODAY:%d/%m/%Y}"
    press(coordinator, f"{here}ky/", signed_on=day, event=event.pk, **names, **PAPER)

    agreement.refresh_from_db()
    assert (agreement.signing_event, agreement.instrument.number) == (event, "9/QĐ-VPĐP")
    assert "Ký tại Lễ ký" in read(coordinator, here)
    assert f"Đã ký tại đây {agreement.title}" in read(coordinator, f"su-kien/{event.pk}/")


def test_the_day_of_signing_is_one_of_the_event(coordinator, programme_party):
    event = plan_event(coordinator, starts_on=TODAY.replace(year=TODAY.year - 1))
    agreement = sent(coordinator, programme_party)
    names = {f"name_{party.pk}": "Ka Dơn" for party in agreement.parties.all()}

    answer = press(
        coordinator,
        f"phoi-hop/{agreement.pk}/ky/",
        signed_on=f"{TODAY:%d/%m/%Y}",
        event=event.pk,
        **names,
    )

    assert "khác ngày ký" in errors_of(answer)["id_event"]
    assert Agreement.objects.get().state == "commenting"


# ---------------------------------------------------------------- tasks given from it


def give(user, page: str, **typed):
    """Press "give a task" on the page and send the form."""
    shown = signed_in(user).get(DESK + page).content.decode()
    address = shown.split("nhiem-vu/moi/?", 1)[1].split('"', 1)[0]
    to_all = {"whole": "commune_committee", "title": "Rà soát"}
    return press(user, f"nhiem-vu/moi/?{address}", **(to_all | typed))


def test_a_task_is_given_from_an_event_and_told_there(coordinator, officer, communes):  # noqa: F811
    event = plan_event(coordinator)
    page = f"su-kien/{event.pk}/"
    give(coordinator, page)
    task = Assignment.objects.get()

    assert (task.event, task.source, task.source_text) == (event, "event", "Lễ ký")
    told = read(coordinator, page)
    assert "Nhiệm vụ đã giao từ đây" in told
    assert "0/3" in told
    assert "Căn cứ Lễ ký" in read(coordinator, f"nhiem-vu/{task.pk}/")
    assert "Rà soát" in read(coordinator, "nhiem-vu/", **{"su-kien": event.pk})
    # Who does not see the event reads its name without a way there.
    share = task.shares.get(taker=officer.acting.organisation)
    assert (
        f"su-kien/{event.pk}/"
        not in signed_in(officer).get(f"{DESK}nhiem-vu/phan-viec/{share.pk}/").content.decode()
    )


def test_a_task_is_given_from_an_item_with_its_words(
    coordinator,
    programme_party,
    communes,  # noqa: F811
):
    item = first(signed(coordinator, programme_party))
    give(coordinator, f"phoi-hop/noi-dung/{item.pk}/", title=item.text)
    task = Assignment.objects.get()

    assert (task.item, task.agreement, task.source) == (item, item.agreement, "agreement")
    assert task.source_text == f"Nội dung 1, {item.agreement.title}"
    assert item.text in read(coordinator, f"phoi-hop/{item.agreement_id}/")


def test_a_draft_gives_no_tasks(coordinator, programme_party, draft):  # noqa: F811
    agreement = drafted(coordinator, programme_party)

    assert "nhiem-vu/moi/" not in read(coordinator, f"phoi-hop/{agreement.pk}/")
    assert status(coordinator, f"nhiem-vu/moi/?phoi-hop={agreement.pk}") == 403
    assert status(coordinator, f"nhiem-vu/moi/?ke-hoach={draft.pk}") == 403
    assert status(coordinator, "nhiem-vu/moi/?su-kien=999") == 404

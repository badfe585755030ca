"""A denunciation from sending to closing, looked for by everybody else in vain."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanvat.concerns.models import Concern
from sanvat.concerns.tasks import remind_of_due_days
from sanvat.parties.models import Notice
from sanvat.records.models import Entry
from tests.desk.pages import signed_in, text_of
from tests.world import rendered_plainly

SAID = "Ông K. nhận tiền"
WHO = ("Trần Văn Minh", "0913555777", "0913 555 777", "minh@example.vn", "ngõ 3, thôn 4")


def now():
    return timezone.now()


@pytest.fixture
def others(everybody_else):
    """Each with the browser in which they are signed in."""
    return {person: signed_in(person) for person in everybody_else}


@pytest.fixture
def everybody_else(
    colleague, advisor, coordinator, centre, operator, stranger, programme_party, editor
):
    return (
        *(colleague, advisor, coordinator, centre, operator, stranger, programme_party, editor),
    )


def pages_of(concern: Concern) -> list[str]:
    """Where a matter shows by its state and by what was done to it."""
    return [
        reverse("desk:home"),
        reverse("desk:concerns") + "?xem=dia-ban&can=tat-ca",
        reverse("desk:concerns") + f"?tt={concern.state}&can=tat-ca",
        reverse("desk:notices"),
        reverse("desk:concern", args=[concern.pk]),
    ]


def other_pages_of(concern: Concern) -> list[str]:
    """Where it shows, if at all, in whatever state it is."""
    one = [concern.pk]
    return [
        *(reverse("desk:concerns"), reverse("desk:concern_load")),
        reverse("desk:concerns") + f"?q={concern.code}",
        reverse("desk:search") + f"?q={concern.code}",
        reverse("desk:concern_meetings"),
        reverse("desk:concern_history", args=one),
        reverse("desk:concern_like", args=one),
    ]


@rendered_plainly()
def look_for(concern: Concern, people, *, everywhere: bool = False) -> list[str]:
    """Where any of these people finds the code, the words or the sender."""
    found = []
    pages = pages_of(concern) + (other_pages_of(concern) if everywhere else [])
    for person, client in people.items():
        for page in pages:
            answer = client.get(page)
            # What was typed to search for it stands in the box of the search.
            said = text_of(answer).replace("«" + concern.code + "»", "")
            said = said.replace(f'value="{concern.code}"', "")
            if any(word in said for word in (SAID, *WHO, "Tố cáo, giữ kín")):
                found.append(f"{person}: {page}")
            if "q=" not in page and concern.code in said:
                found.append(f"{person}: {page}")
            if "q=" in page and reverse("desk:concern", args=[concern.pk]) in answer.text:
                found.append(f"{person}: {page}")
    return found


def test_a_denunciation_is_dealt_with_and_nobody_else_finds_it(
    officer, denunciation, others, colleague
):
    desk = signed_in(officer)
    here = reverse("desk:concern", args=[denunciation.pk])

    def do(name, **given):
        path = reverse(f"desk:concern_{name}", args=[denunciation.pk])
        answer = desk.post(path, given)
        assert answer.status_code == 302, text_of(answer)
        denunciation.refresh_from_db()
        assert look_for(denunciation, others) == []

    assert look_for(denunciation, others, everywhere=True) == []
    page = text_of(desk.get(here))
    assert "Giữ kín" in page
    assert SAID not in page
    assert "Tố cáo, giữ kín" in text_of(desk.get(reverse("desk:concerns")))
    names = {offer.act.name for offer in desk.get(here).context["offers"]}
    assert names & {"help", "merge", "publish"} == set()

    read = desk.post(
        reverse("desk:concern_identity", args=[denunciation.pk]), {"purpose": "verify"}
    )
    assert SAID in read.text
    assert "Trần Văn Minh" in read.text
    assert SAID not in desk.get(here).text

    place = denunciation.place
    form = next(o for o in desk.get(here).context["offers"] if o.act.name == "classify").form
    do(
        "classify",
        kind="denunciation",
        subject="dossier",
        case="ordinary",
        place=place.full_name,
        place_id=place.pk,
        seen=form.carried,
    )
    refused = desk.post(
        reverse("desk:concern_assign", args=[denunciation.pk]), {"person": str(colleague.pk)}
    )
    assert refused.status_code == 422
    do("assign", person=str(officer.pk))
    do("accept")
    do("ask", text="Việc xảy ra khi nào?")
    do("suspend", reason="QĐ 8")
    do("resume")
    do("answer", text="Đã kết luận và xử lý.")
    assert look_for(denunciation, others, everywhere=True) == []
    do("close")
    remind_of_due_days(0)
    assert look_for(denunciation, others, everywhere=True) == []
    # Neither the journal nor a notice has a word of it.
    told = [*Entry.objects.values_list("subject_name", "note", "changes")]
    told += [*Notice.objects.values_list("text")]
    assert [row for row in map(str, told) if any(word in row for word in (SAID, *WHO))] == []
    theirs = Notice.objects.filter(text__contains=denunciation.code)
    assert set(theirs.values_list("membership__user", flat=True)) <= {officer.pk}


def test_nobody_else_does_anything_to_it(officer, denunciation, others):
    acts = (
        *("classify", "accept", "verify", "ask", "assign", "transfer", "help", "opinion"),
        *("merge", "separate", "extend", "suspend", "resume", "return", "refuse"),
        *("answer", "close", "publish", "unpublish", "identity"),
    )
    given = {"text": "x", "reason": "x", "guidance": "x", "purpose": "contact", "person": "all"}
    wrong = []
    for person in (*others, None):
        client = others[person] if person else Client()
        for act in acts:
            answer = client.post(reverse(f"desk:concern_{act}", args=[denunciation.pk]), given)
            if answer.status_code not in (404, 302) or (person and answer.status_code != 404):
                wrong.append(f"{person} {act}: {answer.status_code}")
    assert wrong == []
    denunciation.refresh_from_db()
    assert denunciation.state == "received"


def test_a_denunciation_takes_no_part_in_what_is_alike(officer, denunciation, send):
    concern = send("Ông K. nhận tiền để chấm sao cho sản phẩm.").concern
    page = signed_in(officer).get(reverse("desk:concern", args=[concern.pk]))
    merge = next(o for o in page.context["offers"] if o.act.name == "merge").form
    assert merge.offered == {}
    typed = signed_in(officer).post(
        reverse("desk:concern_merge", args=[concern.pk]), {"into_code": denunciation.code}
    )
    assert typed.status_code == 422

"""Who comes into the editor and what they may do there; and that nothing of it outlives a post."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.models import Revision

from sanvat.desk.editor.gate import OPEN, OURS
from sanvat.errors import Refusal
from sanvat.news import access, actions
from sanvat.news.models import Article, UnitHome
from sanvat.parties.models import Membership
from sanvat.records import journal
from tests.news.conftest import fresh
from tests.people import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates_of_wagtail")]
NOW = timezone.now


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def acts(page) -> list[str]:
    return [entry.act for entry in journal.of(page).order_by("pk")]


def test_a_stranger_is_sent_to_our_own_sign_in(client, home):
    for path in ("/quan-tri/", "/quan-tri/login/", "/quan-tri/pages/", "/quan-tri/users/"):
        response = client.get(path)
        assert (response.status_code, response["Location"].partition("?")[0]) == (
            302,
            "/tai-khoan/dang-nhap/",
        )


@pytest.mark.parametrize(
    "who", ["producer", "team_member", "chair", "operator", "stranger", "nobody"]
)
def test_who_neither_writes_nor_approves_finds_nothing(request, home, draft, who):
    article = draft()
    client = signed_in(request.getfixturevalue(who))

    for path in ("/quan-tri/", "/quan-tri/pages/", f"/quan-tri/pages/{article.pk}/edit/"):
        assert client.get(path).status_code == 404


def test_an_editor_works_on_their_own_site_and_on_no_other(home, draft, writer, editor):
    article = draft()

    own = signed_in(writer)
    assert own.get("/quan-tri/").status_code == 200
    assert own.get(f"/quan-tri/pages/{article.pk}/edit/").status_code == 200
    other = signed_in(editor)
    assert other.get(f"/quan-tri/pages/{article.pk}/edit/").status_code == 404


def test_a_post_that_ended_leaves_no_right(home, draft, writer):
    article = draft()
    client = signed_in(writer)
    assert client.get(f"/quan-tri/pages/{article.pk}/edit/").status_code == 200

    yesterday = timezone.localdate() - timedelta(days=1)
    held = Membership.objects.get(user=writer)
    held.valid = type(held.valid)(held.valid.lower, yesterday)
    held.save()

    assert client.get(f"/quan-tri/pages/{article.pk}/edit/").status_code == 404
    assert client.get("/quan-tri/").status_code == 404


def test_no_right_of_a_person_stands_in_a_table(home, draft, writer, coordinator):
    article = draft()
    for person in (writer, coordinator):
        signed_in(person).get(f"/quan-tri/pages/{article.pk}/edit/")
        person.refresh_from_db()
        assert not person.groups.exists()
        assert not person.user_permissions.exists()
        assert not person.is_superuser
        assert not person.is_staff


def test_even_a_superuser_gets_nothing_by_that(home, nobody):
    nobody.is_superuser = nobody.is_staff = True
    nobody.save()

    assert signed_in(nobody).get("/quan-tri/").status_code == 404


def every_address() -> dict[str, tuple[str, object]]:
    """Each address of the editor by its name, with its parts filled in, and its view."""
    found = {}

    def walk(patterns, namespace, route):
        for pattern in patterns:
            here = f"{route}{pattern.pattern}"
            if isinstance(pattern, URLPattern):
                found[f"{namespace}{pattern.name or here}"] = (filled(here), pattern.callback)
            else:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                walk(pattern.url_patterns, inner, here)

    walk(get_resolver().url_patterns, "", "")
    return {name: each for name, each in found.items() if each[0].startswith("/quan-tri/")}


def filled(route: str) -> str:
    route = re.sub(r"<[^>]+>", "1", re.sub(r"\(\?P<[^>]*>[^)]*\)|\([^)]*\)", "1", route))
    return "/" + re.sub(r"[\^$\\?*]|\.\*", "", route).lstrip("/")


def test_our_door_stands_before_every_address_of_the_editor():
    """Whatever Wagtail brings with its next version is closed until it is looked at."""
    addresses = every_address()

    assert len(addresses) > 100
    assert [n for n, (_path, view) in addresses.items() if not hasattr(view, "stands_before")] == []


def test_what_is_not_named_open_is_closed_to_editors_too(home, writer):
    inside = signed_in(writer)
    open_ones = OPEN | set(OURS)
    closed = {n: path for n, (path, _view) in every_address().items() if n not in open_ones}

    assert {n for n, path in closed.items() if inside.get(path).status_code != 404} == set()
    for name in ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index"):
        assert name in closed


def test_what_is_open_is_there():
    assert OPEN - set(every_address()) <= {"product_chooser:create", "place_chooser:create"}


def test_an_editor_does_not_publish_alone(home, draft, writer):
    article = draft()

    assert not article.permissions_for_user(writer).can_publish()
    with pytest.raises(PermissionDenied):
        actions.approve(article, by=writer, at=NOW())


def test_a_second_person_approves_and_the_journal_says_who(
    home, draft, writer, coordinator, client
):
    article = draft()
    actions.submit(article, by=writer, at=NOW())
    assert client.get(article.url).status_code == 404

    actions.approve(article, by=coordinator, at=NOW())

    assert client.get(article.url).status_code == 200
    assert acts(article) == ["write_page", "submit_page", "approve_page", "publish_page"]
    by = {entry.act: entry.who_name for entry in journal.of(article)}
    assert by["approve_page"] == by["publish_page"] == str(coordinator)
    assert by["submit_page"] == str(writer)


def test_who_wrote_it_does_not_approve_it(home, draft, writer, coordinator):
    article = draft()
    article = fresh(article)
    article.save_revision(user=coordinator)
    actions.submit(article, by=writer, at=NOW())

    with pytest.raises(Refusal) as refused:
        actions.approve(article, by=coordinator, at=NOW())

    assert refused.value.code == "own-writing"


def test_a_version_sent_anew_is_read_anew(home, draft, writer, coordinator):
    article = draft()
    actions.submit(article, by=writer, at=NOW())
    seen = fresh(article).current_workflow_task_state.revision_id
    actions.give_back(article, "Thêm số liệu.", seen=seen, by=coordinator, at=NOW())
    fresh(article).save_revision(user=writer)
    actions.submit(article, by=writer, at=NOW())

    with pytest.raises(Refusal) as refused:
        actions.approve(article, seen=seen, by=coordinator, at=NOW())

    assert refused.value.code == "changed-meanwhile"
    assert "return_page" in acts(article)


def test_what_waits_is_changed_by_nobody(home, draft, writer):
    article = draft()
    actions.submit(article, by=writer, at=NOW())

    with pytest.raises(Refusal) as refused:
        actions.submit(article, by=writer, at=NOW())

    assert refused.value.code == "submitted"
    assert fresh(article).get_lock().for_user(writer)


@pytest.mark.parametrize(
    ("who", "may"),
    [("coordinator", True), ("advisor", True), ("centre", True), ("far_advisor", False)],
)
def test_keepers_of_the_place_approve(request, home, draft, writer, who, may):
    article = draft()
    actions.submit(article, by=writer, at=NOW())
    person = again(request.getfixturevalue(who))

    assert access.approves_on(person, home) is may
    if may:
        actions.approve(article, by=person, at=NOW())
        assert fresh(article).live
    else:
        with pytest.raises(PermissionDenied):
            actions.approve(article, by=person, at=NOW())


def test_a_unit_may_let_its_editors_publish(home, draft, writer, coordinator):
    article = draft()
    assert actions.set_up_home(home, editors_publish=True, by=coordinator, at=NOW())

    person = again(writer)

    assert fresh(article).permissions_for_user(person).can_publish()
    assert acts(UnitHome.objects.get(pk=home.pk)) == [
        "write_page",
        "open_home",
        "set_up_home",
    ]


def test_an_older_version_does_not_bring_an_older_setting_back(home, writer, coordinator):
    actions.set_up_home(home, editors_publish=True, by=coordinator, at=NOW())
    revision = fresh(home).save_revision(user=writer).pk
    actions.set_up_home(fresh(home), editors_publish=False, by=coordinator, at=NOW())

    Revision.objects.get(pk=revision).publish()

    assert fresh(home).editors_publish is False


def test_what_is_withdrawn_is_gone_at_once(home, draft, coordinator, client):
    article = draft(live=True)

    assert actions.withdraw(article, by=coordinator, at=NOW()) is True

    assert client.get(article.url).status_code == 404
    assert acts(article)[-1] == "withdraw_page"
    assert actions.withdraw(article, by=coordinator, at=NOW()) is False


def test_a_body_has_one_site(home, coordinator):
    with pytest.raises(Refusal) as refused:
        actions.open_home(home.organisation, "Trang thứ hai", by=coordinator, at=NOW())

    assert refused.value.code == "has-home"


def test_a_site_is_opened_by_who_keeps_the_programme_there(province, officer, far_advisor):
    for person in (officer, far_advisor):
        with pytest.raises(PermissionDenied):
            actions.open_home(
                person.acting.organisation, "Trang", by=person, at=NOW(), place=province
            )


@pytest.mark.parametrize("host", ["khong.phuc.vu.vn", "a b", "localhost", "../x", "*"])
def test_only_a_host_that_is_served_can_be_a_sites_own(home, coordinator, host):
    with pytest.raises(Refusal) as refused:
        actions.set_up_home(home, editors_publish=False, host=host, by=coordinator, at=NOW())

    assert refused.value.code == "host-not-served"


def test_a_draft_is_made_of_a_record_once(home, draft):
    draft(made_from="events.event:7")

    with pytest.raises(Refusal) as refused:
        draft("Khác", made_from="events.event:7")

    assert refused.value.code == "drafted"
    assert Article.objects.count() == 1


def test_the_centre_says_whose_editors_write_the_main_site(centre):
    main = UnitHome.objects.get(slug="trang-chinh")

    response = signed_in(centre).post(f"/ban-lam-viec/tin/trang/{main.pk}/", {"is_ours": "on"})

    assert response.status_code == 302
    assert fresh(main).organisation == centre.acting.organisation

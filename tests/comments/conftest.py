"""A page of the coordination office that takes comments; its editor and its keeper moderate."""

from itertools import count

import pytest
from django.utils import timezone

from sanvat.comments import actions
from sanvat.comments.hooks import PUBLIC_THREADS
from sanvat.comments.models import Comment, Thread
from tests.people import make_person

NOW = timezone.now()


@pytest.fixture
def thread(coordinator, monkeypatch) -> Thread:
    """Its page is public, as a room above would say."""
    made = actions.open_thread(
        "Chè Cầu Đất vào vụ",
        "/tin/",
        organisation=coordinator.acting.organisation,
        by=coordinator,
        at=timezone.now(),
    )
    monkeypatch.setattr(
        "sanvat.comments.hooks.PUBLIC_THREADS",
        [*PUBLIC_THREADS, lambda among: of_tests(among, made)],
    )
    return made


def of_tests(among, made: Thread):
    rows = Thread.objects.filter(pk=made.pk).order_by().values("pk")
    return rows if among is None else rows.filter(pk__in=among)


@pytest.fixture
def writer(coordinator):
    """An editor of the body whose page it is."""
    return make_person(
        "Lê Biên Tập", "editor", coordinator.acting.organisation, username="0987000001"
    )


@pytest.fixture
def send(thread):
    """What a reader sends; each from a form of its own."""
    numbers = count(1)

    def send(text="Chè năm nay thơm.", *, name="Chị Mận", **more) -> Comment:
        given = {"at": timezone.now(), "is_proven": True, "sha256": f"{next(numbers):064}", **more}
        return actions.send_comment(given.pop("thread", thread), name=name, text=text, **given)

    return send

"""Forms of public pages say how long what is sent is kept, as the settings have it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sanvat.comments import actions as comments
from sanvat.events import actions as events
from sanvat.portal.catalogue.cards import slug_of
from tests.comments.conftest import send, thread  # noqa: F401
from tests.desk.pages import text_of
from tests.events.conftest import event, guests  # noqa: F401
from tests.inquiries.test_asking import seller  # noqa: F401
from tests.instruments.test_drafts import opened
from tests.portal.catalogue.conftest import coffee, make, today  # noqa: F401
from tests.products.conftest import cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _other_days(settings):
    settings.COMMENTS_KEPT = {"phone": 41, "refused": 42, "removal": 43}
    settings.INQUIRIES_KEPT, settings.INTERESTS_KEPT = 44, 45


@pytest.fixture
def asking(coffee, seller) -> str:  # noqa: F811
    return reverse("portal:catalogue_ask", args=[coffee.pk, slug_of(coffee)])


@pytest.fixture
def joining(event, guests, coordinator) -> str:  # noqa: F811
    events.publish_event(event, by=coordinator, at=timezone.now())
    day = timezone.localdate()
    type(event).objects.update(starts_on=day, ends_on=day, interest_until=day)
    return reverse("portal:calendar_event", args=[event.pk])


@pytest.fixture
def writing(thread) -> str:  # noqa: F811
    return reverse("portal:comment_new", args=[thread.pk])


@pytest.fixture
def opinion(officer) -> str:
    """On a draft: it is a comment too."""
    return reverse("portal:comment_new", args=[opened(officer).thread.pk])


@pytest.fixture
def removal(send, coordinator) -> str:  # noqa: F811
    comment = send()
    comments.publish_comment(comment, by=coordinator, at=timezone.now())
    return reverse("portal:comment_removal", args=[comment.pk])


WRITTEN = (
    ("41 ngày sau khi có quyết định", "xóa sau 42 ngày", "cho tới khi bạn rút"),
    ("erased 41 days after the decision", "after 42 days", "until you take it back"),
)
SAID = {
    "asking": (("xóa sau 44 ngày",), ("erased after 44 days",)),
    "joining": (("xóa 45 ngày sau khi gửi",), ("erased 45 days after you send this",)),
    "writing": WRITTEN,
    "opinion": WRITTEN,
    "removal": (
        ("xóa 41 ngày", "xóa 43 ngày sau khi giải quyết"),
        ("erased 41 days", "43 days after it is settled"),
    ),
}


@pytest.mark.parametrize("form", SAID)
def test_a_form_says_how_long_what_is_sent_is_kept(client, request, form):
    address = request.getfixturevalue(form)
    for language, said in zip(("vi", "en"), SAID[form], strict=True):
        client.cookies["sanvat_language"] = language
        page = text_of(client.get(address))
        for words in said:
            assert words in page

"""What the rooms say is new: articles, events, recognitions, and that one is about to lapse."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from sanvat.certificates.models import Recognition
from sanvat.events import actions as events
from sanvat.follow import noting
from sanvat.follow.declared import sources, topics
from sanvat.follow.models import NotedHappening, Telling
from tests.follow.conftest import follower_of, sealed
from tests.news.conftest import draft, home, section, writer  # noqa: F401
from tests.products.conftest import coffee, cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


def looked() -> list[str]:
    """What the job notes of what was done since the last time."""
    known = set(NotedHappening.objects.values_list("pk", flat=True))
    sealed()
    noting.look(timezone.now())
    found = NotedHappening.objects.exclude(pk__in=known).order_by("kind", "pk")
    return [f"{each.kind} {each.key}" for each in found]


def recognise(product, *, issued, expires, number=1) -> Recognition:
    made = Recognition.objects.create(
        product=product,
        round=number,
        kind=Recognition.Kind.FIRST,
        stars=4,
        issued_on=issued,
        expires_on=expires,
    )
    product.refresh_from_db()
    return made


def test_an_article_is_news_once_it_is_online_and_as_long_as_it_is(draft, section, coffee):  # noqa: F811
    looked()
    article = draft()
    assert looked() == []
    live = draft("Đã lên", live=True, products=[coffee], place=coffee.current_place)
    assert looked() == [f"tin {live.pk}"]
    old = draft("Tin cũ", live=True, shown_at=timezone.now() - 30 * DAY)
    assert looked() == []

    found = sources()["tin"].read([str(each.pk) for each in (article, live, old)])
    assert set(found) == {str(live.pk), str(old.pk)}
    told = found[str(live.pk)]
    assert told.title == "Đã lên"
    assert told.path == live.path_on_site()
    assert set(told.topics) == {
        *("tin:", f"muc:{section.pk}", f"don-vi:{section.home_id}"),
        f"san-pham:{coffee.pk}",
    }
    live.unpublish()
    assert sources()["tin"].read([str(live.pk)]) == {}


def test_a_section_a_unit_and_all_news_can_be_followed(section):  # noqa: F811
    keys = ["tin:", f"muc:{section.pk}", f"don-vi:{section.home_id}", "muc:0", "don-vi:x"]

    found = topics(keys)

    assert list(found) == keys[:3]
    assert found[f"muc:{section.pk}"].path == section.path_on_site()


def test_an_event_is_news_in_the_calendar_and_again_when_it_is_called_off(coordinator, commune):
    looked()
    follower_of(topic="lich:")
    event = events.plan_event(
        "training",
        "Tập huấn làm nhãn",
        host=coordinator.acting.organisation,
        place=commune,
        starts_on=TODAY() + 9 * DAY,
        by=coordinator,
        at=timezone.now(),
    )
    assert looked() == []
    events.publish_event(event, by=coordinator, at=timezone.now())
    assert looked() == [f"su-kien {event.pk}"]

    events.cancel_event(event, reason="Mưa bão", by=coordinator, at=timezone.now())
    assert looked() == [f"su-kien {event.pk}-huy"]

    (telling,) = Telling.objects.all()  # the first was taken back before it went
    assert telling.happening.key == f"{event.pk}-huy"
    with translation.override("vi"):
        (told,) = sources()["su-kien"].read([telling.happening.key]).values()
    assert (told.title, told.text) == ("Hủy: Tập huấn làm nhãn", "Mưa bão")


def test_a_recognition_of_late_is_news_to_who_follows_the_product_or_the_place(coffee, commune):  # noqa: F811
    made = recognise(coffee, issued=TODAY() - 20 * DAY, expires=TODAY() + 1000 * DAY)
    old = recognise(coffee, issued=TODAY() - 900 * DAY, expires=TODAY() + 90 * DAY, number=2)
    source = sources()["cong-nhan"]

    assert source.follows["products.product"]([str(coffee.pk)]) == [str(made.pk)]
    assert source.follows["certificates.recognition"]([str(made.pk), str(old.pk)]) == [str(made.pk)]
    told = source.read([str(made.pk)])[str(made.pk)]
    assert told.title == "Cà phê bột được công nhận 4 sao"
    assert (told.topics, told.place) == ((f"san-pham:{coffee.pk}",), coffee.current_place_id)
    assert told.until >= TODAY()
    assert topics([f"san-pham:{coffee.pk}"])[f"san-pham:{coffee.pk}"].title == "Cà phê bột"


def test_a_product_that_was_never_recognised_is_nobodys_affair(coffee):  # noqa: F811
    assert topics([f"san-pham:{coffee.pk}"]) == {}


@pytest.mark.parametrize(
    ("left", "key", "said"),
    [
        (61, None, ""),
        (60, "sap", "Hạng sao của Cà phê bột hết hạn ngày"),
        (0, None, ""),  # two months after it was told
        (-1, "qua", "Cà phê bột không còn hạng sao từ sau ngày"),
        (-8, None, ""),
    ],
)
def test_that_a_recognition_lapses_is_told_before_and_after(coffee, left, key, said):  # noqa: F811
    expires = TODAY() + left * DAY
    recognise(coffee, issued=expires - 1000 * DAY, expires=expires)
    source = sources()["het-han"]

    keys = list(source.of_day(TODAY()))

    assert keys == ([f"{coffee.pk}-{expires:%Y%m%d}-{key}"] if key else [])
    for told in source.read(keys).values():
        assert told.title.startswith(said)
        assert told.place is None


def test_what_is_recognised_anew_lapses_no_more(coffee):  # noqa: F811
    expires = TODAY() + 60 * DAY
    recognise(coffee, issued=expires - 1000 * DAY, expires=expires)
    source = sources()["het-han"]
    keys = list(source.of_day(TODAY()))
    recognise(coffee, issued=TODAY(), expires=TODAY() + 1000 * DAY, number=2)

    assert (len(keys), source.read(keys)) == (1, {})
    assert source.read(["x", f"{coffee.pk}-abc-sap", f"{coffee.pk}"]) == {}


def test_a_day_is_looked_at_once(coffee):  # noqa: F811
    expires = TODAY() + 60 * DAY
    recognise(coffee, issued=expires - 1000 * DAY, expires=expires)

    assert looked() == [f"het-han {coffee.pk}-{expires:%Y%m%d}-sap"]
    NotedHappening.objects.all().delete()
    assert looked() == []

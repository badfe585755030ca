"""The index, and what strangers find in it, at the page and by the API."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bench.plans import plans
from sanvat.certificates.models import Recognition
from sanvat.events.actions import plan_event, publish_event
from sanvat.events.models import Event
from sanvat.findable import building, ranking, searching
from sanvat.findable.declared import findables
from sanvat.findable.models import IndexEntry, IndexState, KnownWord
from sanvat.findable.searching import Asked, search, words_asked
from sanvat.places.models import Place
from sanvat.products import actions
from sanvat.products.models import Product
from sanvat.records.bulk import insert_values
from sanvat.text.fold import fold
from tests.portal.catalogue.conftest import coffee, cooperative, make, store  # noqa: F401
from tests.register.registers import NOON

HIDDEN = "Nguyễn Thị Kín"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def index(monkeypatch):
    """The same without the law's texts and the country's places, which are many and stay."""
    monkeypatch.setattr(building, "findables", lambda: FEW)
    return building


@pytest.fixture(autouse=True, scope="module")
def _few():
    FEW.update({kind: each for kind, each in findables().items() if kind not in MANY})


MANY = ("bo-tieu-chi", "tieu-chi", "dia-ban")
FEW: dict = {}


def titles(text: str, **more) -> list[str]:
    found = search(Asked(words=words_asked(text), **more), timezone.localdate())
    return [hit.thing.title for hit in found.hits]


def test_found_however_it_is_typed(make, index):  # noqa: F811
    make(
        "Đặc sản Cà phê Đắk Lắk", story="Theo Quyết định 26/2026/QĐ-TTg, rang ở Bà Rịa - Vũng Tàu."
    )
    make("Trà ướp sen")
    built = index.rebuild()
    assert built.counts["san-pham"] == 2
    for typed in (
        *("dac san", "ĐẶC SẢN", "đặc sản", "ca phe dak"),
        *("26/2026/QĐ-TTg", "26/2026", "qd-ttg", "Bà Rịa - Vũng Tàu", "vung tau - ba ria"),
    ):
        assert titles(typed) == ["Đặc sản Cà phê Đắk Lắk"], typed
    assert titles("tra sen uop") == ["Trà ướp sen"]
    assert titles("nuoc") == []


def test_slips_are_forgiven(make, index, today):  # noqa: F811
    make("Cà phê rang mộc")
    make("Trà ướp sen")
    index.rebuild()
    for typed, meant in (
        *(("ca fe mok", "cà phê mộc"), ("caphe moc", "cà phê mộc"), ("cafe mocc", "cà phê mộc")),
        *(("cha uop xen", "trà ướp sen"), ("ca phe rangg", "cà phê rang")),
    ):
        found = search(Asked(words=words_asked(typed)), today)
        assert found.corrected == meant, typed
        assert len(found.hits) == 1
    found = search(Asked(words=words_asked("tra mat ong")), today)
    assert found.has_some_words
    assert [hit.thing.title for hit in found.hits] == ["Trà ướp sen"]
    nothing = search(Asked(words=words_asked("qwrtzp")), today)
    assert not nothing.hits
    assert not nothing.corrected
    assert not nothing.has_some_words


def test_by_old_and_new_names_of_the_place(make, index, today):  # noqa: F811
    product = make("Chè dây")
    index.rebuild()
    place = product.current_place
    origins = place.origins.select_related("old__parent")
    assert origins, "the commune of the tests came from others"
    for step in origins:
        assert titles(f"che day {step.old.full_name.split(',')[0]}") == ["Chè dây"]
    assert titles(f"che {place.full_name.split(',')[0]}") == ["Chè dây"]
    elsewhere = Place.objects.today().communes().exclude(parent=place.parent).first()
    assert titles("che day", inside=frozenset({place.pk})) == ["Chè dây"]
    assert titles("che day", inside=frozenset({elsewhere.pk})) == []


def test_title_before_text_and_in_force_before_lapsed(make, index):  # noqa: F811
    make("Gạo nếp", story="Cùng với mật ong.")
    make("Mật ong hoa", left=-5)
    make("Mật ong rừng", left=500)
    make("Mật ong")
    index.rebuild()
    assert titles("mat ong") == ["Mật ong", "Mật ong rừng", "Mật ong hoa", "Gạo nếp"]


def test_what_strangers_may_not_read_is_never_found(make, index, officer, today):  # noqa: F811
    household = actions.register_producer(
        HIDDEN, make("Muối ớt").current_place, legal_form="family-household", by=officer, at=NOON
    )
    make("Bánh tráng", owner=household)
    make("Chưa công nhận", stars=0)
    index.rebuild()
    assert titles("banh trang") == ["Bánh tráng"]
    assert titles("kin") == []
    assert search(Asked(words=words_asked(HIDDEN)), today).has_some_words  # "thi" of the place
    assert "Chưa công nhận" not in titles("chua cong nhan")
    assert not IndexEntry.objects.filter(folded_text__contains=" kin ").exists()
    assert not KnownWord.objects.filter(word="kin").exists()


def test_what_is_withdrawn_is_gone_at_once(make, index, today):  # noqa: F811
    one, other = make("Mứt gừng"), make("Mứt bí")
    index.rebuild()
    assert len(titles("mut")) == 2
    Recognition.objects.filter(product=one).delete()
    one.refresh_from_db()
    assert one.stars in (None, 0)
    assert titles("mut") == ["Mứt bí"]  # nobody has told the index yet
    assert search(Asked(words=("mut",)), today).counts == {"san-pham": 1}
    Product.objects.filter(pk=other.pk).update(name="Kẹo bí")
    assert titles("mut") == []
    index.refresh("san-pham", [str(one.pk), str(other.pk)])
    assert IndexEntry.objects.count() == 1
    assert titles("keo bi") == ["Kẹo bí"]


def test_the_index_follows_the_journal(index, coordinator, province, today):
    index.rebuild()
    event = plan_event(
        "training",
        "Tập huấn làm nhãn",
        host=coordinator.acting.organisation,
        place=province,
        venue="Hội trường",
        starts_on=today + timedelta(days=30),
        by=coordinator,
        at=timezone.now(),
    )
    sealed()
    assert index.follow() == 0  # planned, and not published
    assert titles("tap huan nhan") == []
    publish_event(event, by=coordinator, at=timezone.now())
    sealed()
    assert index.follow() == 1
    assert titles("tap huan nhan") == ["Tập huấn làm nhãn"]
    with override("en"):  # things are told in Vietnamese, and found so, whoever reads
        (hit,) = search(Asked(words=words_asked("tap huan nhan hoi truong")), today).hits
    assert hit.thing.facts[0] == "tập huấn"
    Event.objects.filter(pk=event.pk).update(published_at=None)
    assert titles("tap huan nhan") == []


def sealed():
    """As a commit does."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_all_is_made_anew_where_an_edition_is_another(db, index, monkeypatch):
    assert index.is_due_anew()
    index.rebuild()
    assert not index.is_due_anew()
    edition = IndexState.objects.get().edition
    monkeypatch.setattr(index, "_edition", lambda: "other")
    index.follow()
    assert IndexState.objects.get().edition == "other" != edition


def test_equal_questions_with_one_and_with_many(make, index, client):  # noqa: F811
    make("Mật ong 0")
    index.rebuild()
    path = f"{reverse('portal:search')}?q=mat+ong"
    few = asked_of(client, path)
    for number in range(1, 6):
        make(f"Mật ong {number}")
    index.rebuild()
    assert asked_of(client, path) == few <= 8


def asked_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_page(make, index, client):  # noqa: F811
    make("Mật <b>ong", story="Đặc sản & quà <script>")
    index.rebuild()
    page = client.get(reverse("portal:search"), {"q": "mat ong dac"})
    text = page.content.decode()
    assert "<mark>Mật</mark> &lt;b&gt;<mark>ong</mark>" in text
    assert "<mark>Đặc</mark> sản &amp; quà &lt;script&gt;" in text
    assert not page.cookies
    again = client.get(
        reverse("portal:search"), {"q": "mat ong dac"}, headers={"If-None-Match": page["ETag"]}
    )
    assert again.status_code == 304
    assert "noindex" in text
    other = client.get(reverse("portal:search"), {"q": "mat ong", "loai": "su-kien"})
    assert "Chưa tìm thấy gì" in other.content.decode()
    newest = client.get(reverse("portal:search"), {"loai": "san-pham"}).content.decode()
    assert "ong" in newest
    assert client.get(reverse("portal:search")).status_code == 200


def test_odd_questions_are_answered(make, index, client: Client):  # noqa: F811
    make("Mật ong")
    index.rebuild()
    for query in (
        *("'", '"', "\\", "a'b", "& | !", ":*", "<->", "mat:*", "(", "%", "_", "\0", "²", "１２"),
        *("x" * 3_000, "a " * 2_000, "é" * 300, "\ud83d\ude00".encode("utf-16", "surrogatepass")),
    ):
        assert client.get(reverse("portal:search"), {"q": query}).status_code == 200
    for name, value in (
        *(("loai", "x"), ("muc", "'"), ("noi", "zz\0"), ("tu", "2026-13-99"), ("den", "x")),
        *(("trang", "0"), ("trang", "-1"), ("trang", "99999999"), ("trang", "²")),
    ):
        path = reverse("portal:search")
        assert client.get(path, {"q": "mat ong", name: value}).status_code == 200
    assert client.post(reverse("portal:search")).status_code == 405


def test_pages_of_what_has_none(db, client):
    missing = reverse("portal:search_thing", args=["ke-hoach", "99999"])
    assert client.get(missing).status_code == 404
    assert client.get("/tim/ke-hoach/x/").status_code == 404
    assert client.get("/tim/khong-co/1/").status_code == 404
    described = client.get(reverse("portal:search_description"))
    assert described["Content-Type"].startswith("application/opensearchdescription+xml")
    assert b"?q={searchTerms}" in described.content


def test_the_same_by_the_api(make, index, client):  # noqa: F811
    for number in range(3):
        make(f"Mật ong {number}")
    index.rebuild()
    path = reverse("api:search")
    first = client.get(path, {"q": "mat ong", "limit": "2"}).json()
    assert first["count"] == 3
    assert first["counts"] == {"san-pham": 3}
    assert len(first["items"]) == 2
    assert not first["at_least"]
    second = client.get(first["next"]).json()
    assert len(second["items"]) == 1
    assert second["next"] is None
    titles_of = {row["title"] for row in first["items"] + second["items"]}
    assert titles_of == {f"Mật ong {number}" for number in range(3)}
    assert client.get(path, {"q": "mat onh"}).json()["corrected"] == "mật ong"
    for name, value in (("kind", "x"), ("province", "zz"), ("commune", "0"), ("since", "x")):
        assert client.get(path, {"q": "mat", name: value}).status_code == 422


def test_more_than_are_ranked_are_told_as_that(make, index, client, monkeypatch):  # noqa: F811
    for number in range(4):
        make(f"Mật ong {number}")
    index.rebuild()
    monkeypatch.setattr(searching, "MOST_RANKED", 3)
    found = search(Asked(words=("mat", "ong")), timezone.localdate(), size=2)
    assert found.is_capped
    assert found.has_more
    assert len(found.hits) == 2
    page = client.get(reverse("portal:search"), {"q": "mat ong"}).content.decode()
    assert "mục; hiện những mục sát nhất" in page
    assert search(Asked(words=("mat",), kind="san-pham"), timezone.localdate()).counts


def test_the_index_is_made_in_one_step(make, index, monkeypatch):  # noqa: F811
    make("Mật ong")
    index.rebuild()
    monkeypatch.setattr(index, "insert_values", _fails)
    with pytest.raises(RuntimeError):
        index.rebuild()
    assert titles("mat ong") == ["Mật ong"]


def _fails(*_given):
    raise RuntimeError


def test_one_place_and_many_are_read_alike(db):
    keys = list(Place.objects.today().communes().order_by("pk").values_list("pk", flat=True)[:3])
    asked = []
    for some in (keys[:1], keys):
        with CaptureQueriesContext(connection) as queries:
            things = findables()["dia-ban"].read(list(map(str, some)))
        assert len(things) == len(some)
        asked.append(len(queries))
    assert asked == [2, 2]


def suggested(client, typed: str, **more) -> list[tuple[str, str]]:
    """The titles and addresses of what is suggested."""
    page = client.get(reverse("portal:search_suggestions"), {"q": typed} | more)
    assert page.status_code == 200
    found = OPTION.findall(page.content.decode())
    return [(re.sub("<.*?>", "", title), href) for href, title in found]


def test_words_that_are_still_typed_suggest_things(make, index, client):  # noqa: F811
    honey = make("Mật ong")
    make("Mật ong rừng")
    make("Gạo nếp", story="Cùng với mật ong.")
    make("Mật mía", left=-5)
    index.rebuild()
    at = reverse("portal:catalogue_short", args=[honey.pk])

    found = suggested(client, "ma")
    assert found[0] == ("Mật ong", at)
    assert [title for title, _href in found] == ["Mật ong", "Mật ong rừng", "Mật mía"]
    assert suggested(client, "mat ong r") == suggested(client, "ong mat ru") == [found[1]]
    named = [title for title, _href in suggested(client, "mật on")]
    assert named == ["Mật ong", "Mật ong rừng", "Gạo nếp"]
    assert [title for title, _href in suggested(client, "mat onh")] == named
    assert suggested(client, "mat", loai="su-kien") == []
    assert suggested(client, "m") == suggested(client, "") == suggested(client, "qwrtzp") == []
    step = honey.current_place.origins.select_related("old").first()
    old = step.old.full_name.split(",")[0]
    assert ("Mật ong", at) in suggested(client, f"mat ong {old}")


def test_what_is_suggested_is_escaped_and_read_anew(make, index, client):  # noqa: F811
    product = make('Mật "<b>ong')
    index.rebuild()
    path = reverse("portal:search_suggestions")

    page = client.get(path, {"q": "mat ong"})

    text = page.content.decode()
    assert "<mark>Mật</mark> &quot;&lt;b&gt;<mark>ong</mark>" in text
    assert not page.cookies
    assert client.post(path).status_code == 405
    Product.objects.filter(pk=product.pk).update(stars=0)
    Recognition.objects.filter(product=product).delete()
    assert suggested(client, "mat ong") == []


def test_one_suggestion_and_many_cost_the_same(make, index, client):  # noqa: F811
    path = reverse("portal:search_suggestions")
    asked = []
    for number in range(3):
        make(f"Mật ong {number}")
        index.rebuild()
        client.get(path, {"q": "mat ong"})
        with CaptureQueriesContext(connection) as queries:
            assert len(suggested(client, "mat ong")) == number + 1
        asked.append(len(queries))
    assert len(set(asked)) == 1


OPTION = re.compile(r'data-href="([^"]+)".*?suggested__title">(.*?)</span>', re.S)


def test_a_word_that_stands_everywhere_is_looked_up(db, today, monkeypatch):
    """Else PostgreSQL goes through all entries, which it thinks are alike, until it has enough."""
    monkeypatch.setattr(ranking, "MOST_BEGINNING", 5)
    rows = [("tin", f"{n}", "", None, None, None, f"mat ong {n}", "", "") for n in range(3_000)]
    insert_values(IndexEntry, building.COLUMNS, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE findable_indexentry")
    asked = Asked(words=("mat", "ong"))
    for ask in (
        lambda: ranking.ranked(asked, today, 5),
        lambda: ranking.kinds(asked, 5),
        lambda: ranking.beginning(asked, today, titles=5, most=5, size=5),
        lambda: ranking.besides(asked, today, known=[], most=5, size=5),
    ):
        with CaptureQueriesContext(connection) as queries:
            found = ask()
        number = sum(found.values()) if isinstance(found, dict) else len(found)
        assert 5 <= number <= 15
        [sent] = [each["sql"] for each in queries if "findable_indexentry" in each["sql"]]
        with connection.cursor() as cursor:
            [(_sql, plan)] = plans(cursor, sent)
        plan = str(plan)
        assert "index_entry_" in plan
        assert "Seq Scan" not in plan


def test_what_is_set_for_the_search_holds_for_its_statement_alone(transactional_db, today):
    ranking.ranked(Asked(words=("mat",)), today, 5)
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_the_title_counts_before_the_text_and_a_phrase_before_its_words(db, today):
    told = (
        ("Chè xanh", ""),
        ("Chè", "Xanh."),
        ("Xanh, chè", ""),
        ("Gói chè xanh", ""),
        ("Chè xanhh", ""),
        ("Gạo", "Với chè xanh."),
        ("Gạo nếp", "Xanh như chè."),
    )
    rows = [
        ("tin", f"{n}", "", None, None, None, fold(title), fold(words), "")
        for n, (title, words) in enumerate(told)
    ]
    insert_values(IndexEntry, building.COLUMNS, rows)
    keys = dict(IndexEntry.objects.values_list("pk", "key"))

    def order(**more):
        found = ranking.ranked(Asked(words=("che", "xanh"), **more), today, 50)
        return [told[int(keys[pk])][0] for pk, _kind in found]

    whole = ["Chè xanh", "Gói chè xanh", "Xanh, chè", "Chè xanhh", "Chè", "Gạo", "Gạo nếp"]
    assert order() == whole
    some = ["Chè xanh", "Gói chè xanh", "Chè", "Chè xanhh", "Xanh, chè", "Gạo", "Gạo nếp"]
    assert order(any_word=True) == some


def everywhere(number: int, *, in_front: int) -> None:
    """So many entries of two kinds that all have the same words, of which so many lie in front."""
    rows = [
        (
            *("tin" if n % 2 else "su-kien", f"{n}", "", None, None, None),
            *(f"tin {n}", f"mat ong hoa {n}", "", n < in_front),
        )
        for n in range(number)
    ]
    insert_values(IndexEntry, (*building.COLUMNS, "is_front"), rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE findable_indexentry")


def plan_of(ask) -> str:
    with CaptureQueriesContext(connection) as queries:
        ask()
    [sent] = [each["sql"] for each in queries if "findable_indexentry" in each["sql"]]
    with connection.cursor() as cursor:
        [(_sql, told)] = plans(cursor, sent)
    return told["Plan"]


def nodes(plan):
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)


def test_where_enough_lie_in_front_nothing_behind_is_read(db, today):
    """However many entries there are that have the words."""
    everywhere(4_000, in_front=400)
    asked = Asked(words=("mat", "ong"))
    for ask in (
        lambda: ranking.ranked(asked, today, 50),
        lambda: ranking.kinds(asked, 50),
        lambda: ranking.besides(asked, today, known=[], most=50, size=20),
        lambda: ranking.ranked(Asked(words=("mat", "ong"), any_word=True), today, 50),
    ):
        plan = {each.get("Subplan Name"): each for each in nodes(plan_of(ask))}
        assert plan["CTE any_every"]["Actual Loops"] == 0
        assert plan["CTE any_front"]["Actual Rows"] == 50
    found = ranking.ranked(asked, today, 50)
    front = set(IndexEntry.objects.filter(is_front=True).values_list("pk", flat=True))
    assert len(found) == 50
    assert {pk for pk, _kind in found} <= front


def test_where_too_few_lie_in_front_all_is_looked_through(db, today):
    everywhere(300, in_front=20)
    asked = Asked(words=("mat", "ong"))
    keys = set(IndexEntry.objects.values_list("pk", flat=True))
    assert {pk for pk, _kind in ranking.ranked(asked, today, 500)} == keys
    assert len(ranking.ranked(asked, today, 50)) == 50
    assert ranking.kinds(asked, 500) == {"su-kien": 150, "tin": 150}


def test_a_title_that_is_what_was_typed_is_first_wherever_it_lies(db, today):
    everywhere(600, in_front=300)
    rows = [
        ("tin", "cuoi", "", None, None, None, "mat ong", "", "", False),
        ("tin", "sau", "", None, None, None, "mat ong rung u minh", "", "", False),
    ]
    insert_values(IndexEntry, (*building.COLUMNS, "is_front"), rows)
    keys = dict(IndexEntry.objects.values_list("pk", "key"))
    found = ranking.ranked(Asked(words=("mat", "ong")), today, 50)
    assert [keys[pk] for pk, _kind in found[:2]] == ["cuoi", "sau"]
    short = ranking.ranked(Asked(words=("mat", "on")), today, 50)  # too short to be begun
    assert short == []


def test_each_kind_has_its_best_in_front(monkeypatch):
    monkeypatch.setattr(building, "MOST_IN_FRONT", 2)
    days = [timezone.localdate() - timedelta(days=n) for n in range(4)]
    rows = [("tin", f"{n}", "", day, None) for n, day in enumerate(days)]
    rows += [("san-pham", f"{n}", "", None, day) for n, day in enumerate(days)]
    front, behind = building._laid_out(rows[::-1])
    said = [(kind, key, is_front) for kind, key, *_rest, is_front in [*front, *behind]]
    assert said == [
        *(("tin", "0", True), ("san-pham", "0", True), ("tin", "1", True), ("san-pham", "1", True)),
        *(("tin", "2", False), ("san-pham", "2", False)),
        *(("tin", "3", False), ("san-pham", "3", False)),
    ]


def test_an_index_of_an_earlier_layout_is_made_anew(make, index, monkeypatch):  # noqa: F811
    make("Mật ong")
    with monkeypatch.context() as earlier:
        earlier.setattr(building, "LAYOUT", "1")
        index.rebuild()
    IndexEntry.objects.update(is_front=False)
    index.follow()
    assert IndexEntry.objects.filter(is_front=True).count() == IndexEntry.objects.count() == 1

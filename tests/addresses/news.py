"""A site of the coordination office, with an article that waits for its second person and one that
is online; the editor of the tests writes for another body."""

from datetime import timedelta

from sanvat.news import actions
from sanvat.news.actions import Draft
from sanvat.news.models import Article, Section
from tests.addresses import MARK, NOT_SERVED, Address, Rule, World, only
from tests.people import make_person

AFTER = ("events", "plans", "agreements")

_KEEP = frozenset({"advisor", "centre", "coordinator"})
_COME = _KEEP | {"officer", "far_advisor", "editor"}
_OPEN = Rule(_COME - {"editor"})
_READ = only(_KEEP, sees=_KEEP)


def _waiting(world: World):
    return {"pk": world.waiting_article.pk}


def _online(world: World):
    return {"pk": world.online_article.pk}


def _section(world: World):
    return {"pk": world.news_section.pk}


def _home(world: World):
    return {"pk": world.news_home.pk}


def _seen(world: World) -> dict[str, str]:
    state = Article.objects.get(pk=world.waiting_article.pk).current_workflow_task_state
    return {"seen": str(state.revision_id), "remark": "Thêm số liệu."}


ADDRESSES = {
    "desk:news": Address(only(_COME, sees=_KEEP)),
    "desk:news_home_new": Address(_OPEN, _OPEN),
    "desk:news_home": Address(only(_KEEP), only(_KEEP), _home),
    "desk:news_page": Address(_READ, sample=_waiting),
    "desk:news_history": Address(_READ, sample=_waiting),
    "desk:news_approve": Address(NOT_SERVED, only(_KEEP, sees=_KEEP), _waiting),
    "desk:news_give_back": Address(NOT_SERVED, only(_KEEP, sees=_KEEP), _waiting),
    "desk:news_withdraw": Address(NOT_SERVED, only(_KEEP), _online),
    "desk:news_talk": Address(NOT_SERVED, only(_KEEP, sees=_KEEP), _waiting),
    "desk:news_talk_end": Address(NOT_SERVED, only(_KEEP), _section),
    "desk:news_draft": Address(
        NOT_SERVED,
        only({"coordinator"}, forbidden=frozenset({"officer", "advisor", "centre"})),
        lambda world: {"kind": "su-kien", "pk": world.event.pk},
    ),
    "desk:news_draft_decision": Address(NOT_SERVED, only(frozenset())),
}


def furnish(world: World) -> None:
    keeper, now = world.people["coordinator"], world.now
    organisation = keeper.acting.organisation
    world.news_home = home = actions.open_home(
        organisation, "Văn phòng Điều phối", by=keeper, at=now
    )
    world.news_section = section = Section.objects.get(home=home)
    writer = make_person("Lê Biên Tập", "editor", organisation, username="0987000002")

    def written(title: str, **more) -> Article:
        draft = Draft(title, "Vụ chè được mùa.", [("paragraph", "Hái từ sáng.")])
        return actions.draft_article(section, draft, by=writer, at=now, **more)

    world.waiting_article = written(f"Chờ {MARK}")
    actions.submit(world.waiting_article, by=writer, at=now)
    world.online_article = written("Đang đăng", shown_at=now - timedelta(days=1))
    world.online_article.get_latest_revision().publish()

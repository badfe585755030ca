"""Comments under the online article of the coordination office: one waits, one is published, with
a reply and somebody who asks to take it down."""

from sanvat.comments import actions
from sanvat.news import actions as news
from tests.addresses import MARK, NOT_SERVED, Address, Rule, World, of, only

AFTER = ("news",)

_KEEP = frozenset({"advisor", "centre", "coordinator"})
_COME = _KEEP | {"officer", "far_advisor", "editor"}
_READ = only(_KEEP, sees=_KEEP)
_WRITE = only(_KEEP, sees=_KEEP)
_WAITING, _PUBLISHED, _THREAD = of("waiting_comment"), of("published_comment"), of("thread")

ADDRESSES = {
    "desk:comments": Address(Rule(_COME, sees=_KEEP)),
    "desk:comment": Address(_READ, sample=_PUBLISHED),
    "desk:comment_publish": Address(NOT_SERVED, _WRITE, _WAITING, data={"text": "Hỏi giá."}),
    "desk:comment_refuse": Address(NOT_SERVED, _WRITE, _WAITING, data={"reason": "Trùng ý."}),
    "desk:comment_reply": Address(NOT_SERVED, _WRITE, _PUBLISHED, data={"text": "Xin cảm ơn."}),
    "desk:comment_reply_remove": Address(NOT_SERVED, _WRITE, _PUBLISHED),
    "desk:comment_removal": Address(
        NOT_SERVED, _WRITE, _PUBLISHED, data={"is_granted": "0", "reason": "Đúng sự thật."}
    ),
    "desk:comment_history": Address(only(_KEEP), sample=_WAITING),
    "desk:comment_keeping": Address(Rule(_COME)),
    "desk:comment_threads": Address(Rule(_COME)),
    "desk:comment_thread": Address(_READ, sample=_THREAD),
    "desk:comment_thread_close": Address(NOT_SERVED, only(_KEEP), _THREAD),
    "desk:comment_thread_reopen": Address(NOT_SERVED, _WRITE, _THREAD),
    "desk:comment_thread_history": Address(only(_KEEP), sample=_THREAD),
}


def furnish(world: World) -> None:
    keeper, now = world.people["coordinator"], world.now
    world.thread = news.open_comments(world.online_article, by=keeper, at=now)

    def sent(text: str, number: int):
        return actions.send_comment(
            world.thread, name="Chị Mận", text=text, sha256=f"{number:064}", is_proven=True, at=now
        )

    world.waiting_comment = sent(f"Hỏi giá {MARK}", 1)
    world.published_comment = sent(f"Chè thơm {MARK}", 2)
    actions.publish_comment(world.published_comment, by=keeper, at=now)
    actions.reply_to_comment(world.published_comment, "Cảm ơn bạn.", by=keeper, at=now)
    actions.ask_removal(world.published_comment, "Không phải tôi viết.", at=now)

"""Letters: one that the advisor's body wrote."""

from sanvat.parties import actions
from tests.addresses import MARK, NOT_SERVED, Address, World, lists, of, only

_LETTER = only("advisor", sees=frozenset({"advisor"}))

ADDRESSES = {
    "desk:letters": lists(sees={"advisor"}),
    "desk:letter": Address(_LETTER, sample=of("letter")),
    "desk:letter_revise": Address(NOT_SERVED, _LETTER, of("letter")),
    "desk:letter_step": Address(
        NOT_SERVED, _LETTER, lambda w: {"pk": w.letter.pk, "name": "doc-lai"}
    ),
}


def furnish(world: World) -> None:
    world.letter = actions.draft_letter(
        "ai@vidu.example",
        f"Thư {MARK}",
        f"Nội dung {MARK}",
        about=None,
        by=world.people["advisor"],
        at=world.now,
    )

"""Long papers: one that the advisor has asked for, and that is made."""

from sanvat.documents.paper import Letterhead, Paper, Paragraph
from sanvat.records import papers
from tests.addresses import MARK, Address, World, of, only

_THEIRS = only("advisor", sees={"advisor"})
_LONG = of("long_paper")

ADDRESSES = {
    "desk:long_paper": Address(_THEIRS, sample=_LONG),
    "desk:long_paper_progress": Address(only("advisor"), sample=_LONG),
    "desk:long_paper_file": Address(only("advisor"), sample=_LONG),
}


def furnish(world: World) -> None:
    advisor = world.people["advisor"]
    assert advisor.acting is not None
    paper = Paper(Letterhead("UBND xã"), "Báo cáo", MARK, [Paragraph("Đủ.")])
    world.long_paper = papers.order(
        paper,
        "docx",
        name="bao-cao",
        person=advisor.pk,
        membership=advisor.acting.pk,
        at=world.now,
    )
    papers.make(world.long_paper, at=world.now)

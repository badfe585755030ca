"""Reports: the draft of the province's advisory body."""

from sanvat.reports import actions
from tests.addresses import NOT_SERVED, Address, World, of, only

AFTER = ("products",)

_KEEPERS = {"officer", "advisor", "far_advisor", "centre", "coordinator"}
_OWN = only("advisor")
_REPORT = of("report")

ADDRESSES = {
    "desk:yearly_reports": Address(only(_KEEPERS), only(_KEEPERS)),
    "desk:state_table": Address(only(_KEEPERS)),
    "desk:state_table_file": Address(only(_KEEPERS), sample=lambda w: {"year": w.today.year}),
    "desk:yearly_report": Address(_OWN, sample=_REPORT),
    "desk:yearly_report_text": Address(_OWN, _OWN, _REPORT, data={"number": "1/BC"}),
    "desk:yearly_report_recount": Address(NOT_SERVED, _OWN, _REPORT),
    "desk:yearly_report_issue": Address(NOT_SERVED, _OWN, _REPORT),
    "desk:yearly_report_discard": Address(NOT_SERVED, _OWN, _REPORT),
    "desk:yearly_report_figure": Address(
        only("advisor", sees={"advisor"}), sample=lambda w: {"pk": w.report.pk, "name": "products"}
    ),
    "desk:yearly_report_file": Address(
        _OWN, _OWN, sample=lambda w: {"pk": w.report.pk, "form": "pdf"}
    ),
    "desk:yearly_report_history": Address(_OWN, sample=_REPORT),
}


def furnish(world: World) -> None:
    advisor = world.people["advisor"]
    world.report = actions.draft_report(
        advisor.acting.place, world.today.year, by=advisor, at=world.now
    )

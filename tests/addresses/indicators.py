"""Indicators: one of the advisory body's own; a draft, an open and a locked collection of its
communes, one report that is open and one that was sent."""

from datetime import timedelta

from sanvat.indicators import actions
from sanvat.indicators.actions import Said
from sanvat.indicators.models import Indicator
from tests.addresses import (
    NOT_SERVED,
    READERS,
    SIGNED_IN,
    Address,
    World,
    lists,
    of,
    only,
)

AFTER = ("products",)

_ABOVE = only({"advisor", "centre", "coordinator", "far_advisor"}, else_="403")
_READS_ALL = {*READERS, "far_advisor", "programme_party"}
_OWN = only("advisor", forbidden={*READERS, "far_advisor", "programme_party"})
_READ = only(READERS)
_HANDLE = only("advisor", forbidden=READERS)
_DRAFT = only("advisor")
_JUDGE = only({"advisor", "coordinator"}, forbidden={"officer", "centre"})
_BEES = of("bees")
_COLLECTION = of("collection")

ADDRESSES = {
    "desk:indicators": lists(),
    "desk:indicator_new": Address(_ABOVE, _ABOVE),
    "desk:figure": Address(
        only(SIGNED_IN.opens, sees=READERS),
        sample=lambda w: {"room": "products", "thing": "made"},
    ),
    "desk:indicator_table": lists(),
    "desk:indicator_table_xlsx": lists(),
    "desk:indicator_table_csv": lists(),
    "desk:collections": lists(),
    "desk:collection_new": Address(_ABOVE, _ABOVE),
    "desk:collection": Address(_READ, sample=_COLLECTION),
    "desk:collection_change": Address(_HANDLE, _HANDLE, _COLLECTION),
    "desk:collection_open": Address(NOT_SERVED, _DRAFT, of("draft")),
    "desk:collection_lock": Address(NOT_SERVED, _HANDLE, _COLLECTION),
    "desk:collection_remind": Address(NOT_SERVED, _HANDLE, _COLLECTION),
    "desk:collection_grace": Address(_HANDLE, _HANDLE, _COLLECTION),
    "desk:collection_history": Address(_READ, sample=_COLLECTION),
    "desk:collection_template": Address(_READ, sample=_COLLECTION),
    "desk:collection_bring": Address(_READ, _READ, _COLLECTION),
    "desk:staged_form": Address(*[only("officer")] * 2, of("staged")),
    "desk:indicator_report": Address(_READ, _READ, of("open_report")),
    "desk:report_submit": Address(NOT_SERVED, _READ, of("open_report")),
    "desk:report_approve": Address(NOT_SERVED, _JUDGE, of("sent_report")),
    "desk:report_return": Address(
        NOT_SERVED, _JUDGE, of("sent_report"), data={"reason": "Chưa khớp."}
    ),
    "desk:indicator_report_history": Address(_READ, sample=of("open_report")),
    "desk:indicator": Address(only(_READS_ALL), sample=_BEES),
    "desk:indicator_change": Address(_OWN, _OWN, _BEES),
    "desk:indicator_define": Address(_OWN, _OWN, _BEES),
    "desk:indicator_record": Address(
        *[only(READERS, "far_advisor", forbidden={"programme_party"})] * 2, _BEES
    ),
    "desk:indicator_history": Address(
        only(READERS, "far_advisor", forbidden={"programme_party"}), sample=_BEES
    ),
}


def furnish(world: World) -> None:
    advisor, officer, now = world.people["advisor"], world.people["officer"], world.now
    world.bees = actions.add_indicator(
        "dan-ong", "Số đàn ong cuối năm.", by=advisor, at=now, name="Số đàn ong", unit="đàn"
    )
    lines = [actions.Line(Indicator.objects.get(code="tong-ho")), actions.Line(world.bees)]

    def collection(name: str, year: int):
        return actions.draft_collection(
            lines,
            by=advisor,
            at=now,
            name=name,
            place=advisor.acting.place,
            every="year",
            year=year,
            due_on=world.today + timedelta(days=9),
            levels=["province"],
            by_another=False,
        )

    world.draft = collection("Đợt đang soạn", world.today.year)
    world.collection = collection("Đợt đang thu", world.today.year)
    actions.open_collection(world.collection, by=advisor, at=now)
    world.open_report = world.collection.reports.get(place=world.commune)
    table = [["Mã đơn vị", "Đơn vị", "tong-ho"], [world.commune.code, "", "7"]]
    world.staged = actions.stage_form(world.collection, table, by=officer, at=now)
    sent = collection("Đợt đã gửi", world.today.year + 1)
    actions.open_collection(sent, by=advisor, at=now)
    world.sent_report = sent.reports.get(place=world.commune)
    said = {line.indicator: Said(7) for line in lines}
    actions.note_figures(world.sent_report, said, by=officer, at=now)
    actions.submit_report(world.sent_report, by=officer, at=now)

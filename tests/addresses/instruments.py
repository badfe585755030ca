"""Official papers: a dispatch that the officer recorded for the commune, with its file."""

from datetime import date

from sanvat.instruments import actions
from sanvat.records import files
from tests.addresses import (
    MARK,
    NOT_SERVED,
    ONLY_READERS,
    READERS,
    Address,
    World,
    lists,
    of,
    only,
)
from tests.records import uploads

_INSTRUMENT = of("instrument")
_READ = only(READERS, sees=READERS)
_FILE = only(READERS)
_RECORD = only(READERS | ONLY_READERS | {"far_advisor", "programme_party"})
_DATA = {
    "kind": "dispatch",
    "number": "19/UBND-KT",
    "issued_on": "2020-03-02",
    "issuer": "UBND xã",
}

ADDRESSES = {
    "desk:instruments": lists(sees=READERS),
    "desk:instrument_new": Address(_RECORD, _RECORD, data=_DATA),
    "desk:instrument": Address(_READ, sample=_INSTRUMENT),
    "desk:instrument_change": Address(_READ, _READ, _INSTRUMENT, data=_DATA),
    "desk:instrument_file": Address(_FILE, sample=_INSTRUMENT),
    "desk:instrument_remove": Address(NOT_SERVED, _FILE, _INSTRUMENT),
    "desk:instrument_publication": Address(
        _READ, _READ, _INSTRUMENT, data={"was_looked_through": "on"}
    ),
    "desk:instrument_withdraw": Address(
        NOT_SERVED,
        _READ,
        lambda world: {"pk": world.public_instrument.pk},
        data={"reason": "Đăng nhầm"},
    ),
    "desk:instrument_relations": Address(
        _READ, _READ, _INSTRUMENT, data={"kind": "rests_on", "older": "8/KH-UBND"}
    ),
    "desk:instrument_unrelate": Address(
        NOT_SERVED,
        _FILE,
        lambda world: {"pk": world.instrument.pk, "relation": world.relation.pk},
    ),
    "desk:instrument_history": Address(_READ, sample=_INSTRUMENT),
}


def furnish(world: World) -> None:
    officer, now = world.people["officer"], world.now
    upload = uploads.upload("cong-van.jpg", uploads.picture())
    recorded = {"kind": "plan", "issuer": "UBND tỉnh", "summary": "Kế hoạch năm", "by": officer}
    world.public_instrument = actions.record(
        **recorded, number="7/KH-UBND", issued_on=date(2020, 3, 1), at=now
    )
    actions.record(**recorded, number="8/KH-UBND", issued_on=date(2020, 3, 1), at=now)
    actions.publish(world.public_instrument, was_looked_through=True, by=officer, at=now)
    world.instrument = actions.record(
        kind="dispatch",
        number="12/UBND-KT",
        issued_on=world.today,
        issuer=f"UBND {MARK}",
        summary="Mở lớp tập huấn",
        file=files.take(upload, allowed=actions.ALLOWED, by=officer, at=now),
        by=officer,
        at=now,
    )
    world.relation = actions.relate(
        world.instrument, world.public_instrument, "rests_on", by=officer, at=now
    )

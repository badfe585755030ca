"""Official papers: a dispatch that the officer recorded for the commune, with its file."""

from datetime import date, timedelta

from sanvat.comments import actions as comments
from sanvat.instruments import actions
from sanvat.records import files
from tests.addresses import (
    MARK,
    NOT_SERVED,
    ONLY_READERS,
    PEOPLE,
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
_DRAFT = only(READERS | ONLY_READERS | {"far_advisor"})
_NEW_DRAFT = {
    "kind": "plan",
    "title": "Kế hoạch năm sau",
    "issuer": "UBND tỉnh",
    "why": "Năm nay hết hạn",
}
_KEPT = only(
    READERS, forbidden=frozenset(PEOPLE) - READERS - {"anonymous", "operator", "nobody", "ended"}
)

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
    "desk:drafts": lists(sees=READERS),
    "desk:draft_new": Address(_DRAFT, _DRAFT, data=_NEW_DRAFT),
    "desk:draft": Address(_READ, sample=of("draft")),
    "desk:draft_file": Address(_FILE, sample=of("draft")),
    "desk:draft_change": Address(_READ, _READ, of("draft"), data=_NEW_DRAFT),
    "desk:draft_publish": Address(_READ, _READ, of("draft"), data={"open_until": ""}),
    "desk:draft_extend": Address(_KEPT, _KEPT, of("open_draft")),
    "desk:draft_withdraw": Address(_KEPT, _KEPT, of("open_draft")),
    "desk:draft_issued": Address(_KEPT, _KEPT, of("open_draft")),
    "desk:draft_answer": Address(
        _KEPT,
        _KEPT,
        lambda world: {"pk": world.open_draft.pk, "comment": world.opinion.pk},
    ),
    "desk:draft_opinions": Address(
        _KEPT, _KEPT, lambda world: {"pk": world.open_draft.pk, "form": "pdf"}
    ),
    "desk:draft_history": Address(_READ, sample=of("draft")),
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
    told = {"kind": "plan", "issuer": "UBND tỉnh", "why": "Hết hạn", "by": officer, "at": now}
    upload = uploads.upload("du-thao.jpg", uploads.picture())
    world.draft = actions.draft_paper(
        **told,
        title=f"Dự thảo {MARK}",
        file=files.take(upload, allowed=actions.ALLOWED, by=officer, at=now),
    )
    world.open_draft = actions.draft_paper(**told, title="Kế hoạch", wording="Điều 1.")
    actions.open_for_comment(
        world.open_draft,
        world.today + timedelta(days=20),
        was_looked_through=True,
        by=officer,
        at=now,
    )
    world.open_draft.refresh_from_db()
    world.opinion = comments.send_comment(
        world.open_draft.thread,
        name="Bạn đọc",
        text="Thêm chợ phiên",
        sha256="d" * 64,
        is_proven=True,
        at=now,
    )
    comments.publish_comment(world.opinion, by=officer, at=now)

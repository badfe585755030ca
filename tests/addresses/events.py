"""Events of the coordination office, today in the province: one to which the officers of communes
are invited, and one that was held and stands in the public calendar."""

import io
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image

from sanvat.events import actions, links
from sanvat.events.actions import Call
from sanvat.events.models import Event, GuestRule
from sanvat.records import files
from tests.addresses import (
    MARK,
    NOT_SERVED,
    SIGNED_IN,
    Address,
    Rule,
    World,
    lists,
    only,
)

AFTER = ("products",)

_HOLD = frozenset({"advisor", "centre", "coordinator"})
_SEE = _HOLD | {"officer"}  # who is invited
_PLAN = _SEE | {"programme_party", "far_advisor"}
_READ = only(_SEE, sees=_SEE)
_WRITE = only(_HOLD, sees=_HOLD, forbidden=frozenset({"officer"}))
_SPEAK = only(_SEE, sees=_SEE)
_PLANNERS = Rule(_PLAN, else_="403")
_WISH = frozenset({"officer", "advisor", "coordinator"})


def _event(world: World):
    return {"pk": world.event.pk}


def _held(world: World):
    return {"pk": world.held_event.pk}


def _guest(world: World):
    return {"pk": world.event.pk, "guest": world.event_guest.pk}


def _handout(world: World):
    return {"pk": world.event.pk, "handout": world.handout.pk}


def _reads(sample=_event) -> Address:
    return Address(_WRITE, sample=sample)


def _does(sample=_event, **data: str) -> Address:
    return Address(NOT_SERVED, _WRITE, sample, data=data)


ADDRESSES = {
    "desk:events": lists(sees=_SEE),
    "desk:event_new": Address(_PLANNERS, _PLANNERS),
    "desk:events_worker": Address(SIGNED_IN),
    "desk:events_funnel": Address(_PLANNERS),
    "desk:interests": lists(sees=_WISH),
    "desk:interest": Address(
        only(_WISH, sees=_WISH),
        only({"officer", "advisor"}, sees=_WISH, forbidden=frozenset({"coordinator"})),
        lambda world: {"pk": world.interest.pk},
        data={"name": "Mứt gừng"},
    ),
    "desk:event_present": Address(
        *[Rule(SIGNED_IN.opens, sees=SIGNED_IN.opens)] * 2,
        sample=lambda world: {"token": links.room_token(world.event, world.today)},
    ),
    "desk:event": Address(_READ, sample=_held),
    "desk:event_change": Address(_WRITE, _WRITE, _event),
    "desk:event_programme": Address(_WRITE, _WRITE, _event),
    "desk:event_publish": _does(),
    "desk:event_unpublish": _does(_held),
    "desk:event_cancel": _does(reason="Bão."),
    "desk:event_hold": _does(),
    "desk:event_conclude": _does(_held, conclusion="Giao các xã làm."),
    "desk:event_report": _does(_held, report="Tốt."),
    "desk:event_news": _reads(),
    "desk:event_history": _reads(),
    "desk:event_guests": Address(_WRITE, _WRITE, _event, data={"who": "person", "name": "Ai Đó"}),
    "desk:event_remind": _does(),
    "desk:event_reply": Address(
        NOT_SERVED, only({"officer"}, sees={"officer"}), _event, data={"reply": "yes"}
    ),
    "desk:event_guest": Address(_WRITE, _WRITE, _guest, data={"reply": "no"}),
    "desk:event_door": _reads(),
    "desk:event_arrivals": _does(guest="1"),
    "desk:event_walk_in": _does(name="Người Qua Đường"),
    "desk:event_withdraw": _does(_guest),
    "desk:event_room": _reads(),
    "desk:event_ask": Address(NOT_SERVED, _SPEAK, _event, data={"text": "Khi nào?"}),
    "desk:event_answer": _does(
        lambda world: {"pk": world.held_event.pk, "question": world.question.pk}, answer="Mai."
    ),
    "desk:event_interest": Address(NOT_SERVED, _SPEAK, _event, data={"wish": "Mứt"}),
    "desk:event_handouts": Address(_WRITE, _WRITE, _event),
    "desk:event_handout": Address(only(_SEE), sample=_handout),
    "desk:event_handout_remove": _does(_handout),
    "desk:event_issue": _does(_held),
    "desk:event_paper": Address(
        only(_SEE),
        only(_SEE),
        sample=lambda world: {"pk": world.event.pk, "paper": "giay-moi", "form": "docx"},
    ),
    "desk:event_funnel": _reads(_held),
}


def furnish(world: World) -> None:
    by, now = world.people["coordinator"], world.now
    world.event = _called_together(world, f"Tập huấn {MARK}")
    world.event_guest = world.event.guests.get()
    actions.record_arrivals(world.event, [_scan(world.event_guest)], by=by, at=now)
    drawing = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawing, "PNG")
    upload = ContentFile(drawing.getvalue(), name="bai-giang.png")
    stored = files.take(upload, allowed=files.PICTURES, by=by, at=now)
    world.handout = actions.add_handout(world.event, stored, by=by, at=now)

    world.held_event = held = _called_together(world, f"Hội nghị {MARK}")
    actions.publish_event(held, by=by, at=now)
    actions.hold_event(held, by=by, at=now)
    world.question = actions.ask(held, "Hồ sơ nộp ở đâu?", by=world.people["officer"], at=now)
    world.interest = actions.note_interest(
        held,
        f"Mứt {MARK}",
        world.commune,
        by=by,
        at=now,
        agreed=True,
        name="Chị Thơm",
    )


def _called_together(world: World, title: str) -> Event:
    by, now = world.people["coordinator"], world.now
    event = actions.plan_event(
        "training",
        title,
        host=by.acting.organisation,
        place=world.commune.parent,
        starts_on=world.today,
        by=by,
        at=now,
    )
    call = Call(GuestRule.Who.ROLE, place=world.commune.parent, role="commune_officer")
    actions.invite(event, [call], by=by, at=now)
    return event


def _scan(guest) -> actions.Scan:
    return actions.Scan(str(guest.number), uuid4())

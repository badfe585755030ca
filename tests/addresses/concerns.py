"""Matters of the commune that its committee leads: one just received, one taken up, one answered
that may be published; a meeting, a ready answer, a route, a limit, and who is named for
denunciations. `tests/desk/concerns/test_denunciation.py` looks for what must be found by nobody."""

import io

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from sanvat.concerns import actions
from sanvat.concerns.actions import Raised, Who
from sanvat.concerns.models import Concern
from tests.addresses import MARK, NOT_SERVED, Address, Rule, World, of, only

AFTER = ("products",)

# Who keeps the programme in the commune sees what lies there; the committee leads.
_SEE = frozenset({"officer", "advisor", "coordinator", "centre"})
_WATCH = _SEE - {"officer"}
_COME = _SEE | {"programme_party", "far_advisor"}
_KEEP = _SEE | {"far_advisor"}
_READ = only(_SEE, sees=_SEE)
_LEAD = only("officer", sees={"officer"}, forbidden=_WATCH)
_ROUTE = only(_SEE, sees=_SEE)  # hand it on
# Who gives roles of offices; in the committee of the commune the centre does not.
_NAME = frozenset({"advisor", "centre", "far_advisor", "operator"})
_HERE = only("advisor", "operator", forbidden={"centre"})
_NEW, _TAKEN, _DONE = of("new_concern"), of("taken_concern"), of("done_concern")


def _does(sample, **data: str) -> Address:
    return Address(NOT_SERVED, _LEAD, sample, data=data)


ADDRESSES = {
    "desk:concerns": Address(Rule(_COME, sees=_SEE | {"programme_party"})),
    "desk:concern_new": Address(Rule(_COME), Rule(_COME)),
    "desk:concern_meetings": Address(Rule(_COME, sees=_SEE)),
    "desk:concern_meeting_new": Address(Rule(_COME), Rule(_COME)),
    "desk:concern_meeting": Address(_READ, sample=of("meeting")),
    "desk:concern": Address(_READ, sample=_TAKEN),
    "desk:concern_history": Address(only(_SEE), sample=_DONE),
    "desk:concern_like": Address(_READ, sample=_TAKEN),
    "desk:concern_published": Address(only(_SEE), sample=of("publication")),
    "desk:concern_file": Address(only(_SEE), sample=of("attachment")),
    "desk:concern_answer_file": Address(only(_SEE), sample=of("answer_file")),
    "desk:concern_classify": Address(
        *(_READ, _LEAD, _NEW), data={"kind": "feedback", "subject": "land", "case": "ordinary"}
    ),
    "desk:concern_accept": _does(_NEW),
    "desk:concern_verify": _does(_TAKEN),
    "desk:concern_ask": _does(_TAKEN, text="Đoạn nào?"),
    "desk:concern_assign": _does(_TAKEN, person="all"),
    "desk:concern_transfer": Address(NOT_SERVED, _ROUTE, _NEW, data={"reason": "Của tỉnh"}),
    "desk:concern_help": _does(_TAKEN, reason="Cùng xem"),
    "desk:concern_help_end": Address(
        NOT_SERVED,
        only("officer", "programme_party", forbidden=_WATCH),
        lambda world: {"pk": world.helped_concern.pk, "handling": world.helping.pk},
    ),
    "desk:concern_opinion": _does(_TAKEN, text="Đã gọi thôn."),
    "desk:concern_merge": _does(_NEW, into_code="PA-AAAA-AAAA"),
    "desk:concern_separate": _does(of("merged_concern")),
    "desk:concern_extend": _does(of("complaint"), case="complex", reason="Nhiều hộ"),
    "desk:concern_suspend": _does(of("complaint"), reason="QĐ 5"),
    "desk:concern_resume": _does(of("stopped_complaint")),
    "desk:concern_return": _does(_TAKEN, guidance="Hãy đến tòa án."),
    "desk:concern_refuse": _does(_TAKEN, reason="Không có thật."),
    "desk:concern_answer": _does(_TAKEN, text="Xã đã rải đá."),
    "desk:concern_close": _does(_DONE),
    "desk:concern_publish": Address(
        *(_READ, _LEAD, _DONE), data={"title": "Đường", "text": "Lầy.", "answer": "Đã rải đá."}
    ),
    "desk:concern_unpublish": _does(_DONE, reason="Sót tên"),
    "desk:concern_identity": _does(_TAKEN, purpose="contact"),
    "desk:concern_load": Address(Rule(_COME)),
    "desk:concern_hand_over": Address(Rule(_COME), Rule(_COME)),
    "desk:concern_templates": Address(Rule(_COME, sees=frozenset({"officer"}))),
    "desk:concern_template_new": Address(Rule(_COME), Rule(_COME)),
    "desk:concern_template": Address(
        *(only("officer", sees={"officer"}), only("officer", sees={"officer"})),
        of("ready_answer"),
        data={"name": "", "text": ""},
    ),
    "desk:concern_template_remove": Address(NOT_SERVED, only("officer"), of("ready_answer")),
    "desk:concern_routes": Address(only(_KEEP)),
    "desk:concern_route_new": Address(only(_KEEP), only(_KEEP)),
    "desk:concern_route_end": Address(NOT_SERVED, only(_SEE), of("route")),
    "desk:concern_limits": Address(Rule(_COME)),
    "desk:concern_limit_new": Address(only(_KEEP), only(_KEEP)),
    "desk:concern_limit_end": Address(NOT_SERVED, only(_SEE), of("office_limit")),
    "desk:concern_confidants": Address(only(_NAME)),
    "desk:concern_confidant_new": Address(_HERE, _HERE, of("committee")),
    "desk:concern_confidant_end": Address(NOT_SERVED, _HERE, of("confidant")),
}


def furnish(world: World) -> None:
    officer, now = world.people["officer"], world.now
    today = timezone.localdate(now)
    world.committee = officer.acting.organisation
    numbers = iter(range(1, 100))

    def sent(text: str, kind: str = Concern.Kind.FEEDBACK, **more) -> Concern:
        given = {"subject": "roads-water", "place": world.commune, "is_proven": True} | more
        who = Who(name="Trần Văn Hỏi", phone="0913555888")
        key = f"{next(numbers):064}"
        return actions.send_concern(
            kind=kind, text=f"{text} {MARK}", who=who, key=key, at=now, **given
        ).concern

    def taken(concern: Concern) -> Concern:
        what = {"kind": concern.kind, "subject": concern.subject}
        actions.classify(concern, **what, by=officer, at=now)
        return actions.accept(concern, by=officer, at=now)

    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    world.new_concern = sent("Đường lầy từ tháng trước.")
    world.taken_concern = taken(
        sent("Cầu thôn 4 hỏng lan can.", uploads=[ContentFile(drawn.getvalue(), "cau.png")])
    )
    world.attachment = world.taken_concern.attachments.get()
    world.helped_concern = taken(sent("Kênh dẫn nước bị tắc."))
    party = world.people["programme_party"].acting.organisation
    world.helping = actions.ask_help(
        world.helped_concern, party, reason="Cùng xem", by=officer, at=now
    )
    world.merged_concern = sent("Đường vẫn lầy.")
    actions.merge(world.merged_concern, world.new_concern, by=officer, at=now)
    kind = Concern.Kind.COMPLAINT
    world.complaint = taken(sent("Đo đất sai.", kind))
    world.stopped_complaint = taken(sent("Thu hồi đất sai.", kind))
    actions.suspend(world.stopped_complaint, on=today, reason="QĐ 5", by=officer, at=now)
    world.done_concern = taken(sent("Rác bên suối.", allows_publication=True))
    actions.answer(
        world.done_concern,
        "Xã đã dọn.",
        uploads=[ContentFile(drawn.getvalue(), "don.png")],
        by=officer,
        at=now,
    )
    world.answer_file = world.done_concern.answers.get().files.get()
    words = {"title": "Rác", "text": "Rác bên suối.", "answer": "Đã dọn."}
    world.publication = actions.publish(world.done_concern, **words, by=officer, at=now)
    world.meeting = actions.record_meeting(
        name=f"Tiếp xúc cử tri {MARK}",
        place=world.commune,
        held_on=today,
        raised=[Raised(text=f"Hỏi vay vốn {MARK}", subject="support")],
        key="meeting",
        by=officer,
        at=now,
    )
    world.ready_answer = actions.save_template(
        None, name=f"Rải đá {MARK}", subject="", text="Xã đã rải đá.", by=officer, at=now
    )
    world.route = actions.set_route(
        world.commune, "land", world.committee, first=today, by=officer, at=now
    )
    world.office_limit = actions.set_limit(
        world.commune, "feedback/settle", 12, paper="QĐ 7", first=today, by=officer, at=now
    )
    world.confidant = actions.name_confidant(
        world.committee, officer, paper="QĐ 9", first=today, by=world.people["advisor"], at=now
    )

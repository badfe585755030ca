"""The other city of a demonstration. Nothing leaves a demonstration, so what its bodies forward is
answered here, as a city that speaks GeoReport v2 would: it takes a matter and gives it a number;
asked a first time it is at work on it, asked again it has closed it."""

from __future__ import annotations

import json

from sanvat.concerns.models import Forwarding
from sanvat.concerns.models.systems import Spelling
from sanvat.follow.models import Fault
from sanvat.follow.outgoing import Answer, Outcome

SILENT = "im-lang"
"""The service code of which no answer can be read, to try what is done then."""
OPEN = "Đã giao đội sửa chữa (thành phố mô phỏng)."
CLOSED = "Đã làm xong và nghiệm thu (thành phố mô phỏng)."


def answered(forwarding: Forwarding) -> Answer:
    """What that city answers to a sending, or to the question how far it is."""
    if forwarding.state == Forwarding.State.WAITING:
        if forwarding.service_code == SILENT:
            return Answer(Outcome(Fault.ANSWER, 502), b"", is_sent=True)
        return _said(forwarding, 201, {"service_request_id": f"PN-{forwarding.pk:06}"})
    is_first = not forwarding.status
    row = {
        "service_request_id": forwarding.their_id,
        "status": "open" if is_first else "closed",
        "status_notes": OPEN if is_first else CLOSED,
    }
    return _said(forwarding, 200, row)


def _said(forwarding: Forwarding, status: int, row: dict[str, str]) -> Answer:
    if forwarding.endpoint.spelling == Spelling.JSON:
        body = json.dumps([row])
    else:
        texts = "".join(f"<{name}>{text}</{name}>" for name, text in row.items())
        body = f"<service_requests><request>{texts}</request></service_requests>"
    return Answer(Outcome(Fault.NONE, status), body.encode(), is_sent=True)

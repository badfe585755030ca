"""Has somebody else changed a thing since a person saw it? A version travels with each form."""

from __future__ import annotations

import hashlib
import json
from operator import attrgetter

from django.db.models import Model
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.records.journal import plain

CHANGED_MEANWHILE = "changed-meanwhile"


def version_of(*rows: Model | None) -> str:
    """What can be edited of these rows, as 16 hexadecimal digits: another value, another version.

    A model names its fields in `EDITED`, a field of a related row with a dot. The order of the
    rows counts, and so does how many there are; None is one that is not kept yet, as if it
    were not there.
    """
    values = [
        [row._meta.label, *(plain(attrgetter(name)(row)) for name in row.EDITED)]  # type: ignore[attr-defined]
        for row in rows
        if row is not None
    ]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def check_version(seen: str, *rows: Model | None) -> None:
    """Refuse (`changed-meanwhile`) where the person saw another version than these rows have now.

    The caller has locked them. `seen` is empty where nobody saw anything: a command, an import.
    """
    if seen and seen != version_of(*rows):
        raise Refusal(
            _(
                "Trong lúc bạn sửa, ở đây đã có thay đổi khác được lưu. Hãy xem bản hiện nay bên "
                "cạnh bản của bạn, chọn giữ gì rồi lưu lại."
            ),
            code=CHANGED_MEANWHILE,
        )

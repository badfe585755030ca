"""An entry as somebody gave it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.agenda.models import WorkEntry
from sanvat.agenda.naming import faults_of
from sanvat.text.tidy import tidy, tidy_lines


@dataclass(frozen=True)
class Given:
    """What is entered of an entry; `weekday`: 1 is Monday. One without hours and without a part
    takes the whole day."""

    weekday: int
    content: str
    starts_time: time | None = None
    ends_time: time | None = None
    part: str = ""
    led_by: str = ""
    participants: str = ""
    prepared_by: str = ""
    venue: str = ""
    leader_name: str = ""
    note: str = ""
    is_internal: bool = False
    is_regular: bool = False

    @classmethod
    def of(cls, entry: WorkEntry) -> Given:
        return cls(**{name: getattr(entry, name) for name in cls.__dataclass_fields__})

    def tidied(self) -> Given:
        """As it is kept: with the hours of one who gave both, and a part where there are none."""
        texts: dict[str, Any] = {
            name: tidy_lines(value) if name == "note" else tidy(value)
            for name, value in asdict(self).items()
            if isinstance(value, str)
        }
        has_hours = self.starts_time is not None or self.ends_time is not None
        texts["part"] = "" if has_hours else self.part or WorkEntry.Part.ALL_DAY
        return replace(self, **texts)

    def public_facts(self) -> dict[str, Any]:
        """For the journal: without what is for the insiders alone."""
        facts = asdict(self)
        for name in ("leader_name", "note"):
            facts.pop(name)
        for name in ("starts_time", "ends_time"):
            facts[name] = f"{facts[name]:%H:%M}" if facts[name] else ""
        return {name: value for name, value in facts.items() if value}


def checked(given: Sequence[Given], names: Collection[str]) -> list[Given]:
    """The entries as they are kept. Faults come as a ValidationError whose field is the entry's
    number and the field's name: `2.content`."""
    kept = [each.tidied() for each in given]
    faults = {
        f"{number}.{name}": fault
        for number, each in enumerate(kept, start=1)
        for name, fault in faults_in(each, names).items()
    }
    if faults:
        raise ValidationError(faults)
    return kept


def faults_in(given: Given, names: Collection[str]) -> dict[str, str]:
    """What is wrong with a tidied entry, by the name of the field."""
    faults: dict[str, str] = {}
    if not given.is_internal:
        texts = {name: getattr(given, name) for name in WorkEntry.PUBLISHED_TEXTS}
        faults |= faults_of(texts, names)
    if not given.content:
        faults["content"] = _("Hãy ghi nội dung công việc.")
    if not 1 <= given.weekday <= 7:
        faults["weekday"] = _("Hãy chọn một ngày trong tuần.")
    if given.starts_time is None and given.ends_time is not None:
        faults["starts_time"] = _("Hãy ghi giờ bắt đầu.")
    elif given.starts_time and given.ends_time and given.ends_time <= given.starts_time:
        faults["ends_time"] = _("Giờ kết thúc phải sau giờ bắt đầu.")
    return faults

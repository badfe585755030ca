"""What several acts ask of what they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.places.models import Place
from sanvat.records.fields import check_name
from sanvat.records.secrets import veiled
from sanvat.text.tidy import tidy


def checked(given: Mapping[str, Any], checks: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    kept, faults = {}, {}
    for field, value in given.items():
        value = tidy(value) if isinstance(value, str) else value
        try:
            kept[field] = checks[field](value) if field in checks else value
        except ValidationError as fault:
            faults[field] = fault
    if faults:
        raise ValidationError(faults)
    return kept


def not_after(day: date | None, on: date) -> date | None:
    if day is not None and day > on:
        raise ValidationError(_("Ngày này chưa đến."), code="future")
    return day


def open_text(text: str) -> str:
    """A text that all who see the thing read: no person's own number may stand in it."""
    if veiled(text) != text:
        raise ValidationError(
            _(
                "Ô này nhiều người đọc được nên không ghi số định danh, số căn cước hay số hộ "
                "chiếu của ai. Hãy bỏ số ấy rồi lưu lại."
            ),
            code="personal-number-in-text",
        )
    return text


def named(name: str, longest: int) -> str:
    if not name:
        raise ValidationError({"name": ValidationError(_("Hãy ghi tên."), code="required")})
    if len(name) > longest:
        raise ValidationError(
            {
                "name": ValidationError(
                    _("Tên dài nhất %(longest)s chữ."), code="long", params={"longest": longest}
                )
            }
        )
    try:
        check_name(name)
        return open_text(name)
    except ValidationError as fault:
        raise ValidationError({"name": fault}) from None


def only_known(changes: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := set(changes) - set(known):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")


def place_of_today(place: Place, named: Place | None) -> Place:
    """The unit of today's map in which a place of any day lies; of a divided one the part named.

    A ValidationError at `place` where it was divided and none of its parts is named.
    """
    parts = place.today_places()
    if named is not None and named in parts:
        return named
    if len(parts) == 1:
        return parts[0]
    names = ", ".join(part.full_name for part in parts)
    raise ValidationError(
        {
            "place": ValidationError(
                _("%(place)s nay nằm ở nhiều nơi: %(parts)s. Hãy chọn một nơi."),
                code="place-divided",
                params={"place": place.full_name, "parts": names},
            )
        }
    )


def no_more_than(count: int, most: int) -> None:
    if count > most:
        raise ValidationError(
            _("Nhiều nhất %(most)s dòng."), code="too-many", params={"most": most}
        )

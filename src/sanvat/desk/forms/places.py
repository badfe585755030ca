"""A place is typed, looked up, and where several bear the name, chosen from a list.

Without JavaScript the list comes with the answer to the form; with it, while one types.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.keys import key_in
from sanvat.places import names, questions
from sanvat.places.models import Level, Place
from sanvat.text.fold import fold

OFFERED, LOOKED_AT = 8, 40
EVERY_LEVEL = "&cap=moi"
"""In the address that is asked while one types: not communes alone."""


class Typed(NamedTuple):
    text: str = ""
    pk: str = ""


class PlacePicker(forms.TextInput):
    template_name = "desk/forms/place.html"

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false", "maxlength": 200})
        self.offered: list[Place] = []
        self.level: Level | None = Level.COMMUNE

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return Typed((data.get(name) or "").strip(), (data.get(f"{name}_id") or "").strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        typed = _typed(value)
        context: dict[str, Any] = super().get_context(name, typed.text, attrs)
        if not self.offered and isinstance(value, Place):
            self.offered = [value]
        elif not self.offered and key_in(typed.pk):
            self.offered = list(Place.objects.filter(pk=key_in(typed.pk)))
        return context | {
            "name": name,
            "places": self.offered,
            "chosen": typed.pk,
            "asks": f"{reverse('desk:places')}?o={name}{'' if self.level else EVERY_LEVEL}",
        }


def _typed(value: Any) -> Typed:
    if isinstance(value, Typed):
        return value
    if isinstance(value, Place):
        return Typed(value.full_name, str(value.pk))
    return Typed()


class PlaceField(forms.Field):
    """A commune, of today or of its day; with `level` None a unit of any level."""

    widget = PlacePicker
    default_error_messages = {
        "required": gettext_lazy("Hãy ghi tên xã, phường."),
        "unknown": gettext_lazy(
            "Không tìm thấy nơi này. Hãy thử ghi tên xã kèm tên tỉnh, có dấu hoặc không dấu."
        ),
        "several": gettext_lazy("Có nhiều nơi mang tên này. Hãy chọn một nơi bên dưới."),
    }

    known: Place | None = None  # stands already, and needs no further question
    near: Place | None = None  # where the person works; of several, those here come first

    def __init__(self, *, level: Level | None = Level.COMMUNE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level = self.widget.level = level

    def clean(self, value: Any) -> Place | None:
        typed = _typed(value)
        if not typed.text and not typed.pk:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self._divided(self._chosen(typed) or self._found(typed.text))

    def _chosen(self, typed: Typed) -> Place | None:
        """The one of the list, unless another name was typed since."""
        if not key_in(typed.pk):
            return None
        of_level = {"level": self.level} if self.level else {}
        place = Place.objects.filter(pk=key_in(typed.pk), **of_level).first()
        words = fold(typed.text).split()
        return place if place and all(word in place.searchable for word in words) else None

    def _found(self, text: str) -> Place:
        found = offer(text, near=self.near, level=self.level)
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        meant = _meant(found, text)
        self._offer(found)
        if len(meant) == 1 and _is_named(meant[0], text):
            return meant[0]
        if len(meant) == 1:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        raise ValidationError(self.error_messages["several"], code="several")

    def _divided(self, place: Place) -> Place:
        """A unit that is gone and was divided: which of its parts is meant, only people know."""
        if place.is_of_today or place == self.known:
            return place
        parts = place.today_places()
        if len(parts) == 1:
            return place
        self._offer(parts)
        raise ValidationError(
            _("%(place)s nay thuộc nhiều nơi. Hãy chọn nơi hiện nay ở bên dưới.")
            % {"place": place.full_name},
            code="divided",
        )

    def _offer(self, places: list[Place]) -> None:
        picker = self.widget
        assert isinstance(picker, PlacePicker)
        picker.offered = places


def _meant(found: list[Place], text: str) -> list[Place]:
    """Those whose whole name was typed; else those of today that were named and not only lie in
    what was named; else all of them."""
    whole = [place for place in found if place.full_name.lower() == text.lower()]
    today = [place for place in found if place.is_of_today and place.folded in fold(text)]
    return whole or today or found


def _is_named(place: Place, text: str) -> bool:
    """Whether the text has its name, perhaps half typed or spelt otherwise; the search also finds
    what only begins somewhat alike."""
    typed = fold(text)
    if all(word in place.searchable for word in typed.split()):
        return True
    return names.loose(place.folded) in names.loose(typed)


def place_named(text: str, on: date | None) -> Place:
    """The unit of that day with this name, of any level; a ValidationError where it is none or
    several."""
    found = questions.find(text, on=on, limit=5)
    exact = [place for place in found if place.full_name.lower() == text.lower()]
    meant = exact or found
    if len(meant) == 1:
        return meant[0]
    if not found:
        raise ValidationError(
            _("Không có địa bàn này trên bản đồ ngày ấy. Hãy ghi tên xã, huyện hoặc tỉnh."),
            code="unknown",
        )
    raise ValidationError(
        _("Có nhiều địa bàn hợp với tên này: %(places)s. Hãy ghi rõ một tên.")
        % {"places": "; ".join(place.full_name for place in found)},
        code="several",
    )


def offer(
    text: str, *, near: Place | None = None, level: Level | None = Level.COMMUNE
) -> list[Place]:
    """The likeliest units of this level: those named so, those of one's own place, those of
    today."""
    typed = fold(text)
    found = questions.find(text, level=level, limit=LOOKED_AT)

    def distance(place: Place) -> tuple[bool, bool, bool]:
        here = near is not None and place.lineage.startswith(near.lineage)
        named = place.folded in typed or place.folded.startswith(typed)
        return not named, not here, not place.is_of_today

    return sorted(found, key=distance)[:OFFERED]

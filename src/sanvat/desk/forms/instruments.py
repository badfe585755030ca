"""The official paper behind a thing, as part of that thing's form: one that is there, found by its
number, or a new one.

The form of the thing takes `InstrumentPart` in, its page includes `desk/forms/_instrument.html`,
and its view asks `form.instrument(by=…, at=…)` within the transaction of its act, under
`refusals_on(form)`. Its address needs a line in `BODY_LIMITS`, for the file.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField, DeskForm, TextField, text_area, with_empty
from sanvat.errors import Refusal
from sanvat.instruments import actions
from sanvat.instruments.models import Instrument
from sanvat.parties.models import User
from sanvat.records import files
from sanvat.text.days import day

MOST_NAMED = 5
"""Papers that are named where the words fit several."""


class KnownInstrumentField(TextField):
    """A paper that its reader sees, by what is typed of it: "cv 295", "295/VPĐP 2019"."""

    reader: User | None = None  # whoever fills in the form; without one nothing is found

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=200, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return named(value) if isinstance(value, Instrument) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(named(value) if isinstance(value, Instrument) else value)
        if not text or self.reader is None:
            return None
        rows = Instrument.objects.visible_to(self.reader).search(text)
        found = list(rows[: MOST_NAMED + 1])
        exact = [one for one in found if named(one) == text]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(
                _("Không tìm thấy văn bản này. Hãy thử chỉ ghi số, hoặc ghi văn bản mới ở dưới."),
                code="unknown",
            )
        raise ValidationError(
            _("Có nhiều văn bản như vậy; hãy ghi thêm năm hoặc cơ quan ban hành: %(papers)s.")
            % {"papers": "; ".join(named(one) for one in found[:MOST_NAMED])},
            code="several",
        )


def named(instrument: Instrument) -> str:
    """A paper as the field shows it, which finds it again."""
    said = capfirst(str(instrument))
    return f"{said} {day(instrument.issued_on)} {instrument.issuer}"


def kinds_of_paper() -> list[Any]:
    return with_empty(
        [(value, capfirst(label)) for value, label in Instrument.Kind.choices],
        gettext_lazy("Chọn loại văn bản"),
    )


class InstrumentPart(DeskForm):
    """What a form asks about the paper behind its thing. `reader`: whoever fills it in."""

    paper = KnownInstrumentField(
        label=gettext_lazy("Văn bản đã có"),
        help_text=gettext_lazy("Ghi số của văn bản đã có trong hệ thống: cv 295, 295/VPĐP."),
    )
    paper_kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), choices=kinds_of_paper, required=False
    )
    paper_number = TextField(
        label=gettext_lazy("Số, ký hiệu"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    paper_issued_on = DayField(label=gettext_lazy("Ngày ban hành"), required=False)
    paper_issuer = TextField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=200)
    paper_summary = TextField(
        label=gettext_lazy("Trích yếu"), required=False, max_length=1_000, widget=text_area(2)
    )
    paper_file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"),
        required=False,
        help_text=gettext_lazy("PDF, Word (.docx) hoặc ảnh chụp, tới 20 MB."),
        widget=forms.FileInput(attrs={"accept": files.accept(actions.ALLOWED)}),
    )

    OF_NEW = ("kind", "number", "issued_on", "issuer", "summary", "file")
    ASKED_OF_NEW = ("kind", "issued_on", "issuer")
    IN_WORDS = ("number", "issuer", "summary")

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].reader = reader  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Either a paper that is there or a new one, and of a new one what it needs."""
        cleaned = super().clean() or self.cleaned_data
        told = {name: cleaned.get(f"paper_{name}") for name in self.OF_NEW}
        if not any(told.values()):
            return cleaned
        if cleaned.get("paper"):
            self.add_error(
                "paper",
                _("Hãy dùng văn bản đã có, hoặc ghi văn bản mới: để trống một trong hai phần."),
            )
        for name in self.ASKED_OF_NEW:
            if not told[name] and f"paper_{name}" not in self.errors:
                self.add_error(
                    f"paper_{name}", _("Văn bản mới cần đủ loại, ngày và cơ quan ban hành.")
                )
        return cleaned

    @property
    def besides(self) -> list[forms.BoundField]:
        """The fields of the form itself, for its page."""
        return [bound for bound in self if bound.name != "paper" and not self._is_part(bound.name)]

    def _is_part(self, name: str) -> bool:
        return name.removeprefix("paper_") in self.OF_NEW and name.startswith("paper_")

    @property
    def given(self) -> dict[str, Any]:
        """What the form says besides the paper."""
        given = super().given.items()
        return {n: value for n, value in given if n != "paper" and not self._is_part(n)}

    def instrument(self, *, by: User, at: datetime) -> Instrument | None:
        """The paper that was chosen, or the new one, recorded now; None where none was told.

        Refuses as `instruments.actions.record` and `records.files.take` do; a fault stands at the
        field of this form.
        """
        told: dict[str, Any] = {
            name: self.cleaned_data.get(f"paper_{name}") for name in self.OF_NEW
        }
        chosen: Instrument | None = self.cleaned_data.get("paper")
        if chosen is not None or not any(told.values()):
            return chosen
        upload = told.pop("file")
        told |= {name: told[name] or "" for name in self.IN_WORDS}
        try:
            stored = None
            if upload:
                stored = files.take(upload, allowed=actions.ALLOWED, by=by, at=at)
            return actions.record(**told, file=stored, by=by, at=at)
        except Refusal as refusal:
            field = "paper" if refusal.code == "instrument-exists" else "paper_file"
            raise ValidationError({field: refusal.message}) from None
        except ValidationError as fault:
            if not hasattr(fault, "error_dict"):
                raise
            raise ValidationError(
                {f"paper_{name}": errors for name, errors in fault.error_dict.items()}
            ) from None

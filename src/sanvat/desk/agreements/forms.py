"""What the pages of agreements ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.agreements.actions import ItemChange, Signer
from sanvat.agreements.actions.drafting import item_rows
from sanvat.agreements.models import (
    Agreement,
    Comment,
    Item,
    Party,
)
from sanvat.desk.forms.base import (
    DayField,
    DeskForm,
    NameField,
    TextField,
    offer,
    text_area,
    with_empty,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.desk.forms.proofs import ProofsField
from sanvat.events.models import Event
from sanvat.indicators.models import Indicator
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.records.files import PAPERS, accept
from sanvat.records.versions import version_of

PARTIES = ("party_1", "party_2", "party_3", "party_4")


def choices_of(choices: Iterable[Any]) -> list[Any]:
    """Choices as a page writes them, with a capital."""
    return [(value, capfirst(str(label))) for value, label in choices]


class NewAgreementForm(DeskForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), choices=lambda: choices_of(Agreement.Kind.choices)
    )
    title = NameField(
        label=gettext_lazy("Tên văn bản"),
        max_length=300,
        help_text=gettext_lazy("Ai phối hợp với ai, về việc gì, năm nào."),
    )
    theme = TextField(
        label=gettext_lazy("Chủ đề"), required=False, max_length=500, widget=text_area(2)
    )
    regulation = forms.ModelChoiceField(
        label=gettext_lazy("Theo quy chế"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không theo quy chế nào"),
    )
    place = forms.ModelChoiceField(label=gettext_lazy("Địa bàn"), queryset=Place.objects.none())
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    party_1 = forms.ModelChoiceField(
        label=gettext_lazy("Bên thứ nhất"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Chọn cơ quan, tổ chức"),
    )
    party_2 = forms.ModelChoiceField(
        label=gettext_lazy("Bên thứ hai"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Chọn cơ quan, tổ chức"),
    )
    party_3 = forms.ModelChoiceField(
        label=gettext_lazy("Bên thứ ba"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chọn cơ quan, tổ chức"),
    )
    party_4 = forms.ModelChoiceField(
        label=gettext_lazy("Bên thứ tư"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chọn cơ quan, tổ chức"),
    )

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Organisation],
        places: Any,
        regulations: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTIES:
            offer(self, name, bodies)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["regulation"].queryset = regulations  # type: ignore[attr-defined]

    def field_for(self, name: str) -> str | None:
        return "party_2" if name == "parties" else super().field_for(name)

    @property
    def given(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["parties"] = [each for name in PARTIES if (each := given.pop(name))]
        return given


class AgreementForm(EditForm):
    title = NameField(label=gettext_lazy("Tên văn bản"), max_length=300)
    theme = TextField(
        label=gettext_lazy("Chủ đề"), required=False, max_length=500, widget=text_area(2)
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    grounds = TextField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=5000,
        widget=text_area(4),
        help_text=gettext_lazy("Mỗi căn cứ một dòng."),
    )
    purpose = TextField(
        label=gettext_lazy("Mục đích, yêu cầu"),
        required=False,
        max_length=5000,
        widget=text_area(5),
    )
    meets_every = forms.ChoiceField(
        label=gettext_lazy("Họp giao ban"), choices=lambda: choices_of(Agreement.Every.choices)
    )
    reports_every = forms.ChoiceField(
        label=gettext_lazy("Báo cáo"), choices=lambda: choices_of(Agreement.Every.choices)
    )
    money = TextField(
        label=gettext_lazy("Kinh phí"), required=False, max_length=3000, widget=text_area(3)
    )
    effect = TextField(
        label=gettext_lazy("Hiệu lực"), required=False, max_length=3000, widget=text_area(3)
    )
    confirm_rule = forms.ChoiceField(
        label=gettext_lazy("Cách xác nhận"),
        choices=lambda: choices_of(Agreement.ConfirmRule.choices),
        help_text=gettext_lazy("Bên báo xong không bao giờ tự xác nhận."),
    )

    @classmethod
    def of(cls, agreement: Agreement, data: Any = None) -> AgreementForm:
        initial = {name: getattr(agreement, name) for name in Agreement.EDITED}
        return cls(data, initial=initial, version=version_of(agreement))


class PartyForm(EditForm):
    representative = TextField(label=gettext_lazy("Người đại diện"), required=False, max_length=150)
    position = TextField(label=gettext_lazy("Chức vụ"), required=False, max_length=150)
    capacity = TextField(
        label=gettext_lazy("Tư cách ký"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Đứng trên chữ ký: “TM. ỦY BAN NHÂN DÂN”."),
    )
    duties = TextField(
        label=gettext_lazy("Trách nhiệm"),
        required=False,
        max_length=5000,
        widget=text_area(5),
        help_text=gettext_lazy("Mỗi việc một dòng."),
    )

    @classmethod
    def of(cls, party: Party, data: Any = None) -> PartyForm:
        initial = {name: getattr(party, name) for name in Party.EDITED}
        return cls(data, initial=initial, version=version_of(party))


class ItemForm(EditForm):
    """A content; its lead and its partners are parties of the agreement."""

    text = TextField(label=gettext_lazy("Nội dung"), max_length=3000, widget=text_area(3))
    lead = forms.TypedChoiceField(label=gettext_lazy("Bên chủ trì"), coerce=int)
    duty = TextField(
        label=gettext_lazy("Việc của bên chủ trì"),
        required=False,
        max_length=2000,
        widget=text_area(2),
    )
    partners = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Bên phối hợp"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Bên được chọn ở đây sẽ xác nhận kết quả."),
    )
    product = TextField(
        label=gettext_lazy("Kết quả, sản phẩm cần có"), required=False, max_length=300
    )
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Chỉ tiêu"),
        queryset=Indicator.objects.all(),
        required=False,
        empty_label=gettext_lazy("Không gắn chỉ tiêu"),
    )
    due_on = DayField(
        label=gettext_lazy("Hạn"),
        required=False,
        help_text=gettext_lazy("Để trống nếu làm suốt thời gian của văn bản."),
    )
    note = TextField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=text_area(2)
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        self.parties = {party.pk: party for party in parties}
        super().__init__(*args, **kwargs)
        offered = [(party.pk, party.organisation.name) for party in parties]
        self.fields["lead"].choices = with_empty(  # type: ignore[attr-defined]
            offered, _("Chọn bên chủ trì")
        )
        self.fields["partners"].choices = offered  # type: ignore[attr-defined]
        for party in parties:
            self.fields[f"duty_{party.pk}"] = TextField(
                label=_("Việc của %(party)s") % {"party": party.organisation.name},
                required=False,
                max_length=2000,
                widget=text_area(2),
            )

    @property
    def given(self) -> dict[str, Any]:
        given = {
            name: value for name, value in self.cleaned_data.items() if not name.startswith("duty_")
        }
        given["lead"] = self.parties[given["lead"]]
        given["partners"] = {
            self.parties[pk]: self.cleaned_data[f"duty_{pk}"] for pk in given["partners"]
        }
        return given

    @classmethod
    def of(cls, item: Item | None, parties: Sequence[Party], data: Any = None) -> ItemForm:
        initial: dict[str, Any] = {}
        if item is not None:
            initial = {
                name: getattr(item, name) for name in ("text", "duty", "product", "due_on", "note")
            }
            initial |= {"lead": item.lead_id, "indicator": item.indicator_id}
            partners = list(item.partners.all())
            initial["partners"] = [each.party_id for each in partners]
            initial |= {f"duty_{each.party_id}": each.duty for each in partners}
        version = version_of(*item_rows(item)) if item is not None else version_of()
        return cls(data, initial=initial, version=version, parties=parties)


class CommentForm(DeskForm):
    item = forms.ModelChoiceField(
        label=gettext_lazy("Góp ý về"),
        queryset=Item.objects.none(),
        required=False,
        empty_label=gettext_lazy("Cả văn bản"),
    )
    text = TextField(label=gettext_lazy("Ý kiến"), max_length=3000, widget=text_area(3))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = agreement.items.all()  # type: ignore[attr-defined]


class AnswerForm(DeskForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Tiếp thu đến đâu"),
        choices=lambda: choices_of(Comment.Outcome.choices),
    )
    answer = TextField(label=gettext_lazy("Trả lời"), max_length=3000, widget=text_area(2))


# At work


class ProgressForm(DeskForm):
    text = TextField(label=gettext_lazy("Đã làm được gì"), max_length=3000, widget=text_area(3))
    on = DayField(
        label=gettext_lazy("Ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu là hôm nay."),
    )
    proofs = ProofsField()


class ConfirmForm(DeskForm):
    text = TextField(
        label=gettext_lazy("Lời xác nhận"),
        required=False,
        max_length=3000,
        widget=text_area(2),
        help_text=gettext_lazy("Đã xem gì, ở đâu; có thể để trống."),
    )


class ReturnForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Vì sao trả lại"),
        max_length=3000,
        widget=text_area(2),
        help_text=gettext_lazy("Bên chủ trì sẽ đọc câu này và làm tiếp."),
    )


# Signing


class SignersForm(DeskForm):
    """Who signs for each party: three fields for each."""

    signed_on = DayField(label=gettext_lazy("Ngày ký"))
    signed_at = TextField(label=gettext_lazy("Nơi ký"), required=False, max_length=200)
    file = forms.FileField(
        label=gettext_lazy("Bản chụp đã ký"),
        required=False,
        help_text=gettext_lazy("PDF hoặc ảnh, nếu có."),
        widget=forms.FileInput(attrs={"accept": accept(PAPERS)}),
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        self.parties = list(parties)
        initial = kwargs.setdefault("initial", {})
        for party in self.parties:
            initial[f"name_{party.pk}"] = party.representative
            initial[f"position_{party.pk}"] = party.position
            initial[f"capacity_{party.pk}"] = party.capacity
        super().__init__(*args, **kwargs)
        for party in self.parties:
            for name, label in (
                ("name", _("Người ký")),
                ("position", _("Chức vụ")),
                ("capacity", _("Tư cách ký")),
            ):
                self.fields[f"{name}_{party.pk}"] = TextField(
                    label=label, required=name == "name", max_length=150
                )

    @property
    def by_party(self) -> list[tuple[Party, list[Any]]]:
        """The fields of each party, for the page."""
        return [
            (party, [self[f"{name}_{party.pk}"] for name in ("name", "position", "capacity")])
            for party in self.parties
        ]

    def signers(self) -> dict[Party, Signer]:
        given = self.cleaned_data
        return {
            party: Signer(
                given[f"name_{party.pk}"],
                given[f"position_{party.pk}"],
                given[f"capacity_{party.pk}"],
            )
            for party in self.parties
        }


class SignForm(InstrumentPart, SignersForm):
    """The first signing: also the paper as it was numbered, and the event at which it was signed,
    where there was one."""

    event = forms.ModelChoiceField(
        label=gettext_lazy("Ký tại sự kiện"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không ký tại sự kiện nào"),
    )

    def __init__(self, *args: Any, events: QuerySet[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        field.queryset = events  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda event: f"{event.title}, {event.when}"
        )


ANNEX_LINES = 5
"""Lines that the form of an annex has at first."""
MOST_ANNEX_LINES = 30
"""… and where more are asked for."""


class AmendForm(SignersForm):
    """One annex: line by line what it changes in an item, or the item it adds. A line in which
    nothing was written is none."""

    reason = TextField(label=gettext_lazy("Lý do sửa"), max_length=3000, widget=text_area(2))

    NAMES = ("item", "text", "lead", "due_on", "product")

    def __init__(self, *args: Any, agreement: Agreement, lines: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, lines + 1)
        items = agreement.items.filter(state__in=(Item.State.OPEN, Item.State.RETURNED))
        self.items = {str(item.pk): item for item in items}
        for number in self.numbers:
            for name, field in self._line().items():
                self.fields[f"{name}_{number}"] = field

    def _line(self) -> dict[str, forms.Field]:
        return {
            "item": forms.ChoiceField(
                label=_("Sửa nội dung"),
                required=False,
                choices=with_empty(
                    [(key, str(item)) for key, item in self.items.items()],
                    _("Thêm một nội dung mới"),
                ),
            ),
            "text": TextField(
                label=_("Nội dung"),
                required=False,
                max_length=3000,
                widget=text_area(3),
                help_text=_("Để trống nếu giữ nguyên lời của nội dung đang có."),
            ),
            "lead": forms.TypedChoiceField(
                label=_("Bên chủ trì"),
                coerce=int,
                required=False,
                empty_value=None,
                choices=with_empty(
                    [(party.pk, party.organisation.name) for party in self.parties],
                    _("Giữ nguyên"),
                ),
            ),
            "due_on": DayField(label=_("Hạn"), required=False),
            "product": TextField(
                label=_("Kết quả, sản phẩm cần có"), required=False, max_length=300
            ),
        }

    @property
    def lines(self) -> list[dict[str, Any]]:
        """For the page: the fields of each line, and whether it stands open."""
        return [
            {
                "number": number,
                "fields": [self[f"{name}_{number}"] for name in self.NAMES],
                "is_open": number == 1 or self._is_written(number) or self._has_faults(number),
            }
            for number in self.numbers
        ]

    def _is_written(self, number: int) -> bool:
        if not self.is_bound:
            return False
        return any(self.data.get(self.add_prefix(f"{name}_{number}")) for name in self.NAMES)

    def _has_faults(self, number: int) -> bool:
        return any(f"{name}_{number}" in self.errors for name in self.NAMES)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        chosen: set[str] = set()
        written = [number for number in self.numbers if self._is_written(number)]
        for number in written:
            item = given.get(f"item_{number}")
            if item in chosen:
                self.add_error(
                    f"item_{number}", _("Nội dung này đã được sửa ở dòng trên. Hãy ghi vào đó.")
                )
            elif item:
                chosen.add(item)
            elif f"item_{number}" not in self.errors:
                self._check_new(number, given)
        if not written:
            self.add_error("text_1", _("Hãy ghi ít nhất một nội dung mà phụ lục sửa hoặc thêm."))
        return given

    def _check_new(self, number: int, given: dict[str, Any]) -> None:
        for name in (f"text_{number}", f"lead_{number}"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("Nội dung mới cần ghi ô này."))

    def field_for(self, name: str) -> str | None:
        """What an act says of an item stands at its line where there is but one."""
        written = [number for number in self.numbers if self._is_written(number)]
        if name in self.NAMES and len(written) == 1:
            name = f"{name}_{written[0]}"
        return super().field_for(name)

    def changes(self) -> list[ItemChange]:
        """What is asked; what is left empty stays as it is."""
        leads = {party.pk: party for party in self.parties}
        asked = []
        for number in filter(self._is_written, self.numbers):
            line = {name: self.cleaned_data[f"{name}_{number}"] for name in self.NAMES}
            fields = {name: line[name] for name in ("text", "due_on", "product") if line[name]}
            if line["lead"]:
                fields["lead"] = leads[line["lead"]]
            asked.append(ItemChange(self.items.get(line["item"]), fields))
        return asked

"""What a sender fills in, and the place that is meant by what they wrote of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.actions.sending import LONGEST_ADDRESS, LONGEST_NAME, MUST_BE_NAMED
from sanvat.concerns.actions.turns import MOST_FILES
from sanvat.concerns.models import Concern
from sanvat.concerns.models.concerns import LONGEST_SAID, LONGEST_TEXT, LONGEST_TITLE
from sanvat.concerns.models.handling import LONGEST_NOTE
from sanvat.concerns.public import subjects
from sanvat.places.models import Place
from sanvat.portal.catalogue.where import LONGEST
from sanvat.portal.concerns.spots import Spot, spot_of
from sanvat.portal.public_forms import PublicForm, Typed
from sanvat.records.files import PAPERS, accept

Kind = Concern.Kind


class Photos(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """No file, one or several; the act looks into each."""

    widget = Photos

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in data or [] if file]


class ConcernForm(PublicForm):
    """A matter of one kind. `unit` is asked for only where what was written may mean several units
    of today's map; `spot` is then what is chosen, else what is meant."""

    place = Typed(
        label=_("Xã, phường nơi có việc"),
        max_length=LONGEST,
        error_messages={"required": _("Hãy ghi tên xã, phường.")},
        help_text=_("Tên bây giờ hoặc tên cũ, không dấu cũng được: “di linh”, “xa tan ha”."),
    )
    unit = forms.ChoiceField(
        label=_("Bạn muốn nói nơi nào?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"required": _("Có nhiều nơi như vậy. Hãy chọn một.")},
    )
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    subject = forms.ChoiceField(
        label=_("Việc về chuyện gì"),
        error_messages={"required": _("Hãy chọn việc về chuyện gì.")},
    )
    title = Typed(label=_("Tóm tắt trong một dòng"), required=False, max_length=LONGEST_TITLE)
    text = Typed(
        label=_("Nội dung"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Hãy viết việc bạn muốn gửi.")},
        help_text=_("Việc gì, ở đâu, từ khi nào, bạn mong cơ quan làm gì."),
    )
    name = Typed(
        label=_("Họ và tên"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = Typed(
        label=_("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = Typed(
        label=_("Thư điện tử"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = Typed(
        label=_("Địa chỉ"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    wants_mail = forms.BooleanField(label=_("Gửi thư báo cho tôi khi có tin mới"), required=False)
    allows_publication = forms.BooleanField(
        label=_("Tôi đồng ý để cơ quan công khai việc này sau khi trả lời"),
        required=False,
        help_text=_(
            "Không bao giờ kèm tên, cách liên hệ hay ảnh của bạn. Đổi ý lúc nào cũng được."
        ),
    )

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["subject"].choices = [("", "–"), *subjects().items()]  # type: ignore[attr-defined]
        self.fields["files"] = PhotosField(
            label=_now("Ảnh, giấy tờ"),
            required=False,
            widget=Photos(attrs={"multiple": True, "accept": accept(PAPERS)}),
            help_text=_now("Nhiều nhất %(n)s tệp ảnh hoặc PDF. Nơi chụp ghi trong ảnh được xóa.")
            % {"n": MOST_FILES},
        )
        if kind == Kind.DENUNCIATION:
            for name in ("files", "allows_publication", "latitude", "longitude"):
                del self.fields[name]
        if kind in MUST_BE_NAMED:
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = _now("Hãy ghi họ tên.")
        self.spot = self._spot()
        if self.spot.is_clear or not self.spot.meant:
            del self.fields["unit"]
        else:
            unit = self.fields["unit"]
            unit.choices = self.spot.choices  # type: ignore[attr-defined]
            unit.required = True

    def _spot(self) -> Spot:
        if not self.is_bound:
            return Spot("", ())
        return spot_of(
            str(self.data.get("place", "")),
            self.data.get("latitude", ""),
            self.data.get("longitude", ""),
        )

    @property
    def where(self) -> Place:
        """The place that is meant, of a form that is valid."""
        found = self.spot.chosen(self.cleaned_data.get("unit", ""))
        assert found is not None
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.spot.chosen(given.get("unit", "")) is None and "unit" not in self.errors:
            if self.spot.meant:
                self.add_error("unit", _now("Có nhiều nơi như vậy. Hãy chọn một."))
            elif self.spot.text:
                self.add_error("place", _now("Chưa tìm ra nơi này. Hãy ghi tên xã và tên tỉnh."))
        if self.spot.meant:  # by a point, where no name was written
            self.errors.pop("place", None)
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            given["latitude"] = given["longitude"] = None
        return given


class FindForm(PublicForm):
    code = Typed(
        label=_("Mã theo dõi"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Như PA-7KQM-2XHB, viết thường hay bỏ dấu gạch đều được."),
        error_messages={"required": _("Hãy ghi mã theo dõi.")},
    )
    pin = Typed(
        label=_("Số PIN"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Dãy chữ số nhận được khi gửi."),
        error_messages={"required": _("Hãy ghi số PIN.")},
    )


class ReplyForm(PublicForm):
    text = Typed(
        label=_("Trả lời của bạn"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy viết câu trả lời.")},
    )


class RateForm(PublicForm):
    satisfaction = forms.TypedChoiceField(
        label=_("Bạn hài lòng đến đâu với việc giải quyết?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (5, _("5 – rất hài lòng")),
            (4, _("4 – hài lòng")),
            (3, _("3 – tạm được")),
            (2, _("2 – chưa hài lòng")),
            (1, _("1 – rất không hài lòng")),
        ],
        error_messages={"required": _("Hãy chọn từ 1 đến 5.")},
    )
    note = Typed(
        label=_("Nhận xét thêm"),
        required=False,
        max_length=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReopenForm(PublicForm):
    reason = Typed(
        label=_("Việc gì chưa được giải quyết?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy viết vì sao câu trả lời chưa giải quyết được việc.")},
    )


class WithdrawForm(PublicForm):
    reason = Typed(label=_("Lý do"), required=False, max_length=300)


class AllowForm(PublicForm):
    allowed = forms.BooleanField(required=False, widget=forms.HiddenInput)

"""What the pages of events ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.events.lines import LinesField
from sanvat.desk.forms.base import (
    DayField,
    DeskForm,
    HourField,
    LinkField,
    NameField,
    TextField,
    text_area,
    with_empty,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.desk.forms.places import PlaceField, place_named
from sanvat.events.actions import Call
from sanvat.events.actions.afterwards import Conclusion
from sanvat.events.actions.events import parts_of
from sanvat.events.models import Event, Guest, GuestRule, Question
from sanvat.parties.models import Organisation, OrganisationKind, Role, User
from sanvat.places.models import Place
from sanvat.records import files
from sanvat.records.versions import version_of

Who = GuestRule.Who


def labelled(choices: Any) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices if value]


class PlaceText(TextField):
    """A place of any level as it is written; the form reads it for the day of the event."""

    def prepare_value(self, value: Any) -> Any:
        return value.full_name if isinstance(value, Place) else value


def hosts_for(user: User) -> Any:
    """The bodies in whose name somebody plans: their own, and the offices of their very place."""
    own = user.acting
    if own is None:
        return Organisation.objects.none()
    mine = Q(pk=own.organisation_id)
    if own.role != Role.PROGRAMME_PARTY:
        mine |= Q(place=own.place) & ~Q(kind=OrganisationKind.PRODUCER)
    return Organisation.objects.filter(mine).order_by("name")


class EventForm(InstrumentPart, EditForm):
    """A new event, or one that is changed; with the paper behind it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại sự kiện"), choices=lambda: labelled(Event.Kind.choices)
    )
    title = NameField(label=gettext_lazy("Tên sự kiện"), max_length=200)
    host = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị chủ trì"), queryset=Organisation.objects.none(), empty_label=None
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chỉ một ngày."),
    )
    starts_time = HourField(
        label=gettext_lazy("Từ giờ"),
        required=False,
        help_text=gettext_lazy("Để trống nếu cả ngày, hoặc chưa biết giờ."),
    )
    ends_time = HourField(label=gettext_lazy("Đến giờ"), required=False)
    time_note = TextField(
        label=gettext_lazy("Buổi"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Ví dụ: buổi chiều."),
    )
    place = PlaceText(
        label=gettext_lazy("Địa bàn"),
        max_length=200,
        help_text=gettext_lazy("Xã, huyện hoặc tỉnh nơi tổ chức, theo tên của ngày ấy."),
    )
    venue = TextField(label=gettext_lazy("Nơi tổ chức"), required=False, max_length=300)
    online_link = LinkField(
        label=gettext_lazy("Đường dẫn họp trực tuyến"),
        assume_scheme="https",
        required=False,
        max_length=500,
        help_text=gettext_lazy("Chỉ người được mời thấy."),
    )
    summary = TextField(
        label=gettext_lazy("Nội dung chính"),
        required=False,
        max_length=4000,
        widget=text_area(4),
        help_text=gettext_lazy("Đứng trên lịch công khai nếu sự kiện được đưa lên."),
    )
    interest_until = DayField(
        label=gettext_lazy("Nhận đăng ký quan tâm đến ngày"),
        required=False,
        help_text=gettext_lazy("Người chưa có tài khoản ghi được nguyện vọng trên lịch công khai."),
    )

    def __init__(self, *args: Any, user: User, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, reader=user, **kwargs)
        hosts = hosts_for(user)
        if event is not None:
            hosts = hosts | Organisation.objects.filter(pk=event.host_id)
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]

    @classmethod
    def of(cls, event: Event, user: User, data: Any = None, sent_files: Any = None) -> EventForm:
        names = [name for name in cls.base_fields if not name.startswith("paper")]
        initial = {name: getattr(event, name) for name in names}
        initial |= {"host": event.host_id, "paper": event.instrument}
        if event.starts_on == event.ends_on:
            initial["ends_on"] = None
        return cls(
            data, sent_files, user=user, event=event, initial=initial, version=version_of(event)
        )

    def field_for(self, name: str) -> str | None:
        paper = f"paper_{name}"
        return name if name in self.fields else paper if paper in self.fields else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("place") and data.get("starts_on"):
            try:
                data["place"] = place_named(data["place"], data["starts_on"])
            except ValidationError as fault:
                self.add_error("place", fault)
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """Of the event itself, as an act takes it."""
        data = dict(self.given)
        data["ends_on"] = data["ends_on"] or data["starts_on"]
        return data


class ProgrammeForm(EditForm):
    """What an event is made of, each list as lines."""

    agenda = LinesField("agenda", label=gettext_lazy("Chương trình"), rows=6)
    topics = LinesField("topics", label=gettext_lazy("Chuyên đề, nội dung truyền đạt"), rows=6)
    speakers = LinesField("speakers", label=gettext_lazy("Báo cáo viên"), rows=3)
    co_hosts = LinesField("co_hosts", label=gettext_lazy("Đơn vị phối hợp"), rows=3)
    costs = LinesField("costs", label=gettext_lazy("Kinh phí"), rows=4)

    @classmethod
    def of(cls, event: Event, data: Any = None) -> ProgrammeForm:
        initial = {
            name: field.written(event)  # type: ignore[attr-defined]
            for name, field in cls.base_fields.items()
        }
        return cls(data, initial=initial, version=version_of(*parts_of(event)))

    def clean_co_hosts(self) -> str:
        text: str = self.cleaned_data["co_hosts"]
        self.fields["co_hosts"].read(text)  # type: ignore[attr-defined]
        return text

    @property
    def given(self) -> dict[str, Any]:
        return {name: self.fields[name].read(self.cleaned_data[name]) for name in self.fields}  # type: ignore[attr-defined]


class InviteForm(DeskForm):
    """One way to call people together; of several places, one rule each."""

    who = forms.ChoiceField(
        label=gettext_lazy("Mời ai"), choices=lambda: labelled(Who.choices), initial=Who.ROLE
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"),
        required=False,
        choices=lambda: with_empty(labelled(Role.choices)),
        help_text=gettext_lazy("Khi mời mọi người giữ một vai trò."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại tổ chức"),
        required=False,
        choices=lambda: with_empty(labelled(OrganisationKind.choices)),
        help_text=gettext_lazy("Khi mời mọi tổ chức cùng loại."),
    )
    place = TextField(
        label=gettext_lazy("Ở đâu"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Xã, tỉnh; nhiều nơi thì cách nhau bằng dấu chấm phẩy."),
    )
    organisation = TextField(
        label=gettext_lazy("Tổ chức"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Tên đầy đủ, khi mời một tổ chức."),
    )
    name = TextField(label=gettext_lazy("Họ và tên"), required=False, max_length=200)
    title = TextField(label=gettext_lazy("Chức vụ, đơn vị"), required=False, max_length=200)
    email = TextField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Giấy mời và đường dẫn trả lời được gửi tới đây, nếu có."),
    )
    phone = TextField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def clean_place(self) -> list[Place]:
        texts = [part.strip() for part in self.cleaned_data["place"].split(";")]
        return [place_named(text, timezone.localdate()) for text in texts if text]

    def clean_organisation(self) -> Organisation | None:
        text = self.cleaned_data["organisation"]
        return organisation_named(text) if text else None

    @property
    def calls(self) -> list[Call]:
        data = dict(self.cleaned_data)
        places = data.pop("place")
        return [Call(place=place, **data) for place in places or [None]]


def organisation_named(text: str) -> Organisation:
    found = list(Organisation.objects.filter(name__iexact=text)[:2])
    if len(found) == 1:
        return found[0]
    raise ValidationError(
        _("Chưa có, hoặc có nhiều tổ chức mang tên «%(name)s». Hãy ghi đúng tên đầy đủ.")
        % {"name": text},
        code="unknown",
    )


class ReplyForm(EditForm):
    reply = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=lambda: labelled(Guest.Reply.choices),
        widget=forms.RadioSelect,
    )
    stand_in = TextField(
        label=gettext_lazy("Người dự thay"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Để trống nếu tự đi."),
    )
    stand_in_title = TextField(
        label=gettext_lazy("Chức vụ người dự thay"), required=False, max_length=200
    )
    note = TextField(label=gettext_lazy("Lời nhắn"), required=False, max_length=500)

    @classmethod
    def of(cls, guest: Guest, data: Any = None) -> ReplyForm:
        initial = {
            "reply": guest.reply or None,
            "stand_in": guest.stand_in,
            "stand_in_title": guest.stand_in_title,
            "note": guest.reply_note,
        }
        return cls(data, initial=initial, version=version_of(guest))

    @property
    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"answer": data.pop("reply"), **data}


class WalkInForm(DeskForm):
    name = NameField(label=gettext_lazy("Họ và tên"), max_length=200)
    title = TextField(label=gettext_lazy("Chức vụ, đơn vị"), required=False, max_length=200)
    phone = TextField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )


class QuestionForm(DeskForm):
    text = TextField(label=gettext_lazy("Câu hỏi"), max_length=2000, widget=text_area(3))
    name = TextField(
        label=gettext_lazy("Người hỏi"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Để trống nếu là chính bạn."),
    )

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["name"]


class AnswerForm(EditForm):
    answer = TextField(label=gettext_lazy("Trả lời"), max_length=4000, widget=text_area(3))

    @classmethod
    def of(cls, question: Question, data: Any = None) -> AnswerForm:
        initial = {"answer": question.answer}
        form = cls(data, initial=initial, version=version_of(question))
        form.auto_id = f"id_{question.pk}_%s"
        return form


class InterestForm(DeskForm):
    """`for_others`: the host notes what somebody told."""

    wish = NameField(
        label=gettext_lazy("Muốn làm sản phẩm gì"),
        max_length=200,
        help_text=gettext_lazy("Gọi tên sản phẩm nghĩ tới: “Mứt gừng dẻo”."),
    )
    text = TextField(
        label=gettext_lazy("Nói thêm"), required=False, max_length=2000, widget=text_area(3)
    )
    name = TextField(
        label=gettext_lazy("Họ và tên"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Để trống nếu là chính bạn."),
    )
    phone = TextField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    place = PlaceField(label=gettext_lazy("Xã, phường nơi ở"))
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "Đồng ý để cơ quan ghi lại tên và điện thoại, chuyển cho cán bộ xã nơi ở liên hệ"
        ),
        required=False,
    )

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["name"]


class IdeaNameForm(DeskForm):
    name = NameField(label=gettext_lazy("Tên ý tưởng"), max_length=200)


class CancelForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Lý do hủy"),
        max_length=2000,
        widget=text_area(3),
        help_text=gettext_lazy("Người được mời sẽ đọc câu này."),
    )


class ConclusionForm(EditForm):
    conclusion = TextField(label=gettext_lazy("Kết luận"), max_length=20_000, widget=text_area(8))

    @classmethod
    def of(cls, event: Event, data: Any = None) -> ConclusionForm:
        words: Any = Conclusion(event.conclusion)
        initial = {"conclusion": event.conclusion}
        return cls(data, initial=initial, version=version_of(words))

    @property
    def given(self) -> dict[str, Any]:
        return self.cleaned_data


class ReportForm(DeskForm):
    report = TextField(
        label=gettext_lazy("Đánh giá của đơn vị tổ chức"),
        max_length=20_000,
        widget=text_area(8),
        help_text=gettext_lazy(
            "Số liệu được lấy từ danh sách; ở đây ghi mặt được, mặt chưa được và đề nghị."
        ),
    )


class HandoutForm(DeskForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy("PDF, Word, Excel hoặc ảnh."),
        widget=forms.FileInput(
            attrs={"accept": files.accept(files.PAPERS | {files.DOCX, files.XLSX})}
        ),
    )
    name = TextField(
        label=gettext_lazy("Tên tài liệu"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Để trống thì lấy tên tệp."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Ai cũng xem được trên lịch công khai"), required=False
    )

"""What the acts on a matter ask. Each form is made for one matter and one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.concerns import access, alike, codes, routing
from sanvat.concerns.models import Concern, Publication, Reading
from sanvat.concerns.models.answers import LONGEST_ANSWER
from sanvat.concerns.models.concerns import LONGEST_SAID, LONGEST_TEXT, LONGEST_TITLE
from sanvat.concerns.models.handling import LONGEST_NOTE
from sanvat.desk.concerns.bodies import BodiesPart
from sanvat.desk.concerns.rows import called, subject_name
from sanvat.desk.forms.base import DayField, DeskForm, TextField, text_area, with_empty
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField
from sanvat.desk.forms.proofs import ProofsField, SeveralFiles
from sanvat.parties.models import User
from sanvat.records.files import DOCX, PAPERS, accept
from sanvat.records.secrets import veiled
from sanvat.records.versions import version_of
from sanvat.rules import concerns as rules

ALL = "all"
LONGEST_REASON = 300


def kinds_for(*, is_confidential: bool) -> list[tuple[str, str]]:
    """Kinds a matter may be: nothing becomes a denunciation, or ceases to be one."""
    return [
        (value, capfirst(str(label)))
        for value, label in Concern.Kind.choices
        if (value == Concern.Kind.DENUNCIATION) == is_confidential
    ]


def subject_choices() -> list[tuple[str, str]]:
    return [(each.key, subject_name(each.key)) for each in rules.subjects()]


class ActForm(DeskForm):
    """A form of one act on `concern`, filled in by `user`."""

    def __init__(self, *args: Any, concern: Concern, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concern, self.user = concern, user


class ClassifyForm(EditForm):
    kind = forms.ChoiceField(label=gettext_lazy("Loại việc"))
    subject = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), choices=subject_choices)
    place = PlaceField(level=None, label=gettext_lazy("Địa bàn"))
    case = forms.ChoiceField(
        label=gettext_lazy("Mức độ"),
        choices=lambda: [(value, capfirst(str(label))) for value, label in Concern.Case.choices],
        help_text=gettext_lazy("Việc phức tạp có thời hạn dài hơn khi luật cho phép."),
    )
    is_remote = forms.BooleanField(label=gettext_lazy("Vùng đi lại khó khăn"), required=False)
    said = TextField(
        label=gettext_lazy("Báo cho người gửi"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=text_area(2),
    )

    def __init__(self, *args: Any, concern: Concern, user: User, **kwargs: Any) -> None:
        initial = {
            name: getattr(concern, name)
            for name in ("kind", "subject", "place", "case", "is_remote")
        }
        super().__init__(*args, initial=initial, version=version_of(concern), **kwargs)
        kinds = kinds_for(is_confidential=concern.is_confidential)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.known = concern.place
        place.near = user.acting.place if user.acting else None


class TransferForm(BodiesPart, ActForm):
    reason = TextField(
        label=gettext_lazy("Vì sao chuyển"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Cơ quan nhận đọc; người gửi chỉ biết việc chuyển đến đâu."),
    )

    def likely(self) -> list[Any]:
        found = routing.candidates(self.concern.subject, self.concern.place, timezone.localdate())
        return [body for body, _route in found if body.pk != self.concern.organisation_id]


class HelpForm(TransferForm):
    reason = TextField(
        label=gettext_lazy("Nhờ phối hợp việc gì"), max_length=LONGEST_REASON, required=False
    )


class AssignForm(ActForm):
    person = forms.ChoiceField(label=gettext_lazy("Giao cho"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people_of(self.concern)}
        named = [(key, str(person)) for key, person in self.people.items()]
        everybody = (ALL, _("Cả cơ quan, ai làm trước cũng được"))
        choices = with_empty([*named, everybody])
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean_person(self) -> User | None:
        return self.people.get(self.cleaned_data["person"])


def people_of(concern: Concern) -> list[User]:
    """Who of the leading body may have it in hand, each once."""
    posts = (
        access.confidants_of(concern.organisation_id)
        if concern.is_confidential
        else access.posts_of(concern.organisation_id)
    )
    return list({post.user_id: post.user for post in posts}.values())


class ReturnForm(ActForm):
    guidance = TextField(
        label=gettext_lazy("Người gửi cần đến đâu, làm gì tiếp"),
        max_length=LONGEST_NOTE,
        widget=text_area(4),
        help_text=gettext_lazy("Người gửi đọc câu này qua mã theo dõi."),
    )


class RefuseForm(ActForm):
    reason = TextField(
        label=gettext_lazy("Vì sao không thụ lý"),
        max_length=LONGEST_NOTE,
        widget=text_area(4),
        help_text=gettext_lazy("Ghi rõ căn cứ. Người gửi đọc câu này qua mã theo dõi."),
    )


class MergeForm(ActForm):
    into = forms.ChoiceField(
        label=gettext_lazy("Việc gần giống đang xử lý"), required=False, widget=forms.RadioSelect
    )
    into_code = TextField(
        label=gettext_lazy("Hoặc mã của việc gốc"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Ví dụ: PA-7KQM-2XHB."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(each.pk): each for each in alike.repeats(self.concern)}
        if self.offered:
            choices = [(key, f"{one.code}: {called(one)}") for key, one in self.offered.items()]
            self.fields["into"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if typed := cleaned.get("into_code"):
            code = codes.tidy_code(typed)
            found = Concern.objects.visible_to(self.user).filter(code=code).first()
            if found is None:
                self.add_error(
                    "into_code",
                    _("Không có việc nào của cơ quan mang mã này. Hãy xem lại mã."),
                )
            cleaned["target"] = found
        elif cleaned.get("into"):
            cleaned["target"] = self.offered[cleaned["into"]]
        elif not self.errors:
            self.add_error("into_code", _("Hãy chọn việc gốc, hoặc ghi mã của nó."))
        return cleaned


class AcceptForm(ActForm):
    on = DayField(
        label=gettext_lazy("Thụ lý ngày"),
        required=False,
        help_text=gettext_lazy("Để trống là hôm nay. Thời hạn giải quyết tính từ ngày này."),
    )
    said = TextField(
        label=gettext_lazy("Báo cho người gửi"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=text_area(2),
    )


class VerifyForm(ActForm):
    said = TextField(
        label=gettext_lazy("Báo cho người gửi"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=text_area(2),
        help_text=gettext_lazy("Ví dụ: ngày cán bộ xuống xem."),
    )


class AskForm(ActForm):
    text = TextField(
        label=gettext_lazy("Câu hỏi"),
        max_length=LONGEST_SAID,
        widget=text_area(3),
        help_text=gettext_lazy("Người gửi đọc và trả lời qua mã theo dõi. Thời hạn vẫn tính."),
    )


class OpinionForm(ActForm):
    text = TextField(
        label=gettext_lazy("Ý kiến"),
        max_length=LONGEST_NOTE,
        widget=text_area(3),
        help_text=gettext_lazy("Chỉ các cơ quan cùng xử lý đọc; người gửi không thấy."),
    )


class ExtendForm(ActForm):
    case = forms.ChoiceField(label=gettext_lazy("Mức độ"))
    reason = TextField(
        label=gettext_lazy("Vì sao cần thêm ngày"),
        max_length=LONGEST_REASON,
        widget=text_area(2),
        help_text=gettext_lazy("Người gửi đọc câu này."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Concern.Case.choices)
        choices = [(case, capfirst(str(labels[case]))) for case in longer_cases(self.concern)]
        self.fields["case"].choices = choices  # type: ignore[attr-defined]


def longer_cases(concern: Concern) -> list[str]:
    """The heavier cases that the law tells apart for the clock that runs."""
    if concern.clock is None:
        return []
    known = rules.cases_of(concern.kind, "settle", concern.clock.started_on)
    at = rules.CASES.index(concern.case)
    return [case for case in known if rules.CASES.index(case) > at]


class SuspendForm(ActForm):
    on = DayField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống là hôm nay."),
    )
    reason = TextField(
        label=gettext_lazy("Quyết định tạm dừng và lý do"), max_length=LONGEST_REASON
    )


class ResumeForm(ActForm):
    on = DayField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống là hôm nay."),
    )


class AnswerForm(ActForm):
    text = TextField(
        label=gettext_lazy("Câu trả lời"),
        max_length=LONGEST_ANSWER,
        widget=text_area(8),
        help_text=gettext_lazy("Gửi rồi thì giữ nguyên văn. Đừng ghi tên người gửi vào đây."),
    )
    brought = ProofsField(
        label=gettext_lazy("Văn bản, ảnh kèm theo"),
        help_text=gettext_lazy("PDF, Word hoặc ảnh; chọn được nhiều tệp một lần."),
        widget=SeveralFiles(attrs={"accept": accept(PAPERS | {DOCX}), "multiple": True}),
    )

    def field_for(self, name: str) -> str | None:
        return super().field_for("brought" if name == "files" else name)


class CloseForm(ActForm):
    """Nothing is asked."""


class SeparateForm(ActForm):
    """Nothing is asked."""


class PublishForm(EditForm):
    title = TextField(label=gettext_lazy("Tiêu đề đăng"), max_length=LONGEST_TITLE)
    text = TextField(
        label=gettext_lazy("Nội dung đăng"), max_length=LONGEST_TEXT, widget=text_area(6)
    )
    answer = TextField(
        label=gettext_lazy("Câu trả lời đăng"), max_length=LONGEST_ANSWER, widget=text_area(6)
    )

    def __init__(self, *args: Any, concern: Concern, user: User, **kwargs: Any) -> None:
        standing = Publication.objects.filter(concern=concern).first()
        super().__init__(
            *args,
            initial=self._filled(standing, concern),
            version=version_of(standing),
            **kwargs,
        )

    @staticmethod
    def _filled(standing: Publication | None, concern: Concern) -> dict[str, str]:
        """What is published, else what was sent and answered, without the personal numbers that
        the programme knows."""
        if standing is not None:
            return {name: getattr(standing, name) for name in ("title", "text", "answer")}
        last = concern.answers.select_related("to_all").last()
        return {
            "title": veiled(concern.title),
            "text": veiled(concern.text),
            "answer": veiled(last.words) if last else "",
        }


class UnpublishForm(ActForm):
    reason = TextField(label=gettext_lazy("Vì sao gỡ"), max_length=LONGEST_REASON)


class IdentityForm(ActForm):
    purpose = forms.ChoiceField(label=gettext_lazy("Đọc để làm gì"))
    note = TextField(
        label=gettext_lazy("Ghi rõ"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy(
            "Bắt buộc khi cơ quan có thẩm quyền yêu cầu: cơ quan nào, văn bản nào."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Iterable[Any] = [
            (value, capfirst(str(label)))
            for value, label in Reading.Purpose.choices
            if value != Reading.Purpose.MAIL
        ]
        self.fields["purpose"].choices = with_empty(choices)  # type: ignore[attr-defined]

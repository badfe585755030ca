"""What is asked to enter a matter, or everything that was raised at a meeting."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.concerns import access
from sanvat.concerns.actions import Raised, Who
from sanvat.concerns.actions.sending import LONGEST_ADDRESS, LONGEST_NAME, MOST_QUESTIONS
from sanvat.concerns.models import Concern
from sanvat.concerns.models.concerns import LONGEST_TEXT, LONGEST_TITLE
from sanvat.desk.concerns.forms import kinds_for, subject_choices
from sanvat.desk.forms.base import DayField, DeskForm, NameField, TextField, text_area, with_empty
from sanvat.desk.forms.places import PlaceField, Typed
from sanvat.desk.forms.proofs import ProofsField
from sanvat.parties.models import User

Kind, Way = Concern.Kind, Concern.Way
FIRST_ROWS, MORE_ROWS = 5, 5
"""Empty lines of a new list, and of each "more"."""
LONGEST_PASTED = 100_000
NUMBERED = re.compile(
    r"^\s*(?:(?:câu|ý kiến)\s*)?(?:\d{1,3}\s*[.):\-–]\s*|[-–•*+]\s+)", re.IGNORECASE
)
"""A number or a bullet before a line of a list."""
TELEPHONE = re.compile(r"[\d\s.+()-]{8,20}")


def own_place(user: User) -> Any:
    return user.acting.place if user.acting else None


class EnterForm(DeskForm):
    kind = forms.ChoiceField(label=gettext_lazy("Loại việc"))
    way = forms.ChoiceField(
        label=gettext_lazy("Nhận qua"),
        choices=lambda: with_empty(
            [(way.value, capfirst(str(way.label))) for way in (Way.PHONE, Way.PAPER)]
        ),
    )
    received_on = DayField(
        label=gettext_lazy("Ngày nhận"), help_text=gettext_lazy("Thời hạn tính từ ngày này.")
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"), choices=lambda: with_empty(subject_choices())
    )
    place = PlaceField(level=None, label=gettext_lazy("Địa bàn xảy ra việc"))
    title = TextField(label=gettext_lazy("Tiêu đề"), required=False, max_length=LONGEST_TITLE)
    text = TextField(
        label=gettext_lazy("Nội dung"),
        max_length=LONGEST_TEXT,
        widget=text_area(6),
        help_text=gettext_lazy("Ghi đúng lời người gửi; đừng ghi tên họ vào đây."),
    )
    name = TextField(
        label=gettext_lazy("Họ tên người gửi"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Khiếu nại, tố cáo phải có họ tên và một cách liên hệ."),
    )
    phone = TextField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = TextField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    address = TextField(label=gettext_lazy("Địa chỉ"), required=False, max_length=LONGEST_ADDRESS)
    brought = ProofsField(
        label=gettext_lazy("Đơn, ảnh kèm theo"),
        help_text=gettext_lazy("PDF hoặc ảnh. Tố cáo không nhận tệp ở đây."),
    )
    allows_publication = forms.BooleanField(
        label=gettext_lazy("Người gửi đồng ý công khai việc này, không kèm tên"), required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        place = own_place(user)
        kwargs.setdefault("initial", {"received_on": timezone.localdate(), "place": place})
        super().__init__(*args, **kwargs)
        kinds = kinds_for(is_confidential=False)
        own = user.acting.organisation_id if user.acting else 0
        if access.confidants_of(own).filter(user=user.pk).exists():
            kinds += kinds_for(is_confidential=True)
        self.fields["kind"].choices = with_empty(kinds)  # type: ignore[attr-defined]
        self.fields["place"].near = place  # type: ignore[attr-defined]
        self.fields["place"].known = place  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the act takes."""
        given = dict(self.given)
        who = Who(**{part: given.pop(part) for part in ("name", "phone", "email", "address")})
        uploads = given.pop("brought")
        return {**given, "uploads": uploads, "who": who}

    def field_for(self, name: str) -> str | None:
        return super().field_for("brought" if name == "files" else name)


class MeetingForm(DeskForm):
    name = NameField(
        label=gettext_lazy("Tên hội nghị, buổi tiếp dân"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Tiếp xúc cử tri thôn 4, quý IV."),
    )
    held_on = DayField(
        label=gettext_lazy("Ngày họp"),
        help_text=gettext_lazy("Thời hạn của mọi ý kiến tính từ ngày này."),
    )
    place = PlaceField(level=None, label=gettext_lazy("Địa bàn"))
    usual_kind = forms.ChoiceField(
        label=gettext_lazy("Loại việc, khi dòng không ghi riêng"),
        choices=[
            (Kind.PROPOSAL.value, gettext_lazy("Kiến nghị")),
            (Kind.FEEDBACK.value, gettext_lazy("Phản ánh")),
        ],
    )
    usual_subject = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực, khi dòng không ghi riêng"),
        choices=lambda: with_empty(subject_choices()),
        required=False,
    )
    pasted = TextField(
        label=gettext_lazy("Dán cả danh sách"),
        required=False,
        max_length=LONGEST_PASTED,
        widget=text_area(8),
        help_text=gettext_lazy(
            "Mỗi dòng một ý kiến; số thứ tự đầu dòng tự bỏ. Dán từ bảng tính thì cột đầu là họ "
            "tên, cột cuối là ý kiến."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user, place = user, own_place(user)
        kwargs.setdefault("initial", {"held_on": timezone.localdate(), "place": place})
        super().__init__(*args, **kwargs)
        self.fields["place"].near = place  # type: ignore[attr-defined]
        self.fields["place"].known = place  # type: ignore[attr-defined]

    @classmethod
    def as_typed(cls, data: Any, *, user: User, pasted: str) -> MeetingForm:
        """The form with what was typed, not judged yet."""
        initial = {name: data.get(name, "") for name in cls.base_fields}
        place = Typed(initial["place"].strip(), data.get("place_id", "").strip())
        return cls(user=user, initial=initial | {"place": place, "pasted": pasted})

    def field_for(self, name: str) -> str | None:
        return super().field_for("held_on" if name == "received_on" else name)


class RaisedForm(DeskForm):
    """One line of the list."""

    text = TextField(
        label=gettext_lazy("Nội dung"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=text_area(2),
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        choices=lambda: with_empty(subject_choices()),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        required=False,
        choices=lambda: with_empty(
            [
                (Kind.PROPOSAL.value, _("Kiến nghị")),
                (Kind.FEEDBACK.value, _("Phản ánh")),
            ]
        ),
    )
    name = TextField(label=gettext_lazy("Họ tên"), required=False, max_length=LONGEST_NAME)
    phone = TextField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("text", "name", "phone"))


class RaisedRows:
    """The lines of a list, as many as there are; `rows-n` says how many the page has."""

    COUNT = "rows-n"

    def __init__(self, forms_of: list[RaisedForm]) -> None:
        self.forms = forms_of

    @classmethod
    def empty(cls) -> RaisedRows:
        return cls([RaisedForm(prefix=f"rows-{n}") for n in range(FIRST_ROWS)])

    @classmethod
    def sent(cls, data: Any) -> RaisedRows:
        return cls([RaisedForm(data, prefix=f"rows-{n}") for n in range(cls._number(data))])

    @classmethod
    def _number(cls, data: Any) -> int:
        said = data.get(cls.COUNT, "")
        number = int(said) if said.isdecimal() and len(said) < 5 else 0
        return min(number, MOST_QUESTIONS)

    @property
    def number(self) -> int:
        return len(self.forms)

    def spread(self, data: Any, *, is_split: bool) -> RaisedRows:
        """The lines with more of them: empty ones, or those that were pasted."""
        rows = [
            {name: data.get(f"{form.prefix}-{name}", "") for name in RaisedForm.base_fields}
            for form in self.forms
        ]
        rows = [row for row in rows if any(row.values())]
        if is_split:
            rows += [
                {"text": line.text, "name": line.name, "phone": line.phone}
                for line in pasted_lines(data.get("pasted", "")[:LONGEST_PASTED])
            ]
        more = max(FIRST_ROWS - len(rows), 1 if is_split else MORE_ROWS)
        rows = [*rows, *[{} for _n in range(more)]][:MOST_QUESTIONS]
        return RaisedRows(
            [RaisedForm(initial=row, prefix=f"rows-{n}") for n, row in enumerate(rows)]
        )

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.forms]  # each, so that all faults are told
        return all(judged)

    def lines(self, form: MeetingForm) -> list[tuple[Raised, RaisedForm | None]]:
        """Every line that was filled in, then those that were pasted; each with its form, if any.
        Where a line says no kind or subject, that of the list holds."""
        kind, subject = form.given["usual_kind"], form.given["usual_subject"]
        typed: list[tuple[Raised, RaisedForm | None]] = [
            (
                Raised(
                    text=each.given["text"],
                    subject=each.given["subject"] or subject,
                    kind=each.given["kind"] or kind,
                    name=each.given["name"],
                    phone=each.given["phone"],
                ),
                each,
            )
            for each in self.forms
            if each.is_filled
        ]
        return typed + [
            (Raised(line.text, subject, kind, name=line.name, phone=line.phone), None)
            for line in pasted_lines(form.given["pasted"])
        ]

    @staticmethod
    def take_fault(
        form: MeetingForm, lines: list[tuple[Raised, RaisedForm | None]], n: int, said: list[str]
    ) -> None:
        """A fault of the line `n` of `lines`, at that line; of one that was pasted with its
        words, so that it is found again."""
        line, row = lines[n]
        if row is not None:
            row.add_error(None, said)
            return
        begun = Truncator(line.text).chars(60)
        form.add_error("pasted", [f"«{begun}»: {each}" for each in said])


def pasted_lines(text: str) -> list[Raised]:
    """What was pasted, a line each: from a table its cells, else the line without its number."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        cells = [cell for cell in cells if cell]
        if len(cells) > 1 and cells[0].rstrip(".)").isdecimal():
            cells = cells[1:]
        if not cells:
            continue
        said = NUMBERED.sub("", cells[-1]).strip()
        before = cells[:-1]
        phone = next((cell for cell in before if TELEPHONE.fullmatch(cell)), "")
        name = next((cell for cell in before if cell != phone), "")
        if said:
            found.append(Raised(text=said, subject="", name=name[:LONGEST_NAME], phone=phone[:30]))
    return found

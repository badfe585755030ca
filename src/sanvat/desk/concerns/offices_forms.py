"""What is asked where offices settle something about matters of the people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.concerns import access
from sanvat.concerns.limits import limits_in
from sanvat.concerns.models import Concern, Template
from sanvat.concerns.models.answers import LONGEST_ANSWER
from sanvat.desk.concerns.bodies import BodiesPart
from sanvat.desk.concerns.forms import ALL, subject_choices
from sanvat.desk.concerns.offices_rows import days_said, limit_name
from sanvat.desk.forms.base import (
    DayField,
    DeskForm,
    NameField,
    TextField,
    WholeField,
    text_area,
    with_empty,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField
from sanvat.parties.models import Organisation, User
from sanvat.records.versions import version_of
from sanvat.rules.working_days import MOST_ALLOWED


class HandOverForm(DeskForm):
    leaving = forms.ChoiceField(label=gettext_lazy("Việc của ai"))
    taking = forms.ChoiceField(label=gettext_lazy("Giao cho ai"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = user.acting.organisation_id if user.acting else 0
        posts = access.posts_of(own)
        self.people = {str(post.user_id): post.user for post in posts}
        held = Concern.objects.visible_to(user).open().filter(organisation=own)
        holding = User.objects.filter(pk__in=held.exclude(handler=None).values("handler"))
        self.holding = {str(each.pk): each for each in holding.order_by("name", "pk")}
        self.fields["leaving"].choices = with_empty(_named(self.holding))  # type: ignore[attr-defined]
        everybody = (ALL, _("Cả cơ quan, ai làm trước cũng được"))
        choices = with_empty([*_named(self.people), everybody])
        self.fields["taking"].choices = choices  # type: ignore[attr-defined]

    def clean_leaving(self) -> User:
        return self.holding[self.cleaned_data["leaving"]]

    def clean_taking(self) -> User | None:
        return self.people.get(self.cleaned_data["taking"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("leaving") and cleaned["leaving"] == cleaned.get("taking"):
            self.add_error("taking", _("Việc đang ở người này rồi. Hãy chọn người khác."))
        return cleaned


def _named(people: dict[str, User]) -> list[tuple[str, str]]:
    return [(key, str(person)) for key, person in people.items()]


class TemplateForm(EditForm):
    name = NameField(label=gettext_lazy("Tên mẫu"), max_length=100)
    subject = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        choices=lambda: with_empty(subject_choices(), _("Mọi lĩnh vực")),
    )
    text = TextField(
        label=gettext_lazy("Nội dung mẫu"), max_length=LONGEST_ANSWER, widget=text_area(8)
    )

    @classmethod
    def of(cls, kept: Template | None, data: Any = None) -> TemplateForm:
        initial = {name: getattr(kept, name) for name in Template.EDITED} if kept else {}
        return cls(data, initial=initial, version=version_of(kept))


class RouteForm(BodiesPart):
    field_order = ("place", "subject", "to", "other", "first", "source")

    place = PlaceField(level=None, label=gettext_lazy("Địa bàn"))
    subject = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        choices=lambda: with_empty(subject_choices(), _("Mọi lĩnh vực chưa phân công riêng")),
    )
    first = DayField(label=gettext_lazy("Từ ngày"))
    source = TextField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Quyết định, thông báo phân công."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.own = user.acting.organisation if user.acting else None
        place = user.acting.place if user.acting else None
        kwargs.setdefault("initial", {"place": place, "first": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.fields["place"].near = place  # type: ignore[attr-defined]
        self.fields["place"].known = place  # type: ignore[attr-defined]

    def likely(self) -> list[Organisation]:
        return [self.own] if self.own is not None else []


class LimitForm(DeskForm):
    key = forms.ChoiceField(label=gettext_lazy("Thời hạn"))
    allowed = WholeField(
        label=gettext_lazy("Số ngày"),
        min_value=1,
        max_value=MOST_ALLOWED,
        help_text=gettext_lazy(
            "Ghi đúng số của luật là xác nhận đã đối chiếu; luật đã cho số thì chỉ ngắn hơn."
        ),
    )
    first = DayField(label=gettext_lazy("Từ ngày"))
    paper = TextField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Văn bản của cơ quan, hoặc điều luật đã đối chiếu."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"first": timezone.localdate(), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        known = limits_in(None, timezone.localdate())
        choices = [(each.limit.key, f"{limit_name(each)}, {days_said(each)}") for each in known]
        self.fields["key"].choices = with_empty(choices)  # type: ignore[attr-defined]


class ConfidantForm(DeskForm):
    person = forms.ChoiceField(label=gettext_lazy("Người được giao"))
    paper = TextField(label=gettext_lazy("Văn bản giao"), max_length=200)
    first = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"first": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.people = {str(post.user_id): post.user for post in access.posts_of(body.pk)}
        self.fields["person"].choices = with_empty(_named(self.people))  # type: ignore[attr-defined]

    def clean_person(self) -> User:
        return self.people[self.cleaned_data["person"]]

"""What is asked for a task: what, to whom, by when; and for a report of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanvat.assignments.models import Assignment
from sanvat.desk.assignments.sources import Source
from sanvat.desk.forms.base import DayField, DeskForm, NameField, NumberField, TextField
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.desk.forms.proofs import ProofsField
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.parties.ready import ReadyFor
from sanvat.places.models import Level, Place, within
from sanvat.rules.working_days import MOST_ALLOWED
from sanvat.text.days import day
from sanvat.text.numbers import number

MOST_NAMED = 500
"""Lines of names in one form."""

LEVELS = {
    OrganisationKind.COMMUNE_COMMITTEE: Level.COMMUNE,
    OrganisationKind.DISTRICT_COMMITTEE: Level.DISTRICT,
    OrganisationKind.PROVINCE_COMMITTEE: Level.PROVINCE,
}
"""Bodies of which every unit of a level has one."""


def bodies_of(user: User, place: Place | None) -> Any:
    """The bodies of today's map in a place to which a task can be given; None is the country."""
    bodies = Organisation.objects.exclude(
        kind__in=[OrganisationKind.PRODUCER, OrganisationKind.OTHER]
    )
    if user.acting is not None:
        bodies = bodies.exclude(pk=user.acting.organisation_id)
    if place is not None:
        bodies = bodies.filter(within(place, "place"))
    return bodies.filter(place__valid__upper_inf=True)


def _kinds(user: User) -> QuerySet[Any, Any]:
    """How many there are of each kind."""
    bodies = bodies_of(user, user.acting.place if user.acting else None).order_by()
    kinds: QuerySet[Any, Any] = bodies.values_list("kind").annotate(n=Count("pk"))
    return kinds


_KINDS: ReadyFor[Any] = ReadyFor(_kinds)


class TakersPart(DeskForm):
    """The bodies to which a task is given: all of a kind in one's place, and single ones."""

    whole = forms.ChoiceField(label=gettext_lazy("Giao cho tất cả"), required=False)
    names = TextField(
        label=gettext_lazy("Và từng đơn vị"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một tên, như ghi ở mục Tổ chức, con người."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.place = user.acting.place if user.acting else None
        self.fields["whole"].choices = [("", "—"), *self._kinds()]  # type: ignore[attr-defined]

    def _kinds(self) -> list[tuple[str, str]]:
        labels = dict(OrganisationKind.choices)
        kinds = dict(_KINDS.tuples(self.user))
        return [(kind, f"{labels[kind]} ({kinds[kind]})") for kind in labels if kind in kinds]

    def without_body(self) -> list[Place]:
        """Of the units that "all" means, those of today's map that have no such body."""
        kind = self.cleaned_data.get("whole")
        if kind not in LEVELS:
            return []
        units = Place.objects.today().filter(level=LEVELS[kind])
        if self.place is not None:
            units = units.filter(lineage__startswith=self.place.lineage)
        own = self.user.acting.organisation.place_id if self.user.acting else None
        with_one = Organisation.objects.filter(kind=kind).exclude(place=None).values("place")
        without = units.exclude(pk__in=[own] if own else []).exclude(pk__in=with_one)
        return list(without.order_by("sort_key", "pk"))

    def clean_names(self) -> list[Organisation]:
        asked = [line for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(asked) > MOST_NAMED:
            raise forms.ValidationError(_("Nhiều nhất %(most)s dòng.") % {"most": MOST_NAMED})
        found: list[Organisation] = []
        bodies = bodies_of(self.user, self.place).select_related("place")
        for line in asked:
            matching = list(bodies.filter(name__iexact=line.strip())[:2])
            if len(matching) != 1:
                raise forms.ValidationError(
                    _("Không tìm thấy đúng một đơn vị tên «%(name)s» trong địa bàn của bạn.")
                    % {"name": line.strip()[:80]}
                )
            found += matching
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.takers():
            self.add_error("whole", _("Hãy chọn ít nhất một đơn vị nhận việc."))
        return cleaned

    def field_for(self, name: str) -> str | None:
        return super().field_for("whole" if name == "takers" else name)

    def takers(self) -> list[Organisation]:
        given = self.cleaned_data
        whole: list[Organisation] = []
        if given.get("whole"):
            bodies = bodies_of(self.user, self.place).filter(kind=given["whole"])
            whole = list(bodies.select_related("place").order_by("pk"))
        return list(dict.fromkeys([*whole, *given.get("names", [])]))


class AssignmentForm(TakersPart, InstrumentPart):
    """`given_from`: what the task is given from, where that is known; then it is not asked."""

    field_order = ("title", "text", "proof", "whole", "names", "due_on", "working_days")

    title = NameField(label=gettext_lazy("Nhiệm vụ"), max_length=300)
    text = TextField(
        label=gettext_lazy("Nội dung"), widget=forms.Textarea, required=False, max_length=4000
    )
    proof = TextField(
        label=gettext_lazy("Minh chứng cần có"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ví dụ: báo cáo, danh sách có chữ ký, ảnh."),
    )
    due_on = DayField(label=gettext_lazy("Hạn là ngày"), required=False)
    working_days = NumberField(
        label=gettext_lazy("Hoặc sau số ngày làm việc"),
        min_value=1,
        max_value=MOST_ALLOWED,
        required=False,
        help_text=gettext_lazy("Tính từ ngày giao, ngày giao không tính."),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Giao từ"),
        choices=Assignment.Source.choices,
        initial=Assignment.Source.OTHER,
    )
    source_text = TextField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Văn bản, kế hoạch, kết luận hội nghị hay chương trình phối hợp."),
    )

    def __init__(
        self, *args: Any, user: User, given_from: Source | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, user=user, reader=user, **kwargs)
        if given_from is not None:
            del self.fields["source"]

    def facts(self) -> dict[str, Any]:
        """The rest of what was typed, as the act takes it."""
        names = ("text", "proof", "due_on", "working_days", "source", "source_text")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class FurtherForm(TakersPart):
    """`task`: what further bodies are given; without a day of their own they are due as it says."""

    given_on = DayField(
        label=gettext_lazy("Giao ngày"),
        required=False,
        help_text=gettext_lazy("Để trống là hôm nay."),
    )
    due_on = DayField(label=gettext_lazy("Hạn là ngày"), required=False)
    working_days = NumberField(
        label=gettext_lazy("Hoặc sau số ngày làm việc"),
        min_value=1,
        max_value=MOST_ALLOWED,
        required=False,
        help_text=gettext_lazy("Tính từ ngày giao, ngày giao không tính."),
    )
    reason = TextField(label=gettext_lazy("Vì sao giao thêm"), max_length=300)

    def __init__(self, *args: Any, task: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = self._as_the_task(task)

    @staticmethod
    def _as_the_task(task: Assignment) -> str:
        if task.clock is not None:
            days = task.clock.allowed
            return ngettext(
                "Để trống cả hai: %(n)s ngày làm việc như đơn vị trước, tính từ ngày giao thêm.",
                "Để trống cả hai: %(n)s ngày làm việc như đơn vị trước, tính từ ngày giao thêm.",
                days,
            ) % {"n": number(days)}
        if task.due_on is not None:
            return _("Để trống cả hai: ngày %(day)s như đơn vị trước.") % {"day": day(task.due_on)}
        return _("Để trống cả hai: không đặt hạn, như đơn vị trước.")

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("given_on", "due_on", "working_days")}


class ReportForm(DeskForm):
    text = TextField(
        label=gettext_lazy("Kết quả và minh chứng"), widget=forms.Textarea, max_length=4000
    )
    paper = TextField(label=gettext_lazy("Số văn bản báo cáo"), required=False, max_length=60)
    proofs = ProofsField()


class ConfirmForm(DeskForm):
    note = TextField(
        label=gettext_lazy("Nhận xét"), widget=forms.Textarea, required=False, max_length=4000
    )


class ReturnForm(DeskForm):
    reason = TextField(label=gettext_lazy("Còn thiếu gì"), widget=forms.Textarea, max_length=4000)


class WithdrawForm(DeskForm):
    reason = TextField(label=gettext_lazy("Vì sao rút"), max_length=300)

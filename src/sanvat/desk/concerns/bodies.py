"""A body is chosen among the likely ones, or its name is typed; where several bear it, they are
offered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DeskForm, TextField
from sanvat.desk.keys import key_in
from sanvat.parties.models import Organisation, OrganisationKind

MOST_OFFERED = 8
"""Bodies that are offered at once."""


def bodies() -> Any:
    """The bodies that may have a matter: all but producers."""
    return Organisation.objects.exclude(kind=OrganisationKind.PRODUCER).select_related("place")


def named(body: Organisation) -> str:
    """A body, told from another of the same name."""
    return f"{body.name} ({body.place.full_name})" if body.place else body.name


class BodiesPart(DeskForm):
    """Asks for a body; `cleaned_data["body"]` is the one that was meant."""

    to = forms.ChoiceField(label=gettext_lazy("Cơ quan"), required=False, widget=forms.RadioSelect)
    other = TextField(
        label=gettext_lazy("Hoặc tìm cơ quan khác"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Ghi vài chữ trong tên và địa bàn, có dấu hoặc không dấu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.likely()[:MOST_OFFERED]
        sent = key_in(self.data.get(self.add_prefix("to"), "")) if self.is_bound else 0
        if sent and sent not in {each.pk for each in found}:
            found += list(bodies().filter(pk=sent))
        self._offer(found)

    def likely(self) -> list[Organisation]:
        """Those that are offered before anything is typed."""
        return []

    def _offer(self, found: list[Organisation]) -> None:
        self.offered = {str(each.pk): each for each in found}
        choices = [(key, named(each)) for key, each in self.offered.items()]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    @property
    def has_offers(self) -> bool:
        return bool(self.offered)

    def field_for(self, name: str) -> str | None:
        return super().field_for("other" if name in ("organisation", "body") else name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("other"):
            self._find(cleaned, cleaned["other"])
        elif cleaned.get("to"):
            cleaned["body"] = self.offered[cleaned["to"]]
        elif "to" not in self.errors:
            self.add_error("other", _("Hãy chọn một cơ quan, hoặc ghi tên để tìm."))
        return cleaned

    def _find(self, cleaned: dict[str, Any], text: str) -> None:
        """The one body of these words. Several are offered, and the one chosen among them before is
        meant where it is one of those."""
        found = list(bodies().search(text).order_by("name", "pk")[: MOST_OFFERED + 1])
        exact = [each for each in found if text.lower() in (each.name.lower(), named(each).lower())]
        chosen = [each for each in found if str(each.pk) == cleaned.get("to")]
        meant = chosen or (exact if len(exact) == 1 else found)
        if len(meant) == 1:
            cleaned["body"] = meant[0]
            return
        if not found:
            self.add_error(
                "other", _("Không tìm thấy cơ quan nào. Hãy thử ghi ít chữ hơn trong tên.")
            )
            return
        self._offer(found[:MOST_OFFERED])
        self.add_error(
            "other",
            _("Có nhiều cơ quan như vậy. Hãy chọn một ở trên, hoặc ghi thêm chữ của địa bàn."),
        )

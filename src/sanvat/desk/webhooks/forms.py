from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DeskForm, LinkField, NameField
from sanvat.desk.forms.places import PlaceField
from sanvat.follow.declared import sources
from sanvat.follow.models.webhooks import LONGEST_ADDRESS


class WebhookForm(DeskForm):
    name = NameField(
        label=gettext_lazy("Dùng cho việc gì"),
        max_length=100,
        help_text=gettext_lazy("Để sau này biết webhook nào là của hệ thống nào."),
    )
    url = LinkField(
        label=gettext_lazy("Địa chỉ được gọi"),
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        help_text=gettext_lazy("https://, có tên miền trên mạng công cộng, cổng 443."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Báo về"), widget=forms.CheckboxSelectMultiple
    )
    place = PlaceField(
        label=gettext_lazy("Chỉ ở địa bàn"),
        level=None,
        required=False,
        help_text=gettext_lazy("Để trống: cả nước."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kinds"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = [(kind, each.label) for kind, each in sources().items()]

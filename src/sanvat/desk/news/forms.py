from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DeskForm, NameField, TextField, text_area
from sanvat.news.actions.approval import LONGEST_REMARK
from sanvat.news.models import UnitHome


class HomeForm(DeskForm):
    """A site of the body that one acts for."""

    title = NameField(
        label=gettext_lazy("Tên trang"),
        max_length=200,
        help_text=gettext_lazy("Tên đơn vị như người dân gọi; địa chỉ của trang lấy từ tên này."),
    )
    lead = TextField(
        label=gettext_lazy("Giới thiệu"), max_length=500, required=False, widget=text_area(3)
    )


class SetUpForm(DeskForm):
    editors_publish = forms.BooleanField(
        label=gettext_lazy("Biên tập viên tự đăng, không cần người thứ hai duyệt"),
        required=False,
        help_text=gettext_lazy(
            "Không chọn thì mỗi tin phải có người khác của đơn vị hoặc địa bàn duyệt mới lên trang."
        ),
    )
    host = TextField(
        label=gettext_lazy("Tên miền riêng"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: ocop.ductrong.vn. Để trống nếu chưa có."),
    )

    is_ours = forms.BooleanField(
        label=gettext_lazy("Trang chính do biên tập viên của đơn vị tôi soạn"), required=False
    )

    @classmethod
    def of(cls, home: UnitHome, own: int, data: Any = None) -> SetUpForm:
        """`own`: the key of the body that the reader acts for."""
        initial = {
            "editors_publish": home.editors_publish,
            "host": home.host,
            "is_ours": home.organisation_id == own,
        }
        form = cls(data, initial=initial)
        del form.fields["host" if home.is_main else "is_ours"]
        return form


class ReadForm(DeskForm):
    """Which version was read; it travels with the button."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class GiveBackForm(ReadForm):
    remark = TextField(
        label=gettext_lazy("Cần sửa điều gì"), max_length=LONGEST_REMARK, widget=text_area(3)
    )

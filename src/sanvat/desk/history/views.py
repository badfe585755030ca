"""What became of a thing, from the journal: who did what and when, in words people use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.links import link_to
from sanvat.desk.pages import page_of
from sanvat.products.models import BusinessPlan, PersonRights, PrivateReason
from sanvat.records import journal
from sanvat.records.models import Entry
from sanvat.rules import library
from sanvat.ui.templatetags.ui import shown

ACTS: dict[str, str | Promise] = {
    "register_producer": gettext_lazy("Ghi chủ thể vào sổ"),
    "change_producer": gettext_lazy("Sửa thông tin chủ thể"),
    "add_person": gettext_lazy("Thêm người"),
    "invite": gettext_lazy("Mời một người"),
    "revoke_invitation": gettext_lazy("Rút lời mời"),
    "accept_invitation": gettext_lazy("Nhận lời mời"),
    "change_rights": gettext_lazy("Đổi quyền"),
    "remove_person": gettext_lazy("Kết thúc tư cách của một người"),
    "record_private_facts": gettext_lazy("Ghi dữ liệu riêng"),
    "open_private_facts": gettext_lazy("Mở dữ liệu riêng"),
    "erase_private_facts": gettext_lazy("Xóa dữ liệu riêng"),
    "register_product": gettext_lazy("Đăng ký sản phẩm"),
    "change_product": gettext_lazy("Sửa thông tin sản phẩm"),
    "set_variants": gettext_lazy("Sửa quy cách"),
    "set_sales_places": gettext_lazy("Sửa nơi bán"),
    "record_year_figure": gettext_lazy("Ghi số liệu năm"),
    "add_picture": gettext_lazy("Thêm ảnh"),
    "reorder_pictures": gettext_lazy("Sắp xếp ảnh"),
    "describe_picture": gettext_lazy("Mô tả ảnh"),
    "remove_picture": gettext_lazy("Bỏ ảnh"),
    "note_idea": gettext_lazy("Ghi ý tưởng"),
    "advise_idea": gettext_lazy("Góp ý"),
    "plan_idea": gettext_lazy("Lập phương án"),
    "register_idea": gettext_lazy("Đăng ký thành sản phẩm"),
    "set_aside_idea": gettext_lazy("Gác lại"),
    "apply_import": gettext_lazy("Nhập từ sổ của tỉnh"),
    "follow_the_map": gettext_lazy("Theo bản đồ mới"),
    "set_cycle": gettext_lazy("Đặt ngày của chu trình"),
}

# About an invitation or a membership: who and when is all there is to tell.
COMINGS = frozenset({"invite", "revoke_invitation", "accept_invitation"})

# Fields of changes that are no fields of the thing itself.
FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("tên"),
    "picture": gettext_lazy("ảnh"),
    "pictures": gettext_lazy("thứ tự ảnh"),
    "picture.description": gettext_lazy("mô tả ảnh"),
    "variants": gettext_lazy("quy cách"),
    "sales_places": gettext_lazy("nơi bán"),
    "rights": gettext_lazy("quyền"),
    "product": gettext_lazy("sản phẩm"),
    "output": gettext_lazy("sản lượng"),
    "unit": gettext_lazy("đơn vị"),
    "revenue": gettext_lazy("doanh thu"),
    "is_disabled": gettext_lazy("khuyết tật"),
    "gender": gettext_lazy("giới tính"),
    "ethnicity": gettext_lazy("dân tộc"),
    "home_address": gettext_lazy("nơi thường trú"),
}
# Not worth a line: whoever reads sees the picture itself, not its fingerprint.
WITHOUT_VALUES = frozenset({"picture", "pictures"})
AMOUNTS = frozenset({"output", "revenue", "price", "capital", "workers"})
LONGEST = 160


def history_page(
    request: HttpRequest,
    subject: models.Model,
    *,
    name: str,
    also: Iterable[models.QuerySet[Entry]] = (),
) -> HttpResponse:
    """The newest first; `also` are entries about other things that belong to its life."""
    entries = reduce(or_, also, journal.of(subject))
    page = page_of(entries.order_by("-number", "-pk"), request)
    return render(
        request,
        "desk/history/history.html",
        {
            "name": name,
            "back": link_to(subject._meta.label_lower, subject.pk),
            "page": page,
            "entries": [_told(entry, subject) for entry in page],
        },
    )


def _told(entry: Entry, subject: models.Model) -> dict[str, Any]:
    return {
        "entry": entry,
        "act": ACTS.get(entry.act, entry.act.replace("_", " ")),
        "note": _note(entry),
        "changes": []
        if entry.act in COMINGS
        else [
            {
                "label": _label(field, subject),
                "before": _value(field, before, subject),
                "after": _value(field, after, subject),
            }
            for field, (before, after) in entry.changes.items()
            if field not in WITHOUT_VALUES
        ],
    }


def _note(entry: Entry) -> str:
    """A note as it was written, or the reason it names."""
    if entry.act == "record_private_facts":
        return str(dict(PrivateReason.choices).get(entry.note, entry.note))
    return entry.note


def _label(field: str, subject: models.Model) -> str:
    year, _dot, rest = field.partition(".")
    if year.isdecimal() and rest:
        return f"{_label(rest, subject)} {year}"
    if field in FIELDS:
        return str(FIELDS[field])
    try:
        found = subject._meta.get_field(rest or field)
    except FieldDoesNotExist:
        return _plan_label(rest) or field
    return str(getattr(found, "verbose_name", field))


def _plan_label(field: str) -> str:
    names = {f.name: str(f.verbose_name) for f in BusinessPlan._meta.fields}
    return names.get(field, "")


def _value(field: str, value: Any, subject: models.Model) -> str:
    match value:
        case None | "" | []:
            return ""
        case bool():
            return _("có") if value else _("không")
        case {"name": name}:
            return str(name)
        case list():
            text = ", ".join(str(one) for one in value)
        case "•":
            return _("(không ghi lại)")
        case _ if field.rpartition(".")[2] in AMOUNTS:
            text = shown(value)
        case str() if field == "rights":
            text = str(dict(PersonRights.Rights.choices).get(value, value))
        case int() if field == "set_number":
            text = f"{value}. {library.criteria_set(library.CURRENT, value).name}"
        case _:
            text = _choice(field, value, subject)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _choice(field: str, value: Any, subject: models.Model) -> str:
    """What a choice is called, where the field has choices."""
    try:
        choices = dict(subject._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return str(value)
    return str(choices.get(value, value))

"""How acts on producers, products and ideas are said, and what they change."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.products.models import BusinessPlan, PersonRights, PrivateReason, ProductVariant
from sanvat.records.history import Words
from sanvat.rules import library
from sanvat.text.numbers import number


def _choice_of(choices: Any) -> Any:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def _criteria_set(value: Any) -> str:
    return f"{value}. {library.criteria_set(library.CURRENT, value).name}"


def _variants(sizes: list[Any]) -> str:
    return ", ".join(one if isinstance(one, str) else _variant(**one) for one in sizes)


def _variant(*, size: str = "", barcode: str = "", **words: str) -> str:
    said = str(ProductVariant(**words, size=size or None))
    return f"{said} ({barcode})" if barcode else said


WORDS = Words(
    acts={
        "register_producer": _("Ghi chủ thể vào sổ"),
        "change_producer": _("Sửa thông tin chủ thể"),
        "add_person": _("Thêm người"),
        "change_rights": _("Đổi quyền"),
        "remove_person": _("Kết thúc tư cách của một người"),
        "record_private_facts": _("Ghi dữ liệu riêng"),
        "open_private_facts": _("Mở dữ liệu riêng"),
        "erase_private_facts": _("Xóa dữ liệu riêng"),
        "agree_to_be_told": _("Đồng ý công khai"),
        "register_product": _("Đăng ký sản phẩm"),
        "change_product": _("Sửa thông tin sản phẩm"),
        "set_variants": _("Sửa quy cách"),
        "set_sales_places": _("Sửa nơi bán"),
        "record_year_figure": _("Ghi số liệu năm"),
        "add_picture": _("Thêm ảnh"),
        "reorder_pictures": _("Sắp xếp ảnh"),
        "describe_picture": _("Mô tả ảnh"),
        "remove_picture": _("Bỏ ảnh"),
        "note_idea": _("Ghi ý tưởng"),
        "advise_idea": _("Góp ý"),
        "plan_idea": _("Lập phương án"),
        "register_idea": _("Đăng ký thành sản phẩm"),
        "set_aside_idea": _("Gác lại"),
        "follow_the_map": _("Theo bản đồ mới"),
    },
    fields={
        "name": _("tên"),
        "picture": _("ảnh"),
        "pictures": _("thứ tự ảnh"),
        "picture.description": _("mô tả ảnh"),
        "variants": _("quy cách"),
        "sales_places": _("nơi bán"),
        "rights": _("quyền"),
        "shows_name": _("nêu tên chủ thể"),
        "link": _("trang của cơ sở"),
        "product": _("sản phẩm"),
        "output": _("sản lượng"),
        "unit": _("đơn vị"),
        "revenue": _("doanh thu"),
        "is_disabled": _("khuyết tật"),
        "gender": _("giới tính"),
        "ethnicity": _("dân tộc"),
        "home_address": _("nơi thường trú"),
        **{f"plan.{field.name}": field.verbose_name for field in BusinessPlan._meta.fields},
    },
    values={
        **dict.fromkeys(("output", "revenue", "price", "capital", "workers", "members"), number),
        "rights": _choice_of(PersonRights.Rights.choices),
        "set_number": _criteria_set,
        "variants": _variants,
    },
    notes={"record_private_facts": _choice_of(PrivateReason.choices)},
    # Whoever reads sees the picture itself, not its fingerprint.
    without_values=frozenset({"picture", "pictures"}),
)

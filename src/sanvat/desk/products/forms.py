from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms import formset_factory
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanvat.desk.forms.base import (
    AmountField,
    DeskForm,
    LinkField,
    MoneyField,
    NameField,
    TextField,
    WholeField,
    YearField,
    text_area,
)
from sanvat.desk.forms.editing import EditForm, EditRows
from sanvat.desk.forms.places import PlaceField
from sanvat.products.models import Product, ProductPicture, SalesPlace, YearFigure
from sanvat.records.files import PICTURES, accept
from sanvat.records.versions import version_of
from sanvat.rules import library
from sanvat.rules.engine import in_language


def criteria_sets() -> list[Any]:
    """The sets of the rulebook in force, under the names of their subgroups."""
    book = library.rulebook(library.CURRENT)
    language = "en" if (get_language() or "").startswith("en") else "vi"
    title = "title_en" if language == "en" else "title"
    grouped = [
        (
            f"{sub['code']}. {sub[title]}",
            [
                (str(n), f"{n}. {in_language(book.sets[n].name, language)}")
                for n in sub["sets"]
                if n in book.sets
            ],
        )
        for group in book.facts["groups"]
        for sub in group["subgroups"]
    ]
    return [("", _("Để trống: gợi ý theo tên")), *grouped]


def group_names() -> dict[str, str]:
    """The six groups of products, in the language of the page."""
    title = "title_en" if (get_language() or "").startswith("en") else "title"
    groups = library.rulebook(library.CURRENT).facts["groups"]
    return {group["code"]: group[title] for group in groups}


class ProductForm(DeskForm):
    name = NameField(
        label=gettext_lazy("Tên sản phẩm"),
        max_length=200,
        help_text=gettext_lazy(
            "Tên riêng, không kèm quy cách: “Mật ong bạc hà”, không phải “chai 500 ml”."
        ),
    )
    set_number = forms.TypedChoiceField(
        label=gettext_lazy("Bộ tiêu chí"),
        required=False,
        choices=criteria_sets,
        coerce=int,
        empty_value=None,
    )
    story = TextField(
        label=gettext_lazy("Câu chuyện sản phẩm"),
        required=False,
        max_length=20_000,
        widget=text_area(6),
        help_text=gettext_lazy("Ai làm, làm thế nào, điều gì chỉ nơi này mới có."),
    )
    note = TextField(label=gettext_lazy("Ghi chú"), required=False, max_length=500)
    is_another = forms.BooleanField(label=gettext_lazy("Đúng là một sản phẩm khác"), required=False)


class ChangeProductForm(EditForm, ProductForm):
    state = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=Product.State.choices)

    @property
    def given(self) -> dict[str, Any]:
        """Without the set where it is as it was: only naming it says that it is right."""
        return self.changed

    @classmethod
    def of(cls, product: Product, data: Any = None) -> ChangeProductForm:
        initial = {field: getattr(product, field) for field in Product.EDITED}
        form = cls(data, initial=initial, version=version_of(product))
        if product.set_is_suggested:
            form.fields["set_number"].help_text = _(
                "Bộ này mới là gợi ý từ tên. Lưu trang này không xác nhận nó; "
                "hãy xác nhận ở trang sản phẩm, hoặc chọn bộ khác tại đây."
            )
        return form


class ConfirmSetForm(EditForm):
    """The set that was suggested is the right one."""

    set_number = WholeField(min_value=1, max_value=99)

    @classmethod
    def of(cls, product: Product, data: Any = None) -> ConfirmSetForm:
        initial = {"set_number": product.set_number}
        return cls(data, initial=initial, version=version_of(product))


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """One picture or several; each is looked into by itself."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data or [] if file]
        if not files:
            raise forms.ValidationError(_("Chưa chọn ảnh nào."), code="required")
        return files


class PicturesForm(DeskForm):
    pictures = PicturesField(
        label=gettext_lazy("Chọn ảnh"),
        help_text=gettext_lazy(
            "JPEG, HEIC, PNG, WebP, AVIF, TIFF, BMP hoặc GIF; chọn được nhiều ảnh một lần. Vị trí "
            "chụp được xóa. Tệp có nhiều hình thì lấy hình đầu."
        ),
        widget=SeveralFiles(attrs={"accept": accept(PICTURES), "multiple": True}),
    )


class CameraForm(DeskForm):
    """The same, straight from the camera of a telephone."""

    pictures = PicturesField(
        label=gettext_lazy("Chụp ảnh"),
        widget=SeveralFiles(attrs={"accept": "image/*", "capture": "environment"}),
    )


class DescriptionForm(EditForm):
    description = TextField(label=gettext_lazy("Ảnh cho thấy gì"), required=False, max_length=300)

    @classmethod
    def of(cls, picture: ProductPicture, data: Any = None) -> DescriptionForm:
        initial = {"description": picture.description}
        auto_id = f"anh{picture.pk}_%s"
        return cls(data, initial=initial, auto_id=auto_id, version=version_of(picture))


class VariantForm(DeskForm):
    name = NameField(label=gettext_lazy("Tên gọi"), required=False, max_length=100)
    size = AmountField(
        label=gettext_lazy("Quy cách"), required=False, max_digits=10, decimal_places=3
    )
    unit = TextField(label=gettext_lazy("Đơn vị"), required=False, max_length=30)
    barcode = TextField(
        label=gettext_lazy("Mã vạch"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class SalesPlaceForm(DeskForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại nơi bán"), choices=SalesPlace.Kind.choices, required=False
    )
    name = NameField(label=gettext_lazy("Tên nơi bán"), required=False, max_length=150)
    link = LinkField(
        label=gettext_lazy("Địa chỉ trang"), required=False, max_length=300, assume_scheme="https"
    )
    place = PlaceField(label=gettext_lazy("Ở xã, phường"), required=False)


class Rows(EditRows):
    """Rows that may be left empty; a row that was emptied is gone."""

    wanted: tuple[str, ...] = ("name",)

    def filled(self) -> list[DeskForm]:
        return [form for form in self.forms if any(form.cleaned_data.get(f) for f in self.wanted)]


class VariantRows(Rows):
    wanted = ("name", "size", "unit", "barcode")

    @classmethod
    def of(cls, product: Product, data: Any = None) -> VariantRows:
        kept = list(product.variants.all())
        initial = [{field: getattr(row, field) for field in cls.wanted} for row in kept]
        return VariantFormSet(data, initial=initial, version=version_of(*kept))


class SalesPlaceRows(Rows):
    wanted = ("name", "link", "place")

    @classmethod
    def of(cls, product: Product, data: Any = None) -> SalesPlaceRows:
        kept = list(product.sales_places.select_related("place"))
        fields = ("kind", *cls.wanted)
        initial = [{field: getattr(row, field) for field in fields} for row in kept]
        return SalesPlaceFormSet(data, initial=initial, version=version_of(*kept))

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """What is kept of a row need not be settled anew."""
        super().add_fields(form, index)
        place = form.fields["place"]
        assert isinstance(place, PlaceField)
        place.known = form.initial.get("place")


VariantFormSet = cast(
    type[VariantRows], formset_factory(VariantForm, formset=VariantRows, extra=3, max_num=30)
)
SalesPlaceFormSet = cast(
    type[SalesPlaceRows],
    formset_factory(SalesPlaceForm, formset=SalesPlaceRows, extra=2, max_num=30),
)


class YearFigureForm(EditForm):
    """The figures of one year, which the person may change to another: it carries a version of
    each year that the page shows, and for all others that of nothing."""

    year = YearField(label=gettext_lazy("Năm"))
    output = AmountField(
        label=gettext_lazy("Sản lượng"), required=False, max_digits=16, decimal_places=3
    )
    unit = TextField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=30)
    revenue = MoneyField(label=gettext_lazy("Doanh thu (đồng)"), required=False, max_value=10**15)

    @classmethod
    def of(cls, figures: Iterable[YearFigure], *, year: int, data: Any = None) -> YearFigureForm:
        known = {figure.year: figure for figure in figures}
        initial: dict[str, Any] = {"year": year}
        if kept := known.get(year):
            initial |= {field: getattr(kept, field) for field in ("output", "unit", "revenue")}
        elif known:
            initial["unit"] = known[max(known)].unit
        versions = [f"{one}:{version_of(figure)}" for one, figure in known.items()]
        return cls(data, initial=initial, version=" ".join([f"*:{version_of()}", *versions]))

    @property
    def given(self) -> dict[str, Any]:
        """Of another year than the page showed, an empty box says nothing."""
        given = self.cleaned_data
        if given["year"] == self.initial["year"]:
            return given
        return {name: value for name, value in given.items() if value not in (None, "")}

    @property
    def seen(self) -> str:
        versions = dict(each.partition(":")[::2] for each in self.sent.split())
        return versions.get(str(self.cleaned_data["year"])) or versions.get("*") or self.sent

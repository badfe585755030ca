"""How editors choose a product or a place: by typing a part of its name."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import (
    BaseFilterForm,
    ChooseResultsView,
    ChooseView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from sanvat.certificates.clock import in_force
from sanvat.desk.forms.base import TextField
from sanvat.places.models import Place
from sanvat.products.models import Product
from sanvat.text.fold import fold


class ByName(BaseFilterForm):
    q = TextField(label=_("Tên"), required=False, max_length=200)

    def filter(self, objects: Any) -> Any:
        for word in fold(self.cleaned_data.get("q") or "").split():
            objects = objects.filter(**{f"{self.column}__contains": word})
        return objects


class ByNameOfProduct(ByName):
    column = "searchable"


class ByNameOfPlace(ByName):
    column = "folded"


class Products:
    """Products that hold a star today: everybody may know of them."""

    filter_form_class = ByNameOfProduct

    def get_object_list(self) -> Any:
        rows = Product.objects.filter(in_force(timezone.localdate()), stars__isnull=False)
        return rows.select_related("producer__organisation").order_by("sort_key", "pk")


class Places:
    filter_form_class = ByNameOfPlace

    def get_object_list(self) -> Any:
        return Place.objects.today().order_by("sort_key", "pk")


class ChooseProduct(Products, ChooseView):
    pass


class ChooseProductResults(Products, ChooseResultsView):
    pass


class ChosenProduct(Products, ChosenView):
    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)


class ChoosePlace(Places, ChooseView):
    pass


class ChoosePlaceResults(Places, ChooseResultsView):
    pass


class ChosenPlace(Places, ChosenView):
    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)


PRODUCT_CHOOSER = ChooserViewSet(
    "product_chooser",
    url_prefix="chon-san-pham",
    model=Product,
    icon="tag",
    choose_one_text=_("Chọn sản phẩm"),
    choose_another_text=_("Chọn sản phẩm khác"),
    choose_view_class=ChooseProduct,
    choose_results_view_class=ChooseProductResults,
    chosen_view_class=ChosenProduct,
    register_widget=True,
)
PLACE_CHOOSER = ChooserViewSet(
    "place_chooser",
    url_prefix="chon-dia-ban",
    model=Place,
    icon="site",
    choose_one_text=_("Chọn địa bàn"),
    choose_another_text=_("Chọn địa bàn khác"),
    choose_view_class=ChoosePlace,
    choose_results_view_class=ChoosePlaceResults,
    chosen_view_class=ChosenPlace,
    register_widget=True,
)

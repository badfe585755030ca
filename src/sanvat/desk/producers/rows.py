"""Producers in a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.producers.tags import legal_form
from sanvat.products.models import Producer
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link, with_unit
from sanvat.ui.templatetags.ui import tag

PRODUCER_COLUMNS = (
    Column(gettext_lazy("Chủ thể")),
    Column(gettext_lazy("Loại hình")),
    Column(gettext_lazy("Xã, phường")),
    Column(gettext_lazy("Sản phẩm"), kind="number"),
)


def producer_rows(producers: Iterable[Any]) -> list[tuple[Cell, ...]]:
    """Each with how many products it has as `has`."""
    return [
        (
            _name(one),
            legal_form(one),
            one.current_place.title,
            with_unit(one.has, _("sản phẩm")),
        )
        for one in producers
    ]


def _name(producer: Producer) -> SafeString:
    name = link(producer.name, address("desk:producer", producer.pk))
    if producer.state == Producer.State.ACTIVE:
        return name
    return format_html("{} {}", name, tag(capfirst(producer.get_state_display())))

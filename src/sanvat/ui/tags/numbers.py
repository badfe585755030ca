"""Numbers: key figures, progress, points on their scale, bars."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from sanvat.text.numbers import exact, number, plain, shown, shown_up
from sanvat.ui import drawings
from sanvat.ui.tags import register
from sanvat.ui.tags.arguments import as_rows

BANDS = tuple(Decimal(mark) for mark in (30, 50, 70, 90))


@register.inclusion_tag("ui/key_figures.html")
def key_figures(items: Iterable[Any]) -> dict[str, Any]:
    """Key figures. `items`: (value, label[, note]); a number is written as people write it."""
    rows = as_rows(items, "value", "label", "note")
    for row in rows:
        if isinstance(row["value"], (int, Decimal)):
            row["value"] = shown(row["value"])
    return {"items": rows}


@register.inclusion_tag("ui/progress.html")
def progress(value: Any, of: Any = 100, label: str = "", unit: str = "") -> dict[str, Any]:
    """How much of a job is done."""
    return {
        "value": plain(exact(value)),
        "max": plain(exact(of)),
        "text": f"{shown(value)}/{shown(of)}",
        "label": label,
        "unit": unit,
    }


@register.inclusion_tag("ui/meter.html")
def meter(
    value: Any,
    of: Any = 100,
    label: str = "",
    bands: Iterable[Any] | None = None,
    minima: Iterable[Any] = (),
    unit: str = "",
) -> dict[str, Any]:
    """Points on their scale, with the bands of the stars and the minima to reach.

    Without `bands` a scale of 100 shows 30, 50, 70 and 90; another scale shows none.
    `minima`: number or (number, what for). Numbers are cut, never rounded up over a mark.
    """
    points, top = exact(value), exact(of)
    if bands is None:
        bands = BANDS if top == 100 else ()
    needs = [(exact(row["points"]), row["reason"]) for row in as_rows(minima, "points", "reason")]
    return {
        "label": label,
        "unit": unit or gettext("điểm"),
        "now": plain(points),
        "max": plain(top),
        "value_text": shown(points),
        "max_text": shown(top),
        "minima": [
            {"text": shown(need), "reason": reason, "met": points >= need} for need, reason in needs
        ],
        "scale": drawings.scale(
            points,
            top=top,
            bands=[exact(band) for band in bands],
            minima=[need for need, _reason in needs],
        ),
    }


@register.inclusion_tag("ui/bars.html")
def bars(items: Iterable[Any], caption: str = "", of: Any = None, unit: str = "") -> dict[str, Any]:
    """A small bar chart that is a table. `items`: (label, value[, href])."""
    rows = as_rows(items, "label", "value", "href")
    numbers = [exact(row["value"]) for row in rows]
    top = max(numbers, default=Decimal(0)) if of is None else exact(of)
    for row, value in zip(rows, numbers, strict=True):
        row["text"] = shown(value)
        row["width"] = drawings.percent(value, top) if top else "0"
    return {"items": rows, "caption": caption, "unit": unit}


register.filter("number", number)
register.filter("shown", shown)
register.filter("shown_up", shown_up)

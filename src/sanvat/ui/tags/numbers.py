"""Numbers: key figures, progress, points on their scale, bars."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanvat.text.numbers import exact, number, plain, shown, shown_up
from sanvat.ui import drawings
from sanvat.ui.tables import link
from sanvat.ui.tags import register
from sanvat.ui.tags.arguments import as_rows

BANDS = tuple(Decimal(mark) for mark in (30, 50, 70, 90))


@register.simple_tag
def key_figures(items: Iterable[Any]) -> SafeString:
    """Key figures. `items`: (value, label[, note]); a number is written as people write it."""
    rows = as_rows(items, "value", "label", "note")
    return format_html(
        '<dl class="key-figures">{}</dl>',
        format_html_join("\n", "{}", ((_key_figure(row),) for row in rows)),
    )


def _key_figure(row: dict[str, Any]) -> SafeString:
    value, note = row["value"], row["note"]
    return format_html(
        '<div class="key-figures__item"><dt>{}</dt><dd class="key-figures__value">{}</dd>{}</div>',
        row["label"],
        shown(value) if isinstance(value, (int, Decimal)) else value,
        format_html('<dd class="key-figures__note">{}</dd>', note) if note != "" else "",
    )


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


@register.simple_tag
def bars(items: Iterable[Any], caption: str = "", of: Any = None, unit: str = "") -> SafeString:
    """A small bar chart that is a table. `items`: (label, value[, href])."""
    rows = as_rows(items, "label", "value", "href")
    numbers = [exact(row["value"]) for row in rows]
    top = max(numbers, default=Decimal(0)) if of is None else exact(of)
    behind = format_html(' <span class="bars__unit">{}</span>', unit) if unit else ""
    return format_html(
        '<div class="bars-frame"><table class="bars">{}{}</table></div>',
        format_html("<caption>{}</caption>", caption) if caption else "",
        format_html_join(
            "\n",
            '<tr><th scope="row">\n{}</th> '
            '<td class="bars__bar"><svg width="100%" aria-hidden="true">'
            '<rect width="{}%" height="100%"/></svg></td> <td class="bars__value">{}{}</td></tr>',
            (
                (
                    link(row["label"], row["href"]) if row["href"] else row["label"],
                    drawings.percent(value, top) if top else "0",
                    shown(value),
                    behind,
                )
                for row, value in zip(rows, numbers, strict=True)
            ),
        ),
    )


register.filter("number", number)
register.filter("shown", shown)
register.filter("shown_up", shown_up)

"""`/so-lieu/`: what may be taken along, what its columns mean, and the files themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanvat.opendata import changes, sets
from sanvat.opendata.dataset import datasets
from sanvat.opendata.described import licence, licence_said, publisher
from sanvat.opendata.writing import lines_of
from sanvat.portal.etags import with_etag_of
from sanvat.portal.open_data import files, tables
from sanvat.text.days import moment

PREVIEW = 5
"""Rows that the page of a dataset shows."""
CHANGES_SHOWN = 8
A_DAY = timedelta(days=1)


def _set_of_today(request: HttpRequest, **_named: str) -> str:
    kept = sets.latest()
    return kept.path.name if kept else ""


@with_etag_of(_set_of_today)
def index(request: HttpRequest) -> HttpResponse:
    kept = sets.kept()
    latest = kept[0] if kept else None
    context = {
        "set": latest,
        "built_at": moment(_built_at(latest)) if latest else "",
        "datasets": tables.of_datasets(latest.manifest["datasets"], datasets()) if latest else [],
        "columns": tables.OF_DATASETS,
        "levels": tables.of_levels(),
        "level_columns": tables.OF_LEVELS,
        "days": tables.of_days(kept),
        "day_columns": tables.OF_DAYS,
        "licence": licence(),
        "licence_said": licence_said(),
        "publisher": publisher(),
        "changes": [
            (each, changes.said(each), datasets().get(each.key))
            for each in changes.changes([one.manifest for one in kept])[:CHANGES_SHOWN]
        ],
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "portal/open_data/index.html", context)


def _built_at(kept: sets.KeptSet) -> datetime:
    return datetime.fromisoformat(kept.manifest["built_at"])


@with_etag_of(_set_of_today)
def dataset(request: HttpRequest, table: str) -> HttpResponse:
    found, latest = datasets().get(table), sets.latest()
    if found is None:
        raise Http404
    told = None
    if latest is not None:
        told = next((each for each in latest.manifest["datasets"] if each["key"] == table), None)
    context = {
        "dataset": found,
        "told": told,
        "set": latest if told else None,
        "columns": tables.of_columns(found),
        "column_columns": tables.OF_COLUMNS,
        "levels": tables.of_levels(),
        "level_columns": tables.OF_LEVELS,
        "licence_said": licence_said(),
    }
    if latest is not None and told is not None:
        lines = lines_of(latest.path / f"{table}.jsonl", PREVIEW)
        context["preview_columns"], context["preview"] = tables.preview(found, lines)
        context["bars"] = tables.counted(found, latest.manifest["counts"][table])
        context["built_at"] = moment(_built_at(latest))
        context["files"] = [
            (each, tables.NAMES[each["name"].rpartition(".")[2]], tables.size(each["bytes"]))
            for each in told["files"]
        ]
        context["schema"] = tables.address_of(f"{table}.csv{sets.SCHEMA}")
        root = request.build_absolute_uri("/").rstrip("/")
        context["examples"] = tables.examples(table, root)
    return render(request, "portal/open_data/dataset.html", context)


@require_safe
def latest_file(request: HttpRequest, name: str) -> HttpResponseBase:
    kept = sets.latest()
    if kept is None:
        raise Http404
    return files.answer(request, kept, name, is_final=False)


@require_safe
def dated_file(request: HttpRequest, day: str, name: str) -> HttpResponseBase:
    """Of an earlier day. A set of yesterday may still come, which was begun before midnight."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    kept = sets.of_day(on)
    if kept is None:
        raise Http404
    return files.answer(request, kept, name, is_final=on < timezone.localdate() - A_DAY)

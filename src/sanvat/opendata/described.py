"""What is told about a set: the manifest, and of each dataset what its columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.opendata.dataset import KINDS, LEVELS, Column, Dataset, Words
from sanvat.opendata.licences import LICENCES
from sanvat.opendata.sets import SCHEMA
from sanvat.opendata.writing import FORMS, MEDIA_TYPES, PACKED, Written, digest

PATH = "/so-lieu/"
LANGUAGES = ("vi", "en")
CSVW_TYPES: Mapping[str, str] = {
    "text": "string",
    "whole": "integer",
    "decimal": "decimal",
    "number": "double",
    "day": "date",
    "moment": "dateTimeStamp",
    "yes_no": "boolean",
}


def address(name: str = "", *, day: date | None = None) -> str:
    """Where something of the latest set, or of a day's, is found by anybody."""
    where = f"{day.isoformat()}/" if day else ""
    return f"{settings.SITE_ADDRESS}{PATH}{where}{name}"


def in_both(words: Words) -> dict[str, str]:
    """A text in each language."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = str(words)
    return told


def licence() -> tuple[str, str]:
    """What the licence is called and where it stands; both empty where nobody has decided."""
    return LICENCES.get(settings.OPEN_DATA["licence"], ("", ""))


def publisher() -> str:
    name: str = settings.OPEN_DATA["publisher"]
    if name:
        return name
    host = settings.SITE_ADDRESS.partition("://")[2]
    with override("vi"):
        return _("Đơn vị vận hành Sản Vật tại %(host)s") % {"host": host}


def licence_said() -> str:
    """In one sentence, also where there is none."""
    name, link = licence()
    if name:
        return _("%(licence)s (%(link)s). Khi dùng lại, hãy ghi nguồn: %(publisher)s.") % {
            "licence": name,
            "link": link,
            "publisher": publisher(),
        }
    return _(
        "Đơn vị vận hành chưa công bố giấy phép. Bạn xem, trích dẫn và ghi nguồn được; muốn dùng "
        "lại nhiều hơn, hãy hỏi đơn vị ấy trước."
    )


# The manifest


def manifest(
    datasets: Sequence[Dataset],
    written: Mapping[str, Written],
    folder: Path,
    *,
    at: datetime,
) -> dict[str, Any]:
    """Of a set whose tables are all there: day, release, sizes, SHA-256, rows, licence."""
    name, link = licence()
    day = timezone.localtime(at).date()
    with override("vi"):
        return {
            "day": day.isoformat(),
            "built_at": timezone.localtime(at).isoformat(timespec="seconds"),
            "release": version("sanvat"),
            "publisher": publisher(),
            "licence": {"name": name or None, "url": link or None, "says": licence_said()},
            "address": address(),
            "datasets": [
                {
                    "key": each.key,
                    "title": str(each.title),
                    "about": str(each.about),
                    "rows": written[each.key].rows,
                    "identified_by": list(each.identified_by),
                    "page": address(f"{each.key}/"),
                    "schema": address(f"{each.key}.csv{SCHEMA}"),
                    "files": [_file(each, form, folder, day) for form in FORMS],
                }
                for each in datasets
            ],
        }


def _file(dataset: Dataset, form: str, folder: Path, day: date) -> dict[str, Any]:
    name = f"{dataset.key}.{form}"
    packed = folder / f"{name}.gz"
    return {
        "name": name,
        "media_type": MEDIA_TYPES[form],
        "bytes": (folder / name).stat().st_size,
        "bytes_packed": packed.stat().st_size if form in PACKED else None,
        "sha256": digest(folder / name),
        "latest": address(name),
        "dated": address(name, day=day),
    }


# Columns


def schema(dataset: Dataset) -> dict[str, Any]:
    """CSV on the Web: what the columns of the CSV file are, for programmes."""
    name, link = licence()
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
        "url": f"{dataset.key}.csv",
        "dc:title": _tagged(dataset.title),
        "dc:description": _tagged(dataset.about),
        "dc:publisher": publisher(),
        **({"dc:license": {"@id": link}} if name else {}),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "header": True},
        "tableSchema": {
            "columns": [_column(column) for column in dataset.columns],
            "primaryKey": list(dataset.identified_by),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "datatype": CSVW_TYPES[column.kind],
        "required": False,
        "dc:description": _tagged(column.note),
        "dc:provenance": source_said(column),
    }
    if column.unit:
        told["schema:unitText"] = _tagged(column.unit)
    if column.day:
        told["dc:temporal"] = column.day
    if column.values:
        told["rdfs:comment"] = [
            {"@value": f"{value}: {meaning}", "@language": "vi"}
            for value, meaning in column.values().items()
        ]
    return told


def _tagged(words: Words) -> list[dict[str, str]]:
    return [{"@value": text, "@language": tag} for tag, text in in_both(words).items()]


def source_said(column: Column) -> str:
    """Where the values of a column come from: the name of a level, or which column says it."""
    if column.source in LEVELS:
        return str(LEVELS[column.source][0])
    return _("theo cột «%(column)s»") % {"column": column.source}


def kind_said(column: Column) -> str:
    return str(KINDS[column.kind])

"""A published file as it lies on the disk: with its ETag, in parts, packed for who takes it so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from sanvat.opendata.sets import KeptSet
from sanvat.opendata.writing import MEDIA_TYPES, PACKED

MAX_AGE = 600
"""Seconds for which whoever has the latest need not ask again."""
A_YEAR = 365 * 24 * 3600
"""In seconds, for what never changes."""
PIECE = 2**16
SAVED = ("csv", "parquet")
"""What a browser saves rather than shows."""

_PARTS = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_TAKES_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?P<q>[0-9.]+)\s*)?(?:,|$)")


def answer(request: HttpRequest, kept: KeptSet, name: str, *, is_final: bool) -> HttpResponseBase:
    """A file of a set, for GET and HEAD. `is_final`: whether the address will never say anything
    else. Http404 where the set has none of that name."""
    path = kept.file(name)
    if path is None:
        raise Http404
    form = name.rpartition(".")[2]
    part = request.headers.get("Range", "")
    is_packed = form in PACKED and not part and _takes_gzip(request)
    place = path.with_name(f"{name}.gz") if is_packed else path
    try:
        told = place.stat()
    except FileNotFoundError:
        raise Http404 from None
    tag = f'"{kept.digest(name)}{"-gzip" if is_packed else ""}"'
    headers = {
        "Content-Type": f"{MEDIA_TYPES[form]}{'' if form == 'parquet' else '; charset=utf-8'}",
        "Content-Disposition": _saved_as(kept, name, form),
        "Content-Language": "vi",
        "Accept-Ranges": "bytes",
        "Cache-Control": f"public, max-age={A_YEAR}, immutable"
        if is_final
        else f"public, max-age={MAX_AGE}",
        "ETag": tag,
        "Access-Control-Allow-Origin": "*",
        **({"Vary": "Accept-Encoding"} if form in PACKED else {}),
        **({"Content-Encoding": "gzip"} if is_packed else {}),
    }
    checked = get_conditional_response(
        request, etag=tag, last_modified=int(told.st_mtime), response=HttpResponse(headers=headers)
    )
    if checked is not None and checked.status_code != 200:
        return checked
    if request.method == "HEAD":
        return HttpResponse(headers={**headers, "Content-Length": str(told.st_size)})
    wanted = _wanted(request, part, tag, told.st_size)
    if wanted is not None and not wanted:
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{told.st_size}", "ETag": tag}
        )
    if wanted is None:
        whole = FileResponse(place.open("rb"))
        for header, value in {**headers, "Content-Length": str(told.st_size)}.items():
            whole.headers[header] = value  # its own are a guess
        return whole
    first, last = wanted
    piece = StreamingHttpResponse(_read(place, first, last), status=206, headers=headers)
    piece.headers["Content-Range"] = f"bytes {first}-{last}/{told.st_size}"
    piece.headers["Content-Length"] = str(last - first + 1)
    return piece


def _saved_as(kept: KeptSet, name: str, form: str) -> str:
    stem, _dot, ending = name.partition(".")
    saved = f"{stem}-{kept.day.isoformat()}.{ending}"
    return content_disposition_header(form in SAVED, saved) or "inline"


def _takes_gzip(request: HttpRequest) -> bool:
    found = _TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))
    return found is not None and (found["q"] or "1").strip("0.") != ""


def _wanted(
    request: HttpRequest, part: str, tag: str, size: int
) -> tuple[int, int] | tuple[()] | None:
    """The first and last byte of the part that is asked for; nothing where it lies outside of the
    file, and None for all of it: also where the part was of an earlier file, or of several."""
    found = _PARTS.fullmatch(part.replace(" ", ""))
    if found is None or (found[1] == "" and found[2] == ""):
        return None
    if request.headers.get("If-Range", tag) != tag:
        return None
    if found[1] == "":
        length = min(int(found[2]), size)
        return (size - length, size - 1) if length else ()
    first, last = int(found[1]), int(found[2] or size)
    if found[2] and last < first:
        return None
    return (first, min(last, size - 1)) if first < size else ()


def _read(place: Path, first: int, last: int) -> Iterator[bytes]:
    with place.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

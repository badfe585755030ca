"""Pictures and files of articles, as readers get them: small, and only what stands in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page, ReferenceIndex

from sanvat.news.models import Article, Paper, Picture, Rendition
from sanvat.news.models.files import FORMATS, WIDTHS
from sanvat.records import files

LARGEST_ID = 2**31 - 1
MAX_AGE = 24 * 3600
CARD = "the"
SPECS = {
    **{
        (str(width), form): f"max-{width}x{2 * width}|format-{form}"
        + ("|webpquality-72" if form == "webp" else "|jpegquality-76")
        for width in WIDTHS
        for form in FORMATS
    },
    (CARD, "jpeg"): "fill-1200x630|format-jpeg|jpegquality-76",
}
"""How a picture may be asked for: nothing else is ever drawn."""


@dataclass(frozen=True)
class Shown:
    """A picture with the addresses of its sizes; `width` and `height` are those of the smallest."""

    pk: int
    alt: str
    credit: str
    width: int
    height: int
    sizes: tuple[tuple[int, int], ...]

    @property
    def small(self) -> str:
        return f"/tin/anh/{self.pk}-{WIDTHS[0]}.jpeg"

    @property
    def webp(self) -> str:
        """For `srcset`."""
        return ", ".join(f"/tin/anh/{self.pk}-{asked}.webp {width}w" for asked, width in self.sizes)

    @property
    def jpeg(self) -> str:
        return ", ".join(f"/tin/anh/{self.pk}-{asked}.jpeg {width}w" for asked, width in self.sizes)

    @property
    def card(self) -> str:
        return f"/tin/anh/{self.pk}-{CARD}.jpeg"


def shown(picture: Picture | None) -> Shown | None:
    """Counted, not asked: no query, and no picture is opened."""
    if picture is None or not picture.width or not picture.height:
        return None
    sizes = []
    for asked in WIDTHS:
        scale = min(1, asked / picture.width, 2 * asked / picture.height)
        width = max(1, int(picture.width * scale))
        sizes.append((asked, width, max(1, int(picture.height * scale))))
    return Shown(
        pk=picture.pk,
        alt=str(picture.description),
        credit=picture.credit,
        width=sizes[0][1],
        height=sizes[0][2],
        sizes=tuple((asked, width) for asked, width, _height in sizes),
    )


@require_safe
def picture(request: HttpRequest, pk: int, size: str, form: str) -> HttpResponseBase:
    """One size of a picture that stands in an article which everybody may read."""
    spec = SPECS.get((size, form))
    if spec is None or not _is_public(Picture, pk):
        raise Http404
    found = get_object_or_404(Picture.objects.select_related("stored"), pk=pk)
    rendition = drawn(found, spec)
    response = FileResponse(rendition.file.open("rb"), content_type=f"image/{form}")
    return _kept_a_day(response)


def drawn(picture: Picture, spec: str) -> Rendition:
    """The picture in this size, drawn once; anew where the store has lost it."""
    with transaction.atomic():
        rendition: Rendition = picture.get_rendition(spec)
        if not default_storage.exists(rendition.file.name):
            rendition.delete()
            rendition = picture.create_rendition(rendition.filter)
    return rendition


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that an article offers."""
    if not _is_public(Paper, pk):
        raise Http404
    found = get_object_or_404(Paper.objects.select_related("stored"), pk=pk)
    if not files.may_be_published(found.stored):
        raise Http404
    return sent(found.stored, name=found.title)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The drawn picture that chats show of an article."""
    rows = Article.objects.public().select_related("card")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if found.card is None or not files.may_be_published(found.card):
        raise Http404
    return _kept_a_day(FileResponse(files.open(found.card), content_type=found.card.kind))


def sent(stored: Any, *, name: str) -> HttpResponseBase:
    download = files.download(stored, name=name)
    response = FileResponse(download.file)
    for header, value in download.headers.items():
        response.headers[header] = value
    return response


def _is_public(model: type[Any], pk: int) -> bool:
    """Whether something that is online shows it, as it stands there now."""
    if pk > LARGEST_ID:
        return False
    used = ReferenceIndex.objects.filter(
        to_object_id=str(pk), to_content_type=ReferenceIndex._get_base_content_type(model)
    ).values_list("object_id", flat=True)
    pages = [int(each) for each in used[:50] if each.isdigit()]
    return bool(pages) and Page.objects.filter(pk__in=pages, live=True).exists()


def _kept_a_day(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

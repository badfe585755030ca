"""Stored files for those who may have them, and for nobody else."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from sanvat.desk.pages import desk_page, row_or_404, user_of
from sanvat.products.models import Product, ProductPicture
from sanvat.records import files
from sanvat.records.models import StoredFile
from sanvat.records.small import small

SIZES = {"nho": 224, "vua": 960, "goc": None}
"""The longer side in pixels: for a list, for a page, and as it is."""

HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
"""As `files.download` has them, for what is drawn here."""


@desk_page()
def picture(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """A picture of a product one may see."""
    if size not in SIZES:
        raise Http404
    seen = ProductPicture.objects.filter(product__in=Product.objects.visible_to(user_of(request)))
    found = row_or_404(seen.select_related("file", "product"), pk)
    stored = found.file
    tag = f'"{stored.sha256}-{size}"'
    if unchanged := get_conditional_response(request, etag=tag):
        return unchanged
    response = _whole(found) if SIZES[size] is None else _small(stored, SIZES[size] or 0)
    response.headers["ETag"] = tag
    return response


def _whole(picture: ProductPicture) -> HttpResponseBase:
    download = files.download(picture.file, name=picture.product.name, shown=True)
    response = FileResponse(download.file)
    for name, value in download.headers.items():
        response.headers[name] = value
    return response


def _small(stored: StoredFile, side: int) -> HttpResponse:
    """The browser keeps it, and asks whether it still may."""
    response = HttpResponse(small(stored, side), content_type="image/webp")
    for name, value in HARMLESS.items():
        response.headers[name] = value
    return response

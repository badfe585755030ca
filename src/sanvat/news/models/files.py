"""Pictures and files of articles: Wagtail's libraries of them, on the stored files of `records`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField
from wagtail.search import index

from sanvat.parties.models import Organisation
from sanvat.records import fields
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile

WIDTHS = (480, 960)
"""How wide a picture is drawn for a page; one that is narrower stays as it is."""
FORMATS = ("webp", "jpeg")


@deconstructible
class KeptFiles(Storage):
    """The project's own store, in which a file is named by its content, so that none is taken out
    with the thing that showed it: another may show it too."""

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return default_storage.open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        return default_storage.save(name, content)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def delete(self, name: str) -> None:
        return None

    def exists(self, name: str) -> bool:
        return default_storage.exists(name)

    def size(self, name: str) -> int:
        return default_storage.size(name)

    def url(self, name: str | None) -> str:
        raise ValueError("stored files are served through permission only")


KEPT = KeptFiles()


def drawn_path(rendition: Any, filename: str) -> str:
    """Where a drawn picture lies; the name says of which content and how, so it never changes."""
    return f"news/{rendition.image.stored.sha256}/{filename}"


class Picture(AbstractImage):
    """A picture of the library. `description` is what those hear who cannot see it."""

    file = WagtailImageField(
        _("tệp ảnh"), storage=KEPT, upload_to="", width_field="width", height_field="height"
    )
    stored = models.ForeignKey(
        StoredFile, models.PROTECT, editable=False, related_name="+", verbose_name=_("tệp đã lưu")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("của đơn vị"),
    )
    credit = fields.Line(_("người chụp, nguồn ảnh"), max_length=150, blank=True)

    # Also what is looked for is the body's alone, see `rights.py`.
    search_fields: ClassVar = [*AbstractImage.search_fields, index.FilterField("organisation")]
    admin_form_fields: ClassVar = ("title", "file", "description", "credit")
    JOURNAL_HIDES: ClassVar = hides()

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")

    @property
    def default_alt_text(self) -> str:
        return str(self.description)

    def get_upload_to(self, filename: str) -> str:
        return str(self.stored.path)

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> ContentFile[bytes]:
        """Without the temporary file it was drawn in, which nobody would close."""
        with super().generate_rendition_file(*args, **kwargs) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)


class Rendition(AbstractRendition):
    """A picture as it was drawn for a page."""

    file = WagtailImageField(
        _("tệp ảnh"),
        storage=KEPT,
        upload_to=drawn_path,
        width_field="width",
        height_field="height",
        max_length=250,
    )
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("ảnh đã vẽ nhỏ")
        verbose_name_plural = _("ảnh đã vẽ nhỏ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="news_rendition_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image}: {self.filter_spec}"

    @property
    def url(self) -> str:
        """For the editor alone; public pages ask for a width."""
        return f"/quan-tri/anh-nho/{self.pk}/"


class Paper(AbstractDocument):
    """A file of the library that readers take away."""

    file = models.FileField(_("tệp"), storage=KEPT, upload_to="", max_length=100)
    stored = models.ForeignKey(
        StoredFile, models.PROTECT, editable=False, related_name="+", verbose_name=_("tệp đã lưu")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("của đơn vị"),
    )

    search_fields: ClassVar = [*AbstractDocument.search_fields, index.FilterField("organisation")]
    admin_form_fields: ClassVar = ("title", "file")
    JOURNAL_HIDES: ClassVar = hides()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")

    @property
    def url(self) -> str:
        return f"/tin/tep/{self.pk}/"

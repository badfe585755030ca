"""What an article is made of: few blocks, each with a look of its own, and no HTML to write."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from sanvat.news.cleaning import clean_paragraph
from sanvat.text.tidy import tidy, tidy_lines

FEATURES = ("bold", "italic", "ol", "ul", "link", "document-link")
LONGEST_PARAGRAPH = 20_000
MOST_BLOCKS = 60


class LineBlock(blocks.CharBlock):
    """A short text, kept as `text.tidy` has it."""

    def clean(self, value: Any) -> Any:
        return tidy(super().clean(value) or "")


class LinesBlock(blocks.TextBlock):
    def clean(self, value: Any) -> Any:
        return tidy_lines(super().clean(value) or "")


class ParagraphBlock(blocks.RichTextBlock):
    """Running text. Whatever was pasted, from Word or a page, is cut to the few things that a
    paragraph may have, here on the server too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("features", list(FEATURES))
        options.setdefault("max_length", LONGEST_PARAGRAPH)
        super().__init__(**options)

    def clean(self, value: Any) -> RichText:
        cleaned: RichText = super().clean(value)
        return RichText(clean_paragraph(cleaned.source))


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Ảnh"))
    caption = LineBlock(label=_("Chú thích"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Ảnh")


class QuoteBlock(blocks.StructBlock):
    text = LinesBlock(label=_("Lời trích"), max_length=1_000)
    who = LineBlock(label=_("Của ai"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Trích lời")


class FilesBlock(blocks.StructBlock):
    files = blocks.ListBlock(
        DocumentChooserBlock(label=_("Tệp")), label=_("Tệp"), min_num=1, max_num=20
    )

    class Meta:
        icon = "download"
        label = _("Tệp để tải về")


class FigureKind:
    """Figures of the programme that are counted when the page is shown."""

    PRODUCTS = "products"
    THREE, FOUR, FIVE = "stars_3", "stars_4", "stars_5"
    CHOICES = (
        (PRODUCTS, _("sản phẩm đang có sao")),
        (THREE, _("sản phẩm 3 sao")),
        (FOUR, _("sản phẩm 4 sao")),
        (FIVE, _("sản phẩm 5 sao")),
    )


class FigureBlock(blocks.StructBlock):
    """Either a figure that is counted, or one that somebody says, with its source."""

    counted = blocks.ChoiceBlock(
        choices=FigureKind.CHOICES, required=False, label=_("Số đếm từ hệ thống")
    )
    value = LineBlock(label=_("Hoặc con số ghi tay"), required=False, max_length=40)
    label = LineBlock(label=_("Là số gì"), required=False, max_length=200)
    source = LineBlock(label=_("Nguồn của số ghi tay"), required=False, max_length=200)

    class Meta:
        icon = "success"
        label = _("Con số")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["counted"] and not (cleaned["value"] and cleaned["label"]):
            raise blocks.StructBlockValidationError(
                {
                    "value": ValidationError(
                        _now("Hãy chọn một số đếm từ hệ thống, hoặc ghi con số và nó là số gì.")
                    )
                }
            )
        return cleaned


class VideoBlock(blocks.StructBlock):
    """A link to a video elsewhere; nothing of it is loaded with the page."""

    link = blocks.URLBlock(label=_("Địa chỉ video"), max_length=500)
    title = LineBlock(label=_("Video nói gì"), max_length=200)

    class Meta:
        icon = "media"
        label = _("Video")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if urlsplit(cleaned["link"]).scheme not in ("http", "https"):
            raise blocks.StructBlockValidationError(
                {"link": ValidationError(_now("Địa chỉ video bắt đầu bằng https://."))}
            )
        return cleaned


class OddForm(Exception):
    """The fields of a form are not those that the editor's page sends."""


UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What Wagtail lets rise where a number is none, a field is missing, two blocks stand at one place
or a paragraph is not what Draftail writes."""


class ArticleBody(blocks.StreamBlock):
    """What an article says, block by block. A form that no editor's page sends is refused as
    `OddForm`, whichever of its blocks cannot be read."""

    paragraph = ParagraphBlock(label=_("Đoạn văn"), icon="pilcrow")
    heading = LineBlock(label=_("Đầu đề nhỏ"), icon="title", max_length=200)
    picture = PictureBlock()
    list = blocks.ListBlock(
        LineBlock(label=_("Mục"), max_length=500), label=_("Danh sách"), icon="list-ul", max_num=100
    )
    quote = QuoteBlock()
    table = TypedTableBlock(
        [("text", LineBlock(label=_("Ô"), required=False, max_length=500))],
        label=_("Bảng"),
        icon="table",
        required=False,
    )
    files = FilesBlock()
    figure = FigureBlock()
    video = VideoBlock()

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        try:
            return super().value_from_datadict(data, files, prefix)
        except UNREADABLE as fault:
            raise OddForm(f"{prefix}: {fault!r}") from fault

    class Meta:
        max_num = MOST_BLOCKS
        block_counts: dict[str, Any] = {}

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from sanvat.news.blocks import ArticleBody
from sanvat.news.models.files import Picture
from sanvat.news.models.pages import PortalPage
from sanvat.news.models.sites import Section, UnitHome
from sanvat.places.models import Place
from sanvat.products.models import Product
from sanvat.records import fields
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile

MOST_PRODUCTS = 20
"""Products that an article links."""


class Topic(models.TextChoices):
    """What an article is about, in every unit alike."""

    LAW = "law", _("chính sách, quy định")
    CYCLE = "cycle", _("chu trình OCOP")
    TRAINING = "training", _("tập huấn")
    PLAN = "plan", _("kế hoạch, chỉ tiêu")
    AGREEMENT = "agreement", _("chương trình phối hợp")
    RANKING = "ranking", _("đánh giá, phân hạng")
    PROMOTION = "promotion", _("xúc tiến, hội chợ")
    SUPPORT = "support", _("hỗ trợ chủ thể")
    STORY = "story", _("chuyện sản phẩm")
    NEW_RURAL = "new_rural", _("nông thôn mới")
    TOURISM = "tourism", _("văn hóa, du lịch")
    PEOPLE = "people", _("việc của dân")


class ArticleQuerySet(PageQuerySet):
    def public(self, at: datetime | None = None) -> ArticleQuerySet:
        """Those that anybody may read at this moment. The expiry is asked here too, since a job
        takes down what has expired a minute later."""
        at = at or timezone.now()
        found: ArticleQuerySet = self.filter(
            Q(expire_at=None) | Q(expire_at__gt=at), live=True, shown_at__isnull=False
        )
        return found


class TopicsField(ArrayField):  # type: ignore[type-arg]
    """Some of the topics, as boxes to tick."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=Topic.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=self.verbose_name,
        )


class Body(StreamField):
    """What an article is made of. Which blocks there are is no matter of the table."""

    def deconstruct(self) -> Any:
        name, _path, _args, options = super().deconstruct()
        options["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], options


class Article(PortalPage, Page):
    """One piece of news.

    `shown_at` is the time that stands on it and by which lists are ordered: when it first went
    online, unless its editor says that it is of an earlier day. The English half is written
    beside the Vietnamese one; where it is empty, readers of English get the Vietnamese.
    `made_from` names the record that its draft was made from: `events.event:12`.
    """

    title_en = fields.Line(_("tiêu đề, tiếng Anh"), max_length=255, blank=True)
    lead = fields.Text(
        _("sa-pô"),
        max_length=600,
        help_text=_(
            "Hai, ba câu nói hết điều chính. Viết đủ chữ, hạn chế viết tắt để đọc lên nghe rõ."
        ),
    )
    lead_en = fields.Text(_("sa-pô, tiếng Anh"), max_length=600, blank=True)
    picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ảnh chính"),
    )
    content = Body(ArticleBody(), blank=True, verbose_name=_("nội dung"))
    content_en = Body(ArticleBody(), blank=True, verbose_name=_("nội dung, tiếng Anh"))
    author = fields.Line(_("tác giả"), max_length=150, blank=True)
    source_note = fields.Line(_("nguồn"), max_length=200, blank=True)
    source_link = fields.Link(_("địa chỉ nguồn"), max_length=500, blank=True)
    shown_at = models.DateTimeField(
        _("thời gian hiện trên bài"),
        null=True,
        blank=True,
        help_text=_("Để trống: lúc đăng. Chỉ ghi khi đưa lại tin của ngày trước."),
    )
    hot_until = models.DateField(_("tin nóng đến hết ngày"), null=True, blank=True)
    featured_until = models.DateField(_("tin nổi bật đến hết ngày"), null=True, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    topics = TopicsField(
        models.CharField(max_length=12, choices=Topic),
        default=list,
        blank=True,
        verbose_name=_("chủ đề"),
    )
    home = models.ForeignKey(
        UnitHome, models.PROTECT, editable=False, related_name="articles", verbose_name=_("trang")
    )
    in_section = models.ForeignKey(
        Section,
        models.PROTECT,
        editable=False,
        related_name="articles",
        verbose_name=_("chuyên mục"),
    )
    card = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ảnh chia sẻ"),
    )
    made_from = fields.Line(_("soạn từ"), max_length=60, blank=True, editable=False)
    is_demonstration = models.BooleanField(_("trình diễn"), default=False, editable=False)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    SETTINGS = ("home", "in_section", "card", "made_from", "is_demonstration")
    JOURNAL_HIDES: ClassVar = hides()

    parent_page_types: ClassVar = ["news.Section"]
    subpage_types: ClassVar[list[Any]] = []
    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("content"),
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("source_note"), FieldPanel("source_link")],
            heading=_("Tác giả và nguồn"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("topics"),
                FieldPanel("place"),
                InlinePanel("products", label=_("sản phẩm"), max_num=MOST_PRODUCTS),
            ],
            heading=_("Nói về"),
        ),
        MultiFieldPanel(
            [FieldPanel("hot_until"), FieldPanel("featured_until"), FieldPanel("shown_at")],
            heading=_("Vị trí và thời gian"),
        ),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("lead_en"), FieldPanel("content_en")],
            heading=_("Bản tiếng Anh"),
        ),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar = [PublishingPanel()]

    class Meta:
        verbose_name = _("tin")
        verbose_name_plural = _("tin")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["home", "made_from"],
                name="news_one_draft_of_a_record",
                condition=~Q(made_from=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="news_by_time", fields=["-shown_at", "-page_ptr"]),
            models.Index(name="news_of_home", fields=["home", "-shown_at", "-page_ptr"]),
            models.Index(name="news_of_section", fields=["in_section", "-shown_at", "-page_ptr"]),
            models.Index(
                name="news_hot", fields=["hot_until"], condition=Q(hot_until__isnull=False)
            ),
            models.Index(
                name="news_featured",
                fields=["featured_until"],
                condition=Q(featured_until__isnull=False),
            ),
            models.Index(name="news_of_place", fields=["place", "-shown_at"]),
            GinIndex(name="news_topics", fields=["topics"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.set_where()
        return super().save(*args, **kwargs)

    def set_where(self) -> None:
        """Its section and site, which are those it lies in; also after it was moved."""
        parent = self.get_parent().specific
        self.in_section_id, self.home_id = parent.pk, parent.home_id

    def clean(self) -> None:
        super().clean()
        if self.shown_at and self.shown_at > timezone.now():
            raise ValidationError(
                {
                    "shown_at": _now(
                        "Thời gian hiện trên bài không được ở tương lai. Muốn đăng sau, hãy đặt "
                        "lịch ở mục Lịch đăng."
                    )
                }
            )

    def path_on_site(self) -> str:
        section = self.in_section if self.in_section_id else self.get_parent().specific
        return f"{section.path_on_site()}{self.slug}/"

    @property
    def has_english(self) -> bool:
        return bool(self.title_en and self.lead_en)


class ArticleProduct(Orderable):
    """A product that an article tells of."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(
        Product, models.CASCADE, related_name="told_in", verbose_name=_("sản phẩm")
    )

    panels: ClassVar = [FieldPanel("product")]
    JOURNAL_HIDES: ClassVar = hides()

    class Meta(Orderable.Meta):
        verbose_name = _("sản phẩm của bài")
        verbose_name_plural = _("sản phẩm của bài")

    def __str__(self) -> str:
        return str(self.product)

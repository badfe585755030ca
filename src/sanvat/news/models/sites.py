from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page

from sanvat.news.models.pages import PortalPage
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.records import fields
from sanvat.records.hiding import hides

MAIN_SLUG = "trang-chinh"
"""Of the home of the whole installation, at `/`; every other is at `/don-vi/<slug>/`."""

SECTION = "news.Section"
"""The class below: a site names sections, and a section its site."""


class UnitHome(PortalPage, Page):
    """A unit's own site: its sections, its links, and whose it is.

    `organisation` is whose editors write here, `place` whose keepers may approve beside that
    body's own. `editors_publish`: editors put online by themselves what they write. `host` is the
    unit's own address, where it has one; the main site has none.
    """

    title_en = fields.Line(_("tên, tiếng Anh"), max_length=255, blank=True)
    lead = fields.Text(_("giới thiệu"), max_length=500, blank=True)
    lead_en = fields.Text(_("giới thiệu, tiếng Anh"), max_length=500, blank=True)
    shared_sections = ParentalManyToManyField(
        SECTION,
        blank=True,
        related_name="shown_by",
        verbose_name=_("chuyên mục dùng chung"),
        help_text=_("Chuyên mục của trang chính hiện cả trên trang này."),
        limit_choices_to={"is_shared": True},
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="homes",
        verbose_name=_("đơn vị"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("địa bàn"),
    )
    host = fields.Line(_("tên miền riêng"), max_length=200, blank=True, editable=False)
    editors_publish = models.BooleanField(_("biên tập viên tự đăng"), default=False, editable=False)
    is_demonstration = models.BooleanField(_("trình diễn"), default=False, editable=False)

    SETTINGS = ("organisation", "place", "host", "editors_publish", "is_demonstration")
    JOURNAL_HIDES: ClassVar = hides()

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["news.Section"]
    is_creatable = False  # opened by an act, on the desk
    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("shared_sections", widget=None),
        InlinePanel("link_groups", heading=_("Liên kết theo nhóm"), label=_("nhóm"), max_num=12),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("lead_en")], heading=_("Bản tiếng Anh")
        ),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("trang của đơn vị")
        verbose_name_plural = _("trang của đơn vị")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["host"], name="news_host_unique", condition=~models.Q(host="")
            ),
        ]

    @property
    def is_main(self) -> bool:
        return bool(self.slug == MAIN_SLUG)

    def path_on_site(self) -> str:
        return "/" if self.is_main else f"/don-vi/{self.slug}/"


class Section(PortalPage, Page):
    """A section of a site. One of the main site may be `is_shared`: other sites may show it."""

    title_en = fields.Line(_("tên, tiếng Anh"), max_length=255, blank=True)
    lead = fields.Text(_("giới thiệu"), max_length=500, blank=True)
    lead_en = fields.Text(_("giới thiệu, tiếng Anh"), max_length=500, blank=True)
    is_shared = models.BooleanField(
        _("cho các trang khác dùng chung"),
        default=False,
        help_text=_("Chỉ chuyên mục của trang chính."),
    )
    home = models.ForeignKey(
        UnitHome, models.PROTECT, editable=False, related_name="sections", verbose_name=_("trang")
    )

    SETTINGS = ("home",)
    JOURNAL_HIDES: ClassVar = hides()

    parent_page_types: ClassVar = ["news.UnitHome"]
    subpage_types: ClassVar = ["news.Article"]
    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("is_shared"),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("lead_en")], heading=_("Bản tiếng Anh")
        ),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        parent = self.get_parent()
        self.home_id = parent.pk
        return super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.is_shared and self.path and not self.home_of_tree().is_main:
            raise ValidationError(
                {"is_shared": _now("Chỉ chuyên mục của trang chính mới cho dùng chung được.")}
            )

    def home_of_tree(self) -> UnitHome:
        home: UnitHome = self.get_parent().specific
        return home

    def path_on_site(self) -> str:
        home = self.home if self.home_id else self.home_of_tree()
        return f"/tin/{self.slug}/" if home.is_main else f"/don-vi/{home.slug}/{self.slug}/"

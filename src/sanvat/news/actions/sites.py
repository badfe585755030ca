"""Sites of units: opened, and how they publish."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.models import Page, Site

from sanvat.errors import Refusal
from sanvat.news import access
from sanvat.news.actions.publication import turn_of
from sanvat.news.models import Section, UnitHome
from sanvat.news.models.pages import slug_of
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns

FIRST_SECTION = ("Tin tức", "News")
_HOST = re.compile(r"(?=.{4,200}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


@transaction.atomic
def open_home(
    organisation: Organisation,
    title: str,
    *,
    by: User,
    at: datetime,
    place: Place | None = None,
    lead: str = "",
    is_demonstration: bool = False,
) -> UnitHome:
    """Open a unit's own site, with a first section; `place` is the body's where it is left out.

    Refuses a second site of the same body (`has-home`).
    """
    place = place or organisation.place
    require(access.may_open_home(by, organisation, place))
    take_turns("news.tree")
    if UnitHome.objects.filter(organisation=organisation).exists():
        raise Refusal(_("Đơn vị này đã có trang riêng. Hãy dùng trang đang có."), code="has-home")
    root = Page.get_first_root_node()
    home = UnitHome(
        title=title,
        lead=lead,
        organisation=organisation,
        place=place,
        slug=_free_slug(title),
        is_demonstration=demonstration.marks(by, is_demonstration),
        first_published_at=at,
        last_published_at=at,
    )
    name, name_en = FIRST_SECTION
    first = Section(
        title=name, title_en=name_en, home=home, first_published_at=at, last_published_at=at
    )
    with LogContext(user=by):
        root.add_child(instance=home)
        home.add_child(instance=first)
    journal.write(
        "open_home", by=by, subject=home, at=at, changes={"organisation": (None, organisation)}
    )
    return home


@transaction.atomic
def set_up_home(
    home: UnitHome,
    *,
    by: User,
    at: datetime,
    editors_publish: bool,
    host: str = "",
    organisation: Organisation | None = None,
) -> bool:
    """Say how a site publishes, and its own host; of the main site also whose it is. Returns
    whether anything changed.

    Refuses a host that the installation does not serve (`host-not-served`), or that another site
    has (`host-taken`).
    """
    take_turns(turn_of(home.pk))
    home = locked(home)
    require(access.may_open_home(by, home.organisation or organisation, home.place))
    host = host.strip().lower()
    if host != home.host:
        _check_host(home, host)
    before = {"editors_publish": home.editors_publish, "host": home.host}
    after = {"editors_publish": editors_publish, "host": host}
    if home.is_main and organisation is not None:
        before["organisation"], after["organisation"] = home.organisation, organisation
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if not changes:
        return False
    UnitHome.objects.filter(pk=home.pk).update(**after)
    if "host" in changes:
        Site.objects.filter(root_page=home, is_default_site=False).delete()
        if host:
            Site.objects.create(hostname=host, root_page=home.page_ptr, site_name=home.title)
    journal.write("set_up_home", by=by, subject=home, at=at, changes=changes)
    return True


def _check_host(home: UnitHome, host: str) -> None:
    if not host:
        return
    main = settings.SITE_ADDRESS.partition("://")[2].partition(":")[0]
    if not _HOST.fullmatch(host) or host not in settings.ALLOWED_HOSTS or host == main:
        raise Refusal(
            _(
                "Cài đặt này chưa phục vụ tên miền “%(host)s”. Người vận hành cần thêm tên miền "
                "vào SANVAT_HOSTS và trỏ tên miền về máy chủ, rồi hãy ghi lại ở đây."
            )
            % {"host": host[:200]},
            code="host-not-served",
        )
    if home.is_main or UnitHome.objects.filter(host=host).exclude(pk=home.pk).exists():
        raise Refusal(
            _("Tên miền này đã là của trang khác. Hãy chọn tên miền khác."), code="host-taken"
        )


def _free_slug(title: str) -> str:
    slug = slug_of(title)
    taken = set(UnitHome.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sanvat.parties import demonstration
from sanvat.parties.models.memberships import held_on
from sanvat.records.fields import Email, Name, Searchable
from sanvat.records.hiding import hides
from sanvat.text.normal import nfc

if TYPE_CHECKING:
    from sanvat.parties.at_work import Found
    from sanvat.parties.models.memberships import Membership


class UserManager(DjangoUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Sign-in names ignore case, as the constraint below does."""
        return self.get(username__iexact=username)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of Wagtail, untyped
    """A person who can sign in. What they may do comes from their roles, never from here.

    The `username` is what they sign in with: an e-mail address or a telephone number. Whose an
    address is, is asked of `owners.py`, not of these columns.
    """

    # A Vietnamese name is one whole, family name first; cutting it in two would only garble it.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = Name(_("họ và tên"), max_length=150, blank=True)
    email = Email(_("thư điện tử"), blank=True)
    searchable = Searchable("name", "username", max_length=300)
    # Lives in the world that `make run` shows, and only there; nobody can sign in as one elsewhere.
    is_demonstration = models.BooleanField(_("tài khoản trình diễn"), default=False)

    # The membership this session chose; set by the door, read by `acting`.
    chosen: int | None = None

    # What was read beside the person when this click came in; see `parties/at_work.py`.
    found: Found | None = None

    objects: ClassVar[UserManager] = UserManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    JOURNAL_HIDES: ClassVar = hides("username", "email", "password")

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        indexes: ClassVar = [
            GinIndex(name="user_search", fields=["searchable"], opclasses=["gin_trgm_ops"]),
            # Who has a frequent word in their name is found along the names.
            models.Index(name="user_by_name", fields=["name", "id"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique",
                violation_error_message=_("Tên đăng nhập này đã có người dùng."),
            ),
            # Many producers have no e-mail; two people must not share one.
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=~Q(email=""),
                violation_error_message=_("Thư điện tử này đã có người dùng."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """A sentence with accents is the same one from every keyboard."""
        super().set_password(_composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(_composed(raw_password) or "")

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The given name, which stands last and is how people are addressed."""
        return self.name.rsplit(" ", 1)[-1]

    def memberships_on(self, day: date) -> list[Membership]:
        """Those that may open something here, with their bodies and places."""
        return held_on(day, by=self)

    @cached_property
    def roles_of_today(self) -> list[Membership]:
        """Read anew with every request, so a membership that ended is gone with the next click."""
        return self.memberships_on(timezone.localdate())

    @cached_property
    def acting(self) -> Membership | None:
        """For whom this person acts: what the session chose, else their only role of today."""
        if len(self.roles_of_today) == 1:
            return self.roles_of_today[0]
        return next((each for each in self.roles_of_today if each.pk == self.chosen), None)

    def choose(self, membership: int | None) -> None:
        """Act under the membership with this key, where it is valid; what was read before is
        forgotten."""
        self.chosen = membership
        self.__dict__.pop("acting", None)
        self.__dict__.pop("roles_of_today", None)

    def act_only_as(self, membership: int) -> None:
        """For a job that somebody left to be done: act under the membership they left it in. Where
        that has ended, or they come in no more, under none; never under another that they hold."""
        self.choose(membership)
        held = self.roles_of_today if demonstration.lets_in(self) else []
        self.__dict__["acting"] = next((each for each in held if each.pk == membership), None)


def _composed(password: str | None) -> str | None:
    return None if password is None else nfc(password)

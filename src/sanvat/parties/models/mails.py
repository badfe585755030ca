from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanvat.records.hiding import hides


class WaitingMail(models.Model):
    """A mail about signing in, with a link that lets its reader in, until it is sent or given up.

    To whom it goes and what it says is sealed: a copy of the database tells nobody. It belongs to
    no office and stands on no page; the row is gone with the mail. See `parties/mails.py`.
    """

    sealed = models.TextField(_("thư, đã niêm phong"))
    created_at = models.DateTimeField(_("soạn lúc"))
    due_at = models.DateTimeField(_("gửi từ lúc"), db_index=True)
    tries = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    # A job has it in hand.
    taken_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides("sealed")

    class Meta:
        verbose_name = _("thư đăng nhập chờ gửi")
        verbose_name_plural = _("thư đăng nhập chờ gửi")

    def __str__(self) -> str:
        return str(self.pk)

"""The way down to a page of the criteria: all rulebooks, one rulebook, one set."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sanvat.portal.criteria.words import told
from sanvat.rules.model import CriteriaSet, Rulebook

Breadcrumbs = list[tuple[str | Promise, str]]
"""(label, address) from the top; the address is empty where there is no page to go to."""


def breadcrumbs(book: Rulebook | None = None) -> Breadcrumbs:
    """Down to a rulebook, or to the list of all rulebooks."""
    crumbs: Breadcrumbs = [(_("Tiêu chí"), reverse("portal:criteria"))]
    if book:
        crumbs.append((book.decision, reverse("portal:rulebook", args=[book.id])))
    return crumbs


def set_title(cs: CriteriaSet) -> str:
    return _("Bộ %(number)d: %(name)s") % {"number": cs.number, "name": told(cs.name)}

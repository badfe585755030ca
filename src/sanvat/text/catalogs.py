"""The words of all packages in one catalogue, where their languages count alike.

Django means to merge what it reads from each package, yet compares the code of one plural rule with
the rule of the other, and so keeps one catalogue a package. A sentence that stands in none of them,
as all of ours in Vietnamese, is then looked for in dozens, two hundred times a page.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation.trans_real import TranslationCatalog


def merge_alike() -> None:
    """From now on a catalogue joins the one before it where both count alike."""
    TranslationCatalog.update = _update  # type: ignore[method-assign,assignment]


def _update(self: Any, translation: Any) -> None:
    if translation.plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(translation._catalog)
    else:
        self._catalogs.insert(0, translation._catalog.copy())
        self._plurals.insert(0, translation.plural)

"""The words of all packages, and which of them counts where two have the same sentence."""

from gettext import GNUTranslations, c2py
from itertools import pairwise

from django.utils.translation import trans_real
from django.utils.translation.trans_real import TranslationCatalog

ONE_FORM, TWO_FORMS = "0", "n != 1"


def words(rule: str, **catalog) -> GNUTranslations:
    made = GNUTranslations()
    made._catalog, made.plural = catalog, c2py(rule)
    return made


def test_packages_that_count_alike_share_a_catalogue_and_the_last_one_counts():
    catalog = TranslationCatalog(words(TWO_FORMS, save="Save", back="Back"))

    catalog.update(words(TWO_FORMS, save="Keep", more="More"))

    assert catalog._catalogs == [{"save": "Keep", "back": "Back", "more": "More"}]


def test_who_counts_otherwise_keeps_a_catalogue_of_its_own():
    catalog = TranslationCatalog(words(TWO_FORMS, save="Save", back="Back"))

    catalog.update(words(ONE_FORM, save="Keep"))
    catalog.update(words(TWO_FORMS, save="Note"))

    assert [catalog["save"], catalog["back"]] == ["Note", "Back"]
    assert len(catalog._catalogs) == 3


def test_a_sentence_is_looked_for_in_few_places():
    for language in ("vi", "en"):
        found = trans_real.translation(language)._catalog
        codes = [plural.__code__ for plural in found._plurals]

        assert all(one != next_ for one, next_ in pairwise(codes))

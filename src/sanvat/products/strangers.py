"""Whose name anybody may know."""

from __future__ import annotations

from sanvat.products.names import producer_key

BODIES = frozenset(
    {
        *("cooperative", "cooperative-group", "small-medium-enterprise"),
        *("association", "operating-centre", "similar-body"),
    }
)
"""The legal forms that are no person and no household: a farm is run by a family."""

_WORDS_OF_BODIES = (
    *("hop tac xa ", "lien hiep hop tac xa ", "to hop tac ", "cong ty ", "doanh nghiep "),
    *("hoi ", "hiep hoi ", "trung tam ", "ban quan ly "),
)


def is_body(name: str, legal_form: str) -> bool:
    """Whether a producer is an organisation, whose name is public anyway. Where nobody wrote down
    its form, only a name that says so is taken for one's."""
    if legal_form:
        return legal_form in BODIES
    return f"{producer_key(name)} ".startswith(_WORDS_OF_BODIES)

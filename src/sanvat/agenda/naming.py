"""That the published part of a work calendar names offices and no people, and no telephone.

A week is put online by whoever has a minute for it, so this is asked while it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from sanvat.parties.models import Membership, Organisation
from sanvat.records.secrets import veiled
from sanvat.text.fold import fold

_TELEPHONE = re.compile(r"(?<![\w.,])(?:\+84|0)[ .\-]?[1-9](?:[ .\-]?[0-9]){7,9}(?!\w)")
_ADDRESSED = re.compile(r"(?i:\b(?:ông|bà|anh|chị|đồng chí|đ/c))[ ](\w+)[ ](\w+)")
"""Somebody who is addressed, and the two words behind: a name, or an office."""
_BREAKS = re.compile(r"\W+")
_OFFICES = frozenset(
    {
        *("bí", "cán", "chánh", "chủ", "chuyên", "cục", "giám", "hiệu", "lãnh", "phó", "quyền"),
        *("thư", "thứ", "thường", "tổ", "tổng", "trưởng", "ủy", "uỷ", "viện", "vụ"),
    }
)
"""First words of offices: “đồng chí Bí thư”, “bà Phó Giám đốc”; no family is called so."""


def names_in(organisation: Organisation) -> frozenset[str]:
    """The folded names of who acts for a body or did; a name of one word tells of nobody."""
    held = Membership.objects.filter(organisation=organisation).order_by()
    names = {fold(name) for name in held.values_list("user__name", flat=True)}
    return frozenset(name for name in names if " " in name)


def faults_of(texts: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """For each text that may not be published why, by its key. `names`: as `names_in` has them."""
    found = {key: _fault(text, names) for key, text in texts.items() if text}
    return {key: fault for key, fault in found.items() if fault}


def _fault(text: str, names: Collection[str]) -> str:
    if _TELEPHONE.search(text) or veiled(text) != text:
        return _(
            "Lịch công bố không ghi số điện thoại hay số giấy tờ của người. Hãy ghi số ấy ở ô Ghi "
            "chú nội bộ."
        )
    folded = f" {_BREAKS.sub(' ', fold(text)).strip()} "
    if any(f" {name} " in folded for name in names) or _addresses_somebody(text):
        return _(
            "Lịch công bố chỉ ghi chức danh, ví dụ “Lãnh đạo Sở”. Hãy ghi tên người ở ô Người chủ "
            "trì hoặc Ghi chú nội bộ."
        )
    return ""


def _addresses_somebody(text: str) -> bool:
    return any(
        first[0].isupper() and second[0].isupper() and first.lower() not in _OFFICES
        for first, second in _ADDRESSED.findall(text)
    )

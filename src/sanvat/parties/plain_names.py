"""Names that go out in letters to people who never heard of us: a name and nothing else.

A name is typed by one person and read by another under the office's address. A link, an address
or a line of its own in it would be a letter of somebody else's.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.text.normal import normal
from sanvat.text.tidy import tidy

_ENDINGS = (
    "app biz cc click club co com dev edu fun gov icu info io link live ly mobi net online org "
    "page pro ru shop site store tk top vip vn website win work xyz"
)
_LINK = re.compile(
    r"://|https?\b|\bwww\b|[\w.+-]@[\w-]"
    rf"|[\w-]{{2}}\s?\.\s?(?:{'|'.join(_ENDINGS.split())})\b"
)
"""Whether there is a link, not where it begins: a letter or two before a sign are enough."""


def plain_name(text: str, field: str = "name") -> str:
    """The name as it is kept. Refuses, at `field`, one with a link, the address of a site or of
    a mailbox in it, or with a line break."""
    if len(text.strip().splitlines()) > 1:
        raise ValidationError({field: [_("Tên chỉ có một dòng. Hãy ghi tên trên một dòng.")]})
    refuse_links(text, field)
    return tidy(text)


def refuse_links(text: str, field: str = "name") -> None:
    """Refuse, as a ValidationError at `field`, what mail programmes would make a link of."""
    if bears_link(text):
        raise ValidationError(
            {
                field: [
                    _(
                        "Tên không được có đường dẫn, địa chỉ trang mạng hay thư điện tử, vì tên "
                        "đi theo thư mời. Hãy chỉ ghi tên."
                    )
                ]
            }
        )


def bears_link(text: str) -> bool:
    """Whether there is a link, or what reads as one, in the text."""
    return _LINK.search(normal("NFKC", tidy(text)).casefold()) is not None

"""What a buyer can do: ask a producer about a product; and what the programme erases by itself."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.inquiries import access, keeping, letters
from sanvat.inquiries.access import may_be_asked, readers_of
from sanvat.parties import actions as parties
from sanvat.parties import addresses, limits
from sanvat.products.models import Product
from sanvat.records import journal
from sanvat.records.fields import check_name
from sanvat.text.tidy import tidy, tidy_lines

LONGEST_NAME = 100
LONGEST_TEXT = 2_000
BATCH = 500
"""Letters that are erased in one transaction."""


@transaction.atomic
def ask_producer(
    product: Product,
    *,
    name: str,
    email: str,
    text: str,
    key: str,
    by: None = None,
    at: datetime,
) -> int:
    """Send a question to the people of the producer who read mail; their answer goes to `email`.

    `key` tells one question from another: sent twice with the same, it goes out once. Returns to
    how many it went; all the producer's people have a line on their desk that somebody asks.
    Refuses where nobody would read it (`nobody-reads`), and where the producer was asked too often
    of late (`asked-too-often`). The question stands in the letter alone.
    """
    asker, text = tidy(name), tidy_lines(text)
    faults = {}
    if not asker or len(asker) > LONGEST_NAME:
        faults["name"] = _("Hãy ghi tên, dài nhất %(n)d chữ.") % {"n": LONGEST_NAME}
    if not text or len(text) > LONGEST_TEXT:
        faults["text"] = _("Hãy ghi câu hỏi, dài nhất %(n)d chữ.") % {"n": LONGEST_TEXT}
    if faults:
        raise ValidationError(faults)
    for field, said in (("name", asker), ("text", text)):
        try:
            check_name(said)
        except ValidationError as error:
            raise ValidationError({field: error}) from None
    try:
        email = addresses.email(email)
    except ValidationError as error:
        raise ValidationError({"email": error}) from None
    if not may_be_asked(product):
        raise Refusal(
            _(
                "Chủ thể này chưa nhận câu hỏi qua hệ thống. Hãy hỏi ở nơi bán ghi trên trang "
                "sản phẩm, hoặc hỏi Ủy ban nhân dân xã."
            ),
            code="nobody-reads",
        )
    if not limits.to_somebody("inquiry_to_producer", str(product.producer_id)):
        raise Refusal(
            _("Hôm nay chủ thể này đã nhận nhiều câu hỏi. Hãy hỏi lại vào ngày mai."),
            code="asked-too-often",
        )
    subject, body = letters.question(product, asker=asker, email=email, text=text)
    readers = readers_of(product)
    for reader in readers:
        parties.post_letter(
            reader.user.email,
            subject,
            body,
            about=product,
            by=None,
            at=at,
            key=f"{access.LETTERS}{key[:64]}-{reader.pk}",
            reply_to=email,
            organisation=product.producer.organisation,
        )
    parties.tell_of_waiting(
        access.people_told(product),
        _("Có người hỏi về %(product)s; câu hỏi ở trong thư điện tử của chủ thể.")
        % {"product": Truncator(product.name).chars(120)},
        key=f"inquiry-{product.pk}",
        about=product,
        at=at,
    )
    journal.write("ask_producer", by=by, subject=product, at=at)
    return len(readers)


def erase_what_is_over(*, at: datetime) -> int:
    """By a job, every night: erase questions that are kept no longer. Returns how many letters.
    Begun again it erases the rest."""
    number = 0
    while number_now := _erase_some(at):
        number += number_now
    return number


@transaction.atomic
def _erase_some(at: datetime) -> int:
    rows = keeping.over(at).order_by("pk").select_for_update(of=("self",), no_key=True)[:BATCH]
    return parties.erase_letters(list(rows), at=at)

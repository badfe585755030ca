"""Agreements: two or more bodies who say what each does for a common work, and account for it."""

from sanvat.agreements.models.agreements import Agreement, Party
from sanvat.agreements.models.drafting import Comment, Version
from sanvat.agreements.models.items import Item, ItemNote, ItemPartner, Proof, Waiting
from sanvat.agreements.models.meetings import Meeting, Remark
from sanvat.agreements.models.reviews import (
    IssuedReport,
    Review,
    ReviewFigure,
    ReviewLine,
    ReviewSignature,
)
from sanvat.agreements.models.signing import Amendment, Signature

__all__ = [
    "Agreement",
    "Amendment",
    "Comment",
    "IssuedReport",
    "Item",
    "ItemNote",
    "ItemPartner",
    "Meeting",
    "Party",
    "Proof",
    "Remark",
    "Review",
    "ReviewFigure",
    "ReviewLine",
    "ReviewSignature",
    "Signature",
    "Version",
    "Waiting",
]

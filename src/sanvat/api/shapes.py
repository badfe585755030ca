"""The shapes that several subjects send or take, as the documentation shows them.

A shape of one subject stands in that subject's file. Answers are made by hand and the tests hold
them against these shapes. What comes in is checked by the rules themselves, which say more than
a shape could.
"""

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field

from sanvat.places.models import Place

Book = Annotated[str, Field(description=_("Mã bộ quy định"))]
SetNumber = Annotated[int, Field(ge=1, description=_("Số thứ tự của bộ tiêu chí"))]
NameOfSet = Annotated[str, Field(description=_("Tên bộ tiêu chí"))]
Group = Annotated[str, Field(description=_("Ngành hàng, ghi bằng số La Mã"))]
Code = Annotated[str, Field(description=_("Mã tiêu chí"), examples=["A.1.1"])]
Title = Annotated[str, Field(description=_("Tên gọi"))]


class Shape(BaseModel):
    """What goes out: nothing but the fields it names."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    error: str = Field(description=_("Một câu nói điều gì sai, vì sao, và làm gì tiếp"))
    code: str = Field(description=_("Mã của lỗi, không đổi theo thời gian, để chương trình dùng"))


class Fault(Problem):
    incident: str = Field(description=_("Số sự cố, để báo cho người vận hành"))


def of_list(shape: type[Shape]) -> dict[int, Any]:
    """What the address of a list may answer: status → shape."""
    return {200: shape, 304: None, 422: Problem}


def of_one(shape: type[Shape]) -> dict[int, Any]:
    """The same of the address of one thing."""
    return {200: shape, 304: None, 404: Problem, 422: Problem}


class PlaceInShort(Shape):
    code: str = Field(description=_("Mã đơn vị hành chính"))
    name: str = Field(description=_("Tên đầy đủ hiện nay"))


def place_in_short(place: Place) -> dict[str, str]:
    return {"code": place.code, "name": place.full_name}


def iso(value: date | None) -> str | None:
    """A day or a time as JSON has it: "2026-11-21", "2026-11-21T08:30:00+00:00"."""
    return value.isoformat() if value else None

"""Days and whole numbers in an address, read as the description says and no other way.

Pydantic by itself takes more: "0" for a day, since it counts seconds from 1970, and "1_0" or "1.0"
for a whole number.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from django.utils.translation import gettext_noop as _
from ninja import Path, Query
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sanvat.rules.answers import Language

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile("-?[0-9]{1,18}")


def _day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "a day is written 2026-11-21")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticCustomError("int_parsing", "a whole number has figures alone")
    return value


if TYPE_CHECKING:  # to whoever reads them they are a day and a number like any other
    Day: TypeAlias = date
    Whole: TypeAlias = int
else:

    class Day(date):
        """A day, written 2026-11-21."""

        @classmethod
        def __get_pydantic_core_schema__(cls, *_asked: Any) -> CoreSchema:
            return core_schema.no_info_before_validator_function(_day, core_schema.date_schema())

    class Whole(int):
        """A whole number, in figures alone."""

        @classmethod
        def __get_pydantic_core_schema__(cls, *_asked: Any) -> CoreSchema:
            return core_schema.no_info_before_validator_function(_whole, core_schema.int_schema())


LARGEST_NUMBER = 2**53
"""Up to here every programme that reads JSON has whole numbers exactly."""

Spoken = Annotated[
    Language, Query(description=_("Ngôn ngữ của câu báo lỗi; văn bản giữ ngôn ngữ của nó"))
]
Number = Annotated[
    Whole, Path(ge=1, le=LARGEST_NUMBER, description=_("Mã của mục, như «id» của danh sách"))
]

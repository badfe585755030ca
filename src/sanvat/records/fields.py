"""Columns of what people write, and a column that follows others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext as _

from sanvat.records.secrets import veiled
from sanvat.text.fold import fold
from sanvat.text.tidy import plain_lines, tidy, tidy_lines

if TYPE_CHECKING:  # generic for the checker alone
    _Char = models.CharField[str, str]
    _Text = models.TextField[str, str]
    _Email = models.EmailField[str, str]
    _Url = models.URLField[str, str]
else:
    _Char, _Text = models.CharField, models.TextField
    _Email, _Url = models.EmailField, models.URLField


class Plain:
    """A field of what people write: it is kept as `text.tidy` has it, whoever saves it and how.

    So a name in a table shows itself whole, and two that look the same are the same. The row in
    hand gets what is kept. `bulk_create`, `update` and `records.bulk` keep it so too; what is
    looked for is left as it is, for whoever looks has tidied it.
    """

    as_kept: ClassVar[Any] = staticmethod(tidy)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        kept = self.as_kept(value) if isinstance(value, str) else value
        return super().clean(kept, model_instance)  # type: ignore[misc]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)  # type: ignore[misc]
        if isinstance(value, str) and (kept := self.as_kept(value)) != value:
            setattr(model_instance, self.attname, kept)  # type: ignore[attr-defined]
            return kept
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        kept = self.as_kept(value) if isinstance(value, str) else value
        return super().get_db_prep_save(kept, connection)  # type: ignore[misc]

    def deconstruct(self) -> Any:
        """As the field of Django that it is: how a value is kept is no matter of the table."""
        name, _path, args, options = super().deconstruct()  # type: ignore[misc]
        kinds = (kind for kind in type(self).__mro__ if kind.__module__.startswith("django."))
        return name, f"django.db.models.{next(kinds).__name__}", args, options


class Line(Plain, _Char):
    """A short text of one line."""


class Name(Line):
    """What somebody or something is called: it has a letter or a figure to be called by."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value:
            check_name(value)


def check_name(text: str) -> None:
    """Refuse a name without any letter or figure (`no-letters`): nobody could call it, or find
    it again."""
    if not fold(text):
        raise ValidationError(
            _("Tên cần ít nhất một chữ hoặc một số. Hãy ghi lại tên."), code="no-letters"
        )


class Text(Plain, _Text):
    """A text of several lines."""

    as_kept = staticmethod(tidy_lines)


class Document(Plain, _Text):
    """A text of several lines whose blanks its writer set."""

    as_kept = staticmethod(plain_lines)


class Email(Plain, _Email):
    """An e-mail address."""


class Link(Plain, _Url):
    """A web address, which opens a page: https or http, never a script or a file."""

    default_validators: Any = [URLValidator(schemes=("http", "https"))]


class Searchable(models.CharField):  # type: ignore[type-arg]  # generic for the checker alone
    """The words of other fields, folded, so that people find a row without typing accents;
    no personal number is among them.

    It follows them whenever the row is saved, also by `bulk_create` and `records.bulk`.
    """

    def __init__(self, *of: str, **options: Any) -> None:
        self.of = of
        options.setdefault("editable", False)
        options.setdefault("default", "")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, _args, options = super().deconstruct()
        return name, path, self.of, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = self.words(*(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, folded)
        return folded

    def words(self, *texts: str) -> str:
        """What the column holds where the fields that it follows hold these."""
        return fold(veiled(" ".join(texts)))[: self.max_length]

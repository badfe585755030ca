"""How the journal of a product says what changed of its recognitions."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.identity import FIELDS
from sanvat.certificates.models import Recognition
from sanvat.records.history import Words

MOST = 30
"""More recognitions than a product will have."""

WORDS = Words(
    acts={},
    fields={
        f"recognition.{round}.{name}": format_lazy(
            _("{field}, lần công nhận thứ {round}"),
            field=getattr(Recognition._meta.get_field(name), "verbose_name", name),
            round=round,
        )
        for round in range(1, MOST + 1)
        for name in FIELDS
    },
)

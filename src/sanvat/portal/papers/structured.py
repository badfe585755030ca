"""What search engines read of a paper (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from sanvat.instruments.models import Instrument
from sanvat.instruments.published import Effect, address_of
from sanvat.records.models import StoredFile
from sanvat.records.secrets import veiled

_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def structured(paper: Instrument, file: StoredFile | None, done: Sequence[Effect]) -> SafeString:
    """A block of data for the head of the page; nothing in it can end the block or run."""
    address = address_of(paper)
    later = [address_of(each.other) for each in done if each.other and each.kind != "rests_on"]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": capfirst(str(paper)),
        "headline": veiled(paper.summary)[:110],
        "identifier": paper.number or None,
        "genre": str(paper.get_kind_display()),
        "inLanguage": "vi",
        "url": address,
        "dateCreated": paper.issued_on.isoformat(),
        "datePublished": paper.published_at.isoformat() if paper.published_at else None,
        "expires": paper.ended_on.isoformat() if paper.ended_on else None,
        "author": {"@type": "Organization", "name": veiled(paper.issuer)},
        "spatialCoverage": paper.place.full_name if paper.place else None,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{address}tep/",
            "encodingFormat": file.kind,
            "contentSize": str(file.size),
        }
        if file
        else None,
        "subjectOf": later or None,
        "isAccessibleForFree": True,
    }
    written = json.dumps({name: value for name, value in data.items() if value is not None})
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(written.translate(_ESCAPED)),  # nosec B308 B703  # no sign that HTML knows is left
    )

"""What search engines read of a product (schema.org): the product, and its certification."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sanvat.certificates.models import Recognition
from sanvat.products.models import Product

LONGEST_STORY = 500

_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def structured(
    product: Product,
    recognition: Recognition,
    *,
    holds: bool,
    address: str,
    producer: str,
    pictures: Sequence[str],
) -> SafeString:
    """A block of data for the head of the page; nothing in it can end the block or run."""
    status = "Active" if holds else "Inactive"
    certification: dict[str, Any] = {
        "@type": "Certification",
        "name": f"OCOP {recognition.stars}★",
        "certificationStatus": f"https://schema.org/Certification{status}",
        "certificationRating": {
            "@type": "Rating",
            "ratingValue": recognition.stars,
            "bestRating": 5,
            "worstRating": 1,
        },
        "issuedBy": {"@type": "Organization", "name": recognition.authority}
        if recognition.authority
        else None,
        "certificationIdentification": recognition.decision or None,
        "validFrom": recognition.issued_on.isoformat() if recognition.issued_on else None,
        "expires": recognition.expires_on.isoformat() if recognition.expires_on else None,
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "url": address,
        "description": product.story[:LONGEST_STORY] or None,
        "image": list(pictures) or None,
        "manufacturer": {
            "@type": "Organization",
            "name": producer,
            "address": {
                "@type": "PostalAddress",
                "addressRegion": product.current_place.full_name,
                "addressCountry": "VN",
            },
        },
        "hasCertification": _filled(certification),
    }
    written = json.dumps(_filled(data), ensure_ascii=False).translate(_ESCAPED)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(written),  # nosec B308 B703  # no sign in it that HTML knows is left
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}

from typing import Any

from django.db import migrations
from django.db.models import Q

from sanvat.records.secrets import is_personal, veiled


def forget_numbers_in_searches(apps: Any, schema_editor: Any) -> None:
    """Whoever saw a producer could search for the personal number that is its tax code, and find
    it out digit by digit."""
    for name in ("Producer", "Product", "Idea"):
        rows = apps.get_model("products", name).objects
        held = Q(searchable__regex=r"\y0[0-9]{2} ?[0-3]")
        if name == "Producer":
            held |= Q(tax_code__regex="^([0-9]{9}|[0-9]{12})$")
        for row in rows.filter(held).iterator():
            kept = row.searchable
            if name == "Producer" and is_personal(row.tax_code):
                kept = kept.removesuffix(row.tax_code).strip()
            kept = veiled(kept)
            if kept != row.searchable:
                rows.filter(pk=row.pk).update(searchable=kept)


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.RunPython(forget_numbers_in_searches, migrations.RunPython.noop),
    ]

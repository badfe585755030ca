"""What strangers see of products: by which words they find them, in which orders, and what
producers agreed to."""

import datetime
from typing import Any

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from sanvat.products.models.products import words_of
from sanvat.products.strangers import is_body

PIECE = 2_000


def fill_words(apps: Any, schema_editor: Any) -> None:
    """Those that are here already; nobody has agreed to anything yet."""
    Product = apps.get_model("products", "Product")
    rows = Product.objects.select_related("producer__organisation", "current_place")
    piece = []
    for product in rows.iterator(chunk_size=PIECE):
        owner = product.producer
        name = owner.organisation.name
        name = name if is_body(name, owner.legal_form) else ""
        product.public_words = words_of(product.name_key, name, product.current_place.full_name)
        piece.append(product)
        if len(piece) == PIECE:
            Product.objects.bulk_update(piece, ["public_words"])
            piece = []
    Product.objects.bulk_update(piece, ["public_words"])


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0004_boundary"),
        ("products", "0004_no_numbers_in_searches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shows_name", models.BooleanField(default=False, verbose_name="nêu tên chủ thể")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=20, verbose_name="điện thoại bán hàng"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="thư điện tử bán hàng"
                    ),
                ),
                (
                    "link",
                    models.URLField(blank=True, max_length=300, verbose_name="trang của cơ sở"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="chủ thể đồng ý bằng cách nào"
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="đồng ý lúc")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi đồng ý lúc"),
                ),
            ],
            options={
                "verbose_name": "đồng ý công khai liên hệ",
                "verbose_name_plural": "đồng ý công khai liên hệ",
                "ordering": ["-given_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="producer",
            name="name_is_agreed",
            field=models.BooleanField(default=False, editable=False, verbose_name="đồng ý nêu tên"),
        ),
        migrations.AddField(
            model_name="product",
            name="public_words",
            field=models.CharField(default="", editable=False, max_length=800),
        ),
        migrations.AddField(
            model_name="product",
            name="recognised_on",
            field=models.DateField(editable=False, null=True, verbose_name="công nhận ngày"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                django.db.models.expressions.CombinedExpression(
                    models.F("stars"), "*", models.Value(-1)
                ),
                models.F("sort_key"),
                models.F("id"),
                condition=models.Q(("stars__gt", 0)),
                name="product_best",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "recognised_on", models.Value(datetime.date(1900, 1, 1))
                ),
                models.F("id"),
                condition=models.Q(("stars__gt", 0)),
                name="product_newest",
            ),
        ),
        migrations.AddField(
            model_name="contactconsent",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi thôi đồng ý",
            ),
        ),
        migrations.AddField(
            model_name="contactconsent",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="contactconsent",
            name="producer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consents",
                to="products.producer",
                verbose_name="chủ thể",
            ),
        ),
        migrations.AddIndex(
            model_name="contactconsent",
            index=models.Index(fields=["producer"], name="consent_of_producer"),
        ),
        migrations.AddConstraint(
            model_name="contactconsent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("producer",),
                name="consent_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="consent_ends_with_somebody",
            ),
        ),
        migrations.RunPython(fill_words, migrations.RunPython.noop),
    ]

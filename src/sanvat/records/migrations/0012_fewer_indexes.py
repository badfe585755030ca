"""Two indexes of the journal less: nothing looked for an entry by who did it, and by its seal only
where the chain is broken, which reads all of it anyway. Each was written for every entry while
everybody else waited for the journal."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_shorter_sealing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="entry_hash_once"),
        migrations.AlterField(
            model_name="entry",
            name="who",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người làm",
            ),
        ),
    ]

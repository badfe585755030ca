"""An event bears its province: the lists of one are read along an index, in the order of days."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanvat.places.lying import keep_province


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_lasting"),
        ("instruments", "0004_drafts"),
        ("parties", "0012_in_order"),
        ("places", "0005_statistics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="event",
            name="event_published_lasting",
        ),
        migrations.AddField(
            model_name="event",
            name="province",
            field=models.CharField(
                db_collation="C", default="", editable=False, max_length=60, verbose_name="tỉnh"
            ),
        ),
        keep_province("events_event"),
        migrations.AlterField(
            model_name="event",
            name="host",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="parties.organisation",
                verbose_name="đơn vị chủ trì",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["province", "starts_on", "id"], name="event_in_province"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["host", "starts_on", "id"], name="event_of_host"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("starts_on__lt", models.F("ends_on"))),
                fields=["ends_on"],
                name="event_lasting",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("starts_on__lt", models.F("ends_on"))),
                fields=["province", "ends_on"],
                name="event_lasting_in_province",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("starts_on__lt", models.F("ends_on"))),
                fields=["host", "ends_on"],
                name="event_lasting_of_host",
            ),
        ),
    ]

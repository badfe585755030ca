from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0002_guard")]

    operations = [
        migrations.RemoveIndex(
            model_name="request",
            name="support_by_state",
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["state", "-asked_on", "-id"], name="support_by_state"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["-asked_on", "-id"], name="support_by_day"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("movements", "0002_parts")]

    operations = [
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["movement", "-day", "-id"], name="contribution_by_day"),
        ),
    ]

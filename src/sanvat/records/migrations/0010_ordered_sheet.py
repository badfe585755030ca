from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0009_ordered_paper")]

    operations = [
        migrations.AlterField(
            model_name="orderedpaper",
            name="form",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel")],
                max_length=4,
                verbose_name="dạng tệp",
            ),
        ),
    ]

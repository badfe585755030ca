import json
from typing import Any

from django.db import migrations, models
from django.utils import timezone

from sanvat.records.sealing import seal
from sanvat.records.secrets import veiled

TASK = "parties.send_sign_in_mail"
PURPOSE = "mail about signing in"


def seal_what_jobs_hold(apps: Any, schema_editor: Any) -> None:
    """Jobs bore the mails themselves. What still waits is sealed; what ended keeps no words."""
    WaitingMail = apps.get_model("parties", "WaitingMail")
    now = timezone.now()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, args FROM procrastinate_jobs WHERE task_name = %s AND args ? 'body'"
            " AND status IN ('todo', 'doing')",
            [TASK],
        )
        for job, args in cursor.fetchall():
            told = json.loads(args) if isinstance(args, str) else args
            sealed = seal(json.dumps([told["to"], told["subject"], told["body"]]), purpose=PURPOSE)
            mail = WaitingMail.objects.create(sealed=sealed, created_at=now, due_at=now)
            cursor.execute(
                "UPDATE procrastinate_jobs SET args = jsonb_build_object('mail_id', %s::bigint)"
                " WHERE id = %s",
                [mail.pk, job],
            )
        cursor.execute(
            "UPDATE procrastinate_jobs SET args = '{}' WHERE task_name = %s AND args ? 'body'",
            [TASK],
        )


def forget_numbers_in_searches(apps: Any, schema_editor: Any) -> None:
    for name in ("Organisation", "User"):
        rows = apps.get_model("parties", name).objects
        for row in rows.filter(searchable__regex=r"\y0[0-9]{2} ?[0-3]").only("searchable"):
            kept = veiled(row.searchable)
            if kept != row.searchable:
                rows.filter(pk=row.pk).update(searchable=kept)


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0003_letters_stuck"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.TextField(verbose_name="thư, đã niêm phong")),
                ("created_at", models.DateTimeField(verbose_name="soạn lúc")),
                ("due_at", models.DateTimeField(db_index=True, verbose_name="gửi từ lúc")),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi"),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "thư đăng nhập chờ gửi",
                "verbose_name_plural": "thư đăng nhập chờ gửi",
            },
        ),
        migrations.RunPython(seal_what_jobs_hold, migrations.RunPython.noop),
        migrations.RunPython(forget_numbers_in_searches, migrations.RunPython.noop),
    ]

"""What readers send is kept for so long; the trigger lets its erasure through, and no more."""

from django.conf import settings
from django.db import migrations, models

AS_SENT = """
CREATE OR REPLACE FUNCTION comments_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_taken_back CONSTANT boolean := NEW.state = 'taken_back' AND OLD.state <> 'taken_back';
    is_erased CONSTANT boolean := NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL
        AND OLD.state = 'refused' AND NEW.state = 'refused'
        AND (NEW.name, NEW.title, NEW.text, NEW.phone) = ('', '', '', '');
    is_phone_erased CONSTANT boolean := NEW.phone_erased_at IS NOT NULL AND NEW.phone = '';
BEGIN
    IF is_taken_back THEN
        RETURN NEW;
    END IF;
    IF (NEW.thread_id, NEW.sent_at, NEW.is_proven)
        IS DISTINCT FROM (OLD.thread_id, OLD.sent_at, OLD.is_proven)
        OR NOT is_erased AND (NEW.name, NEW.title, NEW.text, NEW.erased_at)
        IS DISTINCT FROM (OLD.name, OLD.title, OLD.text, OLD.erased_at)
        OR NOT is_erased AND NOT is_phone_erased AND NEW.phone IS DISTINCT FROM OLD.phone
        OR OLD.state = 'taken_back'
    THEN
        RAISE EXCEPTION 'comments: what was sent stays as it was sent'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0002_as_sent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "điện thoại của người gửi"),
                            ("refused", "ý kiến không đăng, hoặc đã gỡ"),
                            ("removal", "đề nghị gỡ ý kiến"),
                        ],
                        max_length=7,
                        verbose_name="loại",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="số lượng")),
                ("before", models.DateTimeField(verbose_name="của trước lúc")),
                ("erased_at", models.DateTimeField(verbose_name="xóa lúc")),
            ],
            options={
                "verbose_name": "lần xóa",
                "verbose_name_plural": "các lần xóa",
                "ordering": ["-erased_at", "-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="comment",
            name="comment_kept_as_sent",
        ),
        migrations.AddField(
            model_name="comment",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="xóa nội dung lúc"),
        ),
        migrations.AddField(
            model_name="comment",
            name="phone_erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="xóa điện thoại lúc"),
        ),
        migrations.AddField(
            model_name="removalrequest",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="xóa nội dung lúc"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("phone", ""), _negated=True),
                fields=["sent_at"],
                name="comment_with_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("erased_at", None), ("state", "refused")),
                fields=["decided_at"],
                name="comment_to_erase",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "taken_back"),
                    ("erased_at__isnull", False),
                    models.Q(
                        models.Q(("name", ""), _negated=True), models.Q(("text", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="comment_kept_as_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None),
                    models.Q(
                        ("state__in", ["refused", "taken_back"]),
                        ("name", ""),
                        ("phone", ""),
                        ("shown_text", ""),
                        ("shown_title", ""),
                        ("text", ""),
                        ("title", ""),
                    ),
                    _connector="OR",
                ),
                name="comment_erased_holds_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["kind", "-erased_at"], name="erasure_of_kind"),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="erasure_of_something"
            ),
        ),
        migrations.RunSQL(AS_SENT, migrations.RunSQL.noop),
    ]

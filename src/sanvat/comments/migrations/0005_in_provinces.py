"""A thread says in which province the place of its page lies, and so does each comment of it: what
is moderated there is found in its order, however many comments the country has.

The database keeps both with the place.
"""

from typing import Any

from django.conf import settings
from django.db import migrations, models

from sanvat.places.lying import keep_province

LIE = """
-- What was sent stays as it was sent, wherever its page is said to lie.
DROP TRIGGER comments_as_sent ON comments_comment;
CREATE TRIGGER comments_as_sent BEFORE UPDATE ON comments_comment FOR EACH ROW
    WHEN (to_jsonb(NEW) - 'province' IS DISTINCT FROM to_jsonb(OLD) - 'province')
    EXECUTE FUNCTION comments_as_sent();

CREATE FUNCTION comments_follow_thread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE comments_comment SET province = NEW.province
        WHERE thread_id = NEW.id AND province <> NEW.province;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_follow_thread AFTER UPDATE OF place_id, province ON comments_thread
    FOR EACH ROW WHEN (NEW.province <> OLD.province) EXECUTE FUNCTION comments_follow_thread();

CREATE FUNCTION comments_comment_lies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.province := (SELECT province FROM comments_thread WHERE id = NEW.thread_id);
    NEW.province := coalesce(NEW.province, '');
    RETURN NEW;
END $$;
CREATE TRIGGER comments_comment_lies
    BEFORE INSERT OR UPDATE OF thread_id, province ON comments_comment
    FOR EACH ROW EXECUTE FUNCTION comments_comment_lies();
"""
LIE_NO_MORE = """
DROP TRIGGER comments_comment_lies ON comments_comment;
DROP FUNCTION comments_comment_lies();
DROP TRIGGER comments_follow_thread ON comments_thread;
DROP FUNCTION comments_follow_thread();
DROP TRIGGER comments_as_sent ON comments_comment;
CREATE TRIGGER comments_as_sent BEFORE UPDATE ON comments_comment
    FOR EACH ROW EXECUTE FUNCTION comments_as_sent();
"""
FILL = "UPDATE comments_comment SET province = ''"


def _province() -> Any:
    return models.CharField(
        db_collation="C", default="", editable=False, max_length=60, verbose_name="tỉnh"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0004_published_by_key"),
        ("parties", "0012_in_order"),
        ("places", "0005_statistics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="comment", name="comment_by_state"),
        migrations.AddField(model_name="comment", name="province", field=_province()),
        migrations.AddField(model_name="thread", name="province", field=_province()),
        keep_province("comments_thread"),
        migrations.RunSQL(LIE, LIE_NO_MORE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["state", "-sent_at", "-id"], name="comment_by_state"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["province", "state", "-sent_at", "-id"], name="comment_in_province"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["-opened_at", "-id"], name="thread_in_order"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["province", "-opened_at", "-id"], name="thread_in_province"),
        ),
    ]

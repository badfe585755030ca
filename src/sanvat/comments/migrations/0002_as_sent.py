"""What a reader sent stays as it was sent, until all of it is erased."""

from django.db import migrations

AS_SENT = """
CREATE FUNCTION comments_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'taken_back' AND OLD.state <> 'taken_back' THEN
        RETURN NEW;
    END IF;
    IF (NEW.thread_id, NEW.name, NEW.title, NEW.text, NEW.phone, NEW.sent_at, NEW.is_proven)
        IS DISTINCT FROM
        (OLD.thread_id, OLD.name, OLD.title, OLD.text, OLD.phone, OLD.sent_at, OLD.is_proven)
        OR OLD.state = 'taken_back'
    THEN
        RAISE EXCEPTION 'comments: what was sent stays as it was sent'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comments_as_sent BEFORE UPDATE ON comments_comment
    FOR EACH ROW EXECUTE FUNCTION comments_as_sent();
"""
UNDONE = """
DROP TRIGGER comments_as_sent ON comments_comment;
DROP FUNCTION comments_as_sent();
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunSQL(AS_SENT, UNDONE)]

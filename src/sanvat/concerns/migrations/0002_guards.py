"""What was sent, answered and read stays as it was; a denunciation stays one."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION concerns_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.code, NEW.is_confidential, NEW.way, NEW.sent_at, NEW.sent_key)
        IS DISTINCT FROM
        (OLD.code, OLD.is_confidential, OLD.way, OLD.sent_at, OLD.sent_key)
        OR (NEW.erased_at IS NULL
            AND (NEW.title, NEW.text) IS DISTINCT FROM (OLD.title, OLD.text))
        OR (NEW.erased_at IS NOT NULL AND (NEW.title <> '' OR NEW.text <> ''))
        OR (OLD.erased_at IS NOT NULL AND NEW.erased_at IS NULL)
    THEN
        RAISE EXCEPTION 'concerns: what was sent stays as it was sent'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER concerns_as_sent BEFORE UPDATE ON concerns_concern
    FOR EACH ROW EXECUTE FUNCTION concerns_as_sent();

CREATE FUNCTION concerns_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'concerns: % stays as it is', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER concerns_reading_stays BEFORE UPDATE OR DELETE ON concerns_reading
    FOR EACH ROW EXECUTE FUNCTION concerns_stays();
CREATE TRIGGER concerns_answer_stays BEFORE UPDATE OR DELETE ON concerns_answer
    FOR EACH ROW EXECUTE FUNCTION concerns_stays();
"""
UNDONE = """
DROP TRIGGER concerns_answer_stays ON concerns_answer;
DROP TRIGGER concerns_reading_stays ON concerns_reading;
DROP FUNCTION concerns_stays();
DROP TRIGGER concerns_as_sent ON concerns_concern;
DROP FUNCTION concerns_as_sent();
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial")]

    operations = [migrations.RunSQL(GUARDS, UNDONE)]

"""What was answered stays as it was, and counts only grow: the database refuses the rest.

Once an option of a poll was chosen, its question, options, first day and setting of results are
frozen. An option is counted one by one, and only while its poll is announced. What was announced
never becomes a draft again and is never taken out; what was closed or withdrawn stays so.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION polls_guard_poll() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        IF TG_OP = 'UPDATE' AND NEW.state = 'announced' AND NOT
            (SELECT count(*) BETWEEN 2 AND 12 FROM polls_option WHERE poll_id = OLD.id)
        THEN
            RAISE EXCEPTION 'poll % has no two to twelve options', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
    ELSIF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'poll % is %: it is kept', OLD.id, OLD.state
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF NEW.state = 'draft' OR
        (OLD.state IN ('closed', 'withdrawn') AND to_jsonb(NEW) <> to_jsonb(OLD))
    THEN
        RAISE EXCEPTION 'poll % is %: it is frozen', OLD.id, OLD.state
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF (NEW.question, NEW.question_en, NEW.opens_on, NEW.results, NEW.organisation_id)
        IS DISTINCT FROM
        (OLD.question, OLD.question_en, OLD.opens_on, OLD.results, OLD.organisation_id)
        AND EXISTS (SELECT FROM polls_option WHERE poll_id = OLD.id AND chosen > 0)
    THEN
        RAISE EXCEPTION 'poll % was answered: its question is frozen', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION polls_guard_option() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    poll_state text;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'chosen' = to_jsonb(OLD) - 'chosen' THEN
        SELECT state INTO poll_state FROM polls_poll WHERE id = OLD.poll_id;
        IF NEW.chosen = OLD.chosen
            OR (NEW.chosen = OLD.chosen + 1 AND poll_state = 'announced')
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'option % is counted one by one, while its poll is announced', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF TG_OP = 'INSERT' AND NEW.chosen <> 0 THEN
        RAISE EXCEPTION 'a new option was never chosen'
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF EXISTS (
        SELECT FROM polls_option
            WHERE poll_id IN (NEW.poll_id, OLD.poll_id) AND chosen > 0
    ) THEN
        RAISE EXCEPTION 'poll % was answered: its options are frozen',
            coalesce(OLD.poll_id, NEW.poll_id)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER polls_guard BEFORE UPDATE OR DELETE ON polls_poll
    FOR EACH ROW EXECUTE FUNCTION polls_guard_poll();
CREATE TRIGGER polls_guard BEFORE INSERT OR UPDATE OR DELETE ON polls_option
    FOR EACH ROW EXECUTE FUNCTION polls_guard_option();
"""

UNDO = """
DROP TRIGGER polls_guard ON polls_poll;
DROP TRIGGER polls_guard ON polls_option;
DROP FUNCTION polls_guard_poll();
DROP FUNCTION polls_guard_option();
"""


class Migration(migrations.Migration):
    dependencies = [("polls", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNDO)]

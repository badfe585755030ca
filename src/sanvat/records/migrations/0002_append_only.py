"""The journal is sealed by the database and only ever added to.

Kept in one page of SQL, for the seal, the guard and the chain only make sense together; see
docs/decisions/0007-journal.md. The canonical text is read again by `records/chain.py`.
"""

from django.db import migrations

SEAL = """
CREATE FUNCTION records_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head records_head;
    entry records_entry;
BEGIN
    -- The first entry of a transaction to come here seals them all.
    IF EXISTS (SELECT FROM records_entry WHERE id = NEW.id AND number IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    -- Deferred to the commit, so that whoever holds this lock has nothing left to wait for.
    PERFORM pg_advisory_xact_lock(20260701);  -- a number that no other lock of ours takes
    SELECT * INTO head FROM records_head;
    IF NOT FOUND THEN
        head := (1, 0, repeat('0', 64));
    END IF;
    FOR entry IN
        SELECT * FROM records_entry WHERE number IS NULL AND id >= NEW.id ORDER BY id
    LOOP
        entry.previous := head.hash;
        head.number := head.number + 1;
        head.hash := encode(sha256(convert_to(jsonb_build_object(
            'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'who', entry.who_id, 'who_name', entry.who_name,
            'for_whom', entry.for_whom, 'for_whom_id', entry.for_whom_id,
            'act', entry.act,
            'subject_type', entry.subject_type, 'subject_id', entry.subject_id,
            'subject_name', entry.subject_name,
            'changes', entry.changes, 'note', entry.note,
            'previous', entry.previous
        )::text, 'UTF8')), 'hex');
        UPDATE records_entry
            SET number = head.number, previous = entry.previous, hash = head.hash
            WHERE id = entry.id;
    END LOOP;
    INSERT INTO records_head VALUES (head.*)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER records_seal AFTER INSERT ON records_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION records_seal();
"""

GUARD = """
CREATE FUNCTION records_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('sanvat.may_empty_journal', true) = 'on' THEN
        RETURN NULL;  -- the tests, which empty every table between them
    ELSIF TG_OP = 'INSERT' AND TG_TABLE_NAME = 'records_entry' THEN
        NEW.number := NULL; NEW.previous := NULL; NEW.hash := NULL;  -- nobody seals but the seal
        RETURN NEW;
    ELSIF TG_OP IN ('INSERT', 'UPDATE') AND pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- the seal
    END IF;
    RAISE EXCEPTION '%: the journal is only ever added to', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER records_guard BEFORE INSERT OR UPDATE OR DELETE ON records_entry
    FOR EACH ROW EXECUTE FUNCTION records_guard();
CREATE TRIGGER records_guard BEFORE INSERT OR UPDATE OR DELETE ON records_head
    FOR EACH ROW EXECUTE FUNCTION records_guard();
CREATE TRIGGER records_guard_truncate BEFORE TRUNCATE ON records_entry
    FOR EACH STATEMENT EXECUTE FUNCTION records_guard();
CREATE TRIGGER records_guard_truncate BEFORE TRUNCATE ON records_head
    FOR EACH STATEMENT EXECUTE FUNCTION records_guard();
"""

UNDO = """
DROP TRIGGER records_seal ON records_entry;
DROP TRIGGER records_guard ON records_entry;
DROP TRIGGER records_guard ON records_head;
DROP TRIGGER records_guard_truncate ON records_entry;
DROP TRIGGER records_guard_truncate ON records_head;
DROP FUNCTION records_seal();
DROP FUNCTION records_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunSQL(SEAL + GUARD, UNDO)]

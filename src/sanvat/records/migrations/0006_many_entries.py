"""Entries of an act on many things wait in a table of their own until they are sealed.

An entry that is written, then sealed, is written twice, with all its indexes. What an import of a
country's register adds comes here first and reaches the journal once, with its seal: half the
time, in the part of a transaction that others wait for. See docs/decisions/0007-journal.md.
"""

from django.db import migrations

WAITING = """
CREATE UNLOGGED TABLE records_waiting (LIKE records_entry INCLUDING IDENTITY);

-- A row for each statement that added some, so that the commit has few triggers to call.
CREATE UNLOGGED TABLE records_batch (at timestamptz NOT NULL DEFAULT now());
"""

SEAL = """
CREATE FUNCTION records_hash(entry records_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_object(
        'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'who', entry.who_id, 'who_name', entry.who_name,
        'for_whom', entry.for_whom, 'for_whom_id', entry.for_whom_id,
        'act', entry.act,
        'subject_type', entry.subject_type, 'subject_id', entry.subject_id,
        'subject_name', entry.subject_name,
        'changes', entry.changes, 'note', entry.note,
        'previous', entry.previous
    )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION records_seal_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head records_head;
    entry records_entry;
    keys regclass := pg_get_serial_sequence('records_entry', 'id');
BEGIN
    -- The first batch of a transaction to come here seals them all.
    IF NOT EXISTS (SELECT FROM records_waiting) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(20260701);  -- the one that records_seal takes
    SELECT * INTO head FROM records_head;
    IF NOT FOUND THEN
        head := (1, 0, repeat('0', 64));
    END IF;
    FOR entry IN SELECT * FROM records_waiting ORDER BY id LOOP
        entry.id := nextval(keys);
        entry.previous := head.hash;
        entry.number := head.number + 1;
        entry.hash := records_hash(entry);
        head.number := entry.number;
        head.hash := entry.hash;
        INSERT INTO records_entry VALUES (entry.*);
    END LOOP;
    DELETE FROM records_waiting;
    DELETE FROM records_batch;
    INSERT INTO records_head VALUES (head.*)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NULL;
END $$;

CREATE FUNCTION records_note_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO records_batch DEFAULT VALUES;
    RETURN NULL;
END $$;

CREATE TRIGGER records_note_batch AFTER INSERT ON records_waiting
    FOR EACH STATEMENT EXECUTE FUNCTION records_note_batch();
CREATE CONSTRAINT TRIGGER records_seal_waiting AFTER INSERT ON records_batch
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION records_seal_waiting();

-- What came sealed needs no second seal.
DROP TRIGGER records_seal ON records_entry;
CREATE CONSTRAINT TRIGGER records_seal AFTER INSERT ON records_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.number IS NULL)
    EXECUTE FUNCTION records_seal();
"""

GUARD = """
CREATE OR REPLACE FUNCTION records_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('sanvat.may_empty_journal', true) = 'on' THEN
        RETURN NULL;  -- the tests, which empty every table between them
    ELSIF TG_OP IN ('INSERT', 'UPDATE') AND pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- the seal
    ELSIF TG_OP = 'INSERT' AND TG_TABLE_NAME = 'records_entry' THEN
        NEW.number := NULL; NEW.previous := NULL; NEW.hash := NULL;  -- nobody seals but the seal
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: the journal is only ever added to', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

UNDO = """
DROP TRIGGER records_seal ON records_entry;
CREATE CONSTRAINT TRIGGER records_seal AFTER INSERT ON records_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION records_seal();
DROP TABLE records_waiting, records_batch;
DROP FUNCTION records_seal_waiting();
DROP FUNCTION records_note_batch();
DROP FUNCTION records_hash(records_entry);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0005_one_index_less")]

    operations = [migrations.RunSQL(WAITING + SEAL + GUARD, UNDO)]

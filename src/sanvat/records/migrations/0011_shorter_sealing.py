"""Sealing what waits takes less of the time in which everybody else waits for the journal.

The text that a seal covers is put together in the order in which `jsonb` has its keys, instead of
making a `jsonb` of all of it first; nothing is sorted that stands in order; there is memory enough
for fifty thousand entries; and what the seal itself adds is not shown to the guard, which would
let it pass (`pg_trigger_depth`, see `0006_many_entries`).
"""

from django.db import migrations

SEAL = """
CREATE OR REPLACE FUNCTION records_seal_waiting() RETURNS trigger LANGUAGE plpgsql
SET work_mem = '64MB' AS $$
DECLARE
    head records_head;
    entry record;
    ids bigint[] := '{}';
    befores text[] := '{}';
    seals text[] := '{}';
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
    FOR entry IN
        SELECT id,
            '{"at": "' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                || '", "act": ' || to_jsonb(act)::text
                || ', "who": ' || coalesce(who_id::text, 'null')
                || ', "note": ' || to_jsonb(note)::text
                || ', "changes": ' || changes::text
                || ', "for_whom": ' || to_jsonb(for_whom)::text
                || ', "previous": "' AS beginning,
            '", "who_name": ' || to_jsonb(who_name)::text
                || ', "subject_id": ' || to_jsonb(subject_id)::text
                || ', "for_whom_id": ' || coalesce(for_whom_id::text, 'null')
                || ', "subject_name": ' || to_jsonb(subject_name)::text
                || ', "subject_type": ' || to_jsonb(subject_type)::text
                || '}' AS ending
        FROM records_waiting ORDER BY id
    LOOP
        ids := ids || entry.id;
        befores := befores || head.hash::text;
        head.hash := encode(
            sha256(convert_to(entry.beginning || head.hash || entry.ending, 'UTF8')), 'hex'
        );
        seals := seals || head.hash::text;
    END LOOP;
    INSERT INTO records_entry (
        id, number, at, who_id, who_name, for_whom, for_whom_id, act,
        subject_type, subject_id, subject_name, changes, note, previous, hash
    ) OVERRIDING SYSTEM VALUE
    SELECT nextval(keys), head.number + n, at, who_id, who_name, for_whom, for_whom_id, act,
        subject_type, subject_id, subject_name, changes, note, sealed.previous, sealed.hash
    FROM unnest(ids, befores, seals) WITH ORDINALITY AS sealed (id, previous, hash, n)
    JOIN records_waiting AS waiting ON waiting.id = sealed.id;
    head.number := head.number + cardinality(ids);
    DELETE FROM records_waiting;
    DELETE FROM records_batch;
    INSERT INTO records_head VALUES (head.*)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NULL;
END $$;
"""

GUARD = """
DROP TRIGGER records_guard ON records_entry;
CREATE TRIGGER records_guard BEFORE UPDATE OR DELETE ON records_entry
    FOR EACH ROW EXECUTE FUNCTION records_guard();
CREATE TRIGGER records_guard_insert BEFORE INSERT ON records_entry
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION records_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0010_ordered_sheet")]

    # Undone, it may stay: what it does is the same.
    operations = [migrations.RunSQL(SEAL + GUARD, migrations.RunSQL.noop)]

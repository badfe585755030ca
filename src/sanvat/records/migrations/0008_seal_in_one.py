"""Entries that wait are sealed in one pass and added to the journal by one statement.

A seal covers the canonical text of its entry, and only the seal before it is not known until its
turn comes. So the text is made of all entries at once, in two pieces, between which that seal
stands: `jsonb` puts shorter keys first, then goes by bytes, which makes `previous` follow
`for_whom` and come before `who_name`. What comes of it is the same, a third sooner, in the part
of a transaction that others wait for.
"""

from django.db import migrations

SEAL = """
CREATE OR REPLACE FUNCTION records_seal_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
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
            left(jsonb_build_object(
                'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'act', act, 'who', who_id, 'note', note,
                'changes', changes, 'for_whom', for_whom
            )::text, -1) AS beginning,
            substr(jsonb_build_object(
                'who_name', who_name, 'subject_id', subject_id, 'for_whom_id', for_whom_id,
                'subject_name', subject_name, 'subject_type', subject_type
            )::text, 2) AS ending
        FROM records_waiting ORDER BY id
    LOOP
        ids := ids || entry.id;
        befores := befores || head.hash::text;
        head.hash := encode(sha256(convert_to(
            entry.beginning || ', "previous": "' || head.hash || '", ' || entry.ending, 'UTF8'
        )), 'hex');
        seals := seals || head.hash::text;
    END LOOP;
    INSERT INTO records_entry (
        id, number, at, who_id, who_name, for_whom, for_whom_id, act,
        subject_type, subject_id, subject_name, changes, note, previous, hash
    ) OVERRIDING SYSTEM VALUE
    SELECT nextval(keys), head.number + n, at, who_id, who_name, for_whom, for_whom_id, act,
        subject_type, subject_id, subject_name, changes, note, before, seal
    FROM (
        SELECT waiting.*, sealed.n, sealed.previous AS before, sealed.hash AS seal
        FROM unnest(ids, befores, seals) WITH ORDINALITY AS sealed (id, previous, hash, n)
        JOIN records_waiting AS waiting ON waiting.id = sealed.id
        ORDER BY n
    ) AS one;
    head.number := head.number + cardinality(ids);
    DELETE FROM records_waiting;
    DELETE FROM records_batch;
    INSERT INTO records_head VALUES (head.*)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0007_kept_in_a_role")]

    # Undone, it may stay: what it does is the same.
    operations = [migrations.RunSQL(SEAL, migrations.RunSQL.noop)]

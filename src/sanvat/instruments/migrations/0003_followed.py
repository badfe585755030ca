"""A paper itself says whether it is on the portal and since when it holds no longer, as its
publications and relations have it, whoever writes; papers lead to no circle, and what was put on
the portal stays a fact."""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION instruments_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.issued_on <> OLD.issued_on AND EXISTS (
        SELECT FROM instruments_relation AS relation
        JOIN instruments_instrument AS other
            ON other.id IN (relation.paper_id, relation.older_id) AND other.id <> NEW.id
        WHERE relation.paper_id = NEW.id
                AND (other.issued_on > NEW.issued_on OR relation.from_on < NEW.issued_on)
            OR relation.older_id = NEW.id AND other.issued_on < NEW.issued_on
    ) THEN
        RAISE EXCEPTION 'instruments: an earlier paper stays earlier'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT published_at INTO NEW.published_at FROM instruments_publication
        WHERE instrument_id = NEW.id AND withdrawn_at IS NULL;
    SELECT least(min(from_on) FILTER (WHERE kind <> 'amends'), NEW.expires_on + 1),
            min(from_on) FILTER (WHERE kind = 'amends')
        INTO NEW.ended_on, NEW.amended_on
        FROM instruments_relation WHERE older_id = NEW.id AND kind <> 'rests_on';
    RETURN NEW;
END $$;
CREATE TRIGGER instruments_follow BEFORE INSERT OR UPDATE ON instruments_instrument
    FOR EACH ROW EXECUTE FUNCTION instruments_follow();

CREATE FUNCTION instruments_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        OLD.withdrawn_at IS NOT NULL
        OR (OLD.instrument_id, OLD.published_at, OLD.published_by_id, OLD.published_for_id)
            <> (NEW.instrument_id, NEW.published_at, NEW.published_by_id, NEW.published_for_id)
    ) OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'instruments: a publication is ended, never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE instruments_instrument SET published_at = NULL WHERE id = NEW.instrument_id;
    RETURN NULL;
END $$;
CREATE TRIGGER instruments_published AFTER INSERT OR UPDATE OR DELETE ON instruments_publication
    FOR EACH ROW EXECUTE FUNCTION instruments_published();

CREATE FUNCTION instruments_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('relations of papers', 0));
    IF EXISTS (
        SELECT FROM instruments_instrument AS paper, instruments_instrument AS older
        WHERE paper.id = NEW.paper_id AND older.id = NEW.older_id
            AND (older.issued_on > paper.issued_on OR NEW.from_on < paper.issued_on)
    ) THEN
        RAISE EXCEPTION 'instruments: an earlier paper stays earlier'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        WITH RECURSIVE below(id) AS (
            SELECT NEW.older_id
            UNION
            SELECT relation.older_id FROM instruments_relation AS relation
            JOIN below ON below.id = relation.paper_id
        )
        SELECT FROM below WHERE id = NEW.paper_id
    ) THEN
        RAISE EXCEPTION 'instruments: papers lead to one another in a circle'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER instruments_no_circle BEFORE INSERT OR UPDATE ON instruments_relation
    FOR EACH ROW EXECUTE FUNCTION instruments_no_circle();

CREATE FUNCTION instruments_related() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE instruments_instrument SET ended_on = NULL WHERE id = OLD.older_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE instruments_instrument SET ended_on = NULL WHERE id = NEW.older_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER instruments_related AFTER INSERT OR UPDATE OR DELETE ON instruments_relation
    FOR EACH ROW EXECUTE FUNCTION instruments_related();
"""

LEAVE = """
DROP TRIGGER instruments_related ON instruments_relation;
DROP FUNCTION instruments_related();
DROP TRIGGER instruments_no_circle ON instruments_relation;
DROP FUNCTION instruments_no_circle();
DROP TRIGGER instruments_published ON instruments_publication;
DROP FUNCTION instruments_published();
DROP TRIGGER instruments_follow ON instruments_instrument;
DROP FUNCTION instruments_follow();
"""


class Migration(migrations.Migration):
    dependencies = [("instruments", "0002_published")]

    operations = [migrations.RunSQL(FOLLOW, LEAVE)]

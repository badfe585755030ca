"""What was signed stays as it was signed, and what is confirmed was confirmed by somebody else.

A text that is signed changes only in the transaction that also writes an annex (`amendment`);
facts of an item, versions and signatures are only ever added to.
"""

from django.db import migrations

AGREEMENT = """
CREATE FUNCTION agreements_is_open(agreement bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM agreements_agreement
        WHERE id = agreement AND state NOT IN ('draft', 'commenting')
    ) OR EXISTS (
        SELECT FROM agreements_amendment
        WHERE agreement_id = agreement
        AND transaction = (pg_current_xact_id()::text)::bigint
    )
$$;

CREATE FUNCTION agreements_refuse(why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'agreements: %', why USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION agreements_number_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.transaction := (pg_current_xact_id()::text)::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_number_transaction BEFORE INSERT ON agreements_amendment
    FOR EACH ROW EXECUTE FUNCTION agreements_number_transaction();

CREATE FUNCTION agreements_keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state IN ('draft', 'commenting') THEN
        PERFORM agreements_refuse('what is signed becomes no draft again');
    END IF;
    IF TG_OP = 'DELETE' OR (
        NEW.kind, NEW.regulation_id, NEW.title, NEW.theme, NEW.place_id, NEW.starts_on,
        NEW.ends_on, NEW.grounds, NEW.purpose, NEW.meets_every, NEW.reports_every, NEW.money,
        NEW.effect, NEW.confirm_rule
    ) IS DISTINCT FROM (
        OLD.kind, OLD.regulation_id, OLD.title, OLD.theme, OLD.place_id, OLD.starts_on,
        OLD.ends_on, OLD.grounds, OLD.purpose, OLD.meets_every, OLD.reports_every, OLD.money,
        OLD.effect, OLD.confirm_rule
    ) THEN
        IF NOT agreements_is_open(OLD.id) THEN
            PERFORM agreements_refuse('a signed text changes by an annex alone');
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER agreements_keep_signed BEFORE UPDATE OR DELETE ON agreements_agreement
    FOR EACH ROW WHEN (OLD.state NOT IN ('draft', 'commenting'))
    EXECUTE FUNCTION agreements_keep_signed();
"""

PARTS = """
CREATE FUNCTION agreements_keep_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_agreement bigint;
    was_of bigint;
BEGIN
    IF TG_TABLE_NAME = 'agreements_itempartner' THEN
        SELECT agreement_id INTO of_agreement FROM agreements_item
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END;
    ELSIF TG_OP = 'DELETE' THEN
        of_agreement := OLD.agreement_id;
    ELSE
        of_agreement := NEW.agreement_id;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'agreements_itempartner' THEN
        was_of := OLD.agreement_id;
    END IF;
    IF NOT agreements_is_open(of_agreement)
        OR was_of IS NOT NULL AND NOT agreements_is_open(was_of) THEN
        PERFORM agreements_refuse('a signed text changes by an annex alone');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER agreements_keep_parties BEFORE INSERT OR UPDATE OR DELETE ON agreements_party
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_parts();
CREATE TRIGGER agreements_keep_partners BEFORE INSERT OR UPDATE OR DELETE
    ON agreements_itempartner FOR EACH ROW EXECUTE FUNCTION agreements_keep_parts();
CREATE TRIGGER agreements_keep_items BEFORE INSERT OR DELETE ON agreements_item
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_parts();
CREATE TRIGGER agreements_keep_text_of_items BEFORE UPDATE ON agreements_item
    FOR EACH ROW WHEN (
        (NEW.agreement_id, NEW.number, NEW.text, NEW.lead_id, NEW.duty, NEW.indicator_id,
            NEW.product, NEW.due_on, NEW.note, NEW.comes_from_id)
        IS DISTINCT FROM
        (OLD.agreement_id, OLD.number, OLD.text, OLD.lead_id, OLD.duty, OLD.indicator_id,
            OLD.product, OLD.due_on, OLD.note, OLD.comes_from_id)
    ) EXECUTE FUNCTION agreements_keep_parts();
"""

FACTS = """
CREATE FUNCTION agreements_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refuse(TG_TABLE_NAME || ' is only ever added to');
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_only_added BEFORE UPDATE OR DELETE ON agreements_itemnote
    FOR EACH ROW EXECUTE FUNCTION agreements_only_added();
CREATE TRIGGER agreements_only_added BEFORE UPDATE OR DELETE ON agreements_version
    FOR EACH ROW EXECUTE FUNCTION agreements_only_added();
CREATE TRIGGER agreements_only_added BEFORE UPDATE OR DELETE ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION agreements_only_added();
CREATE TRIGGER agreements_only_added BEFORE UPDATE OR DELETE ON agreements_amendment
    FOR EACH ROW EXECUTE FUNCTION agreements_only_added();
CREATE TRIGGER agreements_only_added BEFORE UPDATE OR DELETE ON agreements_reviewsignature
    FOR EACH ROW EXECUTE FUNCTION agreements_only_added();

CREATE FUNCTION agreements_of_its_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.party_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM agreements_item AS item JOIN agreements_party AS party
            ON party.agreement_id = item.agreement_id
        WHERE item.id = NEW.item_id AND party.id = NEW.party_id
    ) THEN
        PERFORM agreements_refuse('a party of another agreement');
    END IF;
    IF NEW.kind IN ('confirmed', 'returned') AND NOT EXISTS (
        SELECT FROM agreements_itemnote
        WHERE item_id = NEW.item_id AND kind = 'done' AND round = NEW.round
        AND party_id <> NEW.party_id
    ) THEN
        PERFORM agreements_refuse('a side judges what another side said is done, not its own');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_of_its_agreement BEFORE INSERT ON agreements_itemnote
    FOR EACH ROW EXECUTE FUNCTION agreements_of_its_agreement();

CREATE FUNCTION agreements_is_confirmed(item bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM agreements_itemnote AS yes
        JOIN agreements_itemnote AS said
            ON said.item_id = yes.item_id AND said.round = yes.round AND said.kind = 'done'
        JOIN agreements_item AS it ON it.id = yes.item_id AND it.round = yes.round
        WHERE yes.item_id = item AND yes.kind = 'confirmed' AND yes.party_id <> said.party_id
    )
$$;

CREATE FUNCTION agreements_confirmed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT agreements_is_confirmed(NEW.id) THEN
        PERFORM agreements_refuse('no other side has confirmed this item');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_confirmed_by_another AFTER INSERT OR UPDATE ON agreements_item
    FOR EACH ROW WHEN (NEW.state = 'confirmed')
    EXECUTE FUNCTION agreements_confirmed_by_another();
"""

REVIEW = """
CREATE FUNCTION agreements_done_when_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mark = 'done' AND NOT EXISTS (
        SELECT FROM agreements_item WHERE id = NEW.item_id AND state = 'confirmed'
    ) THEN
        PERFORM agreements_refuse('done in a review is what the other side has confirmed');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_done_when_confirmed BEFORE INSERT OR UPDATE ON agreements_reviewline
    FOR EACH ROW EXECUTE FUNCTION agreements_done_when_confirmed();

CREATE FUNCTION agreements_keep_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_review bigint;
BEGIN
    IF TG_TABLE_NAME = 'agreements_review' THEN
        of_review := OLD.id;
    ELSE
        of_review := CASE WHEN TG_OP = 'DELETE' THEN OLD.review_id ELSE NEW.review_id END;
    END IF;
    IF EXISTS (SELECT FROM agreements_reviewsignature WHERE review_id = of_review) THEN
        PERFORM agreements_refuse('a review stays as it was signed');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER agreements_keep_review BEFORE UPDATE OR DELETE ON agreements_review
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_review();
CREATE TRIGGER agreements_keep_review BEFORE INSERT OR UPDATE OR DELETE ON agreements_reviewline
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_review();
CREATE TRIGGER agreements_keep_review BEFORE INSERT OR UPDATE OR DELETE
    ON agreements_reviewfigure FOR EACH ROW EXECUTE FUNCTION agreements_keep_review();
"""

TRIGGERS = {
    "agreement": ("keep_signed",),
    "amendment": ("number_transaction", "only_added"),
    "party": ("keep_parties",),
    "itempartner": ("keep_partners",),
    "item": ("keep_items", "keep_text_of_items", "confirmed_by_another"),
    "itemnote": ("only_added", "of_its_agreement"),
    "version": ("only_added",),
    "signature": ("only_added",),
    "reviewsignature": ("only_added",),
    "review": ("keep_review",),
    "reviewline": ("done_when_confirmed", "keep_review"),
    "reviewfigure": ("keep_review",),
}
FUNCTIONS = (
    *("number_transaction()", "keep_signed()", "keep_parts()", "only_added()"),
    *("of_its_agreement()", "confirmed_by_another()", "is_confirmed(bigint)"),
    *("done_when_confirmed()", "keep_review()", "is_open(bigint)", "refuse(text)"),
)
UNDO = [
    f"DROP TRIGGER agreements_{name} ON agreements_{table}"
    for table, names in TRIGGERS.items()
    for name in names
] + [f"DROP FUNCTION agreements_{name}" for name in FUNCTIONS]


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [
        migrations.RunSQL(AGREEMENT + PARTS + FACTS + REVIEW, ";\n".join(UNDO)),
    ]

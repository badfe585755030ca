"""What waits for a body stands in rows of its own, which follow what is written elsewhere.

First pages count it and show the first of it. To find out from parties, items, partners and notes
whose turn it is would read everything that a body has ever agreed. Whoever writes one of these
need not think of it: the database follows.
"""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE FUNCTION agreements_wait(items bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(items) = 0 THEN
        RETURN;
    END IF;
    -- Whoever ends an agreement meanwhile waits, and then finds these rows.
    PERFORM FROM agreements_agreement WHERE id IN (
        SELECT agreement_id FROM agreements_item WHERE id = ANY (items)
    ) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM agreements_waiting WHERE item_id = ANY (items);
    INSERT INTO agreements_waiting
        (item_id, agreement_id, organisation_id, what, deadline, was_returned)
    SELECT item.id, agreement.id, party.organisation_id,
        CASE item.state WHEN 'done' THEN 'confirm' ELSE 'do' END,
        coalesce(item.due_on, agreement.ends_on), item.state = 'returned'
    FROM agreements_item AS item
    JOIN agreements_agreement AS agreement
        ON agreement.id = item.agreement_id AND agreement.state = 'running'
    JOIN agreements_party AS party ON party.agreement_id = agreement.id
    WHERE item.id = ANY (items) AND (
        item.state IN ('open', 'returned') AND party.id = item.lead_id
        OR item.state = 'done' AND party.id NOT IN (item.lead_id, item.said_by_id)
        AND (
            EXISTS (
                SELECT FROM agreements_itempartner
                WHERE item_id = item.id AND party_id = party.id
            )
            OR NOT EXISTS (SELECT FROM agreements_itempartner WHERE item_id = item.id)
        )
        AND NOT EXISTS (
            SELECT FROM agreements_itemnote
            WHERE item_id = item.id AND kind = 'confirmed' AND round = item.round
            AND party_id = party.id
        )
    );
END $$;
"""

DROP = "DROP FUNCTION agreements_wait(bigint[])"

OF_ITEMS = "SELECT id FROM {rows}"
OF_PARTNERS = "SELECT item_id FROM {rows}"
OF_NOTES = "SELECT item_id FROM {rows} WHERE kind = 'confirmed'"
OF_PARTIES = """
    SELECT item.id FROM agreements_item AS item
    JOIN {rows} AS touched ON touched.agreement_id = item.agreement_id
"""
OF_AGREEMENTS = """
    SELECT item.id FROM agreements_item AS item
    JOIN came ON came.id = item.agreement_id JOIN was ON was.id = came.id
    WHERE (came.state, came.ends_on) IS DISTINCT FROM (was.state, was.ends_on)
    AND 'running' IN (came.state, was.state)
"""
FOLLOWED = (
    ("agreement", "UPDATE", OF_AGREEMENTS),
    ("party", "INSERT", OF_PARTIES),
    ("party", "UPDATE", OF_PARTIES),
    ("party", "DELETE", OF_PARTIES),
    ("item", "INSERT", OF_ITEMS),
    ("item", "UPDATE", OF_ITEMS),
    ("item", "DELETE", OF_ITEMS),
    ("itempartner", "INSERT", OF_PARTNERS),
    ("itempartner", "UPDATE", OF_PARTNERS),
    ("itempartner", "DELETE", OF_PARTNERS),
    ("itemnote", "INSERT", OF_NOTES),
)
"""What tells whose turn it is, and of which items when rows of it come, change or go."""

TABLES = {
    "INSERT": "NEW TABLE AS came",
    "UPDATE": "OLD TABLE AS was NEW TABLE AS came",
    "DELETE": "OLD TABLE AS was",
}


def follow(table: str, event: str, items: str) -> str:
    name = f"agreements_wait_{table}_{event.lower()}"
    found = items.format(rows="was" if event == "DELETE" else "came")
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_wait(ARRAY({found}));
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON agreements_{table} REFERENCING {TABLES[event]}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""  # nosec B608  # texts of this file


def leave(table: str, event: str, items: str) -> str:
    name = f"agreements_wait_{table}_{event.lower()}"
    return f"DROP TRIGGER {name} ON agreements_{table}; DROP FUNCTION {name}();"


FOLLOW = KEEP + "".join(follow(*each) for each in FOLLOWED)
UNFOLLOW = "".join(leave(*each) for each in FOLLOWED) + DROP
FILL = "SELECT agreements_wait(ARRAY(SELECT id FROM agreements_item WHERE state <> 'confirmed'))"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_index_of_lead")]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("do", "làm và báo xong"), ("confirm", "xác nhận")],
                        max_length=7,
                        verbose_name="việc chờ",
                    ),
                ),
                ("deadline", models.DateField(verbose_name="hạn")),
                ("was_returned", models.BooleanField(verbose_name="bị trả lại")),
            ],
            options={
                "verbose_name": "nội dung chờ một bên",
                "verbose_name_plural": "nội dung chờ một bên",
            },
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_of_lead",
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("state", "commenting")),
                fields=["drafted_for"],
                name="agreement_commenting",
            ),
        ),
        migrations.AddField(
            model_name="waiting",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="agreements.agreement",
                verbose_name="văn bản",
            ),
        ),
        migrations.AddField(
            model_name="waiting",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="waiting",
                to="agreements.item",
                verbose_name="nội dung",
            ),
        ),
        migrations.AddField(
            model_name="waiting",
            name="organisation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="parties.organisation",
                verbose_name="cơ quan, tổ chức",
            ),
        ),
        migrations.AddIndex(
            model_name="waiting",
            index=models.Index(
                fields=["organisation", "what", "deadline", "item"],
                include=("agreement", "was_returned"),
                name="waiting_of_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiting",
            constraint=models.UniqueConstraint(
                fields=("item", "organisation"), name="waiting_once"
            ),
        ),
        migrations.RunSQL(FOLLOW, UNFOLLOW),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]

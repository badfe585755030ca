"""What is counted of every matter, kept by PostgreSQL as matters and their clocks change.

The order in which rows are taken is that of the acts: the matter first, then what is counted of it;
a clock that a matter has just been given is held until the row of that matter has its days, so that
whoever moves the clock meanwhile finds the row.

PostgreSQL keeps the plan of a function for as long as a session lasts. One that was made while the
tables were small would read them whole for every matter of a large import; so they are always read
by their keys.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

OPEN = ("received", "classified", "transferred", "accepted", "verifying", "reopened")
COUNTED = """
SELECT concern.id, concern.place_id, concern.organisation_id, concern.clock_id,
       sent.day, extract(year FROM sent.day) * 12 + extract(month FROM sent.day) - 1,
       concern.settled_on,
       clock.due_on, clock.finished_on, concern.satisfaction,
       concern.handler_id IS NOT NULL, concern.reopened_at IS NOT NULL,
       concern.kind, concern.state, concern.subject, split_part(place.lineage, '/', 2)
  FROM {matters} AS concern
 CROSS JOIN LATERAL (SELECT (concern.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS sent(day)
  JOIN places_place AS place ON place.id = concern.place_id
  LEFT JOIN clocks_clock AS clock ON clock.id = concern.clock_id
"""
COLUMNS = (
    "concern_id, place_id, organisation_id, clock_id, sent_on, sent_month, settled_on,"
    " due_on, finished_on, satisfaction, is_assigned, was_reopened, kind, state,"
    " subject, home"
)
KEEP = f"""
CREATE FUNCTION concerns_count_matter() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan TO off AS $$
BEGIN
    IF NEW.is_confidential THEN
        RETURN NULL;
    END IF;
    IF NEW.clock_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.clock_id IS DISTINCT FROM OLD.clock_id)
    THEN
        PERFORM FROM clocks_clock WHERE id = NEW.clock_id FOR SHARE;
    END IF;
    INSERT INTO concerns_countedconcern AS kept ({COLUMNS})
    {COUNTED.format(matters="(SELECT NEW.*)")}
    ON CONFLICT (concern_id) DO UPDATE SET
        place_id = excluded.place_id, organisation_id = excluded.organisation_id,
        clock_id = excluded.clock_id, sent_on = excluded.sent_on,
        sent_month = excluded.sent_month, settled_on = excluded.settled_on,
        -- The days of a clock it had before are its clock's to write: somebody may do so just now.
        due_on = CASE WHEN kept.clock_id IS DISTINCT FROM excluded.clock_id
            THEN excluded.due_on ELSE kept.due_on END,
        finished_on = CASE WHEN kept.clock_id IS DISTINCT FROM excluded.clock_id
            THEN excluded.finished_on ELSE kept.finished_on END,
        satisfaction = excluded.satisfaction, is_assigned = excluded.is_assigned,
        was_reopened = excluded.was_reopened,
        kind = excluded.kind, state = excluded.state, subject = excluded.subject,
        home = excluded.home;
    RETURN NULL;
END $$;
CREATE TRIGGER concerns_counted_came AFTER INSERT ON concerns_concern
    FOR EACH ROW EXECUTE FUNCTION concerns_count_matter();
CREATE TRIGGER concerns_counted_changed AFTER UPDATE ON concerns_concern
    FOR EACH ROW WHEN (
        (NEW.place_id, NEW.organisation_id, NEW.clock_id, NEW.sent_at, NEW.settled_on,
         NEW.satisfaction, NEW.handler_id, NEW.reopened_at, NEW.kind, NEW.state, NEW.subject)
        IS DISTINCT FROM
        (OLD.place_id, OLD.organisation_id, OLD.clock_id, OLD.sent_at, OLD.settled_on,
         OLD.satisfaction, OLD.handler_id, OLD.reopened_at, OLD.kind, OLD.state, OLD.subject)
    ) EXECUTE FUNCTION concerns_count_matter();

CREATE FUNCTION concerns_count_no_more() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan TO off AS $$
BEGIN
    DELETE FROM concerns_countedconcern WHERE concern_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER concerns_counted_went AFTER DELETE ON concerns_concern
    FOR EACH ROW EXECUTE FUNCTION concerns_count_no_more();

CREATE FUNCTION concerns_count_days() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan TO off AS $$
BEGIN
    UPDATE concerns_countedconcern SET due_on = NEW.due_on, finished_on = NEW.finished_on
     WHERE clock_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER concerns_counted_by_clock AFTER UPDATE ON clocks_clock
    FOR EACH ROW WHEN (
        NEW.about_type = 'concerns.concern'
        AND (NEW.due_on, NEW.finished_on) IS DISTINCT FROM (OLD.due_on, OLD.finished_on)
    ) EXECUTE FUNCTION concerns_count_days();

INSERT INTO concerns_countedconcern ({COLUMNS})
{COUNTED.format(matters="concerns_concern")} WHERE NOT concern.is_confidential ORDER BY concern.id;
"""  # nosec B608  # texts of this file
KEEP_NO_MORE = """
DROP TRIGGER concerns_counted_by_clock ON clocks_clock;
DROP TRIGGER concerns_counted_went ON concerns_concern;
DROP TRIGGER concerns_counted_changed ON concerns_concern;
DROP TRIGGER concerns_counted_came ON concerns_concern;
DROP FUNCTION concerns_count_days();
DROP FUNCTION concerns_count_no_more();
DROP FUNCTION concerns_count_matter();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0002_discreet"),
        ("concerns", "0004_other_systems"),
        ("parties", "0009_concern_scopes"),
        ("places", "0005_statistics"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedConcern",
            fields=[
                (
                    "concern",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="concerns.concern",
                        verbose_name="phản ánh, kiến nghị",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="places.place",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.organisation",
                        verbose_name="cơ quan chủ trì",
                    ),
                ),
                ("clock_id", models.BigIntegerField(null=True, verbose_name="thời hạn")),
                ("sent_on", models.DateField(verbose_name="gửi ngày")),
                (
                    "sent_month",
                    models.PositiveSmallIntegerField(verbose_name="tháng gửi, tính từ năm 0"),
                ),
                ("settled_on", models.DateField(null=True, verbose_name="giải quyết xong ngày")),
                ("due_on", models.DateField(null=True, verbose_name="đến hạn ngày")),
                ("finished_on", models.DateField(null=True, verbose_name="xong ngày")),
                (
                    "satisfaction",
                    models.PositiveSmallIntegerField(null=True, verbose_name="mức hài lòng"),
                ),
                ("is_assigned", models.BooleanField(verbose_name="đã giao")),
                ("was_reopened", models.BooleanField(verbose_name="đã mở lại")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("feedback", "phản ánh"),
                            ("proposal", "kiến nghị"),
                            ("complaint", "khiếu nại"),
                            ("denunciation", "tố cáo"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "đã tiếp nhận"),
                            ("classified", "đã phân loại"),
                            ("transferred", "đã chuyển cơ quan khác"),
                            ("returned", "trả lại kèm hướng dẫn"),
                            ("refused", "không thụ lý"),
                            ("accepted", "đã thụ lý"),
                            ("verifying", "đang xác minh"),
                            ("answered", "đã trả lời"),
                            ("closed", "đã kết thúc"),
                            ("reopened", "mở lại"),
                            ("merged", "gộp vào việc khác"),
                            ("withdrawn", "người gửi rút"),
                        ],
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("subject", models.CharField(max_length=30, verbose_name="lĩnh vực")),
                ("home", models.CharField(max_length=20, verbose_name="tỉnh của địa bàn")),
            ],
            options={
                "verbose_name": "việc được đếm",
                "verbose_name_plural": "việc được đếm",
                "indexes": [
                    models.Index(
                        condition=models.Q(("clock_id__isnull", False)),
                        fields=["clock_id"],
                        name="counted_by_clock",
                    ),
                    models.Index(fields=["sent_on"], name="counted_by_day"),
                    models.Index(
                        condition=models.Q(("state__in", OPEN)),
                        fields=["due_on", "concern"],
                        name="counted_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", OPEN)),
                        fields=["home", "due_on", "concern"],
                        name="counted_due_in_home",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, KEEP_NO_MORE),
        migrations.AddIndex(
            model_name="concern",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["searchable"], name="concern_search", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]

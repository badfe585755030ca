"""A work calendar says itself whether a week of it is published, and the name of its body: the list
of those that are read needs no look at all weeks and all bodies. The database keeps both."""

from django.conf import settings
from django.db import migrations, models

IS_PUBLISHED = """EXISTS (
    SELECT FROM agenda_workweek WHERE calendar_id = {calendar} AND state = 'published'
)"""
KEEP = f"""
CREATE FUNCTION agenda_keep_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.body_name := coalesce(
        (SELECT name FROM parties_organisation WHERE id = NEW.organisation_id), ''
    );
    NEW.is_published := {IS_PUBLISHED.format(calendar="NEW.id")};
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_keep_calendar
    BEFORE INSERT OR UPDATE OF organisation_id, body_name, is_published ON agenda_workcalendar
    FOR EACH ROW EXECUTE FUNCTION agenda_keep_calendar();

CREATE FUNCTION agenda_follow_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda_workcalendar SET body_name = '' WHERE organisation_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_follow_name AFTER UPDATE OF name ON parties_organisation
    FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name)
    EXECUTE FUNCTION agenda_follow_name();
"""  # nosec B608  # texts of this file
LEAVE = """
DROP TRIGGER agenda_follow_name ON parties_organisation;
DROP FUNCTION agenda_follow_name();
DROP TRIGGER agenda_keep_calendar ON agenda_workcalendar;
DROP FUNCTION agenda_keep_calendar();
"""
TABLES = {
    "INSERT": ("NEW TABLE AS came", "SELECT calendar_id FROM came"),
    "UPDATE": (
        "OLD TABLE AS was NEW TABLE AS came",
        "SELECT calendar_id FROM came UNION SELECT calendar_id FROM was",
    ),
    "DELETE": ("OLD TABLE AS was", "SELECT calendar_id FROM was"),
}


def follow(event: str) -> str:
    name, (tables, touched) = f"agenda_follow_weeks_{event.lower()}", TABLES[event]
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda_workcalendar AS kept SET is_published = NOT is_published
        WHERE id IN ({touched}) AND is_published <> {IS_PUBLISHED.format(calendar="kept.id")};
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON agenda_workweek REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""  # nosec B608  # texts of this file


def leave(event: str) -> str:
    name = f"agenda_follow_weeks_{event.lower()}"
    return f"DROP TRIGGER {name} ON agenda_workweek; DROP FUNCTION {name}();"


FOLLOW = KEEP + "".join(follow(event) for event in TABLES)
LEAVE = "".join(leave(event) for event in TABLES) + LEAVE
FILL = "UPDATE agenda_workcalendar SET body_name = ''"


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0001_initial"),
        ("parties", "0012_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="workcalendar",
            options={
                "ordering": ["body_name", "id"],
                "verbose_name": "lịch công tác",
                "verbose_name_plural": "lịch công tác",
            },
        ),
        migrations.AddField(
            model_name="workcalendar",
            name="body_name",
            field=models.CharField(
                default="", editable=False, max_length=200, verbose_name="tên đơn vị"
            ),
        ),
        migrations.AddField(
            model_name="workcalendar",
            name="is_published",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="có tuần đã công bố"
            ),
        ),
        migrations.RunSQL(FOLLOW, LEAVE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="workcalendar",
            index=models.Index(
                condition=models.Q(("is_published", True)),
                fields=["body_name", "id"],
                name="work_calendar_published",
            ),
        ),
    ]

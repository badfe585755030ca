"""An issued report, and its figures, stay as they were issued; whoever writes."""

from django.db import migrations

GUARD = """
CREATE FUNCTION reports_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'an issued report stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER reports_issued_stays BEFORE UPDATE OR DELETE ON reports_yearlyreport
    FOR EACH ROW EXECUTE FUNCTION reports_issued_stays();

CREATE FUNCTION reports_figures_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_report bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.report_id ELSE OLD.report_id END;
BEGIN
    IF EXISTS (SELECT FROM reports_yearlyreport WHERE id = of_report AND state = 'issued') THEN
        RAISE EXCEPTION 'the figures of an issued report stay' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER reports_figures_stay BEFORE INSERT OR UPDATE OR DELETE ON reports_reportfigure
    FOR EACH ROW EXECUTE FUNCTION reports_figures_stay();
"""

UNGUARD = """
DROP TRIGGER reports_issued_stays ON reports_yearlyreport;
DROP TRIGGER reports_figures_stay ON reports_reportfigure;
DROP FUNCTION reports_issued_stays();
DROP FUNCTION reports_figures_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]

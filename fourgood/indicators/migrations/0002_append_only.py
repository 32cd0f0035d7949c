from django.db import migrations

# Events stay as they were entered. A mistake is taken back by a counter-entry.
REFUSE = """
CREATE FUNCTION indicators_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Events that deduct are never changed or deleted. Take them back by a counter-entry.'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON indicators_deductingevent
  FOR EACH ROW EXECUTE FUNCTION indicators_refuse();
CREATE TRIGGER events_stay BEFORE TRUNCATE ON indicators_deductingevent
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_refuse();
"""

ALLOW = """
DROP TRIGGER event_stays ON indicators_deductingevent;
DROP TRIGGER events_stay ON indicators_deductingevent;
DROP FUNCTION indicators_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

from django.db import migrations

# What people gave stays in the ledger as it was entered. A mistake is corrected by a counter-entry.
REFUSE = """
CREATE FUNCTION mobilisation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Entries of a ledger are never changed or deleted. Correct them by a counter-entry.'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER gift_stays BEFORE UPDATE OR DELETE ON mobilisation_gift
  FOR EACH ROW EXECUTE FUNCTION mobilisation_refuse();
CREATE TRIGGER spending_stays BEFORE UPDATE OR DELETE ON mobilisation_spending
  FOR EACH ROW EXECUTE FUNCTION mobilisation_refuse();
CREATE TRIGGER gifts_stay BEFORE TRUNCATE ON mobilisation_gift
  FOR EACH STATEMENT EXECUTE FUNCTION mobilisation_refuse();
CREATE TRIGGER spendings_stay BEFORE TRUNCATE ON mobilisation_spending
  FOR EACH STATEMENT EXECUTE FUNCTION mobilisation_refuse();
"""

ALLOW = """
DROP TRIGGER gift_stays ON mobilisation_gift;
DROP TRIGGER spending_stays ON mobilisation_spending;
DROP TRIGGER gifts_stay ON mobilisation_gift;
DROP TRIGGER spendings_stay ON mobilisation_spending;
DROP FUNCTION mobilisation_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("mobilisation", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

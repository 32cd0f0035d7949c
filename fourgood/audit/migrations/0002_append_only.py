from django.db import migrations

# Acts and seals are written once. Whoever holds the database can still drop these triggers: `audit verify` then finds
# what was altered, because the seals are chained.
REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Acts and seals are never changed or deleted (table %, %).', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER act_refuses_change BEFORE UPDATE OR DELETE ON audit_act
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER act_refuses_truncate BEFORE TRUNCATE ON audit_act
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER seal_refuses_change BEFORE UPDATE OR DELETE ON audit_seal
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER seal_refuses_truncate BEFORE TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER concern_refuses_change BEFORE UPDATE OR DELETE ON audit_concern
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""

# Which units an act concerns is noted beside it, so that the history of a unit is read in order from one index.
NOTE = """
CREATE FUNCTION audit_note_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_concern (unit, place, act_id) SELECT DISTINCT concerned, -id, id FROM written, unnest(units) concerned;
  RETURN NULL;
END $$;
CREATE TRIGGER act_notes_concerns AFTER INSERT ON audit_act
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION audit_note_concerns();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER act_refuses_change ON audit_act; DROP TRIGGER act_refuses_truncate ON audit_act;"
            "DROP TRIGGER seal_refuses_change ON audit_seal; DROP TRIGGER seal_refuses_truncate ON audit_seal;"
            "DROP TRIGGER concern_refuses_change ON audit_concern; DROP FUNCTION audit_refuse_change();",
        ),
        migrations.RunSQL(NOTE, "DROP TRIGGER act_notes_concerns ON audit_act; DROP FUNCTION audit_note_concerns();"),
    ]

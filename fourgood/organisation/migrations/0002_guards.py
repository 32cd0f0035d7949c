from django.db import migrations

# Checked when the transaction commits, so that the steps of one order may pass through states that are not yet whole.
# The lock makes two transactions that change spans check one after the other: neither can miss the other's rows.
GUARDS = """
CREATE FUNCTION organisation_span_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found_id bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('organisation_span'));
  IF TG_OP <> 'DELETE' AND NEW.parent_id IS NOT NULL
     AND EXISTS (SELECT 1 FROM organisation_span WHERE id = NEW.id AND valid = NEW.valid) THEN
    -- No unit stands under itself on any day, however many steps up. UNION drops repetitions, so that a cycle further
    -- up, which the check of its own rows refuses, does not make this one run for ever.
    WITH RECURSIVE up(unit_id, valid) AS (
      SELECT NEW.parent_id, NEW.valid
      UNION
      SELECT s.parent_id, s.valid * up.valid FROM up
      JOIN organisation_span s ON s.unit_id = up.unit_id AND s.valid && up.valid
      WHERE s.parent_id IS NOT NULL AND up.unit_id <> NEW.unit_id
    )
    SELECT unit_id INTO found_id FROM up WHERE unit_id = NEW.unit_id LIMIT 1;
    IF found_id IS NOT NULL THEN
      RAISE EXCEPTION 'Unit % would stand under itself.', NEW.unit_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'no_cycle_in_the_tree';
    END IF;
    -- Whatever it stands under exists on all of its days.
    IF NOT COALESCE(NEW.valid <@ (SELECT range_agg(valid) FROM organisation_span WHERE unit_id = NEW.parent_id), false)
    THEN
      RAISE EXCEPTION 'Unit % would stand under unit % while that is closed.', NEW.unit_id, NEW.parent_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_parent_is_active';
    END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    -- Whatever stands under it still does so only on days on which it exists.
    SELECT c.unit_id INTO found_id FROM organisation_span c
    WHERE c.parent_id = OLD.unit_id AND c.valid && OLD.valid
      AND NOT COALESCE(
        c.valid <@ (SELECT range_agg(valid) FROM organisation_span WHERE unit_id = OLD.unit_id), false)
    LIMIT 1;
    IF found_id IS NOT NULL THEN
      RAISE EXCEPTION 'Unit % would stand under unit % while that is closed.', found_id, OLD.unit_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_parent_is_active';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER span_guard AFTER INSERT OR UPDATE OR DELETE ON organisation_span
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation_span_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [
        migrations.RunSQL(
            GUARDS,
            "DROP TRIGGER span_guard ON organisation_span; DROP FUNCTION organisation_span_guard();",
        )
    ]

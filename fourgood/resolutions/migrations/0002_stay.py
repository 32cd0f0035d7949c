from django.db import migrations

# Approved minutes and issued resolutions stay as they are, whatever the programme does; notes of correction only grow.
KEEP = """
CREATE FUNCTION resolutions_minutes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.approved_at IS NOT NULL AND (TG_OP = 'DELETE'
     OR (OLD.meeting_id, OLD.language, OLD.seat, OLD.term_id, OLD.number, OLD.approved_at, OLD.approved_by_id)
        IS DISTINCT FROM
        (NEW.meeting_id, NEW.language, NEW.seat, NEW.term_id, NEW.number, NEW.approved_at, NEW.approved_by_id)
     OR (OLD.sent_at IS NOT NULL AND OLD.sent_at IS DISTINCT FROM NEW.sent_at)) THEN
    RAISE EXCEPTION 'Minutes % are approved.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER approved_minutes_stay BEFORE UPDATE OR DELETE ON resolutions_minutes
  FOR EACH ROW EXECUTE FUNCTION resolutions_minutes_guard();

CREATE FUNCTION resolutions_section_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_minutes bigint := COALESCE(NEW.minutes_id, OLD.minutes_id);
BEGIN
  IF (SELECT approved_at FROM resolutions_minutes WHERE id = of_minutes) IS NOT NULL THEN
    RAISE EXCEPTION 'Minutes % are approved.', of_minutes USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER sections_of_approved_minutes_stay BEFORE INSERT OR UPDATE OR DELETE ON resolutions_section
  FOR EACH ROW EXECUTE FUNCTION resolutions_section_guard();

CREATE FUNCTION resolutions_note_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A correction of minutes is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER corrections_stay BEFORE UPDATE OR DELETE ON resolutions_correctionnote
  FOR EACH ROW EXECUTE FUNCTION resolutions_note_guard();

CREATE FUNCTION resolutions_resolution_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.issued_at IS NOT NULL AND (TG_OP = 'DELETE' OR to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW)) THEN
    RAISE EXCEPTION 'Resolution % is issued.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER issued_resolutions_stay BEFORE UPDATE OR DELETE ON resolutions_resolution
  FOR EACH ROW EXECUTE FUNCTION resolutions_resolution_guard();

CREATE FUNCTION resolutions_is_issued(of_resolution bigint) RETURNS boolean LANGUAGE sql AS $$
  SELECT issued_at IS NOT NULL FROM resolutions_resolution WHERE id = of_resolution
$$;

CREATE FUNCTION resolutions_row_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_resolution bigint := COALESCE(NEW.resolution_id, OLD.resolution_id);
BEGIN
  IF resolutions_is_issued(of_resolution) THEN
    RAISE EXCEPTION 'Resolution % is issued.', of_resolution USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER tasks_of_issued_resolutions_stay BEFORE INSERT OR UPDATE OR DELETE ON resolutions_resolvedtask
  FOR EACH ROW EXECUTE FUNCTION resolutions_row_guard();
CREATE TRIGGER table_of_issued_resolutions_stays BEFORE INSERT OR UPDATE OR DELETE ON resolutions_reviewedtask
  FOR EACH ROW EXECUTE FUNCTION resolutions_row_guard();

CREATE FUNCTION resolutions_owner_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_task bigint := COALESCE(NEW.resolvedtask_id, OLD.resolvedtask_id);
BEGIN
  IF resolutions_is_issued((SELECT resolution_id FROM resolutions_resolvedtask WHERE id = of_task)) THEN
    RAISE EXCEPTION 'The resolution of task % is issued.', of_task USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER owners_in_issued_resolutions_stay BEFORE INSERT OR UPDATE OR DELETE ON resolutions_resolvedtask_members
  FOR EACH ROW EXECUTE FUNCTION resolutions_owner_guard();
"""

LET_GO = """
DROP TRIGGER approved_minutes_stay ON resolutions_minutes;
DROP TRIGGER sections_of_approved_minutes_stay ON resolutions_section;
DROP TRIGGER corrections_stay ON resolutions_correctionnote;
DROP TRIGGER issued_resolutions_stay ON resolutions_resolution;
DROP TRIGGER tasks_of_issued_resolutions_stay ON resolutions_resolvedtask;
DROP TRIGGER table_of_issued_resolutions_stays ON resolutions_reviewedtask;
DROP TRIGGER owners_in_issued_resolutions_stay ON resolutions_resolvedtask_members;
DROP FUNCTION resolutions_minutes_guard;
DROP FUNCTION resolutions_section_guard;
DROP FUNCTION resolutions_note_guard;
DROP FUNCTION resolutions_resolution_guard;
DROP FUNCTION resolutions_row_guard;
DROP FUNCTION resolutions_owner_guard;
DROP FUNCTION resolutions_is_issued;
"""


class Migration(migrations.Migration):
    dependencies = [("resolutions", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]

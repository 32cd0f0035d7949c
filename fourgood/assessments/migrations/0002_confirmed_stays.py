from django.db import migrations

# A confirmed sheet is what the year is counted from: neither its numbers nor what was written on it change, unless the level
# above opens it again. Of its submission only two things may still be added: that it was accepted, and that it was reopened.
REFUSE = """
CREATE FUNCTION assessments_require_open(of_assessment bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assessments_submission WHERE assessment_id = of_assessment
              AND confirmed_at IS NOT NULL AND reopened_at IS NULL) THEN
    RAISE EXCEPTION 'The assessment % is confirmed: nothing of it changes any more.', of_assessment
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE FUNCTION assessments_row_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM assessments_require_open(OLD.id);
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_assessment_stays BEFORE UPDATE OR DELETE ON assessments_assessment
  FOR EACH ROW EXECUTE FUNCTION assessments_row_guard();

CREATE FUNCTION assessments_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM assessments_require_open(OLD.assessment_id); END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM assessments_require_open(NEW.assessment_id);
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_entry_stays BEFORE INSERT OR UPDATE OR DELETE ON assessments_entry
  FOR EACH ROW EXECUTE FUNCTION assessments_part_guard();
CREATE TRIGGER confirmed_evidence_stays BEFORE INSERT OR UPDATE OR DELETE ON assessments_evidence
  FOR EACH ROW EXECUTE FUNCTION assessments_part_guard();
CREATE TRIGGER confirmed_vote_stays BEFORE INSERT OR UPDATE OR DELETE ON assessments_voted
  FOR EACH ROW EXECUTE FUNCTION assessments_part_guard();

CREATE FUNCTION assessments_remark_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM assessments_require_open((SELECT assessment_id FROM assessments_submission WHERE id = OLD.submission_id));
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM assessments_require_open((SELECT assessment_id FROM assessments_submission WHERE id = NEW.submission_id));
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_remark_stays BEFORE INSERT OR UPDATE OR DELETE ON assessments_remark
  FOR EACH ROW EXECUTE FUNCTION assessments_remark_guard();

CREATE FUNCTION assessments_submission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_said assessments_submission; was_said assessments_submission;
BEGIN
  IF OLD.confirmed_at IS NULL AND OLD.returned_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.returned_at IS NULL AND OLD.reopened_at IS NULL THEN
    now_said := NEW; was_said := OLD;
    now_said.reopened_at := NULL; now_said.reopened_by_id := NULL; now_said.reopened_because := ''; now_said.kept := NULL;
    IF OLD.accepted_at IS NULL THEN now_said.accepted_at := NULL; now_said.accepted_by_id := NULL; END IF;
    IF now_said IS NOT DISTINCT FROM was_said THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'The submission % is decided on: it does not change any more.', OLD.id
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER decided_submission_stays BEFORE UPDATE OR DELETE ON assessments_submission
  FOR EACH ROW EXECUTE FUNCTION assessments_submission_guard();

CREATE FUNCTION assessments_truncate_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assessments_submission WHERE confirmed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Confirmed assessments stay.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER confirmed_assessments_stay BEFORE TRUNCATE ON assessments_assessment
  FOR EACH STATEMENT EXECUTE FUNCTION assessments_truncate_guard();
CREATE TRIGGER confirmed_submissions_stay BEFORE TRUNCATE ON assessments_submission
  FOR EACH STATEMENT EXECUTE FUNCTION assessments_truncate_guard();
"""

ALLOW = """
DROP TRIGGER confirmed_submissions_stay ON assessments_submission;
DROP TRIGGER confirmed_assessments_stay ON assessments_assessment;
DROP TRIGGER decided_submission_stays ON assessments_submission;
DROP TRIGGER confirmed_remark_stays ON assessments_remark;
DROP TRIGGER confirmed_vote_stays ON assessments_voted;
DROP TRIGGER confirmed_evidence_stays ON assessments_evidence;
DROP TRIGGER confirmed_entry_stays ON assessments_entry;
DROP TRIGGER confirmed_assessment_stays ON assessments_assessment;
DROP FUNCTION assessments_truncate_guard();
DROP FUNCTION assessments_submission_guard();
DROP FUNCTION assessments_remark_guard();
DROP FUNCTION assessments_part_guard();
DROP FUNCTION assessments_row_guard();
DROP FUNCTION assessments_require_open(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

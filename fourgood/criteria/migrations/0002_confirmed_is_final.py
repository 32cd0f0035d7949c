from django.db import migrations

# Confirmed criteria are what a unit is assessed by: neither they nor how they came about change any more. Confirming is the
# last change of a submission; a change during the year is a new version, with rows of its own.
REFUSE = """
CREATE FUNCTION criteria_require_unconfirmed(of_set bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM criteria_submission WHERE criteria_set_id = of_set AND confirmed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'The criteria % are confirmed: nothing of them changes any more.', of_set
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE FUNCTION criteria_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM criteria_require_unconfirmed(OLD.criteria_set_id); END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM criteria_require_unconfirmed(NEW.criteria_set_id);
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_criterion_stays BEFORE INSERT OR UPDATE OR DELETE ON criteria_localcriterion
  FOR EACH ROW EXECUTE FUNCTION criteria_part_guard();
CREATE TRIGGER confirmed_opinion_stays BEFORE INSERT OR UPDATE OR DELETE ON criteria_opinion
  FOR EACH ROW EXECUTE FUNCTION criteria_part_guard();
CREATE TRIGGER confirmed_adoption_stays BEFORE INSERT OR UPDATE OR DELETE ON criteria_adoption
  FOR EACH ROW EXECUTE FUNCTION criteria_part_guard();
CREATE TRIGGER confirmed_submission_stays BEFORE INSERT OR UPDATE OR DELETE ON criteria_submission
  FOR EACH ROW EXECUTE FUNCTION criteria_part_guard();

CREATE FUNCTION criteria_remark_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM criteria_require_unconfirmed((SELECT criteria_set_id FROM criteria_submission WHERE id = OLD.submission_id));
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM criteria_require_unconfirmed((SELECT criteria_set_id FROM criteria_submission WHERE id = NEW.submission_id));
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_remark_stays BEFORE INSERT OR UPDATE OR DELETE ON criteria_remark
  FOR EACH ROW EXECUTE FUNCTION criteria_remark_guard();

CREATE FUNCTION criteria_set_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM criteria_require_unconfirmed(OLD.id);
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_set_stays BEFORE UPDATE OR DELETE ON criteria_criteriaset
  FOR EACH ROW EXECUTE FUNCTION criteria_set_guard();
"""

ALLOW = """
DROP TRIGGER confirmed_criterion_stays ON criteria_localcriterion;
DROP TRIGGER confirmed_opinion_stays ON criteria_opinion;
DROP TRIGGER confirmed_adoption_stays ON criteria_adoption;
DROP TRIGGER confirmed_submission_stays ON criteria_submission;
DROP TRIGGER confirmed_remark_stays ON criteria_remark;
DROP TRIGGER confirmed_set_stays ON criteria_criteriaset;
DROP FUNCTION criteria_part_guard();
DROP FUNCTION criteria_remark_guard();
DROP FUNCTION criteria_set_guard();
DROP FUNCTION criteria_require_unconfirmed(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

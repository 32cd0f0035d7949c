from django.db import migrations

# Once submitted, suggestion and own points stand still; once confirmed, all of the sheet and every reason does.
FREEZE = """
CREATE FUNCTION meeting_quality_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.submitted_at IS NOT NULL THEN
      RAISE EXCEPTION 'The score % stands still.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.confirmed_at IS NOT NULL OR (OLD.submitted_at IS NOT NULL AND
    (OLD.meeting_id, OLD.framework_id, OLD.variant, OLD.path, OLD.suggested, OLD.suggested_aside, OLD.recorded, OLD.own,
     OLD.own_aside, OLD.own_total, OLD.own_band, OLD.vote_id, OLD.in_favour, OLD.against, OLD.abstaining, OLD.base,
     OLD.voted_at, OLD.submitted_at)
    IS DISTINCT FROM
    (NEW.meeting_id, NEW.framework_id, NEW.variant, NEW.path, NEW.suggested, NEW.suggested_aside, NEW.recorded, NEW.own,
     NEW.own_aside, NEW.own_total, NEW.own_band, NEW.vote_id, NEW.in_favour, NEW.against, NEW.abstaining, NEW.base,
     NEW.voted_at, NEW.submitted_at))
  THEN
    RAISE EXCEPTION 'The score % stands still.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_submitted_score_stands_still BEFORE UPDATE OR DELETE ON meeting_quality_qualitysheet
  FOR EACH ROW EXECUTE FUNCTION meeting_quality_guard();

CREATE FUNCTION meeting_quality_remark_stands(of_sheet bigint, of_side text) RETURNS boolean LANGUAGE sql AS $$
  SELECT confirmed_at IS NOT NULL OR (of_side = 'own' AND submitted_at IS NOT NULL)
  FROM meeting_quality_qualitysheet WHERE id = of_sheet
$$;
CREATE FUNCTION meeting_quality_remark_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND meeting_quality_remark_stands(OLD.sheet_id, OLD.side))
     OR (TG_OP <> 'DELETE' AND meeting_quality_remark_stands(NEW.sheet_id, NEW.side)) THEN
    RAISE EXCEPTION 'The reasons of a score stand still with it.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER reasons_stand_still BEFORE INSERT OR UPDATE OR DELETE ON meeting_quality_remark
  FOR EACH ROW EXECUTE FUNCTION meeting_quality_remark_guard();
"""

THAW = """
DROP TRIGGER a_submitted_score_stands_still ON meeting_quality_qualitysheet;
DROP TRIGGER reasons_stand_still ON meeting_quality_remark;
DROP FUNCTION meeting_quality_remark_guard;
DROP FUNCTION meeting_quality_remark_stands;
DROP FUNCTION meeting_quality_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("meeting_quality", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]

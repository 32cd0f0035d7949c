from django.db import migrations

# From the moment a vote opens its base, its question and its choices stand still; who has voted has voted; counts are
# written once; ballots are never changed, and no ballot gets into an urn that is closed.
FREEZE = """
CREATE FUNCTION voting_vote_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.meeting_id, OLD.question, OLD.matter, OLD.way, OLD.due, OLD.came, OLD.base, OLD.present, OLD.needed, OLD.urn, OLD.public_key,
      OLD.opened_at, OLD.repeats_id)
    IS DISTINCT FROM
     (NEW.meeting_id, NEW.question, NEW.matter, NEW.way, NEW.due, NEW.came, NEW.base, NEW.present, NEW.needed, NEW.urn, NEW.public_key,
      NEW.opened_at, NEW.repeats_id)
    OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at)
    OR (OLD.voided_at IS NOT NULL AND
        (OLD.voided_at, OLD.voided_because) IS DISTINCT FROM (NEW.voided_at, NEW.voided_because))
  THEN
    RAISE EXCEPTION 'The vote % stands still since it opened.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER an_open_vote_stands_still BEFORE UPDATE ON voting_vote
  FOR EACH ROW EXECUTE FUNCTION voting_vote_guard();

CREATE FUNCTION voting_is_running(of_vote bigint) RETURNS boolean LANGUAGE sql AS $$
  SELECT closed_at IS NULL AND voided_at IS NULL FROM voting_vote WHERE id = of_vote
$$;

CREATE FUNCTION voting_elector_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (SELECT count(*) FROM voting_elector WHERE vote_id = NEW.vote_id)
       >= (SELECT base FROM voting_vote WHERE id = NEW.vote_id) THEN
      RAISE EXCEPTION 'The base of vote % is full.', NEW.vote_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF TG_OP = 'DELETE' OR (OLD.vote_id, OLD.member_id, OLD.present) <> (NEW.vote_id, NEW.member_id, NEW.present)
     OR (OLD.voted AND NOT NEW.voted) OR NOT voting_is_running(OLD.vote_id) THEN
    RAISE EXCEPTION 'The base of vote % stands still.', OLD.vote_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER base_stands_still BEFORE INSERT OR UPDATE OR DELETE ON voting_elector
  FOR EACH ROW EXECUTE FUNCTION voting_elector_guard();

CREATE FUNCTION voting_choice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.vote_id, OLD.place, OLD.meaning, OLD.label) <> (NEW.vote_id, NEW.place, NEW.meaning, NEW.label)
     OR (OLD.count IS NOT NULL AND NEW.count IS DISTINCT FROM OLD.count) THEN
    RAISE EXCEPTION 'The choices of vote % stand still.', OLD.vote_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER choices_stand_still BEFORE UPDATE ON voting_choice
  FOR EACH ROW EXECUTE FUNCTION voting_choice_guard();

CREATE FUNCTION voting_ballot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR NOT voting_is_running(NEW.vote_id) THEN
    RAISE EXCEPTION 'The urn of vote % is shut.', NEW.vote_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER urn_is_shut BEFORE INSERT OR UPDATE ON voting_ballot
  FOR EACH ROW EXECUTE FUNCTION voting_ballot_guard();
"""

THAW = """
DROP TRIGGER an_open_vote_stands_still ON voting_vote;
DROP TRIGGER base_stands_still ON voting_elector;
DROP TRIGGER choices_stand_still ON voting_choice;
DROP TRIGGER urn_is_shut ON voting_ballot;
DROP FUNCTION voting_vote_guard;
DROP FUNCTION voting_elector_guard;
DROP FUNCTION voting_choice_guard;
DROP FUNCTION voting_ballot_guard;
DROP FUNCTION voting_is_running;
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]

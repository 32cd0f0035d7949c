from django.db import migrations

# What is issued stays as it was issued: units make criteria concrete by it and are assessed by it. An edition may still be
# withdrawn, once. The lock on the edition's row makes a file that is put in at the moment of issuing wait, and be refused.
REFUSE = """
CREATE FUNCTION instructions_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of an issued edition of an instruction is never changed or deleted.', what
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION instructions_edition_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE withdrawing text[] := ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason'];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
     AND to_jsonb(OLD) - withdrawing = to_jsonb(NEW) - withdrawing THEN
    RETURN NEW;
  END IF;
  PERFORM instructions_refuse('The head');
  RETURN NULL;
END $$;
CREATE TRIGGER issued_edition_stays BEFORE UPDATE OR DELETE ON instructions_edition
  FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION instructions_edition_guard();

CREATE FUNCTION instructions_file_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE issued timestamptz;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT issued_at INTO issued FROM instructions_edition WHERE id = OLD.edition_id FOR SHARE;
    IF issued IS NOT NULL THEN PERFORM instructions_refuse('A file'); END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  SELECT issued_at INTO issued FROM instructions_edition WHERE id = NEW.edition_id FOR SHARE;
  IF issued IS NOT NULL THEN PERFORM instructions_refuse('A file'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER issued_file_stays BEFORE INSERT OR UPDATE OR DELETE ON instructions_frameworkfile
  FOR EACH ROW EXECUTE FUNCTION instructions_file_guard();

CREATE FUNCTION instructions_instruction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM instructions_edition WHERE instruction_id = OLD.id AND issued_at IS NOT NULL) THEN
    PERFORM instructions_refuse('The number and the issuer');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER issued_instruction_stays BEFORE UPDATE ON instructions_instruction
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION instructions_instruction_guard();

CREATE FUNCTION instructions_truncate_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM instructions_edition WHERE issued_at IS NOT NULL) THEN
    PERFORM instructions_refuse('Anything');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER issued_editions_stay BEFORE TRUNCATE ON instructions_edition
  FOR EACH STATEMENT EXECUTE FUNCTION instructions_truncate_guard();
CREATE TRIGGER issued_files_stay BEFORE TRUNCATE ON instructions_frameworkfile
  FOR EACH STATEMENT EXECUTE FUNCTION instructions_truncate_guard();
CREATE TRIGGER issued_instructions_stay BEFORE TRUNCATE ON instructions_instruction
  FOR EACH STATEMENT EXECUTE FUNCTION instructions_truncate_guard();
"""

ALLOW = """
DROP TRIGGER issued_edition_stays ON instructions_edition;
DROP TRIGGER issued_editions_stay ON instructions_edition;
DROP TRIGGER issued_file_stays ON instructions_frameworkfile;
DROP TRIGGER issued_files_stay ON instructions_frameworkfile;
DROP TRIGGER issued_instruction_stays ON instructions_instruction;
DROP TRIGGER issued_instructions_stay ON instructions_instruction;
DROP FUNCTION instructions_edition_guard();
DROP FUNCTION instructions_file_guard();
DROP FUNCTION instructions_instruction_guard();
DROP FUNCTION instructions_truncate_guard();
DROP FUNCTION instructions_refuse(text);
"""


class Migration(migrations.Migration):
    dependencies = [("instructions", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

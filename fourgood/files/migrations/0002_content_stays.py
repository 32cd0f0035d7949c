from django.db import migrations

# What a file was when it was added is what it is for ever: other rows refer to it as evidence. Only two things may be
# said of it later, each once: that it was found clean, or harmful. Who may see it may be changed.
GUARD = """
CREATE FUNCTION files_storedfile_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changing text[] := ARRAY['sight', 'checked_at', 'found_harmful_at'];
BEGIN
  IF to_jsonb(OLD) - changing <> to_jsonb(NEW) - changing
     OR (OLD.checked_at IS NOT NULL AND NEW.checked_at IS DISTINCT FROM OLD.checked_at)
     OR (OLD.found_harmful_at IS NOT NULL AND NEW.found_harmful_at IS DISTINCT FROM OLD.found_harmful_at) THEN
    RAISE EXCEPTION 'The content of a file is never changed.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_stays BEFORE UPDATE ON files_storedfile
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION files_storedfile_guard();
"""
FREE = """
DROP TRIGGER file_stays ON files_storedfile;
DROP FUNCTION files_storedfile_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, FREE)]

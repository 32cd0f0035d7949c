import django.db.models.deletion
from django.db import migrations, models

NOTE = """
CREATE FUNCTION audit_note_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_concern (unit, place, act_id) SELECT DISTINCT concerned, -id, id FROM written, unnest(units) concerned;
  RETURN NULL;
END $$;
CREATE TRIGGER act_notes_concerns AFTER INSERT ON audit_act
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION audit_note_concerns();
CREATE TRIGGER concern_refuses_change BEFORE UPDATE OR DELETE ON audit_concern
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
INSERT INTO audit_concern (unit, place, act_id) SELECT DISTINCT concerned, -id, id FROM audit_act, unnest(units) concerned;
"""


class Migration(migrations.Migration):

    dependencies = [("audit", "0004_act_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="act", name="act_by_units"),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit", "place", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("unit", models.BigIntegerField()),
                ("place", models.BigIntegerField()),
                (
                    "act",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="concerns",
                        to="audit.act",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit that an act concerned",
                "constraints": [
                    models.UniqueConstraint(fields=("act", "unit"), name="an_act_concerns_a_unit_once")
                ],
            },
        ),
        migrations.RunSQL(
            NOTE,
            "DROP TRIGGER act_notes_concerns ON audit_act; DROP FUNCTION audit_note_concerns();"
            "DROP TRIGGER concern_refuses_change ON audit_concern;",
        ),
    ]

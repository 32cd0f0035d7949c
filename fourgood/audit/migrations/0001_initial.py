import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import fourgood.audit.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        # Which database cluster a transaction number belongs to: they start anew when a dump is restored elsewhere.
        migrations.RunSQL(
            """
            CREATE FUNCTION audit_cluster() RETURNS bigint LANGUAGE sql STABLE
            AS $$ SELECT system_identifier FROM pg_control_system() $$;
            """,
            "DROP FUNCTION audit_cluster()",
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_at', models.DateTimeField()),
                ('cluster', models.BigIntegerField()),
                ('first', models.BigIntegerField()),
                ('until', models.BigIntegerField()),
                ('count', models.IntegerField()),
                ('previous', models.BinaryField(max_length=32)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('leaves', models.BinaryField()),
            ],
            options={
                'verbose_name': 'seal',
                'constraints': [models.UniqueConstraint(fields=('cluster', 'until'), name='one_seal_up_to_a_transaction'), models.CheckConstraint(condition=models.Q(('count__gt', 0), ('until__gt', models.F('first'))), name='a_seal_covers_acts')],
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.expressions.RawSQL('clock_timestamp()', []), editable=False, verbose_name='when')),
                ('verb', models.CharField(choices=fourgood.audit.models.verbs, max_length=40, verbose_name='act')),
                ('capacity', models.CharField(blank=True, max_length=300, verbose_name='in which capacity')),
                ('object_kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('object_label', models.CharField(max_length=300, verbose_name='on what')),
                ('path', models.TextField(blank=True, db_collation='C')),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('cluster', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('audit_cluster()', []), editable=False)),
                ('transaction', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acts', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('units', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL("string_to_array(trim(both '/' from path), '/')::bigint[]", []), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None))),
            ],
            options={
                'verbose_name': 'act',
                'indexes': [models.Index(fields=['object_kind', 'object_id', '-id'], name='act_history_of_object'), models.Index(fields=['cluster', 'transaction', 'id'], name='act_in_order_of_sealing'), models.Index(fields=['verb', '-id'], name='act_by_verb'), models.Index(fields=['at'], name='act_by_moment')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('pk', models.CompositePrimaryKey('unit', 'place', blank=True, editable=False, primary_key=True, serialize=False)),
                ('unit', models.BigIntegerField()),
                ('place', models.BigIntegerField()),
                ('act', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='concerns', to='audit.act')),
            ],
            options={
                'verbose_name': 'unit that an act concerned',
                'constraints': [models.UniqueConstraint(fields=('act', 'unit'), name='an_act_concerns_a_unit_once')],
            },
        ),
    ]

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


CACHE_TABLE = """
CREATE UNLOGGED TABLE IF NOT EXISTS cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='member',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='organisation.member', verbose_name='member'),
        ),
        migrations.AddField(
            model_name='user',
            name='search_key',
            field=models.TextField(db_collation='C', default='', editable=False),
        ),
        migrations.CreateModel(
            name='AccessCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('open', 'open an account'), ('recover', 'set a new password')], max_length=10, verbose_name='purpose')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('handed_over_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='handed over at')),
                ('valid_until', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='used at')),
                ('handed_over_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed over by')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_codes', to='organisation.member', verbose_name='member')),
                ('removes_second_factors', models.BooleanField(default=False, verbose_name='removes the second factors')),
                ('replaced_at', models.DateTimeField(editable=False, null=True, verbose_name='replaced at')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_codes', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'access code',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('handed_over_at'))), name='a_code_is_valid_for_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('member__isnull', False), ('user__isnull', True)), models.Q(('member__isnull', True), ('user__isnull', False)), _connector='OR'), name='a_code_is_for_one_person'), models.UniqueConstraint(models.F('member'), condition=models.Q(('replaced_at', None), ('used_at', None)), name='one_code_at_a_time_per_member'), models.UniqueConstraint(models.F('user'), condition=models.Q(('replaced_at', None), ('used_at', None)), name='one_code_at_a_time_per_account')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('kind', models.CharField(choices=[('organising_officer', 'officer of the Organising Committee'), ('inspector', 'inspector'), ('system_administrator', 'system administrator')], max_length=30, verbose_name='office')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='organisation.unit', verbose_name='on the unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'office',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'organising_officer')), expressions=[(models.Func('user_id', 'user_id', models.Value('[]'), function='int8range'), '&&'), (models.Func('unit_id', 'unit_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='office_of_organising_officer_is_held_once'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'inspector')), expressions=[(models.Func('user_id', 'user_id', models.Value('[]'), function='int8range'), '&&'), (models.Func('unit_id', 'unit_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='office_of_inspector_is_held_once'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'system_administrator')), expressions=[(models.Func('user_id', 'user_id', models.Value('[]'), function='int8range'), '&&'), (models.Func('unit_id', 'unit_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='office_of_system_administrator_is_held_once'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='an_office_has_days')],
                'ordering': ['user__search_key', 'id'],
            },
        ),
        # What counts failed sign-ins, for all processes together. Nothing in it needs to outlive a crash.
        migrations.RunSQL(CACHE_TABLE, reverse_sql="DROP TABLE IF EXISTS cache"),
    ]

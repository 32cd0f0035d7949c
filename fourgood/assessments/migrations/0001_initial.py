import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('criteria', '0001_initial'),
        ('files', '0001_initial'),
        ('instructions', '0001_initial'),
        ('meetings', '0001_initial'),
        ('organisation', '0001_initial'),
        ('voting', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('instruction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='instructions.instruction', verbose_name='instruction')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='month closed at')),
            ],
            options={
                'verbose_name': 'month of assessment',
                'ordering': ['-month', 'instruction_id'],
                'constraints': [models.UniqueConstraint(fields=('instruction', 'month'), name='one_period_per_instruction_and_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='a_period_is_named_by_its_first_day')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(null=True), default=list, editable=False, size=None)),
                ('bases', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(null=True), default=list, editable=False, size=None)),
                ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('looked_at', models.DateTimeField(editable=False, null=True, verbose_name='facts counted at')),
                ('suggested', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('suggested_groups', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('suggested_due', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('suggested_total', models.IntegerField(editable=False, null=True)),
                ('own', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('own_groups', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('own_due', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('own_total', models.IntegerField(editable=False, null=True)),
                ('confirmed', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('confirmed_groups', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('confirmed_due', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, editable=False, size=None)),
                ('confirmed_total', models.IntegerField(editable=False, null=True)),
                ('due_on', models.DateField(editable=False, null=True, verbose_name='due by')),
                ('grace_until', models.DateField(editable=False, null=True, verbose_name='days of grace until')),
                ('confirm_by', models.DateField(editable=False, null=True, verbose_name='to be confirmed by')),
                ('extended_until', models.DateField(null=True, verbose_name='time granted until')),
                ('extended_because', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('path', models.TextField(db_collation='C', editable=False)),
                ('variant', models.CharField(max_length=60, verbose_name='variant')),
                ('settled_as', models.CharField(blank=True, choices=[('closed', 'closed during the month'), ('merged', 'merged during the month'), ('exempt', 'exempt this month')], max_length=10, verbose_name='not expected')),
                ('settled_because', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
                ('criteria_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criteriaset')),
                ('framework', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instructions.frameworkfile', verbose_name='framework')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='organisation.unit', verbose_name='unit')),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='assessments.period', verbose_name='month')),
                ('confirmed_share_1', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL('((20000 * confirmed_groups[1] + confirmed_due[1]) / NULLIF(2 * confirmed_due[1], 0))', []), output_field=models.IntegerField())),
                ('confirmed_share_2', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL('((20000 * confirmed_groups[2] + confirmed_due[2]) / NULLIF(2 * confirmed_due[2], 0))', []), output_field=models.IntegerField())),
                ('confirmed_share_3', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL('((20000 * confirmed_groups[3] + confirmed_due[3]) / NULLIF(2 * confirmed_due[3], 0))', []), output_field=models.IntegerField())),
                ('confirmed_share_4', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL('((20000 * confirmed_groups[4] + confirmed_due[4]) / NULLIF(2 * confirmed_due[4], 0))', []), output_field=models.IntegerField())),
            ],
            options={
                'verbose_name': 'assessment of a month',
                'ordering': ['-period__month', 'unit__sort_key', 'pk'],
                'indexes': [models.Index(fields=['path', 'period'], name='assessments_under_a_unit'), models.Index(fields=['framework', 'period'], name='assessments_by_a_framework'), models.Index(condition=models.Q(('confirmed_total__isnull', False)), fields=['period', 'path'], include=('unit', 'settled_as', 'framework', 'confirmed_total', 'confirmed_share_1', 'confirmed_share_2', 'confirmed_share_3', 'confirmed_share_4'), name='confirmed_of_a_month'), models.Index(condition=models.Q(('confirmed_total__isnull', True)), fields=['period', 'path'], name='open_in_a_month')],
                'constraints': [models.UniqueConstraint(fields=('period', 'unit'), name='one_assessment_per_unit_month'), models.CheckConstraint(condition=models.Q(models.Q(('settled_as', ''), ('settled_at__isnull', True)), models.Q(models.Q(('settled_because', ''), _negated=True), models.Q(('settled_as', ''), _negated=True)), _connector='OR'), name='who_is_not_expected_has_a_reason'), models.CheckConstraint(condition=models.Q(('extended_until__isnull', True), models.Q(('extended_because', ''), _negated=True), _connector='OR'), name='time_is_granted_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_time_until', models.DateField(editable=False, null=True, verbose_name='in time until')),
                ('submitted_at', models.DateTimeField(verbose_name='submitted at')),
                ('returned_at', models.DateTimeField(editable=False, null=True, verbose_name='returned at')),
                ('words', models.TextField(blank=True, verbose_name='in general')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted at')),
                ('reopened_at', models.DateTimeField(editable=False, null=True, verbose_name='reopened at')),
                ('reopened_because', models.TextField(blank=True, verbose_name='why it was reopened')),
                ('kept', models.JSONField(editable=False, null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='assessments.assessment')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'submission of a sheet',
                'ordering': ['assessment_id', 'submitted_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', True), ('returned_at__isnull', True)), fields=['submitted_at'], name='sheets_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True), ('returned_at__isnull', True)), fields=('assessment',), name='one_submission_of_a_sheet_at_a_time'), models.CheckConstraint(condition=models.Q(('returned_at__isnull', True), ('confirmed_at__isnull', True), _connector='OR'), name='a_sheet_is_returned_or_confirmed'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='only_what_is_confirmed_is_accepted'), models.CheckConstraint(condition=models.Q(('reopened_at__isnull', True), models.Q(('confirmed_at__isnull', False), models.Q(('reopened_because', ''), _negated=True)), _connector='OR'), name='only_what_is_confirmed_is_reopened')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='criterion')),
                ('text', models.TextField(verbose_name='remark')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='assessments.submission')),
            ],
            options={
                'verbose_name': 'remark on a sheet',
                'constraints': [models.UniqueConstraint(fields=('submission', 'code'), name='one_remark_per_sheet_criterion')],
            },
        ),
        migrations.CreateModel(
            name='Voted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met_on', models.DateField(verbose_name='meeting on')),
                ('base', models.PositiveSmallIntegerField(verbose_name='members entitled to vote')),
                ('present', models.PositiveSmallIntegerField(verbose_name='of them present')),
                ('in_favour', models.PositiveSmallIntegerField(verbose_name='in favour')),
                ('against', models.PositiveSmallIntegerField(verbose_name='against')),
                ('abstaining', models.PositiveSmallIntegerField(verbose_name='abstaining')),
                ('own', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), editable=False, size=None)),
                ('recorded_at', models.DateTimeField(verbose_name='entered at')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='assessments.assessment')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vote', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='voting.vote', verbose_name='vote')),
            ],
            options={
                'verbose_name': 'vote on the sheet',
                'ordering': ['recorded_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('present__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('in_favour'), '+', models.F('against')), '+', models.F('abstaining')))), name='no_more_votes_on_a_sheet_than_present'), models.CheckConstraint(condition=models.Q(('base__gte', models.F('present'))), name='no_more_at_the_vote_than_entitled')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='criterion')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('values', models.JSONField(default=dict, editable=False)),
                ('stated', models.IntegerField(editable=False, null=True)),
                ('reason', models.TextField(blank=True, verbose_name='why it differs from the suggestion')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('typed', models.JSONField(editable=False, null=True)),
                ('before', models.JSONField(editable=False, null=True)),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='assessments.assessment')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'entry on the sheet',
                'constraints': [models.UniqueConstraint(fields=('assessment', 'code'), name='one_entry_per_criterion')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='criterion')),
                ('added_at', models.DateTimeField(verbose_name='added at')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='assessments.assessment')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='file')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'evidence',
                'ordering': ['added_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('meeting__isnull', True)), models.Q(('file__isnull', True), ('meeting__isnull', False)), _connector='OR'), name='evidence_is_a_file_or_a_meeting'), models.UniqueConstraint(fields=('assessment', 'code', 'meeting'), name='a_meeting_is_evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('soon', 'to be filled in soon'), ('late', 'not filled in, late'), ('confirm_soon', 'to be confirmed soon'), ('confirm_late', 'not confirmed, late')], max_length=12, verbose_name='about')),
                ('due_on', models.DateField(verbose_name='due by')),
                ('at', models.DateTimeField(verbose_name='reminded at')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='assessments.assessment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reminder about a sheet',
                'ordering': ['assessment_id', 'at'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'user', 'about', 'due_on'), name='reminded_once_of_a_sheet_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Received',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True, verbose_name='key')),
                ('slot', models.CharField(max_length=40)),
                ('said_at', models.DateTimeField(verbose_name='said at')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('answer', models.JSONField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='received', to='assessments.assessment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'entry received',
                'indexes': [models.Index(fields=['assessment', 'slot'], name='received_of_one_criterion')],
            },
        ),
    ]

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('meetings', '0001_initial'),
        ('organisation', '0001_initial'),
        ('tasks', '0001_initial'),
        ('voting', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='day of the congress')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='organisation.unit')),
            ],
            options={
                'verbose_name': 'term',
                'ordering': ['unit_id', '-first_day'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'first_day'), name='one_term_per_unit_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type_code', models.CharField(max_length=10, verbose_name='type')),
                ('last', models.PositiveSmallIntegerField(default=0, verbose_name='last number')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='series', to='resolutions.term')),
            ],
            options={
                'verbose_name': 'series of numbers',
                'ordering': ['term_id', 'type_code'],
                'constraints': [models.UniqueConstraint(fields=('term', 'type_code'), name='one_series_per_term_and_type'), models.CheckConstraint(condition=models.Q(('last__gte', 0)), name='numbers_of_a_series_from_0')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('monthly', 'monthly resolution'), ('thematic', 'thematic resolution')], default='monthly', max_length=20, verbose_name='kind of resolution')),
                ('type_code', models.CharField(max_length=10, verbose_name='type')),
                ('title', models.CharField(max_length=300, verbose_name='subject')),
                ('month', models.DateField(verbose_name='holds for the month')),
                ('evaluation', models.TextField(blank=True, verbose_name='what was done')),
                ('praise', models.TextField(blank=True, verbose_name='praise and reminders')),
                ('shortcomings', models.TextField(blank=True, verbose_name='shortcomings and their causes')),
                ('ahead', models.TextField(blank=True, verbose_name='what lies ahead')),
                ('organisation', models.TextField(blank=True, verbose_name='how it is carried out')),
                ('scoring', models.TextField(blank=True, verbose_name='how the meeting scored itself')),
                ('seat', models.CharField(blank=True, max_length=100, verbose_name='place of writing')),
                ('recipients', models.TextField(blank=True, verbose_name='who receives it')),
                ('language', models.CharField(max_length=5, verbose_name='language of record')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changed at')),
                ('before', models.JSONField(editable=False, null=True)),
                ('adopted_at', models.DateTimeField(editable=False, null=True, verbose_name='adopted at')),
                ('adopted_content', models.JSONField(editable=False, null=True)),
                ('changed_because', models.TextField(blank=True, verbose_name='why it differs from what was voted on')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('signed_as', models.CharField(blank=True, max_length=200, verbose_name='signed as')),
                ('signed_by', models.CharField(blank=True, max_length=120, verbose_name='signed by')),
                ('issued_at', models.DateTimeField(editable=False, null=True, verbose_name='issued at')),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('amends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amended_by', to='resolutions.resolution')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='meetings.meeting')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='organisation.unit')),
                ('vote', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolution', to='voting.vote')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='resolutions.term')),
                ('typed', models.JSONField(default=dict, editable=False)),
            ],
            options={
                'verbose_name': 'resolution',
                'ordering': ['-month', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'type_code', 'term', 'number'), name='one_document_per_number_type_and_term'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('number__isnull', True), ('term__isnull', True)), models.Q(('adopted_at__isnull', False), ('issued_at__isnull', False), ('number__gte', 1), ('term__isnull', False)), _connector='OR'), name='issued_only_when_adopted_and_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', True), ('vote__isnull', True)), models.Q(('adopted_at__isnull', False), ('adopted_content__isnull', False), ('vote__isnull', False)), _connector='OR'), name='adopted_by_a_vote'), models.CheckConstraint(condition=models.Q(('amends__isnull', True), models.Q(('amends', models.F('pk')), _negated=True), _connector='OR'), name='amends_another'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='holds_from_the_first_of_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5, verbose_name='language of record')),
                ('seat', models.CharField(blank=True, max_length=100, verbose_name='place of writing')),
                ('written_at', models.DateTimeField(verbose_name='written down at')),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changed at')),
                ('number', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='number')),
                ('approved_at', models.DateTimeField(editable=False, null=True, verbose_name='approved at')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent at')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='meetings.meeting')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='resolutions.term')),
                ('typed', models.JSONField(default=dict, editable=False)),
            ],
            options={
                'verbose_name': 'minutes of a meeting',
                'ordering': ['-meeting__starts_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('term', 'number'), name='one_number_of_minutes_per_term'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('number__isnull', True), ('term__isnull', True)), models.Q(('approved_at__isnull', False), ('number__gte', 1), ('term__isnull', False)), _connector='OR'), name='minutes_have_a_number_once_approved'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('approved_at__isnull', False), _connector='OR'), name='minutes_are_sent_once_approved')],
            },
        ),
        migrations.CreateModel(
            name='CorrectionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('text', models.TextField(verbose_name='correction')),
                ('at', models.DateTimeField(verbose_name='corrected at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='resolutions.minutes')),
            ],
            options={
                'verbose_name': 'correction of minutes',
                'ordering': ['minutes_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='one_correction_per_number'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_has_words')],
            },
        ),
        migrations.CreateModel(
            name='ResolvedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='order')),
                ('title', models.CharField(max_length=300, verbose_name='task')),
                ('expected', models.TextField(blank=True, verbose_name='result expected')),
                ('area', models.CharField(blank=True, max_length=200, verbose_name='household group or area')),
                ('measure', models.CharField(blank=True, max_length=60, verbose_name='counted in')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='how much')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('organisations', models.TextField(blank=True, verbose_name='organisations')),
                ('members', models.ManyToManyField(blank=True, related_name='+', to='organisation.member', verbose_name='members')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resolved', to='resolutions.resolution')),
                ('task', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolved', to='tasks.task')),
            ],
            options={
                'verbose_name': 'task of a resolution',
                'ordering': ['resolution_id', 'place'],
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('resolution', 'place'), name='one_task_per_place_of_a_resolution'), models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target__gt', 0), models.Q(('measure', ''), _negated=True)), _connector='OR'), name='a_resolved_target_has_a_measure')],
            },
        ),
        migrations.CreateModel(
            name='ReviewedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='order')),
                ('title', models.CharField(max_length=300, verbose_name='task')),
                ('at_start', models.TextField(blank=True, verbose_name='state at the start')),
                ('result', models.TextField(blank=True, verbose_name='result')),
                ('recorded', models.TextField(blank=True)),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewed', to='resolutions.resolution')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tasks.task')),
            ],
            options={
                'verbose_name': 'task of the last resolution',
                'ordering': ['resolution_id', 'place'],
                'constraints': [models.UniqueConstraint(fields=('resolution', 'task'), name='a_task_is_reviewed_once_in_a_resolution')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30)),
                ('place', models.PositiveSmallIntegerField(verbose_name='order')),
                ('heading', models.CharField(max_length=300, verbose_name='heading')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('written', models.TextField(blank=True)),
                ('before', models.TextField(editable=False, null=True)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='resolutions.minutes')),
            ],
            options={
                'verbose_name': 'section of minutes',
                'ordering': ['minutes_id', 'place', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'code'), name='one_section_per_code_of_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='opened at')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member')),
                ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='resolutions.minutes')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='resolutions.resolution')),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'receipt of a paper',
                'ordering': ['member__sort_key', 'member_id'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'member'), name='minutes_are_received_once'), models.UniqueConstraint(fields=('resolution', 'member'), name='a_resolution_is_received_once'), models.CheckConstraint(condition=models.Q(models.Q(('minutes__isnull', True), ('resolution__isnull', False)), models.Q(('minutes__isnull', False), ('resolution__isnull', True)), _connector='OR'), name='a_receipt_is_of_one_paper')],
            },
        ),
    ]

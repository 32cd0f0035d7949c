import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('given', 'given by itself'), ('resolution', 'from a resolution'), ('correction', 'corrects a shortfall')], default='given', max_length=20, verbose_name='origin')),
                ('title', models.CharField(max_length=300, verbose_name='task')),
                ('expected', models.TextField(blank=True, verbose_name='result expected')),
                ('area', models.CharField(blank=True, max_length=200, verbose_name='household group or area')),
                ('measure', models.CharField(blank=True, max_length=60, verbose_name='counted in')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='how much')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('given_on', models.DateField(verbose_name='day it was given')),
                ('given_at', models.DateTimeField(verbose_name='entered at')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished at')),
                ('finished_on', models.DateField(editable=False, null=True, verbose_name='finished on')),
                ('dropped_at', models.DateTimeField(editable=False, null=True, verbose_name='dropped at')),
                ('dropped_because', models.TextField(blank=True, verbose_name='reason for dropping it')),
                ('dropped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finished_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'task',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['unit', 'due_on'], name='tasks_of_unit_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('given_on'))), name='a_task_is_due_after_it_is_given'), models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target__gt', 0), models.Q(('measure', ''), _negated=True)), _connector='OR'), name='a_target_has_a_measure'), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('dropped_at__isnull', True), _connector='OR'), name='finished_or_dropped_not_both'), models.CheckConstraint(condition=models.Q(('dropped_at__isnull', True), models.Q(('dropped_because', ''), _negated=True), _connector='OR'), name='a_dropped_task_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Postponement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField(verbose_name='from')),
                ('to_day', models.DateField(verbose_name='to')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='carried over at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postponements', to='tasks.task')),
            ],
            options={
                'verbose_name': 'postponement',
                'ordering': ['task_id', 'at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_day__gt', models.F('from_day'))), name='carried_over_to_a_later_day'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='carried_over_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted at')),
                ('done_at', models.DateTimeField(editable=False, null=True, verbose_name='reported as done at')),
                ('done_on', models.DateField(editable=False, null=True, verbose_name='done on')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='checked at')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisation.member', verbose_name='member')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='tasks.task')),
            ],
            options={
                'verbose_name': 'assignment',
                'ordering': ['task_id', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('member__isnull', False), ('organisation', '')), models.Q(('member__isnull', True), models.Q(('organisation', ''), _negated=True)), _connector='OR'), name='assigned_to_a_member_or_an_organisation'), models.UniqueConstraint(fields=('task', 'member'), name='a_task_is_assigned_to_a_member_once'), models.CheckConstraint(condition=models.Q(('checked_at__isnull', True), ('done_at__isnull', False), _connector='OR'), name='checked_only_when_done')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='reported at')),
                ('text', models.TextField(blank=True, verbose_name='how far it is')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='how much was done')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='tasks.assignment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(blank=True, related_name='+', to='files.storedfile', verbose_name='photos and papers')),
            ],
            options={
                'verbose_name': 'progress',
                'ordering': ['assignment_id', 'at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='progress_amounts_are_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('soon', 'due soon'), ('late', 'late')], max_length=10, verbose_name='about')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('at', models.DateTimeField(verbose_name='reminded at')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='tasks.assignment')),
            ],
            options={
                'verbose_name': 'reminder',
                'ordering': ['assignment_id', 'at'],
                'constraints': [models.UniqueConstraint(fields=('assignment', 'about', 'due_on'), name='reminded_once_of_a_day_and_why')],
            },
        ),
    ]

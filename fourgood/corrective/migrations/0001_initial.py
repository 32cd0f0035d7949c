import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('assessments', '0001_initial'),
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectiveAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='criterion')),
                ('answer_by', models.DateField(editable=False, null=True, verbose_name='to be answered by')),
                ('cause', models.TextField(blank=True, verbose_name='cause')),
                ('measure', models.TextField(blank=True, verbose_name='measure')),
                ('because', models.TextField(blank=True, verbose_name='why nothing is done')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided at')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='checked at')),
                ('brought', models.TextField(blank=True, verbose_name='what it brought')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='assessments.assessment', verbose_name='self-assessment sheet')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrects', to='tasks.task', verbose_name='task')),
            ],
            options={
                'verbose_name': 'corrective action',
                'ordering': ['-assessment__period__month', 'assessment__unit__sort_key', 'pk'],
                'indexes': [models.Index(condition=models.Q(('checked_at__isnull', True)), fields=['assessment'], name='actions_to_check')],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'code'), name='one_answer_to_a_shortfall'), models.CheckConstraint(condition=models.Q(models.Q(('because', ''), ('task__isnull', False), models.Q(('cause', ''), _negated=True), models.Q(('measure', ''), _negated=True)), models.Q(('task__isnull', True), models.Q(('because', ''), _negated=True)), models.Q(('answer_by__isnull', False), ('because', ''), ('task__isnull', True)), _connector='OR'), name='an_action_or_a_reason_or_still_asked'), models.CheckConstraint(condition=models.Q(('checked_at__isnull', True), ('task__isnull', False), _connector='OR'), name='only_an_action_is_checked')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='why not yet')),
                ('at', models.DateTimeField(verbose_name='said at')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='corrective.correctiveaction')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'look at a corrective action',
                'ordering': ['action_id', 'at', 'pk'],
            },
        ),
    ]

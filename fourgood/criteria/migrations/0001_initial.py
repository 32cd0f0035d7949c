import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('instructions', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('model', models.CharField(max_length=20, verbose_name='model')),
                ('begun_at', models.DateTimeField(verbose_name='begun at')),
                ('registered_at', models.DateTimeField(editable=False, null=True, verbose_name='registered at')),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'registration',
                'ordering': ['-year', 'unit__sort_key'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='one_registration_per_unit_and_year')],
            },
        ),
        migrations.CreateModel(
            name='CriteriaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(editable=False, null=True, verbose_name='opened for opinions at')),
                ('opinions_until', models.DateField(blank=True, null=True, verbose_name='opinions until')),
                ('opened_with', models.JSONField(editable=False, null=True)),
                ('place', models.PositiveSmallIntegerField(verbose_name='version')),
                ('variant', models.CharField(max_length=60, verbose_name='variant')),
                ('first_day', models.DateField(verbose_name='holds from')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('current_digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='digest')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sets', to='instructions.frameworkfile', verbose_name='framework')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instructions.edition', verbose_name='carried over by edition')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sets', to='criteria.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'concretised criteria',
                'ordering': ['registration_id', 'place'],
                'constraints': [models.UniqueConstraint(fields=('registration', 'place'), name='one_version_per_place'), models.CheckConstraint(condition=models.Q(('place', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_later_version_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='LookedAt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='looked at on')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='looked_at_by_unit', to='criteria.criteriaset')),
            ],
            options={
                'verbose_name': 'look at carried over criteria',
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(editable=False, null=True, verbose_name='due by')),
                ('submitted_at', models.DateTimeField(verbose_name='submitted at')),
                ('returned_at', models.DateTimeField(editable=False, null=True, verbose_name='returned at')),
                ('words', models.TextField(blank=True, verbose_name='in general')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='criteria.criteriaset')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'submission',
                'ordering': ['criteria_set_id', 'submitted_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('returned_at__isnull', True), ('confirmed_at__isnull', True), _connector='OR'), name='returned_or_confirmed_not_both'), models.UniqueConstraint(condition=models.Q(('returned_at__isnull', True)), fields=('criteria_set',), name='one_submission_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='criterion')),
                ('text', models.TextField(verbose_name='remark')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='criteria.submission')),
            ],
            options={
                'verbose_name': 'remark',
                'constraints': [models.UniqueConstraint(fields=('submission', 'code'), name='one_remark_per_criterion')],
            },
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met_on', models.DateField(verbose_name='meeting on')),
                ('number', models.CharField(max_length=60, verbose_name='number of the resolution')),
                ('base', models.PositiveSmallIntegerField(verbose_name='members entitled to vote')),
                ('present', models.PositiveSmallIntegerField(verbose_name='of them present')),
                ('in_favour', models.PositiveSmallIntegerField(verbose_name='in favour')),
                ('against', models.PositiveSmallIntegerField(verbose_name='against')),
                ('abstaining', models.PositiveSmallIntegerField(verbose_name='abstaining')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('content', models.JSONField(default=dict, editable=False)),
                ('recorded_at', models.DateTimeField(verbose_name='entered at')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='criteria.criteriaset')),
            ],
            options={
                'verbose_name': 'adoption',
                'ordering': ['criteria_set_id', 'recorded_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('present__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('in_favour'), '+', models.F('against')), '+', models.F('abstaining')))), name='no_more_votes_than_present'), models.CheckConstraint(condition=models.Q(('base__gte', models.F('present'))), name='no_more_present_than_entitled')],
            },
        ),
        migrations.CreateModel(
            name='LocalCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='criterion')),
                ('wording', models.TextField(blank=True, verbose_name='own wording')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='own target, in per cent')),
                ('measure', models.TextField(blank=True, verbose_name='how we measure it')),
                ('plan_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='planned')),
                ('plan_unit', models.CharField(blank=True, max_length=60, verbose_name='unit of the plan')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('looked_at', models.DateTimeField(editable=False, null=True, verbose_name='gone through at')),
                ('typed', models.JSONField(editable=False, null=True)),
                ('before', models.JSONField(editable=False, null=True)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='criteria.criteriaset')),
            ],
            options={
                'verbose_name': 'concretised criterion',
                'constraints': [models.UniqueConstraint(fields=('criteria_set', 'code'), name='one_row_per_set_and_criterion'), models.CheckConstraint(condition=models.Q(models.Q(('plan_amount__isnull', True), ('plan_unit', '')), models.Q(('plan_amount__gte', 0), models.Q(('plan_unit', ''), _negated=True)), _connector='OR'), name='a_plan_has_amount_and_unit'), models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target__gte', 0), ('target__lte', 100)), _connector='OR'), name='a_target_is_a_percentage')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=20, verbose_name='criterion')),
                ('agrees', models.BooleanField(verbose_name='agrees')),
                ('text', models.TextField(blank=True, verbose_name='opinion')),
                ('given_at', models.DateTimeField(verbose_name='given at')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='criteria.criteriaset')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='organisation.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'opinion',
                'ordering': ['given_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('criteria_set', 'member', 'code'), name='one_opinion_per_member_and_point'), models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('text', ''), _negated=True), _connector='OR'), name='who_disagrees_says_why')],
            },
        ),
    ]

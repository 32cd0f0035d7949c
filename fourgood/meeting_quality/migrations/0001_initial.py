import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('instructions', '0001_initial'),
        ('meetings', '0001_initial'),
        ('voting', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='QualitySheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.CharField(max_length=60, verbose_name='variant')),
                ('path', models.CharField(editable=False, max_length=255)),
                ('suggested', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), size=None, verbose_name='suggested points')),
                ('suggested_aside', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='suggested as not applying')),
                ('recorded', models.JSONField(default=dict, editable=False)),
                ('own', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), size=None, verbose_name='own points')),
                ('own_aside', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='said not to apply')),
                ('own_total', models.PositiveIntegerField(editable=False, null=True, verbose_name='own total, in hundredths')),
                ('own_band', models.CharField(blank=True, editable=False, max_length=60, verbose_name='own band')),
                ('filled_at', models.DateTimeField(verbose_name='filled in at')),
                ('in_favour', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='in favour')),
                ('against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='against')),
                ('abstaining', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='abstaining')),
                ('base', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members entitled to vote')),
                ('voted_at', models.DateTimeField(editable=False, null=True, verbose_name='vote recorded at')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='submitted at')),
                ('confirmed', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), null=True, size=None, verbose_name='confirmed points')),
                ('confirmed_aside', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='confirmed as not applying')),
                ('confirmed_total', models.PositiveIntegerField(editable=False, null=True, verbose_name='confirmed total, in hundredths')),
                ('confirmed_band', models.CharField(blank=True, editable=False, max_length=60, verbose_name='confirmed band')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instructions.frameworkfile', verbose_name='framework')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='quality', to='meetings.meeting', verbose_name='meeting')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vote', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quality', to='voting.vote')),
                ('voted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'score of a meeting',
                'ordering': ['-meeting__starts_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('confirmed_at', None), ('submitted_at__isnull', False)), fields=['submitted_at'], name='scores_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('own__len', models.F('suggested__len'))), name='points_of_a_meeting_in_one_order'), models.CheckConstraint(condition=models.Q(models.Q(('in_favour__isnull', True), ('vote__isnull', True), ('voted_at__isnull', True)), models.Q(('abstaining__isnull', False), ('against__isnull', False), ('base__isnull', False), ('in_favour__isnull', False), ('voted_at__isnull', False)), _connector='OR'), name='a_vote_on_a_score_has_numbers'), models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), models.Q(('own_total__isnull', False), ('voted_at__isnull', False)), _connector='OR'), name='a_score_is_voted_before_it_is_submitted'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed__isnull', True), ('confirmed_at__isnull', True), ('confirmed_total__isnull', True)), models.Q(('confirmed__len', models.F('own__len')), ('confirmed_at__isnull', False), ('confirmed_total__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='a_confirmed_score_was_submitted_and_has_a_total')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('side', models.CharField(choices=[('own', 'the cell'), ('confirmed', 'the level above')], max_length=10)),
                ('text', models.TextField(verbose_name='reason')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='meeting_quality.qualitysheet')),
            ],
            options={
                'verbose_name': 'reason for points',
                'ordering': ['sheet_id', 'code', 'side'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'code', 'side'), name='one_reason_per_criterion_and_side'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_reason_for_points_has_words')],
            },
        ),
    ]

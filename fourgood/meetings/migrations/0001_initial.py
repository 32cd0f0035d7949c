import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('criteria', '0001_initial'),
        ('files', '0001_initial'),
        ('instructions', '0001_initial'),
        ('organisation', '0001_initial'),
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('regular', 'regular meeting'), ('thematic', 'thematic meeting'), ('combined', 'regular and thematic meeting'), ('extraordinary', 'extraordinary meeting'), ('review', 'year-end review'), ('committee', 'meeting of the committee')], max_length=20, verbose_name='kind')),
                ('topic', models.CharField(blank=True, max_length=300, verbose_name='topic')),
                ('starts_at', models.DateTimeField(verbose_name='begins at')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where it is held')),
                ('note', models.TextField(blank=True, verbose_name='what to prepare')),
                ('draft_resolution', models.TextField(blank=True, verbose_name='draft resolution')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('announced_at', models.DateTimeField(editable=False, null=True, verbose_name='announced at')),
                ('begun_at', models.DateTimeField(editable=False, null=True, verbose_name='begun at')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                ('called_off_at', models.DateTimeField(editable=False, null=True, verbose_name='called off at')),
                ('called_off_because', models.TextField(blank=True, verbose_name='reason for calling it off')),
                ('announced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('called_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member', verbose_name='chair')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepares', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='prepared_by', to='meetings.meeting')),
                ('recorder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member', verbose_name='secretary of the meeting')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='organisation.unit', verbose_name='unit')),
                ('times_entered_at', models.DateTimeField(editable=False, null=True, verbose_name='times entered by hand at')),
            ],
            options={
                'verbose_name': 'meeting',
                'ordering': ['-starts_at', '-pk'],
                'indexes': [models.Index(fields=['unit', 'starts_at'], name='meetings_of_unit_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('begun_at__isnull', False), ('ended_at__gt', models.F('begun_at'))), _connector='OR'), name='a_meeting_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('begun_at__isnull', True), ('called_off_at__isnull', True), _connector='OR'), name='a_held_meeting_is_not_called_off'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['thematic', 'combined']), _negated=True), ('announced_at__isnull', True), models.Q(('topic', ''), _negated=True), _connector='OR'), name='a_thematic_meeting_has_a_topic')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('title', models.CharField(max_length=300, verbose_name='item')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many minutes')),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('conclusion', models.TextField(blank=True, verbose_name='conclusion')),
                ('criteria_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='criteria.criteriaset')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='instructions.document')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='tasks.task')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'agenda item',
                'ordering': ['meeting_id', 'place'],
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('meeting', 'place'), name='one_item_per_place_of_an_agenda'), models.UniqueConstraint(fields=('meeting', 'task'), name='a_task_is_on_an_agenda_once'), models.UniqueConstraint(fields=('meeting', 'document'), name='a_document_is_on_an_agenda_once'), models.UniqueConstraint(fields=('meeting', 'criteria_set'), name='criteria_are_on_an_agenda_once')],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent at')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='file')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='materials', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'material',
                'ordering': ['meeting_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(blank=True, max_length=120, verbose_name='topic')),
                ('text', models.TextField(verbose_name='what you want to say')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(blank=True, related_name='+', to='files.storedfile', verbose_name='photos and papers')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='meetings.agendaitem', verbose_name='agenda item')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='organisation.member', verbose_name='member')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'contribution',
                'ordering': ['meeting_id', 'written_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_contribution_says_something'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='an_answer_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('present', 'present'), ('excused', 'excused'), ('absent', 'absent without reason')], max_length=20, verbose_name='roll call')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('due', models.BooleanField(verbose_name='due')),
                ('called_at', models.DateTimeField(verbose_name='entered at')),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='organisation.member')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='meetings.meeting')),
                ('because', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'verbose_name': 'roll call',
                'ordering': ['meeting_id', 'member__sort_key'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'member'), name='one_roll_call_per_meeting_and_member'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'excused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_excuse_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(verbose_name='seen at')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='meetings.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member')),
            ],
            options={
                'verbose_name': 'receipt of a notice',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'member'), name='one_receipt_per_meeting_and_member')],
            },
        ),
        migrations.CreateModel(
            name='Speech',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='what was said')),
                ('at', models.DateTimeField(verbose_name='noted at')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='speeches', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speeches', to='meetings.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speeches', to='organisation.member')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contribution', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='speech', to='meetings.contribution', verbose_name='contribution')),
            ],
            options={
                'verbose_name': 'speech',
                'ordering': ['meeting_id', 'at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('contribution__isnull', True), ('item__isnull', False)), fields=('meeting', 'member', 'item'), name='one_speech_per_member_and_item')],
            },
        ),
        migrations.CreateModel(
            name='ThematicPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent at')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thematic_plans', to='organisation.unit')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed at')),
            ],
            options={
                'verbose_name': 'plan of thematic meetings',
                'ordering': ['-year', 'unit_id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='one_thematic_plan_per_unit_and_year')],
            },
        ),
        migrations.CreateModel(
            name='PlannedTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveSmallIntegerField(verbose_name='month')),
                ('text', models.CharField(max_length=300, verbose_name='topic')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member', verbose_name='who writes the paper')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned_topic', to='meetings.meeting')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='meetings.thematicplan')),
            ],
            options={
                'verbose_name': 'planned topic',
                'ordering': ['plan_id', 'month', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__range', (1, 12))), name='months_are_1_to_12')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='topic')),
                ('made_at', models.DateTimeField(verbose_name='suggested at')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn at')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='organisation.member', verbose_name='member')),
                ('taken_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='suggestions', to='meetings.meeting')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='organisation.unit')),
                ('answer', models.TextField(blank=True, verbose_name='why it is not taken up')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='suggestions', to='meetings.plannedtopic')),
            ],
            options={
                'verbose_name': 'suggestion',
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_suggestion_says_something'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='a_refused_suggestion_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='supported at')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='meetings.suggestion')),
            ],
            options={
                'verbose_name': 'support',
                'constraints': [models.UniqueConstraint(fields=('suggestion', 'member'), name='a_suggestion_is_supported_once')],
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
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='received', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'entry received',
                'indexes': [models.Index(fields=['meeting', 'slot', '-said_at'], name='entries_about_the_same')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(editable=False, verbose_name='made at')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'calendar address',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user',), name='one_calendar_address_at_a_time'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('made_at')), _connector='OR'), name='a_calendar_address_ends_after_it_was_made')],
            },
        ),
    ]

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.lookups
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('meetings', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=300, verbose_name='what is put to the vote')),
                ('matter', models.CharField(max_length=30, verbose_name='what kind of decision')),
                ('way', models.CharField(choices=[('open', 'by show of hands'), ('secret', 'by secret ballot, on phones or on paper'), ('paper', 'by secret ballot, on paper only')], max_length=20, verbose_name='how')),
                ('due', models.PositiveSmallIntegerField(verbose_name='due at the meeting')),
                ('came', models.PositiveSmallIntegerField(verbose_name='of them there')),
                ('base', models.PositiveSmallIntegerField(verbose_name='members entitled to vote')),
                ('present', models.PositiveSmallIntegerField(verbose_name='of them present')),
                ('needed', models.PositiveSmallIntegerField(verbose_name='votes needed')),
                ('urn', models.UUIDField(editable=False, null=True, unique=True)),
                ('public_key', models.BinaryField(max_length=32, null=True)),
                ('opened_at', models.DateTimeField(verbose_name='vote opened at')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='vote closed at')),
                ('papers_returned', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='papers returned')),
                ('papers_invalid', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='of them invalid')),
                ('voided_at', models.DateTimeField(editable=False, null=True, verbose_name='void since')),
                ('voided_because', models.CharField(blank=True, max_length=300, verbose_name='why it is void')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='votes', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='meetings.meeting')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('repeats', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeated_by', to='voting.vote')),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'vote',
                'ordering': ['meeting_id', 'opened_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('present__lte', models.F('base'))), name='nobody_votes_who_is_not_entitled'), models.CheckConstraint(condition=models.Q(('came__lte', models.F('due'))), name='nobody_came_who_was_not_due'), models.CheckConstraint(condition=models.Q(models.Q(('public_key__isnull', False), ('urn__isnull', False), ('way', 'secret')), models.Q(models.Q(('way', 'secret'), _negated=True), ('public_key__isnull', True), ('urn__isnull', True)), _connector='OR'), name='a_vote_on_phones_has_an_urn'), models.CheckConstraint(condition=models.Q(('papers_invalid__isnull', True), ('papers_invalid__lte', models.F('papers_returned')), _connector='OR'), name='invalid_papers_were_returned'), models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_because', ''), _negated=True), _connector='OR'), name='a_void_vote_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Elector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.BooleanField(verbose_name='present when the vote opened')),
                ('paper', models.BooleanField(default=False, verbose_name='votes on paper')),
                ('voted', models.BooleanField(default=False, verbose_name='has voted')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electors', to='voting.vote')),
            ],
            options={
                'verbose_name': 'elector',
                'ordering': ['vote_id', 'member__sort_key', 'member_id'],
                'constraints': [models.UniqueConstraint(fields=('vote', 'member'), name='one_elector_per_vote_and_member'), models.CheckConstraint(condition=models.Q(('paper', True), ('voted', True), _negated=True), name='nobody_votes_twice'), models.CheckConstraint(condition=models.Q(('present', True), models.Q(('paper', False), ('voted', False)), _connector='OR'), name='only_who_is_present_votes')],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counters', to='voting.vote')),
            ],
            options={
                'verbose_name': 'member of the counting committee',
                'ordering': ['vote_id', 'place'],
                'constraints': [models.UniqueConstraint(fields=('vote', 'place'), name='one_counter_per_place'), models.UniqueConstraint(fields=('vote', 'member'), name='a_member_counts_a_vote_once')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('meaning', models.CharField(choices=[('for', 'in favour'), ('against', 'against'), ('abstain', 'abstaining'), ('own', 'a choice of its own')], max_length=10)),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='choice')),
                ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='votes counted')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='voting.vote')),
            ],
            options={
                'verbose_name': 'choice',
                'ordering': ['vote_id', 'place'],
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('vote', 'place'), name='one_choice_per_place_of_a_vote'), models.UniqueConstraint(condition=models.Q(('meaning', 'own'), _negated=True), fields=('vote', 'meaning'), name='a_vote_has_each_of_the_three_once'), models.CheckConstraint(condition=models.Q(models.Q(('meaning', 'own'), models.Q(('label', ''), _negated=True)), models.Q(models.Q(('meaning', 'own'), _negated=True), ('label', '')), _connector='OR'), name='a_choice_of_its_own_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField(max_length=80)),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='voting.vote')),
            ],
            options={
                'verbose_name': 'sealed ballot',
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('sealed'), function='octet_length', output_field=models.IntegerField()), models.Value(80)), name='sealed_ballots_are_of_one_length')],
            },
        ),
    ]

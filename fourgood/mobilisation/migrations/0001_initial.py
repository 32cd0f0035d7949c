import django.db.models.deletion
import django.db.models.functions.math
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='project')),
                ('purpose', models.TextField(verbose_name='what it is for')),
                ('decision', models.CharField(max_length=120, verbose_name='decided by')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('begun_on', models.DateField(verbose_name='gifts are taken from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='planned until')),
                ('is_public', models.BooleanField(default=True, verbose_name='on the public notice board')),
                ('begun_at', models.DateTimeField(verbose_name='entered at')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed at')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('closing_words', models.TextField(blank=True, verbose_name='what became of it')),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'mobilisation project',
                'ordering': ['-begun_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('begun_on')), _connector='OR'), name='a_project_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('closing_words', ''), _negated=True), _connector='OR'), name='a_project_is_closed_with_words')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('money', 'money'), ('working_days', 'working days'), ('land', 'land'), ('materials', 'materials')], max_length=20, verbose_name='kind of gift')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='which material')),
                ('measure', models.CharField(blank=True, max_length=20, verbose_name='counted in')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='goal')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='mobilisation.project')),
            ],
            options={
                'verbose_name': 'goal',
                'ordering': ['project_id', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='a_goal_is_more_than_nothing'), models.UniqueConstraint(fields=('project', 'kind', 'name'), name='one_goal_per_kind_and_material'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'materials'), models.Q(('name', ''), _negated=True), models.Q(('measure', ''), _negated=True)), models.Q(models.Q(('kind', 'materials'), _negated=True), ('name', ''), ('measure', '')), _connector='OR'), name='materials_are_named_and_measured'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), _negated=True), ('amount', django.db.models.functions.math.Floor('amount')), _connector='OR'), name='dong_are_whole')],
            },
        ),
        migrations.CreateModel(
            name='Gift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='amount')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason for the correction')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('given_on', models.DateField(verbose_name='given on')),
                ('giver', models.CharField(blank=True, max_length=120, verbose_name='who gave')),
                ('may_be_named', models.BooleanField(default=False, verbose_name='agrees to be named in public')),
                ('receipt', models.CharField(blank=True, max_length=40, verbose_name='receipt number')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='mobilisation.gift')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gifts', to='mobilisation.goal', verbose_name='what was given')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='mobilisation.project')),
            ],
            options={
                'verbose_name': 'gift',
                'ordering': ['given_on', 'pk'],
                'indexes': [models.Index(fields=['project', 'given_on'], name='gifts_of_project_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('corrects__isnull', True)), models.Q(('amount__lt', 0), ('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='only_a_counter_gift_is_negative'), models.UniqueConstraint(condition=models.Q(models.Q(('receipt', ''), _negated=True), ('corrects__isnull', True)), fields=('project', 'receipt'), name='one_gift_per_receipt'), models.CheckConstraint(condition=models.Q(('may_be_named', False), models.Q(('giver', ''), _negated=True), _connector='OR'), name='who_is_named_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('asked', models.PositiveIntegerField(verbose_name='households asked')),
                ('came', models.PositiveIntegerField(verbose_name='households that came')),
                ('agreed', models.PositiveIntegerField(verbose_name='households that agreed')),
                ('words', models.TextField(blank=True, verbose_name='what was said')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='mobilisation.project')),
            ],
            options={
                'verbose_name': 'consultation',
                'ordering': ['held_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('agreed__lte', models.F('came')), ('came__lte', models.F('asked'))), name='no_more_households_than_asked')],
            },
        ),
        migrations.CreateModel(
            name='Spending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='amount')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason for the correction')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('spent_on', models.DateField(verbose_name='spent on')),
                ('purpose', models.CharField(max_length=200, verbose_name='what for')),
                ('voucher', models.CharField(blank=True, max_length=40, verbose_name='number of the voucher')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='mobilisation.spending')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='mobilisation.project')),
            ],
            options={
                'verbose_name': 'spending',
                'ordering': ['spent_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('corrects__isnull', True)), models.Q(('amount__lt', 0), ('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='only_counter_spending_is_negative'), models.CheckConstraint(condition=models.Q(('amount', django.db.models.functions.math.Floor('amount'))), name='spent_dong_are_whole')],
            },
        ),
    ]

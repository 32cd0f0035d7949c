import django.db.models.constraints
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
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructions', to='organisation.unit', verbose_name='issued by')),
            ],
            options={
                'verbose_name': 'instruction',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'number'), name='one_instruction_per_issuer_and_number')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_vi', models.CharField(max_length=300, verbose_name='title in Vietnamese')),
                ('title_ms', models.CharField(max_length=300, verbose_name='title in Malay')),
                ('title_en', models.CharField(max_length=300, verbose_name='title in English')),
                ('issuer_vi', models.CharField(max_length=200, verbose_name="issuer's name in Vietnamese")),
                ('issuer_ms', models.CharField(max_length=200, verbose_name="issuer's name in Malay")),
                ('issuer_en', models.CharField(max_length=200, verbose_name="issuer's name in English")),
                ('dated', models.DateField(verbose_name='dated')),
                ('first_day', models.DateField(verbose_name='holds from')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='holds until')),
                ('seat', models.CharField(blank=True, max_length=100, verbose_name='place of issue')),
                ('signed_as', models.TextField(blank=True, verbose_name='signed in the capacity of')),
                ('signed_by', models.CharField(blank=True, max_length=120, verbose_name='signed by')),
                ('place', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('carry_over', models.CharField(blank=True, choices=[('keep', 'they stay as they are until the end of the year'), ('adapt', 'they are taken over to the new edition as far as it allows'), ('ask_again', 'units make them concrete again')], max_length=10, verbose_name='criteria already made concrete')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('issued_at', models.DateTimeField(editable=False, null=True, verbose_name='issued at')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='digest')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn at')),
                ('withdrawal_reason', models.TextField(blank=True, editable=False, verbose_name='reason for the withdrawal')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instruction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='instructions.instruction', verbose_name='instruction')),
            ],
            options={
                'verbose_name': 'edition of an instruction',
                'ordering': ['-dated', '-place'],
                'constraints': [models.UniqueConstraint(fields=('instruction', 'place'), name='one_edition_per_place'), models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('instruction',), name='one_draft_per_instruction'), models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='an_edition_holds_forwards'), models.CheckConstraint(condition=models.Q(('issued_at__isnull', True), models.Q(('digest', ''), _negated=True), _connector='OR'), name='what_is_issued_has_a_digest'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('issued_at__isnull', False), _connector='OR'), name='only_what_was_issued_is_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('dated', models.DateField(verbose_name='dated')),
                ('summary', models.TextField(blank=True, verbose_name='what it asks, in a few sentences')),
                ('confirm_by', models.DateField(blank=True, null=True, verbose_name='receipt to be confirmed by')),
                ('plan_by', models.DateField(blank=True, null=True, verbose_name='implementation plan due by')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='organisation.unit', verbose_name='issued by')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='document', to='instructions.edition', verbose_name='edition')),
                ('files', models.ManyToManyField(blank=True, related_name='+', to='files.storedfile', verbose_name='files')),
            ],
            options={
                'verbose_name': 'document',
                'ordering': ['-dated', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('edition__isnull', True)), fields=('issuer', 'number'), name='one_document_per_issuer_and_number'), models.CheckConstraint(condition=models.Q(('confirm_by__isnull', True), ('confirm_by__gte', models.F('dated')), _connector='OR'), name='receipts_are_due_after_the_document'), models.CheckConstraint(condition=models.Q(('plan_by__isnull', True), ('plan_by__gte', models.F('dated')), _connector='OR'), name='plans_are_due_after_the_document')],
            },
        ),
        migrations.CreateModel(
            name='FrameworkFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='code')),
                ('model', models.CharField(blank=True, max_length=20, verbose_name='model')),
                ('content', models.TextField(verbose_name='content')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='instructions.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'framework file',
                'ordering': ['edition_id', 'model', 'code'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='one_file_per_edition_and_code')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number of the plan')),
                ('text', models.TextField(blank=True, verbose_name='what the plan is about')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
                ('adopted_at', models.DateTimeField(editable=False, null=True, verbose_name='entered at')),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='instructions.document', verbose_name='document')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='instructions.plan', verbose_name='takes the place of')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'implementation plan',
                'ordering': ['document_id', 'unit_id', 'id'],
                'indexes': [models.Index(fields=['document', 'unit'], name='plan_by_document_and_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('document', 'unit'), name='one_first_plan_per_document_and_unit'), models.UniqueConstraint(fields=('replaces',), name='one_plan_replaces_another'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('unit', 'number'), name='one_plan_per_unit_and_number'), models.CheckConstraint(condition=models.Q(('adopted_at__isnull', True), models.Q(('adopted_on__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='an_adopted_plan_has_a_number_and_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('text', models.CharField(max_length=500, verbose_name='what is done')),
                ('owner', models.CharField(blank=True, max_length=200, verbose_name='who answers for it')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.member', verbose_name='member who answers for it')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='instructions.plan')),
            ],
            options={
                'verbose_name': 'step of a plan',
                'ordering': ['plan_id', 'place'],
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'place'), name='one_step_per_place_of_a_plan'), models.CheckConstraint(condition=models.Q(('member__isnull', False), models.Q(('owner', ''), _negated=True), _connector='OR'), name='every_step_has_an_owner')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_at', models.DateTimeField(verbose_name='confirmed at')),
                ('study_on', models.DateField(blank=True, null=True, verbose_name='study session on')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='instructions.document', verbose_name='document')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'receipt',
                'constraints': [models.UniqueConstraint(fields=('document', 'unit'), name='one_receipt_per_document_and_unit')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='on')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='instructions.document', verbose_name='document')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'reminder',
                'ordering': ['-sent_at'],
                'constraints': [models.UniqueConstraint(fields=('document', 'unit', 'on'), name='one_reminder_per_document_unit_and_day')],
            },
        ),
    ]

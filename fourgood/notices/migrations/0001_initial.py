import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='DigestWeek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField(unique=True)),
                ('written_at', models.DateTimeField()),
                ('letters', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('meeting', 'meetings'), ('task_given', 'tasks given to me'), ('tasks_due', 'tasks due soon'), ('assessments_due', 'monthly sheets due soon'), ('document_reminder', 'reminders about documents from above'), ('digest', 'the week at a glance')], max_length=30)),
                ('key', models.CharField(max_length=200)),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('ms', 'Malay'), ('en', 'English')], max_length=5)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('send_by', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('unreachable', 'the mail server could not be reached, or did not let us in'), ('not_now', 'the mail server refused it for now'), ('refused', 'the mail server refused it for good'), ('unsendable', "the address can't be one"), ('too_late', 'its time had passed'), ('not_wanted', 'the person had unsubscribed since'), ('no_address', 'the person had no address any more'), ('locked', 'the account had been locked since'), ('left', 'in doubt, and left so by an operator')], max_length=20)),
                ('given_up_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('claimed_at', None), ('given_up_at', None), ('sent_at', None)), fields=['next_try_at', 'id'], name='letters_that_wait'), models.Index(condition=models.Q(('claimed_at__isnull', False), ('given_up_at', None), ('sent_at', None)), fields=['claimed_at'], name='letters_claimed')],
                'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'key'), name='one_letter_per_person_kind_and_key'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('claimed_at__isnull', False), _connector='OR'), name='a_letter_is_claimed_before_it_is_sent'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('given_up_at', None), _connector='OR'), name='a_sent_letter_is_not_given_up'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('text', ''), _connector='OR'), name='a_sent_letter_forgets_its_text'), models.CheckConstraint(condition=models.Q(models.Q(('failed_at', None), ('given_up_at', None), ('reason', '')), models.Q(models.Q(('reason', ''), _negated=True), ('failed_at__isnull', False)), _connector='OR'), name='a_failure_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('subject__regex', '[\\r\\n]'), _negated=True)), name='a_subject_is_one_line'), models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'task_given', 'tasks_due', 'assessments_due', 'document_reminder', 'digest'])), name='letters_are_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Unsubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('meeting', 'meetings'), ('task_given', 'tasks given to me'), ('tasks_due', 'tasks due soon'), ('assessments_due', 'monthly sheets due soon'), ('document_reminder', 'reminders about documents from above'), ('digest', 'the week at a glance')], max_length=30)),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='unsubscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='one_unsubscription_per_person_and_kind')],
            },
        ),
    ]

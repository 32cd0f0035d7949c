import django.db.models.deletion
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
            name='DeductingEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('discipline', 'discipline'), ('complaint', 'complaint'), ('incident', 'incident')], max_length=20, verbose_name='kind of event')),
                ('event', models.CharField(max_length=60, verbose_name='counted as')),
                ('happened_on', models.DateField(verbose_name='day of the event')),
                ('text', models.CharField(max_length=300, verbose_name='what it was')),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='number of the decision')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason for the correction')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='indicators.deductingevent')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deducting_events', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'event that deducts',
                'ordering': ['-happened_on', '-pk'],
                'indexes': [models.Index(fields=['unit', 'happened_on'], name='events_of_unit_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('reason', '')), models.Q(('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_counter_event_has_a_reason')],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('checked_at', None), ('done_at__isnull', False)), fields=['task'], name='assignments_to_check'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('dropped_at', None), ('finished_at', None)), fields=['unit', 'due_on'], include=('id',), name='open_tasks_by_day'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['unit', 'finished_on'], include=('due_on',), name='finished_tasks_by_day'),
        ),
    ]

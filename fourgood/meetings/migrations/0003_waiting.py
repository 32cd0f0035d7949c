from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0002_by_day'),
        ('organisation', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='meeting',
            name='meetings_of_unit_by_day',
        ),
        migrations.RemoveIndex(
            model_name='meeting',
            name='meetings_held_of_unit_by_day',
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['unit', 'starts_at'], include=('id',), name='meetings_of_unit_by_day'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['unit', 'begun_at'], include=('id', 'kind', 'ended_at'), name='meetings_held_of_unit_by_day'),
        ),
    ]

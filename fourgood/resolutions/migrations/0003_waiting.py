from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_waiting'),
        ('resolutions', '0002_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='minutes',
            index=models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['meeting'], name='minutes_sent'),
        ),
    ]

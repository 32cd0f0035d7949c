from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('instructions', '0002_immutable'),
        ('meeting_quality', '0002_frozen'),
        ('meetings', '0002_by_day'),
        ('voting', '0002_frozen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='qualitysheet',
            name='scores_waiting',
        ),
        migrations.AddIndex(
            model_name='qualitysheet',
            index=models.Index(condition=models.Q(('confirmed_at', None), ('submitted_at__isnull', False)), fields=['meeting'], include=('id', 'submitted_at'), name='scores_waiting'),
        ),
    ]

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_confirmed_stays'),
        ('criteria', '0002_confirmed_is_final'),
        ('instructions', '0002_immutable'),
        ('organisation', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(condition=models.Q(('confirmed_total__isnull', True)), fields=['unit'], name='unconfirmed_of_a_unit'),
        ),
    ]

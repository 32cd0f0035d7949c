import django.db.models.deletion
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
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sight', models.CharField(choices=[('leaders', 'who leads the unit and who stands above it'), ('members', 'all members of the unit, and who stands above it'), ('below', 'the unit, all units under it, and who stands above it'), ('public', 'everyone, without signing in')], default='members', max_length=20, verbose_name='who may see it')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('digest', models.CharField(help_text='SHA-256, hex, of the content as it is kept.', max_length=64, verbose_name='digest')),
                ('key', models.CharField(editable=False, max_length=100, unique=True)),
                ('added_at', models.DateTimeField(verbose_name='added at')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='checked at')),
                ('found_harmful_at', models.DateTimeField(editable=False, null=True, verbose_name='found harmful at')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'file',
                'ordering': ['added_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('checked_at__isnull', True), ('found_harmful_at__isnull', True)), fields=['id'], name='files_that_no_scan_has_judged')],
                'constraints': [models.CheckConstraint(condition=models.Q(('checked_at__isnull', True), ('found_harmful_at__isnull', True), _connector='OR'), name='a_file_is_clean_or_harmful')],
            },
        ),
    ]

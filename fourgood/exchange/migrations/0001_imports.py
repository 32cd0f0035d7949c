import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('units', 'Units'), ('members', 'Members')], max_length=10, verbose_name='kind of list')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('touched_at', models.DateTimeField(editable=False)),
                ('sheet', models.CharField(blank=True, max_length=200, verbose_name='sheet')),
                ('mapping', models.JSONField(null=True)),
                ('erase', models.BooleanField(default=False, verbose_name='empty cells erase what is stored')),
                ('sheets', models.JSONField(default=list)),
                ('header', models.JSONField(default=list)),
                ('sample', models.JSONField(default=list)),
                ('checked_at', models.DateTimeField(null=True, verbose_name='checked at')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('new', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('problem_count', models.PositiveIntegerField(default=0, verbose_name='problems')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('notice', models.CharField(blank=True, max_length=40)),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed at')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished at')),
                ('failed_at', models.DateTimeField(null=True, verbose_name='failed at')),
                ('discarded_at', models.DateTimeField(null=True, verbose_name='discarded at')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'import of a list',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('checked_at__isnull', False), _connector='OR'), name='only_what_was_checked_is_confirmed'), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), models.Q(('discarded_at__isnull', True), ('failed_at__isnull', True)), _connector='OR'), name='an_import_ends_once')],
            },
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('upload', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='file', serialize=False, to='exchange.import')),
                ('data', models.BinaryField()),
            ],
            options={
                'verbose_name': 'uploaded file',
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('upload', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='progress', serialize=False, to='exchange.import')),
                ('step', models.CharField(blank=True, choices=[('', 'Waiting for its turn'), ('reading', 'Reading the rows'), ('checking', 'Comparing with what is stored'), ('writing', 'Writing')], max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'progress of an import',
            },
        ),
        migrations.CreateModel(
            name='RowDifference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(verbose_name='row')),
                ('code', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=200)),
                ('column_key', models.CharField(max_length=20)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='differences', to='exchange.import')),
            ],
            options={
                'verbose_name': 'difference',
                'ordering': ['row', 'id'],
                'indexes': [models.Index(fields=['upload', 'row', 'id'], name='difference_of_import_in_order')],
            },
        ),
        migrations.CreateModel(
            name='RowProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(verbose_name='row')),
                ('letter', models.CharField(blank=True, max_length=3)),
                ('code', models.CharField(max_length=40)),
                ('values', models.JSONField(default=dict)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='exchange.import')),
            ],
            options={
                'verbose_name': 'problem in a list',
                'ordering': ['row', 'id'],
                'indexes': [models.Index(fields=['upload', 'row', 'id'], name='problem_of_import_in_order')],
            },
        ),
    ]

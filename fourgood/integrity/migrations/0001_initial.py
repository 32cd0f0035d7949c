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
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(choices=[('apart', 'points far apart'), ('alike', 'the same sheet again'), ('unbacked', 'full marks with nothing to show'), ('hurried', 'filled in within minutes'), ('waved_through', 'confirmed as it came')], max_length=20, verbose_name='about')),
                ('month', models.DateField(verbose_name='month')),
                ('rows', models.JSONField(editable=False)),
                ('found_at', models.DateTimeField(editable=False, verbose_name='found at')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'question about sheets',
                'ordering': ['-month', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'rule', 'month'), name='one_question_per_unit_rule_and_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='a_question_names_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, verbose_name='what was asked')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answer', models.TextField(blank=True, verbose_name='what it answered')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='integrity.question')),
            ],
            options={
                'verbose_name': 'question that was asked',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='an_answer_has_words_and_a_day')],
            },
        ),
    ]

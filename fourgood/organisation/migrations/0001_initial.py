import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
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
            name='OrganisationKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('name_vi', models.CharField(max_length=200, verbose_name='name in Vietnamese')),
                ('name_ms', models.CharField(max_length=200, verbose_name='name in Malay')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='place in lists')),
                ('level', models.CharField(choices=[('province', 'province'), ('upper', 'directly above the grassroots'), ('grassroots', 'grassroots'), ('sub', 'part of a grassroots organisation'), ('cell', 'cell')], max_length=20, verbose_name='level')),
                ('has_members', models.BooleanField(default=False, verbose_name='members belong to it directly')),
                ('stands_under', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='kinds it may stand under')),
            ],
            options={
                'verbose_name': 'kind of organisation',
                'ordering': ['place', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PositionKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('name_vi', models.CharField(max_length=200, verbose_name='name in Vietnamese')),
                ('name_ms', models.CharField(max_length=200, verbose_name='name in Malay')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='place in lists')),
                ('role', models.CharField(choices=[('secretary', 'secretary'), ('deputy', 'deputy secretary'), ('committee_member', 'committee member'), ('in_charge', 'in charge of following a unit'), ('group_head', 'head of a Party group'), ('none', "no part in the unit's leadership")], default='none', max_length=20, verbose_name='role')),
                ('outside', models.BooleanField(default=False, verbose_name='outside the Party organisation')),
                ('single_holder', models.BooleanField(default=False, verbose_name='one holder at a time')),
            ],
            options={
                'verbose_name': 'kind of position',
                'ordering': ['place', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('name_vi', models.CharField(max_length=200, verbose_name='name in Vietnamese')),
                ('name_ms', models.CharField(max_length=200, verbose_name='name in Malay')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='place in lists')),
            ],
            options={
                'verbose_name': 'sector',
                'ordering': ['place', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=18, unique=True, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d{3}\\.\\d{3}$', 'Write the 14 digits of the code in five groups, for example 22.168.053.000.001.')], verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('path', models.TextField(db_collation='C', db_index=True, editable=False)),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('sort_key', models.TextField(db_collation='C', editable=False)),
                ('search_key', models.TextField(db_collation='C', editable=False)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.organisationkind', verbose_name='kind')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisation.unit', verbose_name='stands under')),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'unit',
                'ordering': ['sort_key', 'id'],
                'indexes': [models.Index(fields=['parent', 'sort_key'], name='unit_children_in_order'), models.Index(fields=['sort_key', 'id'], name='unit_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text="The number of the member's card or file; it never changes.", max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-Z][0-9A-Z.\\-]{2,19}$', 'Use 3 to 20 capital letters, digits, dots, dashes.')], verbose_name='member number')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                ('admitted_on', models.DateField(verbose_name='admitted to the Party on')),
                ('official_on', models.DateField(blank=True, null=True, verbose_name='official member since')),
                ('phone', models.CharField(blank=True, help_text='In the form +84912345678.', max_length=20, verbose_name='phone number')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('is_active', models.BooleanField(default=True, editable=False, verbose_name='in the Party now')),
                ('sort_key', models.TextField(db_collation='C', editable=False)),
                ('search_key', models.TextField(db_collation='C', editable=False)),
                ('unit', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organisation.unit', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'member',
                'ordering': ['sort_key', 'id'],
                'indexes': [models.Index(fields=['unit', 'sort_key', 'id'], name='member_of_unit_in_order'), models.Index(fields=['sort_key', 'id'], name='member_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('official_on__isnull', True), ('official_on__gte', models.F('admitted_on')), _connector='OR'), name='official_not_before_admission')],
            },
        ),
        migrations.CreateModel(
            name='PartyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='organisation.unit', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'Party group',
                'ordering': ['unit_id', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='decision number')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('effective_on', models.DateField(verbose_name='takes effect on')),
                ('reason', models.TextField(verbose_name='reason')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('carried_out_at', models.DateTimeField(editable=False, null=True, verbose_name='carried out at')),
                ('reversed_at', models.DateTimeField(editable=False, null=True, verbose_name='reversed at')),
                ('carried_out_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reversed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='organisation.unit', verbose_name='issued by')),
                ('reversal_reason', models.TextField(blank=True, editable=False, verbose_name='reason for the reversal')),
            ],
            options={
                'verbose_name': 'reorganisation order',
                'ordering': ['-effective_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reversed_at__isnull', True), ('carried_out_at__isnull', False), _connector='OR'), name='only_what_was_carried_out_is_reversed'), models.UniqueConstraint(condition=models.Q(('reversed_at__isnull', True)), fields=('issuer', 'number'), name='one_order_per_issuer_and_number')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('table', models.CharField(max_length=60)),
                ('row', models.BigIntegerField()),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='organisation.order')),
            ],
            options={
                'verbose_name': 'change by an order',
                'ordering': ['order_id', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='on')),
                ('act', models.CharField(choices=[('found', 'found'), ('rename', 'rename'), ('move', 'move'), ('change_kind', 'change kind'), ('merge', 'merge'), ('split', 'split off'), ('dissolve', 'dissolve'), ('reopen', 'reopen')], max_length=20, verbose_name='what is done')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organisation.order')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organisation.unit', verbose_name='predecessor')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precessions', to='organisation.unit', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'succession',
                'constraints': [models.UniqueConstraint(models.F('order'), models.F('predecessor'), models.F('successor'), name='one_succession_per_order_and_pair')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('act', models.CharField(choices=[('found', 'found'), ('rename', 'rename'), ('move', 'move'), ('change_kind', 'change kind'), ('merge', 'merge'), ('split', 'split off'), ('dissolve', 'dissolve'), ('reopen', 'reopen')], max_length=20, verbose_name='what is done')),
                ('into_code', models.CharField(blank=True, max_length=18, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d{3}\\.\\d{3}$', 'Write the 14 digits of the code in five groups, for example 22.168.053.000.001.')], verbose_name='into the unit with code')),
                ('code', models.CharField(blank=True, max_length=18, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d{3}\\.\\d{3}$', 'Write the 14 digits of the code in five groups, for example 22.168.053.000.001.')], verbose_name='code')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('parent_code', models.CharField(blank=True, max_length=18, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d{3}\\.\\d{3}$', 'Write the 14 digits of the code in five groups, for example 22.168.053.000.001.')], verbose_name='under the unit with code')),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.organisationkind', verbose_name='kind')),
                ('members_along', models.ManyToManyField(blank=True, related_name='+', to='organisation.member', verbose_name='members who go along')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='organisation.order')),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.sector', verbose_name='sector')),
                ('along_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=18), blank=True, default=list, size=None, verbose_name='units that go along')),
                ('unit_code', models.CharField(blank=True, max_length=18, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d{3}\\.\\d{3}$', 'Write the 14 digits of the code in five groups, for example 22.168.053.000.001.')], verbose_name='unit with code')),
            ],
            options={
                'verbose_name': 'step of an order',
                'ordering': ['order_id', 'place'],
                'constraints': [models.UniqueConstraint(models.F('order'), models.F('place'), name='one_step_per_place')],
            },
        ),
        migrations.CreateModel(
            name='Span',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('sort_key', models.TextField(db_collation='C', editable=False)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.organisationkind', verbose_name='kind')),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.sector', verbose_name='sector')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_spans', to='organisation.unit', verbose_name='stands under')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spans', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'span of a unit',
                'ordering': ['unit_id', 'valid'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('unit_id', 'unit_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='one_span_per_unit_and_day'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='a_span_has_days'), models.CheckConstraint(condition=models.Q(('valid__lower_inf', False)), name='a_span_has_a_first_day'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('unit')), _negated=True), _connector='OR'), name='no_unit_stands_under_itself')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('body', models.CharField(blank=True, help_text='For example: Khu phố Biểu Nghi.', max_length=200, verbose_name='body outside the Party organisation')),
                ('single_holder', models.BooleanField(default=False, editable=False)),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='decision number')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='organisation.partygroup', verbose_name='Party group')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='organisation.member', verbose_name='member')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.positionkind', verbose_name='position')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='organisation.unit', verbose_name='on the unit')),
            ],
            options={
                'verbose_name': 'position',
                'ordering': ['kind__place', 'member__sort_key'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('single_holder', True), ('unit__isnull', False)), expressions=[(models.Func('unit_id', 'unit_id', models.Value('[]'), function='int8range'), '&&'), (models.Func('kind_id', 'kind_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='one_holder_where_the_kind_says_so'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('unit__isnull', False)), expressions=[(models.Func('member_id', 'member_id', models.Value('[]'), function='int8range'), '&&'), (models.Func('kind_id', 'kind_id', models.Value('[]'), function='int8range'), '&&'), (models.Func('unit_id', 'unit_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='a_position_is_held_once'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), models.Q(('body', ''), _negated=True), _connector='OR'), name='a_position_is_on_a_unit_or_in_a_body'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='a_position_has_days')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('kind', models.CharField(choices=[('official', 'official'), ('temporary', 'temporary')], default='official', max_length=20, verbose_name='kind of membership')),
                ('began_by', models.CharField(choices=[('admitted', 'admitted to the Party'), ('transferred_in', 'transferred in'), ('reorganised', 'the cell was reorganised'), ('grouped', 'joined another Party group'), ('imported', 'taken over from a list')], max_length=20, verbose_name='began by')),
                ('ended_by', models.CharField(blank=True, choices=[('transferred_out', 'transferred out'), ('reorganised', 'the cell was reorganised'), ('grouped', 'joined another Party group'), ('died', 'died'), ('expelled', 'expelled'), ('removed', 'deleted from the list of members'), ('left', 'left the Party')], max_length=20, verbose_name='ended by')),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='decision number')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisation.member', verbose_name='member')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisation.partygroup', verbose_name='Party group')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisation.unit', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'membership',
                'ordering': ['member_id', 'valid'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'official')), expressions=[(models.Func('member_id', 'member_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='one_official_cell_per_member_and_day'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'temporary')), expressions=[(models.Func('member_id', 'member_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='one_temporary_cell_per_member_and_day'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='a_membership_has_days')],
            },
        ),
        migrations.CreateModel(
            name='MemberStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('kind', models.CharField(choices=[('exempt', 'exempt from work and activities'), ('away', 'temporarily away'), ('special_duty', 'on special duty'), ('suspended', 'suspended from Party activities')], max_length=20, verbose_name='status')),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='decision number')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='organisation.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'status of a member',
                'ordering': ['member_id', 'valid'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('member_id', 'member_id', models.Value('[]'), function='int8range'), '&&'), ('valid', '&&')], name='one_status_per_member_and_day'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='a_status_has_days')],
            },
        ),
    ]

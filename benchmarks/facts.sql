-- What the months of a province leave behind, so that every indicator has facts to count: one regular meeting of each
-- cell and one of each committee a month, with roll call, speeches, minutes, vote, resolution and its tasks; documents
-- from above, scores of meetings, projects, events that deduct. All follows from ids and months, the same every time.
-- Left out is what nothing here reads: electors and choices of votes, the text of minutes and resolutions.
-- It expects the temporary tables `month` (first, number) and `score` (framework_id, variant, worths).

-- Who can be given something: members of a cell; of a committee whoever leads it.
CREATE TEMPORARY TABLE people ON COMMIT DROP AS
SELECT unit_id, member_id, is_official, row_number() OVER (PARTITION BY unit_id ORDER BY member_id) - 1 AS place,
       count(*) OVER (PARTITION BY unit_id) AS number
  FROM (SELECT s.unit_id, s.member_id, true AS is_official FROM organisation_membership s
         WHERE upper_inf(s.valid)
           AND NOT EXISTS (SELECT 1 FROM organisation_memberstatus x
                            WHERE x.member_id = s.member_id AND x.valid @> current_date)
         UNION
        SELECT h.unit_id, h.member_id, false FROM organisation_position h
          JOIN organisation_positionkind p ON p.id = h.kind_id AND p.role IN ('secretary', 'deputy', 'committee_member')
          JOIN organisation_unit u ON u.id = h.unit_id
          JOIN organisation_organisationkind k ON k.id = u.kind_id AND NOT k.has_members
         WHERE upper_inf(h.valid)) everybody;
CREATE INDEX ON people (unit_id, place);

-- The meeting of each unit in each month, at 12:00 UTC, in the evening; those to come are announced only.
CREATE TEMPORARY TABLE evening ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('meetings_meeting', 'id')) AS id, u.id AS unit_id, u.path, k.has_members,
       CASE WHEN NOT k.has_members THEN 'committee' WHEN m.number % 3 = 2 THEN 'combined' ELSE 'regular' END AS kind,
       m.first AS month, m.number, d.day, (d.day + time '12:00') AT TIME ZONE 'UTC' AS at,
       d.day < current_date AS is_held
  FROM organisation_unit u
  JOIN organisation_organisationkind k ON k.id = u.kind_id AND k.level IN ('cell', 'grassroots')
 CROSS JOIN month m
 CROSS JOIN LATERAL (SELECT m.first + 2 + (u.id % 15)::int AS day) d
 WHERE u.is_active AND EXISTS (SELECT 1 FROM people WHERE people.unit_id = u.id);
CREATE INDEX ON evening (unit_id);
ANALYZE people, evening;

INSERT INTO meetings_meeting (id, unit_id, kind, topic, starts_at, place, note, draft_resolution, drafted_at,
                              announced_at, begun_at, ended_at, called_off_because)
SELECT id, unit_id, kind, CASE kind WHEN 'combined' THEN 'Học tập và làm theo Bác' ELSE '' END, at, 'Nhà văn hóa', '',
       'Dự thảo nghị quyết tháng', at - interval '6 days', at - interval '1 day' * (1 + unit_id % 5),
       CASE WHEN is_held THEN at END, CASE WHEN is_held THEN at + interval '1 minute' * (85 + unit_id % 50) END, ''
  FROM evening;
-- In every second cell the committee meets the evening before.
INSERT INTO meetings_meeting (unit_id, kind, topic, starts_at, place, note, draft_resolution, drafted_at, announced_at,
                              begun_at, ended_at, called_off_because, prepares_id)
SELECT unit_id, 'committee', '', at - interval '1 day', 'Nhà văn hóa', '', '', at - interval '6 days',
       at - interval '5 days', at - interval '1 day', at - interval '23 hours', '', id
  FROM evening WHERE has_members AND is_held AND unit_id % 2 = 0;
-- Of twenty due, seventeen come, two have a reason, one has none.
INSERT INTO meetings_attendance (meeting_id, member_id, state, reason, due, because, called_at)
SELECT e.id, p.member_id, CASE WHEN r.luck < 17 THEN 'present' WHEN r.luck < 19 THEN 'excused' ELSE 'absent' END,
       CASE WHEN r.luck BETWEEN 17 AND 18 THEN 'Đi công tác' ELSE '' END, true,
       CASE WHEN p.is_official THEN 'official' ELSE 'committee' END, e.at
  FROM evening e JOIN people p USING (unit_id)
 CROSS JOIN LATERAL (SELECT (p.member_id * 7 + e.number * 3) % 20 AS luck) r
 WHERE e.is_held
 UNION ALL
SELECT m.id, h.member_id, 'present', '', true, 'committee', m.begun_at
  FROM meetings_meeting m
  JOIN (SELECT DISTINCT h.unit_id, h.member_id FROM organisation_position h
          JOIN organisation_positionkind k ON k.id = h.kind_id AND k.role IN ('secretary', 'deputy', 'committee_member')
         WHERE upper_inf(h.valid)) h USING (unit_id)
 WHERE m.prepares_id IS NOT NULL;
-- Who follows the cell from above comes every second month.
INSERT INTO meetings_attendance (meeting_id, member_id, state, reason, due, because, called_at)
SELECT DISTINCT e.id, h.member_id, 'present', '', false, 'above', e.at
  FROM evening e
  JOIN organisation_position h ON h.unit_id = e.unit_id AND upper_inf(h.valid)
  JOIN organisation_positionkind k ON k.id = h.kind_id AND k.role = 'in_charge'
 WHERE e.is_held AND e.has_members AND (e.unit_id + e.number) % 2 = 0
    ON CONFLICT DO NOTHING;

-- Documents of the province, one a month, on the agenda of each unit.
CREATE TEMPORARY TABLE sent ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('instructions_document', 'id')) AS id, m.first, m.number,
       (SELECT id FROM organisation_unit WHERE parent_id IS NULL) AS top_id
  FROM month m;
INSERT INTO instructions_document (id, issuer_id, number, title, dated, summary, confirm_by, plan_by, sent_at)
SELECT id, top_id, number || '-CV/TU', 'Về nhiệm vụ trọng tâm trong tháng', first, '', first + 9, first + 19,
       (first + time '02:00') AT TIME ZONE 'UTC' FROM sent;
INSERT INTO instructions_receipt (document_id, unit_id, confirmed_at, study_on)
SELECT s.id, u.id, (s.first + 3 + (u.id % 8)::int + time '03:00') AT TIME ZONE 'UTC',
       CASE WHEN k.level = 'cell' THEN s.first + 2 + (u.id % 20)::int END
  FROM sent s
  JOIN organisation_unit u ON u.is_active AND u.id <> s.top_id AND (u.id + s.number) % 20 <> 0
  JOIN organisation_organisationkind k ON k.id = u.kind_id
 WHERE s.first + 11 < current_date;
INSERT INTO instructions_plan (document_id, unit_id, number, text, drafted_at, adopted_on, adopted_at)
SELECT r.document_id, r.unit_id, s.number || '-KH/ĐU', 'Triển khai trong toàn đảng bộ.', r.confirmed_at,
       s.first + 11, r.confirmed_at + interval '1 day'
  FROM instructions_receipt r JOIN sent s ON s.id = r.document_id WHERE r.study_on IS NULL;
INSERT INTO meetings_agendaitem (meeting_id, place, title, minutes, notes, conclusion, document_id)
SELECT e.id, i.place, i.title, i.minutes, '', '', CASE WHEN i.is_study THEN s.id END
  FROM evening e
  JOIN sent s USING (number)
 CROSS JOIN (VALUES (1, 'Học tập văn bản cấp trên', 20, true), (2, 'Thảo luận', 40, false)) i(place, title, minutes, is_study);
-- Every third who came speaks.
INSERT INTO meetings_speech (meeting_id, member_id, item_id, text, at)
SELECT e.id, a.member_id, i.id, '', e.at + interval '40 minutes'
  FROM evening e
  JOIN meetings_agendaitem i ON i.meeting_id = e.id AND i.place = 2
  JOIN meetings_attendance a ON a.meeting_id = e.id AND a.state = 'present' AND (a.member_id + e.number) % 3 = 0;

-- A topic every quarter, as the plan of the year says.
INSERT INTO meetings_thematicplan (unit_id, year, drafted_at, sent_at, changed_at)
SELECT DISTINCT unit_id, extract(year FROM month)::int, date_trunc('year', month), date_trunc('year', month),
       date_trunc('year', month) FROM evening WHERE has_members;
INSERT INTO meetings_plannedtopic (plan_id, month, text, meeting_id)
SELECT p.id, extract(month FROM e.month)::int, 'Học tập và làm theo Bác', e.id
  FROM evening e JOIN meetings_thematicplan p ON p.unit_id = e.unit_id AND p.year = extract(year FROM e.month)
 WHERE e.kind = 'combined';

-- Minutes, of nine meetings out of ten within two days; then the vote, and the resolution with its tasks.
INSERT INTO resolutions_term (unit_id, first_day) SELECT DISTINCT unit_id, date '2025-01-01' FROM evening;
INSERT INTO resolutions_minutes (meeting_id, language, seat, written_at, number, term_id, approved_at, sent_at, typed)
SELECT e.id, 'vi', '', e.at + interval '3 hours', e.number, t.id, e.at + interval '1 day',
       e.at + CASE (e.unit_id + e.number) % 10 WHEN 0 THEN interval '6 days' ELSE interval '1 day' END, '{}'
  FROM evening e JOIN resolutions_term t USING (unit_id) WHERE e.is_held;
INSERT INTO voting_vote (meeting_id, question, matter, way, due, came, base, present, needed, opened_at, closed_at,
                         voided_because)
SELECT e.id, 'Thông qua nghị quyết', 'resolution', 'open', c.due, c.came, c.due, c.came, c.due / 2 + 1,
       e.at + interval '70 minutes', e.at + interval '72 minutes', ''
  FROM evening e
 CROSS JOIN LATERAL (SELECT count(*) AS due, count(*) FILTER (WHERE state = 'present') AS came
                       FROM meetings_attendance a WHERE a.meeting_id = e.id AND a.due) c
 WHERE e.is_held;
INSERT INTO resolutions_resolution (unit_id, meeting_id, kind, type_code, title, month, evaluation, praise, shortcomings,
                                    ahead, organisation, scoring, seat, recipients, language, drafted_at, typed, vote_id,
                                    adopted_at, adopted_content, changed_because, signed_as, signed_by)
SELECT e.unit_id, e.id, 'monthly', 'NQ', 'Nhiệm vụ tháng', e.month, 'Đã làm.', '', '', 'Sẽ làm.', '', '', '', '', 'vi',
       e.at - interval '1 day', '{}', v.id, v.closed_at, '{}', '', '', ''
  FROM evening e JOIN voting_vote v ON v.meeting_id = e.id;

-- Four tasks of each resolution, and one a quarter that corrects a shortfall. Of a hundred, 88 are done in time, six late.
CREATE TEMPORARY TABLE given ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('tasks_task', 'id')) AS id, e.unit_id, e.number, e.day, e.at, n.place, r.id AS resolution_id,
       e.day + n.days AS due_on,
       CASE WHEN d.luck < 94 AND d.finished_on < current_date THEN d.finished_on END AS finished_on
  FROM evening e
  JOIN resolutions_resolution r ON r.meeting_id = e.id
  JOIN (VALUES (1, 10), (2, 25), (3, 40), (4, 70), (5, 30)) n(place, days) ON n.place < 5 OR e.number % 3 = 0
 CROSS JOIN LATERAL (SELECT (e.unit_id * 13 + e.number * 29 + n.place * 7) % 100 AS luck,
                            e.day + n.days + CASE WHEN (e.unit_id * 13 + e.number * 29 + n.place * 7) % 100 < 88
                                                  THEN -(e.unit_id % 5)::int ELSE 4 END AS finished_on) d;
CREATE TEMPORARY TABLE taken ON COMMIT DROP AS
SELECT g.id, g.place, g.resolution_id, p.member_id
  FROM given g
  JOIN (SELECT DISTINCT unit_id, number AS people FROM people) s USING (unit_id)
 CROSS JOIN generate_series(0, 1) second
  JOIN people p ON p.unit_id = g.unit_id AND p.place = (g.number + 2 * g.place + second) % s.people
 WHERE second < s.people;
INSERT INTO tasks_task (id, unit_id, origin, title, expected, area, measure, given_on, given_at, due_on, finished_on,
                        finished_at, dropped_because)
SELECT id, unit_id, CASE place WHEN 5 THEN 'correction' ELSE 'resolution' END, 'Vận động ' || place || ' hộ gia đình',
       'Đạt kế hoạch', '', '', day, at, due_on, finished_on, finished_on + time '10:00' AT TIME ZONE 'UTC', '' FROM given;
INSERT INTO tasks_assignment (task_id, member_id, organisation, accepted_at, done_on, done_at, checked_at)
SELECT x.id, x.member_id, '', t.given_at + interval '1 day', t.finished_on, t.finished_at, t.finished_at
  FROM taken x JOIN tasks_task t USING (id);
INSERT INTO resolutions_resolvedtask (resolution_id, place, title, expected, area, measure, due_on, organisations, task_id)
SELECT resolution_id, place, 'Vận động ' || place || ' hộ gia đình', 'Đạt kế hoạch', '', '', due_on, '', id
  FROM given WHERE place < 5;
INSERT INTO resolutions_resolvedtask_members (resolvedtask_id, member_id)
SELECT w.id, x.member_id FROM taken x JOIN resolutions_resolvedtask w ON w.task_id = x.id;
-- Last, because from then on nothing of a resolution changes any more.
UPDATE resolutions_resolution r
   SET issued_at = r.adopted_at + interval '1 day', number = e.number, term_id = t.id, signed_as = 'Bí thư'
  FROM evening e JOIN resolutions_term t USING (unit_id) WHERE r.meeting_id = e.id;

-- Scores: four of five meetings good, the fifth fair; those of the newest month wait for the level above.
INSERT INTO meeting_quality_qualitysheet (
       meeting_id, framework_id, variant, path, suggested, suggested_aside, recorded, own, own_aside, own_total, own_band,
       filled_at, in_favour, against, abstaining, base, voted_at, submitted_at, confirmed, confirmed_aside,
       confirmed_total, confirmed_band, confirmed_at)
SELECT e.id, s.framework_id, s.variant, e.path, p.points, '{}', '{}', p.points, '{}', p.total, p.band, e.at,
       v.present, 0, 0, v.base, e.at, e.at + interval '1 day', CASE WHEN c.is_in THEN p.points END, '{}',
       CASE WHEN c.is_in THEN p.total END, CASE WHEN c.is_in THEN p.band ELSE '' END,
       CASE WHEN c.is_in THEN e.at + interval '4 days' END
  FROM evening e
  JOIN voting_vote v ON v.meeting_id = e.id
 CROSS JOIN score s
 CROSS JOIN LATERAL (SELECT CASE WHEN (e.unit_id + e.number) % 5 = 0 THEN 8 ELSE 10 END AS tenths) t
 CROSS JOIN LATERAL (SELECT array_agg(w * t.tenths / 10 ORDER BY place) AS points, sum(w * t.tenths / 10) AS total,
                            CASE t.tenths WHEN 8 THEN 'fair' ELSE 'good' END AS band
                       FROM unnest(s.worths) WITH ORDINALITY AS each(w, place)) p
 CROSS JOIN LATERAL (SELECT e.number < (SELECT max(number) FROM month) AS is_in) c
 WHERE e.has_members;

-- Every tenth unit mobilises; a few events deduct.
INSERT INTO mobilisation_project (unit_id, public_id, title, purpose, decision, decided_on, begun_on, is_public, begun_at,
                                  closing_words)
SELECT unit_id, gen_random_uuid(), 'Làm đường khu dân cư', '', '', min(month), min(month), false, min(month), ''
  FROM evening WHERE unit_id % 10 = 0 GROUP BY unit_id;
INSERT INTO mobilisation_goal (project_id, kind, name, measure, amount)
SELECT id, 'money', '', '', 40000000 FROM mobilisation_project;
INSERT INTO mobilisation_gift (project_id, goal_id, amount, reason, entered_at, given_on, giver, may_be_named, receipt, note)
SELECT g.project_id, g.id, 3000000, '', m.first + 8, m.first + 8, '', false, '', ''
  FROM mobilisation_goal g CROSS JOIN month m WHERE m.first + 8 < current_date;
INSERT INTO indicators_deductingevent (unit_id, kind, event, happened_on, text, decision, reason, entered_at)
SELECT e.unit_id, x.kind, x.event, e.day, '', '', '', e.at
  FROM evening e
 CROSS JOIN (VALUES (0, 'discipline', 'reprimand'), (1, 'incident', 'serious_case'),
                    (2, 'complaint', 'founded_complaint')) x(place, kind, event)
 WHERE e.is_held AND (e.unit_id + e.number * 17 + x.place * 9) % 30 = 0;

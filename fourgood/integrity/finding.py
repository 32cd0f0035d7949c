"""The five statements that find questions: each reads the sheets of the window and writes one row for each unit.

What stands in `rows`, by rule; every row has `month` and `sheets` (ids):
apart: `suggested`, `confirmed`: how far the own points lie from those, added over the criteria, in hundredths.
alike: nothing else. unbacked: `criteria`: codes, `of`. hurried: `entries`; `seconds` from first to last; `at_the_end`.
waved_through: `running`, `at_once`: which of the two holds; `seconds` from the first confirmation to the last.
"""

from __future__ import annotations

from fourgood.integrity.models import Rule

# The sheets of the window that stand: sent, and neither returned nor reopened since.
_SHEETS = """
WITH sheets AS MATERIALIZED (
  SELECT a.id, a.unit_id, a.path, p.month, a.framework_id, a.variant, a.suggested, a.own, a.confirmed,
         x.in_time_until, x.confirmed_at,
         EXISTS (SELECT FROM unnest(a.own, a.suggested) AS v(o, s)
                  WHERE o IS NOT NULL AND o IS DISTINCT FROM s) AS has_own_words
    FROM assessments_assessment a JOIN assessments_period p ON p.id = a.period_id
    JOIN assessments_submission x ON x.assessment_id = a.id AND x.returned_at IS NULL AND x.reopened_at IS NULL
   WHERE p.month BETWEEN %(first)s AND %(last)s AND a.settled_as = ''
)"""

# What is asked already stays as it was asked.
_KEEP = """
ON CONFLICT (unit_id, rule, month) DO UPDATE SET rows = EXCLUDED.rows, found_at = EXCLUDED.found_at
 WHERE NOT EXISTS (SELECT FROM integrity_asked k WHERE k.question_id = integrity_question.id)"""


def _statement(rule: Rule, steps: str, found: str) -> str:
    """`steps`: further named queries; `found`: of each unit its id, the newest month, and the rows."""
    return f"""{_SHEETS}{steps}
INSERT INTO integrity_question (unit_id, rule, month, rows, found_at)
SELECT f.unit_id, '{rule}', f.month, f.rows, %(at)s FROM ({found}) AS f(unit_id, month, rows){_KEEP}"""  # noqa: S608


# The distances of all criteria that have both points, added.
_APART = _statement(
    Rule.APART,
    """, far AS (
  SELECT s.*,
         (SELECT COALESCE(sum(abs(o - g)), 0) FROM unnest(s.own, s.suggested) AS v(o, g)) AS from_suggested,
         (SELECT COALESCE(sum(abs(o - c)), 0) FROM unnest(s.own, s.confirmed) AS v(o, c)) AS from_confirmed
    FROM sheets s
), hit AS (
  SELECT *, GREATEST(from_suggested, from_confirmed) AS apart FROM far
   WHERE GREATEST(from_suggested, from_confirmed) >= %(some)s
)""",
    """SELECT unit_id, max(month), jsonb_agg(jsonb_build_object('month', month, 'sheets', jsonb_build_array(id),
         'suggested', from_suggested, 'confirmed', from_confirmed) ORDER BY month)
    FROM hit GROUP BY unit_id HAVING max(apart) >= %(much)s OR count(*) >= %(often)s""",
)

# A month belongs to the row of the one before when both have words of their own and no criterion has other points.
_ALIKE = _statement(
    Rule.ALIKE,
    """, beside AS (
  SELECT s.*, lag(month) OVER w AS month_before, lag(own) OVER w AS own_before, lag(framework_id) OVER w AS file_before,
         lag(variant) OVER w AS variant_before, lag(has_own_words) OVER w AS had_own_words
    FROM sheets s WINDOW w AS (PARTITION BY unit_id ORDER BY month)
), marked AS (
  SELECT *, month_before = month - interval '1 month' AND file_before = framework_id AND variant_before = variant
            AND has_own_words AND had_own_words
            AND NOT EXISTS (SELECT FROM unnest(own, own_before) AS v(n, b) WHERE n <> b) AS goes_on
    FROM beside
), rows AS (
  SELECT *, count(*) FILTER (WHERE goes_on IS NOT TRUE) OVER (PARTITION BY unit_id ORDER BY month) AS row_number
    FROM marked
)""",
    """SELECT unit_id, max(month),
         jsonb_agg(jsonb_build_object('month', month, 'sheets', jsonb_build_array(id)) ORDER BY month)
    FROM rows GROUP BY unit_id, row_number HAVING count(*) >= %(alike)s""",
)

_UNBACKED = _statement(
    Rule.UNBACKED,
    """, full_marks AS (
  SELECT * FROM unnest(%(file)s::bigint[], %(variant)s::text[], %(number)s::int[], %(most)s::int[], %(code)s::text[])
    AS t(framework_id, variant, number, most, code)
), hit AS (
  SELECT s.id, s.unit_id, s.month, count(*) AS due, jsonb_agg(f.code ORDER BY f.number) FILTER (WHERE bare) AS codes
    FROM sheets s JOIN full_marks f ON f.framework_id = s.framework_id AND f.variant = s.variant
    CROSS JOIN LATERAL (
      SELECT s.own[f.number] = f.most AND s.suggested[f.number] IS NULL AND NOT EXISTS (
        SELECT FROM assessments_evidence e WHERE e.assessment_id = s.id AND e.code = f.code) AS bare) b
   WHERE s.own[f.number] IS NOT NULL
   GROUP BY s.id, s.unit_id, s.month HAVING 100 * count(*) FILTER (WHERE bare) >= %(per_cent)s * count(*)
)""",
    """SELECT unit_id, max(month), jsonb_agg(jsonb_build_object('month', month, 'sheets', jsonb_build_array(id),
         'criteria', codes, 'of', due) ORDER BY month)
    FROM hit GROUP BY unit_id HAVING count(*) >= %(unbacked)s""",
)

# Agreeing with a suggestion leaves no entry: what is looked at was typed. Times are those of each entry's last change.
_HURRIED = _statement(
    Rule.HURRIED,
    """, typed AS (
  SELECT s.id, s.unit_id, s.month, count(*) AS entries, min(e.changed_at) AS first_at, max(e.changed_at) AS last_at,
         (s.in_time_until + 1)::timestamp AT TIME ZONE %(zone)s AS ends_at
    FROM sheets s JOIN assessments_entry e ON e.assessment_id = s.id
   GROUP BY s.id, s.unit_id, s.month, s.in_time_until HAVING count(*) >= %(entries)s
), hit AS (
  SELECT *, COALESCE(first_at >= ends_at - %(last_minutes)s::interval AND last_at < ends_at, FALSE) AS at_the_end,
         last_at - first_at <= %(sitting)s::interval AS in_one_sitting FROM typed
)""",
    """SELECT unit_id, max(month), jsonb_agg(jsonb_build_object('month', month, 'sheets', jsonb_build_array(id),
         'entries', entries, 'seconds', floor(extract(epoch FROM last_at - first_at)), 'at_the_end', at_the_end)
         ORDER BY month)
    FROM hit WHERE at_the_end OR in_one_sitting GROUP BY unit_id HAVING count(*) >= %(hurried)s""",
)

# The committee is the unit above at that time. Only sheets that differ from a suggestion: the others may be confirmed
# at once, with one button.
_WAVED_THROUGH = _statement(
    Rule.WAVED_THROUGH,
    """, looked AS (
  SELECT s.id, s.month, s.confirmed_at, s.own IS NOT DISTINCT FROM s.confirmed AS unchanged,
         NULLIF(split_part(s.path, '/', -3), '')::bigint AS committee
    FROM sheets s
   WHERE s.confirmed_at IS NOT NULL
     AND EXISTS (SELECT FROM unnest(s.own, s.suggested) AS v(o, g) WHERE g IS NOT NULL AND o IS DISTINCT FROM g)
), returned AS (
  SELECT DISTINCT p.month, NULLIF(split_part(a.path, '/', -3), '')::bigint AS committee
    FROM assessments_submission x JOIN assessments_assessment a ON a.id = x.assessment_id
    JOIN assessments_period p ON p.id = a.period_id
   WHERE x.returned_at IS NOT NULL AND p.month BETWEEN %(first)s AND %(last)s
), months AS (
  SELECT l.committee, l.month, jsonb_agg(l.id ORDER BY l.id) AS ids,
         bool_and(l.unchanged) AND NOT EXISTS (
           SELECT FROM returned r WHERE r.committee = l.committee AND r.month = l.month) AS waved,
         max(l.confirmed_at) - min(l.confirmed_at) AS took
    FROM looked l WHERE l.committee IS NOT NULL GROUP BY l.committee, l.month HAVING count(*) >= %(waved)s
), islands AS (
  SELECT *, extract(year FROM month) * 12 + extract(month FROM month)
            - row_number() OVER (PARTITION BY committee, waved ORDER BY month) AS island FROM months
), sized AS (
  SELECT *, waved AND count(*) OVER (PARTITION BY committee, waved, island) >= %(running)s AS running,
         took <= %(at_once)s::interval AS at_once FROM islands
)""",
    """SELECT committee, max(month), jsonb_agg(jsonb_build_object('month', month, 'sheets', ids, 'running', running,
         'at_once', at_once, 'seconds', floor(extract(epoch FROM took))) ORDER BY month)
    FROM sized WHERE running OR at_once GROUP BY committee""",
)

STATEMENTS = {
    Rule.APART: _APART,
    Rule.ALIKE: _ALIKE,
    Rule.UNBACKED: _UNBACKED,
    Rule.HURRIED: _HURRIED,
    Rule.WAVED_THROUGH: _WAVED_THROUGH,
}

-- The province's table of a month, counted once more from the raw tables: another hand, another way.
-- Nothing of the product's queries is used. Medians are found by numbering rows, shares by division of whole numbers.
-- Parameters: unit (id), month (its first day), today.
WITH the_month AS (
  SELECT id FROM assessments_period WHERE month = %(month)s
), raw AS (
  SELECT a.*, string_to_array(trim(BOTH '/' FROM a.path), '/')::bigint[] AS way
    FROM assessments_assessment a WHERE a.period_id IN (SELECT id FROM the_month)
), under_unit AS (
  -- the unit through which each stood under the province: the one after it on the way, or itself
  SELECT raw.*, COALESCE(way[array_position(way, %(unit)s::bigint) + 1], %(unit)s::bigint) AS through
    FROM raw WHERE %(unit)s::bigint = ANY (way)
), latest AS (
  -- what people did last with each sheet
  SELECT DISTINCT ON (assessment_id) assessment_id, submitted_at, in_time_until, returned_at, reopened_at, confirmed_at, accepted_at
    FROM assessments_submission ORDER BY assessment_id, submitted_at DESC, id DESC
), state AS (
  SELECT u.*, l.assessment_id IS NOT NULL AND l.returned_at IS NULL AND l.reopened_at IS NULL AS lies_above,
         timezone('Asia/Ho_Chi_Minh', l.submitted_at)::date AS sent_on, l.in_time_until AS limit_day,
         l.confirmed_at IS NOT NULL AND l.reopened_at IS NULL AND l.returned_at IS NULL AS was_confirmed,
         l.accepted_at IS NOT NULL AND l.reopened_at IS NULL AS was_accepted
    FROM under_unit u LEFT JOIN latest l ON l.assessment_id = u.id
), points AS (
  SELECT id, through, settled_as <> '' AS excused, lies_above, sent_on, due_on, limit_day, was_confirmed, was_accepted,
         (SELECT max(d) FROM unnest(ARRAY[due_on, grace_until, extended_until]) AS d) AS last_day,
         CASE WHEN was_confirmed THEN confirmed_total WHEN lies_above THEN own_total END AS shown
    FROM state
), numbered AS (
  SELECT through, shown, row_number() OVER (PARTITION BY through ORDER BY shown, id) AS place,
         count(*) OVER (PARTITION BY through) AS many
    FROM points WHERE shown IS NOT NULL
), middles AS (
  SELECT through, max(many) AS many, avg(shown) / 100 AS median FROM numbered
   WHERE place IN ((many + 1) / 2, (many + 2) / 2) GROUP BY through
)
SELECT p.through,
       sum((NOT excused)::int) AS expected,
       sum((NOT excused AND lies_above AND (due_on IS NULL OR sent_on <= due_on))::int) AS on_time,
       sum((NOT excused AND lies_above AND sent_on > due_on AND sent_on <= COALESCE(limit_day, due_on))::int) AS grace,
       sum((NOT excused AND lies_above AND sent_on > due_on AND sent_on > COALESCE(limit_day, due_on))::int) AS late,
       sum((NOT excused AND NOT lies_above AND (last_day IS NULL OR last_day >= %(today)s))::int) AS to_come,
       sum((NOT excused AND NOT lies_above AND last_day < %(today)s)::int) AS missing,
       sum(was_confirmed::int) AS confirmed, sum(was_accepted::int) AS accepted, sum(excused::int) AS settled,
       COALESCE(max(m.many), 0) AS shown, max(m.median) AS median
  FROM points p LEFT JOIN middles m ON m.through = p.through
 GROUP BY p.through ORDER BY p.through

"""Counted from documents, mobilisation, events that deduct, and, for a committee, from what its cells did."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.indicators.counted import Counted
from fourgood.regulations.framework import Frequency

DOCUMENTS_ON_TIME = Counted(
    code="documents_on_time",
    sql="""
    SELECT d.unit_id, 'document' AS thing, d.id AS row_id, 1 AS base, d.done::int AS amount
      FROM (SELECT u.id AS unit_id, d.id, coalesce(d.plan_by, d.confirm_by) AS due,
                   r.id IS NOT NULL
                   AND (d.confirm_by IS NULL OR (r.confirmed_at AT TIME ZONE %(tz)s)::date <= d.confirm_by)
                   AND (d.plan_by IS NULL OR CASE WHEN k.level = 'cell' THEN coalesce(r.study_on <= d.plan_by, false)
                        ELSE EXISTS (SELECT 1 FROM instructions_plan p
                                      WHERE p.document_id = d.id AND p.unit_id = u.id AND p.adopted_on <= d.plan_by)
                        END) AS done
              FROM (SELECT *, (SELECT path FROM organisation_unit WHERE id = issuer_id) AS issued_under
                      FROM instructions_document
                     WHERE coalesce(plan_by, confirm_by) BETWEEN %(first)s AND %(last)s OFFSET 0) d
              JOIN organisation_unit u ON u.id = ANY(%(units)s) AND u.id <> d.issuer_id
                                      AND starts_with(u.path, d.issued_under)
              JOIN organisation_organisationkind k ON k.id = u.kind_id
              LEFT JOIN instructions_edition e ON e.id = d.edition_id
              LEFT JOIN instructions_receipt r ON r.document_id = d.id AND r.unit_id = u.id
             WHERE e.withdrawn_at IS NULL
               AND EXISTS (SELECT 1 FROM organisation_span s
                            WHERE s.unit_id = u.id AND s.valid @> coalesce(d.plan_by, d.confirm_by))) d
     WHERE d.due <= %(on)s OR d.done""",
    meaning=_(
        "Documents from above with a day in the month: receipt confirmed by its day and, where a plan is asked for, "
        "studied (cells) or planned (committees) by its day."
    ),
    numerator=_("of these, answered in time"),
    denominator=_("documents from above due in the month"),
    source="124-QĐ/TW; 366-QĐ/TW",
)

RESOURCES_AGAINST_PLAN = Counted(
    code="resources_against_plan",
    every=Frequency.QUARTER,
    sql="""
    SELECT p.unit_id, 'project' AS thing, p.id AS row_id, g.amount AS base,
           (SELECT coalesce(sum(x.amount), 0) FROM mobilisation_gift x
             WHERE x.goal_id = g.id AND x.given_on <= %(on)s) AS amount
      FROM mobilisation_project p JOIN mobilisation_goal g ON g.project_id = p.id AND g.kind = 'money'
     WHERE p.unit_id = ANY(%(units)s) AND p.begun_on <= %(on)s
       AND (p.closed_on IS NULL OR p.closed_on >= %(first)s)""",
    meaning=_(
        "Money given so far to projects that were open in the quarter, against their goals. Working days, land and "
        "materials are counted in other units and stand on the page of the project."
    ),
    numerator=_("dong given by the end of the quarter"),
    denominator=_("dong that the goals ask for"),
    source="Chỉ thị 05-HD/BTCTU (2024)",
)


def _of_events(code: str, kind: str, meaning: str | Promise) -> Counted:
    return Counted(
        code=code,
        restricted=True,
        sql=f"""
    SELECT e.unit_id, 'event' AS thing, e.id AS row_id, 1 AS amount, NULL::int AS base, e.event
      FROM indicators_deductingevent e
     WHERE e.unit_id = ANY(%(units)s) AND e.kind = '{kind}' AND e.happened_on BETWEEN %(first)s AND %(last)s
       AND e.corrects_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM indicators_deductingevent c WHERE c.corrects_id = e.id)""",  # noqa: S608
        meaning=meaning,
        numerator=_("events entered for the unit itself, in the month"),
        denominator=_("none: events are counted, not divided"),
        source="124-QĐ/TW; 366-QĐ/TW",
    )


OF_EVENTS = (
    _of_events("discipline_events", "discipline", _("Disciplinary decisions, by the day of the decision.")),
    _of_events("complaint_events", "complaint", _("Complaints and denunciations that were found to be right.")),
    _of_events("incident_events", "incident", _("Cases of security, order and safety.")),
)

# The tree as it was on the last day of the period: a ward that was merged since still has the cells it had then.
_BELOW = """
    WITH RECURSIVE below AS (
        SELECT s.unit_id AS top_id, s.unit_id, s.kind_id FROM organisation_span s
         WHERE s.unit_id = ANY(%(units)s) AND s.valid @> %(last)s::date
         UNION ALL
        SELECT b.top_id, s.unit_id, s.kind_id
          FROM below b JOIN organisation_span s ON s.parent_id = b.unit_id AND s.valid @> %(last)s::date
    ), cells AS (
        SELECT b.top_id, b.unit_id FROM below b JOIN organisation_organisationkind k ON k.id = b.kind_id
         WHERE k.has_members AND b.unit_id <> b.top_id
    ), met AS (
        SELECT m.id, m.unit_id, m.kind FROM meetings_meeting m
         WHERE m.unit_id IN (SELECT unit_id FROM cells) AND m.ended_at IS NOT NULL AND m.kind <> 'committee'
           AND m.begun_at >= %(since)s AND m.begun_at < %(before)s
    ), recorded AS (
        SELECT DISTINCT c.top_id FROM cells c JOIN met ON met.unit_id = c.unit_id
    )"""

CELLS_WITH_THEMATIC = Counted(
    code="cells_with_thematic",
    every=Frequency.QUARTER,
    sql=f"""{_BELOW}
    SELECT c.top_id AS unit_id, 'unit' AS thing, c.unit_id AS row_id, 1 AS base,
           (EXISTS (SELECT 1 FROM met WHERE met.unit_id = c.unit_id AND met.kind IN ('thematic', 'combined')))::int
               AS amount
      FROM cells c JOIN recorded USING (top_id)""",  # noqa: S608
    meaning=_(
        "Cells under the committee on the last day of the quarter. Nothing is said where none has recorded a meeting."
    ),
    numerator=_("of these, with a thematic meeting in the quarter"),
    denominator=_("cells"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

ASSIGNED_CELLS_ATTENDED = Counted(
    code="assigned_cells_attended",
    every=Frequency.QUARTER,
    sql=f"""{_BELOW}
    SELECT c.top_id AS unit_id, 'unit' AS thing, c.unit_id AS row_id, 1 AS base,
           bool_or(there.id IS NOT NULL)::int AS amount
      FROM cells c
      JOIN recorded USING (top_id)
      JOIN organisation_position h ON h.unit_id = c.unit_id AND h.valid && daterange(%(first)s, %(last)s, '[]')
      JOIN organisation_positionkind k ON k.id = h.kind_id AND k.role = 'in_charge'
      LEFT JOIN met ON met.unit_id = c.unit_id
      LEFT JOIN LATERAL (SELECT a.id FROM meetings_attendance a
                          WHERE a.meeting_id = met.id AND a.member_id = h.member_id AND a.state = 'present'
                          LIMIT 1) there ON true
     GROUP BY c.top_id, c.unit_id""",  # noqa: S608
    meaning=_(
        "Cells that someone was in charge of following in the quarter, and whether that person came to a meeting."
    ),
    numerator=_("of these, attended by the member in charge"),
    denominator=_("cells with a member in charge"),
    source="HD 42-HD/BTCTW",
)


def _of_quality(code: str, bands: str, numerator: str | Promise) -> Counted:
    """`bands`: codes of the framework's bands, as SQL text."""
    return Counted(
        code=code,
        sql=f"""{_BELOW}, scored AS (
        SELECT m.unit_id, bool_and(q.confirmed_band IN ({bands})) AS reached
          FROM meeting_quality_qualitysheet q JOIN met m ON m.id = q.meeting_id
         WHERE q.confirmed_at IS NOT NULL GROUP BY m.unit_id)
    SELECT c.top_id AS unit_id, 'unit' AS thing, c.unit_id AS row_id, 1 AS base,
           coalesce(s.reached, false)::int AS amount
      FROM cells c LEFT JOIN scored s USING (unit_id)
     WHERE c.top_id IN (SELECT c.top_id FROM cells c JOIN scored USING (unit_id))""",  # noqa: S608
        meaning=_(
            "Cells whose meetings of the month were all confirmed with such a score. Nothing is said before a score of "
            "any of the cells is confirmed."
        ),
        numerator=numerator,
        denominator=_("cells"),
        source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
    )


CELLS_MEETINGS_FAIR = _of_quality("cells_meetings_fair", "'fair', 'good'", _("of these, fair or above"))
CELLS_MEETINGS_GOOD = _of_quality("cells_meetings_good", "'good'", _("of these, good"))

OF_OTHERS = (
    CELLS_MEETINGS_FAIR,
    CELLS_MEETINGS_GOOD,
    DOCUMENTS_ON_TIME,
    RESOURCES_AGAINST_PLAN,
    *OF_EVENTS,
    CELLS_WITH_THEMATIC,
    ASSIGNED_CELLS_ATTENDED,
)

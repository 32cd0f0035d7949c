"""Counted from meetings. A meeting belongs to the month in which it began; only those that have ended count."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.indicators.counted import Counted, Together
from fourgood.regulations.framework import Frequency

_HELD = """
      FROM meetings_meeting m
     WHERE m.unit_id = ANY(%(units)s) AND m.ended_at IS NOT NULL
       AND m.begun_at >= %(since)s AND m.begun_at < %(before)s"""
_RULES = """
      JOIN unnest(%(rule_first)s::date[], %(rule_last)s::date[], %(rule_regular)s::int[], %(rule_combined)s::int[],
                  %(rule_large_from)s::int[], %(rule_large)s::int[], %(rule_ahead)s::int[], %(rule_report)s::int[])
             AS r(first_day, last_day, regular, combined, large_from, large, ahead, report)
        ON m.day BETWEEN r.first_day AND coalesce(r.last_day, 'infinity')"""
_REGULAR = f"(SELECT m.*, (m.begun_at AT TIME ZONE %(tz)s)::date AS day{_HELD} AND m.kind IN ('regular', 'combined')) m"
_OF_MEMBERS = f"(SELECT m.*{_HELD} AND m.kind IN ('regular', 'thematic', 'combined')) m"

REGULAR_MEETING_HELD = Counted(
    code="regular_meeting_held",
    together=Together.ANY,
    sql="""
    SELECT m.unit_id, 'meeting' AS thing, m.id AS row_id, (m.ended_at IS NOT NULL)::int AS amount, 1 AS base
      FROM meetings_meeting m
     WHERE m.unit_id = ANY(%(units)s) AND m.kind IN ('regular', 'combined')
       AND ((m.ended_at IS NOT NULL AND m.begun_at >= %(since)s AND m.begun_at < %(before)s)
            OR (m.called_off_at IS NOT NULL AND m.starts_at >= %(since)s AND m.starts_at < %(before)s))""",
    meaning=_("Yes once a regular meeting of the month has ended; no if it was called off and none took its place."),
    numerator=_("1 if a regular meeting was held"),
    denominator=_("1 if a regular meeting was held or called off"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

ATTENDANCE_RATE = Counted(
    code="attendance_rate",
    events=("unexcused",),
    sql=f"""
    SELECT m.unit_id, 'attendance' AS thing, a.id AS row_id, (a.state = 'present')::int AS amount, 1 AS base,
           CASE WHEN a.state = 'absent' THEN 'unexcused' END AS event
      FROM {_OF_MEMBERS} JOIN meetings_attendance a ON a.meeting_id = m.id AND a.due""",  # noqa: S608 our own pieces
    meaning=_(
        "Who was due stands in the roll call as it was on the day of the meeting. Regular and thematic meetings count."
    ),
    numerator=_("members due who were present"),
    denominator=_("members due by the roll call"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

MEMBERS_SPEAKING = Counted(
    code="members_speaking",
    sql=f"""
    WITH met AS (SELECT m.id, m.unit_id{_HELD} AND m.kind IN ('regular', 'thematic', 'combined')),
    spoke AS (SELECT DISTINCT s.meeting_id, s.member_id FROM met JOIN meetings_speech s ON s.meeting_id = met.id)
    SELECT m.unit_id, 'attendance' AS thing, a.id AS row_id, 1 AS base, (s.member_id IS NOT NULL)::int AS amount
      FROM met m
      JOIN meetings_attendance a
        ON a.meeting_id = m.id AND a.state = 'present' AND NOT a.because = ANY(%(from_elsewhere)s)
      LEFT JOIN spoke s ON s.meeting_id = a.meeting_id AND s.member_id = a.member_id
     WHERE m.id IN (SELECT meeting_id FROM spoke)""",  # noqa: S608
    meaning=_("Each member once for each meeting. A meeting at which nobody was noted as speaking is left out."),
    numerator=_("members present who spoke"),
    denominator=_("members of the unit who were present"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

MEETING_DURATION = Counted(
    code="meeting_duration",
    sql=f"""
    SELECT m.unit_id, 'meeting' AS thing, m.id AS row_id,
           floor(extract(epoch FROM m.ended_at - m.begun_at) / 60) AS amount,
           greatest(CASE m.kind WHEN 'combined' THEN r.combined ELSE r.regular END,
                    CASE WHEN there.members >= r.large_from THEN r.large END) AS base
      FROM {_REGULAR}{_RULES}
     CROSS JOIN LATERAL (SELECT count(*) AS members FROM meetings_attendance a
                          WHERE a.meeting_id = m.id AND NOT a.because = ANY(%(from_elsewhere)s)) there""",  # noqa: S608
    meaning=_("How long the regular meeting took, against what the rules of that day ask of its kind and size."),
    numerator=_("minutes that it took"),
    denominator=_("minutes that the rules ask for"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

COMMITTEE_MET_BEFORE = Counted(
    code="committee_met_before",
    together=Together.ALL,
    sql=f"""
    SELECT m.unit_id, 'meeting' AS thing, coalesce(p.id, m.id) AS row_id, (p.id IS NOT NULL)::int AS amount, 1 AS base
      FROM {_REGULAR}
      LEFT JOIN LATERAL (SELECT p.id FROM meetings_meeting p
                          WHERE p.prepares_id = m.id AND p.ended_at <= m.begun_at ORDER BY p.ended_at LIMIT 1) p ON true
     WHERE p.id IS NOT NULL
        OR EXISTS (SELECT 1 FROM organisation_position h JOIN organisation_positionkind k ON k.id = h.kind_id
                    WHERE h.unit_id = m.unit_id AND h.valid @> m.day AND k.role = 'committee_member')""",  # noqa: S608
    meaning=_(
        "Yes if the committee's meeting for it was over before the regular meeting began. A cell without a committee "
        "has no such record."
    ),
    numerator=_("1 if every regular meeting was prepared by the committee"),
    denominator=_("1 if a regular meeting was held and there is a committee"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

SENT_AHEAD = Counted(
    code="sent_ahead",
    together=Together.ALL,
    sql=f"""
    SELECT m.unit_id, 'meeting' AS thing, m.id AS row_id, 1 AS base,
           (coalesce(out.day <= (m.starts_at AT TIME ZONE %(tz)s)::date - r.ahead, false))::int AS amount
      FROM {_REGULAR}{_RULES}
     CROSS JOIN LATERAL (
           SELECT (least((SELECT min(x.sent_at) FROM meetings_material x WHERE x.meeting_id = m.id),
                         CASE WHEN m.draft_resolution <> '' THEN m.announced_at END) AT TIME ZONE %(tz)s)::date AS day
           ) out
     WHERE m.announced_at IS NOT NULL OR out.day IS NOT NULL""",  # noqa: S608
    meaning=_("Material or the draft resolution was out as many days before as the rules ask."),
    numerator=_("1 if it was sent in time for every regular meeting"),
    denominator=_("1 if a regular meeting was announced and held"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

MINUTES_IN_TIME = Counted(
    code="minutes_in_time",
    together=Together.ALL,
    sql=f"""
    SELECT m.unit_id, 'meeting' AS thing, m.id AS row_id, 1 AS base,
           (coalesce(m.sent_on <= m.due, false))::int AS amount
      FROM (SELECT m.id, m.unit_id, (n.sent_at AT TIME ZONE %(tz)s)::date AS sent_on,
                   (m.ended_at AT TIME ZONE %(tz)s)::date + r.report AS due
              FROM {_REGULAR}{_RULES} LEFT JOIN resolutions_minutes n ON n.meeting_id = m.id) m
     WHERE m.sent_on IS NOT NULL OR m.due < %(on)s""",  # noqa: S608
    meaning=_("Minutes sent to the level above within the days of the rules. Nothing is said before these are over."),
    numerator=_("1 if the minutes of every regular meeting were sent in time"),
    denominator=_("1 if minutes were sent, or their day is over"),
    source="HD 42-HD/BTCTW",
)

COMMITTEE_MEETINGS_HELD = Counted(
    code="committee_meetings_held",
    together=Together.ANY,
    sql=f"""
    SELECT m.unit_id, 'meeting' AS thing, m.id AS row_id, 1 AS amount, 1 AS base
      FROM (SELECT m.*{_HELD}) m
      JOIN organisation_unit u ON u.id = m.unit_id
      JOIN organisation_organisationkind k ON k.id = u.kind_id
     WHERE m.kind = 'committee' OR NOT k.has_members""",  # noqa: S608
    meaning=_("Yes once a meeting of the committee has ended in the month."),
    numerator=_("1 if a meeting of the committee was held"),
    denominator=_("1 if a meeting of the committee was held"),
    source="Quy chế làm việc của cấp ủy",
)

THEMATIC_MEETINGS = Counted(
    code="thematic_meetings",
    every=Frequency.QUARTER,
    sql=f"""
    SELECT m.unit_id, 'meeting' AS thing, m.id AS row_id, 1 AS amount, NULL::int AS base
      FROM (SELECT m.*{_HELD} AND m.kind IN ('thematic', 'combined')) m
     UNION ALL
    SELECT p.unit_id, 'topic', t.id, 0, 1
      FROM meetings_thematicplan p JOIN meetings_plannedtopic t ON t.plan_id = p.id
     WHERE p.unit_id = ANY(%(units)s) AND p.year = %(year)s
       AND t.month BETWEEN %(first_month)s AND %(last_month)s""",  # noqa: S608
    meaning=_("Meetings of the quarter that took up a topic, also on the evening of the regular one."),
    numerator=_("thematic meetings held"),
    denominator=_("topics that the plan of the year names for the quarter"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

STUDY_ATTENDANCE = Counted(
    code="study_attendance",
    every=Frequency.QUARTER,
    sql=f"""
    SELECT m.unit_id, 'attendance' AS thing, a.id AS row_id, (a.state = 'present')::int AS amount, 1 AS base
      FROM {_OF_MEMBERS} JOIN meetings_attendance a ON a.meeting_id = m.id AND a.due
     WHERE EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.meeting_id = m.id AND i.document_id IS NOT NULL)""",  # noqa: S608
    meaning=_("Attendance at meetings of the quarter whose agenda has a document from above."),
    numerator=_("members due who were present"),
    denominator=_("members due by the roll call"),
    source="CT 50-CT/TW",
)

OF_MEETINGS = (
    REGULAR_MEETING_HELD,
    ATTENDANCE_RATE,
    THEMATIC_MEETINGS,
    COMMITTEE_MET_BEFORE,
    SENT_AHEAD,
    MEMBERS_SPEAKING,
    MINUTES_IN_TIME,
    MEETING_DURATION,
    STUDY_ATTENDANCE,
    COMMITTEE_MEETINGS_HELD,
)

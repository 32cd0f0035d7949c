from fourgood.meetings.models.agenda import AgendaItem, Material
from fourgood.meetings.models.contributions import Contribution, Suggestion, Support
from fourgood.meetings.models.feeds import CalendarFeed
from fourgood.meetings.models.meetings import Meeting
from fourgood.meetings.models.plans import PlannedTopic, ThematicPlan
from fourgood.meetings.models.roll import Attendance, Receipt, Received, Speech

__all__ = [
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "Contribution",
    "Material",
    "Meeting",
    "PlannedTopic",
    "Receipt",
    "Received",
    "Speech",
    "Suggestion",
    "Support",
    "ThematicPlan",
]

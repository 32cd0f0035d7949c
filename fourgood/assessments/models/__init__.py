from fourgood.assessments.models.assessments import Assessment, Settled
from fourgood.assessments.models.deciding import Remark, Submission, Voted
from fourgood.assessments.models.entries import Entry, Evidence, Received
from fourgood.assessments.models.periods import Period
from fourgood.assessments.models.reminders import Reminder

__all__ = [
    "Assessment",
    "Entry",
    "Evidence",
    "Period",
    "Received",
    "Remark",
    "Reminder",
    "Settled",
    "Submission",
    "Voted",
]

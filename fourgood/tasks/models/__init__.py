from fourgood.tasks.models.assignments import Assignment, Progress
from fourgood.tasks.models.reminders import Reminder
from fourgood.tasks.models.tasks import Postponement, Task

__all__ = ["Assignment", "Postponement", "Progress", "Reminder", "Task"]

from fourgood.mobilisation.models.consultations import Consultation
from fourgood.mobilisation.models.ledger import Gift, Spending
from fourgood.mobilisation.models.projects import Goal, Kind, Project

__all__ = ["Consultation", "Gift", "Goal", "Kind", "Project", "Spending"]

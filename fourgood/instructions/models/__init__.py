from fourgood.instructions.models.documents import Document, Plan, PlanStep, Receipt, Reminder
from fourgood.instructions.models.instructions import Edition, FrameworkFile, Instruction

__all__ = ["Document", "Edition", "FrameworkFile", "Instruction", "Plan", "PlanStep", "Receipt", "Reminder"]

from fourgood.instructions.models.documents import Document
from fourgood.instructions.models.framework_files import FrameworkFile
from fourgood.instructions.models.instructions import Edition, Instruction
from fourgood.instructions.models.plan_steps import PlanStep
from fourgood.instructions.models.plans import Plan
from fourgood.instructions.models.receipts import Receipt, Reminder

__all__ = ["Document", "Edition", "FrameworkFile", "Instruction", "Plan", "PlanStep", "Receipt", "Reminder"]

from fourgood.meeting_quality.models.sheets import QualitySheet, Remark

__all__ = ["QualitySheet", "Remark"]

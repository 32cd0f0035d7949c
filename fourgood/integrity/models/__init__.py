from fourgood.integrity.models.questions import Asked, Question, Rule

__all__ = ["Asked", "Question", "Rule"]

"""Why a question can't be asked or answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class AlreadyAsked(Refusal):
    reason = _("This was asked already.")
    help = _("Note the answer on its page.")


class NotAsked(Refusal):
    reason = _("Nobody has asked the unit yet.")
    help = _("Ask it first; then it sees the question too.")


class AlreadyAnswered(Refusal):
    reason = _("The answer is noted already, and stays as it is.")


class AnswerMissing(Refusal):
    reason = _("Write what the unit answered.")

"""What is looked at before anything starts: the rule files that an office may have replaced."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _

from fourgood.regulations import meeting_rule_file


def meeting_rules_can_be_read(**_kwargs: Any) -> list[CheckMessage]:
    try:
        meeting_rule_file.load(meeting_rule_file.FILE)
    except (meeting_rule_file.RuleFileError, OSError) as error:
        hint = _("Correct the file, or take back the one that came with the programme.")
        return [Error(str(error), hint=hint, id="organisation.E001")]
    return []

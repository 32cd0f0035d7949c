"""What is looked at before anything starts: the rules of integrity, which an office may have replaced."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _

from fourgood.regulations import integrity_rule_file
from fourgood.regulations.meeting_rule_file import RuleFileError


def integrity_rules_can_be_read(**_kwargs: Any) -> list[CheckMessage]:
    try:
        integrity_rule_file.load(integrity_rule_file.FILE)
    except (RuleFileError, OSError) as error:
        hint = _("Correct the file, or take back the one that came with the programme.")
        return [Error(str(error), hint=hint, id="integrity.E001")]
    return []

"""What is looked at before anything starts: the rules of documents, which an office may have replaced."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _

from fourgood.regulations import document_rule_file
from fourgood.regulations.meeting_rule_file import RuleFileError


def document_rules_can_be_read(**_kwargs: Any) -> list[CheckMessage]:
    try:
        document_rule_file.load(document_rule_file.FILE)
    except (RuleFileError, OSError) as error:
        hint = _("Correct the file, or take back the one that came with the programme.")
        return [Error(str(error), hint=hint, id="resolutions.E001")]
    return []

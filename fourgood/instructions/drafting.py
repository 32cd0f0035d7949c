"""Work on a draft edition: its files put in, corrected, taken out; and a new draft made of an issued edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.instructions import refusals
from fourgood.instructions.frameworks import framework_in, has_own_head, problems_of
from fourgood.instructions.models.edition_head import DAYS, WORDS, difference
from fourgood.instructions.models.framework_files import FrameworkFile
from fourgood.instructions.models.instructions import Edition, refusals_of
from fourgood.regulations import framework_file
from fourgood.regulations.framework import Framework, Model
from fourgood.regulations.framework_text import Path, UnreadableText, with_criterion, with_head, written_word

CODE = re.compile(r"[a-z0-9-]{1,60}")
CODE_OF_NONE = "file"


@transaction.atomic
def put_file(
    edition: Edition, content: str, *, by: Actor | None, file: FrameworkFile | None, name: str
) -> FrameworkFile:
    edition.require_draft()
    if not content.strip():
        raise refusals.EmptyFile
    kept = file or FrameworkFile(edition=edition)
    before = _told(kept) if file else {}
    kept.content = with_plain_line_ends(content)
    kept.code = _code_of(kept, name)
    kept.model = _model_of(kept.content)
    kept.digest = framework_file.digest(kept.content)
    with refusing(one_file_per_edition_and_code=refusals.FileTaken(code=kept.code)):
        kept.save()
    if before.get("digest") != kept.digest:
        told = {name: value for name, value in before.items() if name != "file" or value != kept.code}
        edition.record(Verb.INSTRUCTION_CHANGED, by=by, before=told, after=_told(kept))
    return kept


def with_plain_line_ends(text: str) -> str:
    """As typed, but for the ends of lines, which browsers and systems write differently, and a mark at the start."""
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def _told(file: FrameworkFile) -> dict[str, Any]:
    return {"file": file.code, "digest": file.digest}


def _code_of(file: FrameworkFile, name: str) -> str:
    """What the file calls itself, or else what it was called before."""
    written = written_word(file.content, "framework")
    if CODE.fullmatch(written):
        return written
    return file.code or slugify(name.rpartition(".")[0] or name)[:60] or CODE_OF_NONE


def _model_of(content: str) -> str:
    written = written_word(content, "model")
    return written if written in set(Model) else ""


@transaction.atomic
def remove_file(edition: Edition, file: FrameworkFile, *, by: Actor | None) -> None:
    edition.require_draft()
    edition.record(Verb.INSTRUCTION_CHANGED, by=by, before=_told(file))
    file.delete()


def change_criterion(file: FrameworkFile, code: str, values: Mapping[Path, Any], *, by: Actor | None) -> None:
    """Change values of one criterion in the file of a draft, and only its lines. Raises NotEditableAsForm."""
    try:
        content = with_criterion(file.content, code, values)
    except UnreadableText as error:
        raise refusals.NotEditableAsForm from error
    put_file(file.edition, content, by=by, file=file, name="")


@transaction.atomic
def write_heads(edition: Edition, *, by: Actor | None) -> list[FrameworkFile]:
    edition.require_draft()
    changed = []
    for file in edition.files.all():
        content = _with_head_of(edition, file.content)
        if content != file.content:
            changed.append(put_file(edition, content, by=by, file=file, name=""))
    return changed


def _with_head_of(edition: Edition, content: str) -> str:
    """The text with the edition's head; as it is where it says the same already, or can't be read."""
    if not problems_of(content) and _says_it(framework_in(content), edition):
        return content
    try:
        return with_head(content, edition.in_files())
    except UnreadableText:
        return content


def _says_it(framework: Framework, edition: Edition) -> bool:
    return has_own_head(framework) or framework.instruction == edition.in_files()


@transaction.atomic
def amend(edition: Edition, *, by: Actor | None, at: dt.datetime, **head: Any) -> Edition:
    if edition.is_draft:
        raise refusals.NotIssued
    number = edition.instruction.number
    kept = {name: getattr(edition, name) for name in (*DAYS, *WORDS)} | {"carry_over": ""}
    place = edition.instruction.editions.aggregate(last=Max("place"))["last"] + 1
    with refusals_of(number):
        draft = Edition.objects.create(
            instruction=edition.instruction,
            place=place,
            drafted_at=at,
            drafted_by_id=by.pk if by else None,
            **kept | head,
        )
    FrameworkFile.objects.bulk_create(
        FrameworkFile(edition=draft, code=f.code, model=f.model, content=f.content, digest=f.digest)
        for f in edition.files.all()
    )
    draft.record(Verb.INSTRUCTION_AMENDED, by=by, **difference(edition.head(), draft.head()))
    return draft

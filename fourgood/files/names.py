"""What a file is called once it is kept."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from fourgood.files.kinds import Kind

LONGEST = 150  # characters, without the extension
EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,4}\Z", re.IGNORECASE)
NOT_ON_EVERY_DISK = re.compile(r"[<>:\"|?*]")


def cleaned(name: str, kind: Kind) -> str:
    """The name without folders, invisible characters and what no disk takes; with the extension of what it truly is."""
    stem = EXTENSION.sub("", shown(name)).removesuffix(kind.extension)
    return (NOT_ON_EVERY_DISK.sub("_", stem)[:LONGEST].strip(" .") or _("file")) + kind.extension


def shown(name: str) -> str:
    """The name as it is told to the person who chose the file: its last part, composed (NFC), on one line.

    Characters of categories C turn the direction of writing, or hide; none is kept.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(visible.split())[: LONGEST + 10]

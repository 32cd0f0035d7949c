"""Loads `reference.yaml` into the database: adds and updates by code, never deletes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from fourgood.common.spans import between
from fourgood.organisation.models import OrganisationKind, PositionKind, Sector
from fourgood.organisation.models.reference import Reference

FILE = Path(__file__).with_name("reference.yaml")
TABLES: dict[str, type[Reference]] = {"kinds": OrganisationKind, "sectors": Sector, "positions": PositionKind}


@transaction.atomic
def load(path: Path = FILE) -> None:
    """Bring the reference tables to what the file says."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for section, table in TABLES.items():
        for place, entry in enumerate(content[section]):
            table._default_manager.update_or_create(code=entry["code"], defaults=_fields(entry, place))


def _fields(entry: dict[str, Any], place: int) -> dict[str, Any]:
    own = {key: value for key, value in entry.items() if key not in {"code", "name", "from", "until"}}
    names = {f"name_{language}": name for language, name in entry["name"].items()}
    return own | names | {"place": place, "valid": between(entry["from"], entry.get("until"))}

"""What the signed-in person can go to, drawn from the same policy that guards the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context: `navigation`, a list of links."""
    return {"navigation": []}

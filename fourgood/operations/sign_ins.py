"""Who can sign in to the sample province, for the terminal."""

from __future__ import annotations

from fourgood.demo import cast


def sign_ins() -> str:
    """The sample accounts, one on a line; empty if there are none."""
    people = cast.sign_ins()
    lines = [f"  {one.login:20}{one.name}, {'; '.join(one.titles) or '–'}" for one in people]
    return "\n".join([f"Sample sign-ins, all with the password “{cast.PASSWORD}”:", *lines]) if lines else ""

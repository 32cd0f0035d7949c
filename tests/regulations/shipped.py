"""The frameworks that ship, loaded once for the tests that read them beside their sources."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from fourgood.organisation import reference
from fourgood.regulations.framework_file import load

FOLDER = Path(__file__).parents[2] / "frameworks"
D = Decimal


@cache
def framework(name):
    sectors = yaml.safe_load(reference.FILE.read_text(encoding="utf-8"))["sectors"]
    return load(FOLDER / f"{name}.yaml", frozenset(sector["code"] for sector in sectors))


def general(name):
    return framework(name).variant_for(None)


def criterion(name, code):
    return general(name).criterion(code)


def steps(part):
    """From which percentage on how many points, of a scale in steps."""
    return {str(step.at_least): str(step.points) for step in part.scale.steps}


def events(part):
    """What an event takes off (−) or leaves at most (≤)."""
    return {e.code: f"−{e.minus}" if e.minus is not None else f"≤{e.at_most}" for e in part.events}

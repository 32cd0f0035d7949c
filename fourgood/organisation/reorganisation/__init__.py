"""Carrying out reorganisation orders, trying them, and taking them back.

- `refusals`: why a step, an order or a reversal can't be done, in whole sentences.
- `ledger`: remembers every row that is created, changed or deleted, as it was and as it is.
- `run`: one run over the tree from a day onwards: spans, copies on the units, paths, acts.
- `people`: members, groups and positions that go along, or end.
- `steps`: one function per act of an order.
- `carrying_out`, `reversal`: the three verbs of an order.
- `affected`: the rows of a ledger in words.
"""

from fourgood.organisation.reorganisation.affected import Affected, Group, Line
from fourgood.organisation.reorganisation.carrying_out import affected, carry_out, dry_run
from fourgood.organisation.reorganisation.reversal import Obstacle, obstacles, reverse
from fourgood.organisation.reorganisation.steps import found

__all__ = [
    "Affected",
    "Group",
    "Line",
    "Obstacle",
    "affected",
    "carry_out",
    "dry_run",
    "found",
    "obstacles",
    "reverse",
]

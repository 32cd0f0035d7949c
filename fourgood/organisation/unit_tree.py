"""A level of the tree, ready to be drawn: a page may show hundreds of nodes, so all is worked out once, here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, ngettext

from fourgood.common.templatetags.fourgood import address
from fourgood.organisation.models import Span, Unit
from fourgood.organisation.standing import Viewer


@dataclass
class Node:
    """One unit. `below` says how many stand under it ("3 units under it", or ""); `nodes` are those shown already."""

    name: str
    kind: str
    url: str
    below: str = ""
    children_url: str = ""
    nodes: list[Node] = field(default_factory=list)


def children(unit: Unit, viewer: Viewer, *, on: dt.date, is_today: bool) -> list[Node]:
    """What stood directly under the unit on the day. One query."""
    spans = Span.objects.children_of(unit, on=on).visible_to(viewer).with_children(viewer, on=on)
    # Not as rows with their kinds: a level may have hundreds, and a row takes longer to make than to draw.
    told = spans.values_list("unit_id", "name", f"kind__name_{(get_language() or 'vi')[:2]}", "below")
    return [_node(*span, on=on, is_today=is_today) for span in told]


def tops(viewer: Viewer, *, on: dt.date, is_today: bool) -> list[Node]:
    """Where the tree begins for the viewer; a single top comes with what stands under it. At most two queries."""
    spans: list[Any] = list(
        Span.objects.tops_for(viewer, on=on).with_children(viewer, on=on).select_related("kind", "unit")
    )
    nodes = [_node(one.unit_id, one.name, str(one.kind), one.below, on=on, is_today=is_today) for one in spans]
    if len(spans) == 1 and nodes[0].below:
        nodes[0].nodes = children(spans[0].unit, viewer, on=on, is_today=is_today)
    return nodes


def _node(unit: int, name: str, kind: str, number: int, *, on: dt.date, is_today: bool) -> Node:
    day = f"?on={on.isoformat()}"
    node = Node(name=name, kind=kind, url=address("unit", unit) + ("" if is_today else day))
    if number:
        node.below = ngettext("%(number)s unit under it", "%(number)s units under it", number) % {"number": number}
        node.children_url = address("unit_children", unit) + day
    return node

"""A level of the tree, ready to be drawn: a page may show hundreds of nodes, so all is worked out once, here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import ngettext

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
    return [_node(span, on, is_today) for span in spans.select_related("kind")]


def tops(viewer: Viewer, *, on: dt.date, is_today: bool) -> list[Node]:
    """Where the tree begins for the viewer; a single top comes with what stands under it. At most two queries."""
    spans = list(Span.objects.tops_for(viewer, on=on).with_children(viewer, on=on).select_related("kind", "unit"))
    nodes = [_node(span, on, is_today) for span in spans]
    if len(spans) == 1 and nodes[0].below:
        nodes[0].nodes = children(spans[0].unit, viewer, on=on, is_today=is_today)
    return nodes


def _node(span: Span, on: dt.date, is_today: bool) -> Node:
    day = f"?on={on.isoformat()}"
    node = Node(
        name=span.name,
        kind=str(span.kind),
        url=reverse("unit", args=[span.unit_id]) + ("" if is_today else day),
    )
    number: int = span.below  # type: ignore[attr-defined]
    if number:
        node.below = ngettext("%(number)s unit under it", "%(number)s units under it", number) % {"number": number}
        node.children_url = reverse("unit_children", args=[span.unit_id]) + day
    return node

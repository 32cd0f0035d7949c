"""Every page that the cast can reach by links answers: buttons are drawn from the policy that guards the pages."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest


class _Links(HTMLParser):
    """Collects where the links of a page lead, and which addresses it loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name in ("href", "hx-get"):
            address = given.get(name) or ""
            if tag != "link" and re.match(r"/(?!/|static/)", address):
                self.found.add(address.partition("#")[0])


def links_on(page: str) -> set[str]:
    collector = _Links()
    collector.feed(page)
    return collector.found


# Who follows all links from home. Of addresses that differ only in a number, the first few are visited.
CRAWLERS = ["khach", "nam", "mai", "bay", "thu", "tuan", "hoa", "dung", "phuc", "minh", "lan", "quang"]
OF_A_KIND = 3


@pytest.mark.parametrize("person", CRAWLERS)
def test_no_link_leads_to_a_refusal(client, cast, person):
    """Buttons are drawn from the same policy that guards the pages behind them."""
    client.force_login(getattr(cast, person))
    ahead, visited, refused = ["/", "/profile/"], Counter(), []
    while ahead:
        address = ahead.pop(0)
        kind = re.sub(r"\d+|[0-9a-f]{8}-[0-9a-f-]+", "N", urlsplit(address).path)
        if visited[kind] >= OF_A_KIND:
            continue
        visited[kind] += 1
        response = client.get(address)
        if response.status_code >= 400:
            refused.append(f"{address}: {response.status_code}")
        elif "text/html" in response.headers.get("Content-Type", ""):
            ahead += sorted(links_on(response.content.decode()))
    assert refused == []
    assert visited["/profile/"] >= 1

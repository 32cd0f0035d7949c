"""What the first page weighs on the way to a browser that has nothing yet: the page and every static file it names."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import brotli

from benchmarks import readers
from benchmarks.results import Result
from benchmarks.serving import Answer, Line, web

LIMIT_KB = 60
BIGGEST = 5
UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
_WANTED = {"stylesheet", "icon", "apple-touch-icon", "manifest", "modulepreload", "preload"}
# In styles; in modules, which name each other from where they lie.
_NAMED = re.compile(r"""url\(["']?([^"')]+)|@import\s*["']([^"']+)|\b(?:from|import)\s*\(?["']([./][^"']*)["']""")


class _Named(HTMLParser):
    """The addresses of the files that a page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "link" and _WANTED & set((has.get("rel") or "").split()):
            self.found.append(has.get("href") or "")
        elif tag in {"script", "img"}:
            self.found.append(has.get("src") or "")


def measure() -> Iterator[Result]:
    people = {
        "officer": readers.officer(),
        "ward": readers.secretary_of(readers.largest_ward()),
        "cell": readers.secretary_of(readers.largest_cell()),
    }
    with web(), closing(Line()) as line:
        for reader, user in people.items():
            yield _weighed(reader, _all_of(line, f"sessionid={readers.session_of(user)}"))


def _weighed(reader: str, sizes: dict[str, int]) -> Result:
    kinds: dict[str, int] = defaultdict(int)
    for path, size in sizes.items():
        kinds[path.rpartition(".")[2] if "." in path else "page"] += size
    heaviest = sorted(sizes, key=lambda path: -sizes[path])[:BIGGEST]
    told = [f"{kind} {size / 1000:.1f}" for kind, size in kinds.items()]
    told += [f"{path.rpartition('/')[2]} {sizes[path] / 1000:.1f}" for path in heaviest if "." in path]
    return Result(
        benchmark="weight",
        what=f"first page with its {len(sizes) - 1} files ({reader})",
        value=sum(sizes.values()) / 1000,
        unit="kB",
        limit=LIMIT_KB,
        note=", ".join(told),
    )


def _all_of(line: Line, cookie: str) -> dict[str, int]:
    """Bytes over the wire by path: of the first page, and of what it and its files name."""
    sizes: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in sizes:
            continue
        answer = line.asked("GET", path, {"Cookie": cookie, "Accept-Encoding": "br, gzip"})
        assert answer.status == 200, f"{path}: {answer.status}"
        sizes[path] = len(answer.body)
        waiting += [urlsplit(urljoin(path, name)).path for name in _named_in(answer) if not name.startswith("data:")]
    return sizes


def _named_in(answer: Answer) -> list[str]:
    """The addresses of the files that it names."""
    kind = answer.headers.get_content_type()
    unpack = UNPACK[answer.headers.get("Content-Encoding", "")]
    if kind == "text/html":
        return [address for address in _Named(unpack(answer.body).decode()).found if address]
    if kind in {"text/css", "text/javascript"}:
        return ["".join(groups) for groups in _NAMED.findall(unpack(answer.body).decode())]
    return []

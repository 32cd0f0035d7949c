"""Whether pages are accessible, asked of axe where a page shows something new.

A page is looked at when it is the first of its kind on a screen of that width and theme, or when something on it looks
like nothing seen there before: then whole, but for colours, which take axe most of its time, and of which only those of
what looks new are looked at. Languages do not count: they change how wide a page is, which is asked of each.
"""

from __future__ import annotations

from collections import defaultdict

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what is in order need not be described: that takes half the time
}

# What the style sheet asks: what an element is, what it is in, whether it is first or last; and whether it has words.
LOOKS = """() => {
  const told = ["class", "type", "role", "aria-current", "aria-invalid", "data-theme"];
  const attribute = ({name, value}) => told.includes(name) ? `${name}=${value}` : name;
  window.looks = new Map();
  (function look(element, within) {
    const itself = [within, element.localName, ...Array.from(element.attributes, attribute).sort()].join(" ");
    const words = Array.from(element.childNodes).some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const place = [!element.previousElementSibling, !element.nextElementSibling, words];
    const whole = [itself, ...place].join(" ");
    if (!looks.has(whole)) looks.set(whole, element);
    for (const child of element.children) look(child, itself + " >");
  })(document.documentElement, "");
  return [...looks.keys()];
}"""
VIOLATIONS = """async ([fresh, rules]) => {
  for (const look of fresh) looks.get(look).setAttribute("data-new-look", "");
  axe.configure({rules: [{id: "color-contrast", selector: "[data-new-look]"}]});
  return (await axe.run(rules)).violations.map(v => [v.id, v.help, v.nodes.map(node => node.html)]);
}"""


Screen = tuple[int, bool]  # width, dark


class Accessible:
    """Remembers what has been looked at, on screens of each width and theme."""

    def __init__(self) -> None:
        self.seen: dict[Screen, set[str]] = defaultdict(set)
        self.kinds: set[tuple[Screen, str | None]] = set()

    def complaints(self, page: Page, kind: str | None, screen: Screen) -> list[str]:
        """What axe has to say against the page; nothing where all of it has been looked at."""
        new = set(page.evaluate(LOOKS)) - self.seen[screen]
        if not new and (screen, kind) in self.kinds:
            return []
        self.seen[screen] |= new
        self.kinds.add((screen, kind))
        page.evaluate(AXE_SCRIPT)
        violations = page.evaluate(VIOLATIONS, [list(new), RULES])
        return [f"{id_}: {help_}: {[html[:160] for html in nodes[:3]]}" for id_, help_, nodes in violations]

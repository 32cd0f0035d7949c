"""Whether pages are accessible and no wider than the screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what is in order need not be described: that takes half the time
}
# Finds the first element of each look. A look is what an element is, what it is in, whether it is first or last and has
# words, and what the browser made of all that: its colour and type, and the grounds it lies on.
LOOKS = """() => {
  const told = ["class", "type", "role", "aria-current", "aria-invalid", "data-theme"];
  const attribute = ({name, value}) => told.includes(name) ? `${name}=${value}` : name;
  window.looks = new Map();
  (function look(element, within, grounds) {
    const style = getComputedStyle(element);
    const ground = [style.backgroundColor, style.backgroundImage, style.opacity].join(" ");
    const on = ground === "rgba(0, 0, 0, 0) none 1" ? grounds : grounds + " > " + ground;
    const itself = [within, element.localName, ...Array.from(element.attributes, attribute).sort()].join(" ");
    const words = Array.from(element.childNodes).some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const drawn = [style.color, style.fontSize, style.fontWeight, on];
    const whole = [itself, !element.previousElementSibling, !element.nextElementSibling, words, ...drawn].join(" ");
    if (!looks.has(whole)) looks.set(whole, element);
    for (const child of element.children) look(child, itself + " >", on);
  })(document.documentElement, "", "");
  return [...looks.keys()];
}"""
VIOLATIONS = """async ([looksOfColours, rules]) => {
  for (const look of looksOfColours) looks.get(look).setAttribute("data-look", "");
  axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"}]});
  const found = (await axe.run(rules)).violations.map(v => [v.id, v.help, v.nodes.map(node => node.html)]);
  for (const marked of document.querySelectorAll("[data-look]")) marked.removeAttribute("data-look");
  return found;
}"""
Screen = tuple[int, bool]  # width, dark


def complaints(page: Page, path: str) -> list[str]:
    """What is wrong with an open page, of which `path` is the name."""
    return [f"{path}: {what}" for what in too_wide(page) + violations(page, page.evaluate(LOOKS))]


def too_wide(page: Page) -> list[str]:
    page.wait_for_load_state()  # of a page that is just coming there is no width yet
    pixels = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{pixels} px wider than the screen"] if pixels > 0 else []


def violations(page: Page, looks: Collection[str]) -> list[str]:
    """What axe has to say against the page. Colours take it most of its time: only of elements of these looks."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, [list(looks), RULES])
    return [f"{rule}: {help_}: {[html[:160] for html in nodes[:3]]}" for rule, help_, nodes in found]


class Walked:
    """What has been seen on screens of each width and theme by those who walk through all pages.

    axe looks at a page that is the first of its kind there, or on which something looks like nothing seen there before,
    and at the colours of what looks new. Languages do not count: they change how wide a page is, which is always asked.
    """

    def __init__(self) -> None:
        self.looks: dict[Screen, set[str]] = defaultdict(set)
        self.kinds: set[tuple[Screen, str | None]] = set()

    def complaints(self, page: Page, kind: str | None, screen: Screen) -> list[str]:
        new = set(page.evaluate(LOOKS)) - self.looks[screen]
        if not new and (screen, kind) in self.kinds:
            return too_wide(page)
        self.looks[screen] |= new
        self.kinds.add((screen, kind))
        return too_wide(page) + violations(page, new)

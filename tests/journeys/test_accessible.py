"""What is asked of each look once still finds what only one of many elements has."""

import pytest

from tests.journeys.accessible import Walked, complaints

PAGE = """<!doctype html><html lang="vi"><head><title>Trang thử</title><style>
  body {{ color: #222; background: #fff }} {style}
</style></head><body><main><h1>Trang thử</h1><ul>{rows}</ul></main></body></html>"""


@pytest.fixture
def opened(browser):
    """`opened(style)`: a page with six rows that are alike but for the style."""
    page = browser.new_page()

    def open_(style: str = ""):
        page.set_content(PAGE.format(style=style, rows="<li class='row'><span>Chi bộ</span></li>" * 6))
        return page

    yield open_
    page.close()


@pytest.mark.parametrize(
    "style",
    ["li:nth-child(4) { color: #ccc }", "li:nth-child(4) { background: #333 }", "li:nth-child(4) { opacity: .3 }"],
)
def test_pale_row_among_rows_that_are_alike(opened, style):
    assert complaints(opened(), "x") == []
    assert [found.split(": ")[1] for found in complaints(opened(style), "x")] == ["color-contrast"]


def test_known_kind_of_page_is_looked_at_again_where_a_colour_is_new(opened):
    walked, screen = Walked(), (360, False)
    assert walked.complaints(opened(), "home", screen) == []
    assert walked.complaints(opened(), "home", screen) == []
    assert len(walked.complaints(opened("li:nth-child(4) { color: #ccc }"), "home", screen)) == 1

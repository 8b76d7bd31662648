"""A search to measure: where it is, and how a person reaches it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page


@dataclass(frozen=True)
class Engine:
    """A search to measure.

    Attributes:
        name: what it is called in the tables.
        folder: the built site that has it.
        results: the page where all the queries are asked, one after the other.
        ask: asks one query on that page.
        links: selector of the link of each result, best first.
        start: the page from which someone starts to type, for delays.
        field: selector of the field there.
        suggestions: selector of each suggestion there.
        own: files that are the search's, even when they come with the page.
        index: files that hold content, and grow with it.
    """

    name: str
    folder: Path
    results: str
    ask: Callable[[Page, str], None]
    links: str
    start: str
    field: str
    suggestions: str
    own: re.Pattern[str]
    index: re.Pattern[str]


def by_address(page: Page, text: str) -> None:
    """Ask by the address of the page (#q=…), without loading it again."""
    page.evaluate("text => { location.hash = 'q=' + encodeURIComponent(text); }", text)


def typed_in(field: str) -> Callable[[Page, str], None]:
    """Ask by typing. Some searches wait for a key to come up: End changes nothing else."""

    def ask(page: Page, text: str) -> None:
        page.locator(field).fill(text)
        page.locator(field).press("End")

    return ask

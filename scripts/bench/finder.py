"""What the finder and the search load, and how long people wait, in Debian's Chromium."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from scripts.search_bench.browser import TIMEOUT, fresh_page, machine_load, slow_processor
from scripts.search_bench.serving import Server, sent, served

FINDER = "annuaire/"
DATA = ("assets/finder/", "assets/search/", "data/")  # what is loaded on demand
CODE = "assets/search/engine.js"
POSTCODE = "59000"
TOWN = "maub"
# Large towns and small ones, anywhere in France: what is typed before the choice of a suggestion.
TYPED = ("maub", "lyon", "marse", "nant", "stras", "auril", "pari", "bast", "saint den", "gap")
WORD = "oqtf"
BETWEEN_KEYS = 120  # milliseconds: longer than the finder waits before it answers

FIELD = "form[data-trouver] input"
SUGGESTION = '#trouver-suggestions [role="option"]'
RESULT = "[data-trouver-liste] li, [data-trouver-loin]:not([hidden])"  # or that there is none
SEARCH_FIELD = 'header input[type="search"]'
SEARCH_SUGGESTION = 'header [role="option"]'

# From the next key pressed to the moment when something new that `selector` names is on the screen.
_WATCH = """
({ selector, timeout }) => {
  window.delay = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('Nothing new: ' + selector)), timeout);
    let start;
    const onKey = (event) => { start = event.timeStamp; };
    document.addEventListener('keydown', onKey, { capture: true, once: true });
    const before = document.querySelector(selector);
    const observer = new MutationObserver(() => {
      const first = document.querySelector(selector);
      if (start !== undefined && first && first !== before && first.getClientRects().length) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      }
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
}
"""


@dataclass(frozen=True)
class Use:
    """What it is to use the finder and the search on a first visit; bytes are compressed.

    Attributes:
        postcode: bytes of the data loaded for a link to a postcode.
        town: bytes of the data loaded to type the start of a town and choose it.
        search: bytes of the data loaded to search for one word.
        suggestions: milliseconds from the last key to the suggestions of the finder, median.
        results: milliseconds from the choice of one to the permanences, median.
        load: how many programs wanted each processor meanwhile; above 1, delays are too long.
    """

    postcode: int
    town: int
    search: int
    suggestions: float
    results: float
    load: float


def use(browser: Browser, site: Path) -> Use:
    """Use the finder and the search of a built site, on a processor slowed down."""
    with served(site) as server:
        delays = [_choose(browser, server, town) for town in TYPED]
        return Use(
            postcode=_postcode(browser, server),
            town=delays[TYPED.index(TOWN)].bytes,
            search=_search(browser, server),
            suggestions=median(each.suggestions for each in delays),
            results=median(each.results for each in delays),
            load=machine_load(),
        )


@dataclass(frozen=True)
class _Choice:
    suggestions: float
    results: float
    bytes: int


def _postcode(browser: Browser, server: Server) -> int:
    with _visit(browser, server, f"{FINDER}#lieu={POSTCODE}") as page:
        page.locator(RESULT).first.wait_for()
        page.wait_for_load_state("networkidle")
        return _loaded(server)


def _choose(browser: Browser, server: Server, town: str) -> _Choice:
    """Type the start of a town, then choose the first suggestion."""
    with _visit(browser, server, FINDER) as page:
        page.locator(FIELD).click()
        page.keyboard.type(town[:-1], delay=BETWEEN_KEYS)
        page.wait_for_timeout(BETWEEN_KEYS)
        suggestions = _delay(page, town[-1], SUGGESTION)
        page.keyboard.press("ArrowDown")
        results = _delay(page, "Enter", RESULT)
        page.wait_for_load_state("networkidle")
        return _Choice(suggestions, results, _loaded(server))


def _search(browser: Browser, server: Server) -> int:
    with _visit(browser, server, FINDER) as page:
        page.locator(SEARCH_FIELD).click()
        page.keyboard.type(WORD, delay=BETWEEN_KEYS)
        page.locator(SEARCH_SUGGESTION).first.wait_for()
        page.wait_for_load_state("networkidle")
        return _loaded(server)


@contextmanager
def _visit(browser: Browser, server: Server, path: str) -> Iterator[Page]:
    """Open a page as on a first visit, on a slow processor."""
    with fresh_page(browser) as page:
        slow_processor(page)
        server.asked.clear()
        page.goto(server.address + path)
        yield page


def _delay(page: Page, key: str, selector: str) -> float:
    """Press a key; milliseconds until something new that `selector` names is on the screen."""
    page.evaluate(_WATCH, {"selector": selector, "timeout": TIMEOUT})
    page.keyboard.press(key)
    delay: float = page.evaluate("window.delay")
    return delay


def _loaded(server: Server) -> int:
    """Bytes of the data asked for since the start of the visit."""
    asked = set(server.asked) - {CODE}
    files: Sequence[str] = [path for path in asked if path.startswith(DATA)]
    return sum(len(sent(server.folder / path)) for path in files)

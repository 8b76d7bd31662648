"""What a person gets from a search, in Debian's Chromium: its answers, its delays, its weight."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from scripts.search_bench.engines import Engine
from scripts.search_bench.queries import Query
from scripts.search_bench.scores import LOOKED_AT, Answer
from scripts.search_bench.serving import Server, served
from scripts.search_bench.weights import Weights, weigh

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Chromium's own calls to its maker are cut: they would share the line with the pages.
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TIMEOUT = 30_000  # milliseconds, for anything a page should do

# A slow phone on a slow line.
SLOWDOWN = 4  # of the processor
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 7e4}
BETWEEN_KEYS = 150  # milliseconds

# What is typed for the delays: common needs, without accents, which take more than one key.
TYPED = (
    *("permission", "avocat", "expulsion", "passeport"),
    *("bracelet", "recours", "travail", "parloir"),
)
TYPED_COLD = 3  # letters typed without waiting; the next ones are the later keystrokes

WARM_UP = "prison peine droit"  # has results everywhere, and is no query

# A page has answered once it has not changed for that long, in milliseconds.
STILL = 150
STILL_WITHOUT_RESULT = 2500

_FORGET = "links => document.querySelectorAll(links).forEach((each) => each.parentElement.remove())"

_ANSWERS = """
({ links, still, stillWithoutResult }) => new Promise((resolve) => {
  const found = () => [...document.querySelectorAll(links)];
  const finish = () => { observer.disconnect(); resolve(found().map((link) => link.href)); };
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(finish, found().length ? still : stillWithoutResult);
  };
  const observer = new MutationObserver(wait);
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  wait();
})
"""

# From the next keystroke to the moment when suggestions that it changed are on the screen.
_WATCH = """
({ field, suggestions, timeout }) => {
  const typed = new Promise((resolve) => {
    const read = (event) => resolve(event.timeStamp);
    document.querySelector(field).addEventListener('keydown', read, { capture: true, once: true });
  });
  const shown = new Promise((resolve, reject) => {
    let hasChanged = false;
    const observer = new MutationObserver((changes) => {
      const first = document.querySelector(suggestions);
      const isInList = ({ type, target }) =>
        type !== 'attributes' && first.parentElement.contains(target);
      hasChanged = hasChanged || (first && changes.some(isInList));
      if (hasChanged && first && first.getClientRects().length) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      }
    });
    const all = { attributes: true, characterData: true, childList: true, subtree: true };
    observer.observe(document.body, all);
    setTimeout(() => reject(new Error('no suggestion came')), timeout);
  });
  window.keystrokeToSuggestion = Promise.all([typed, shown]).then(([start, end]) => end - start);
}
"""


@dataclass(frozen=True)
class Delays:
    """Milliseconds from a keystroke to the suggestions that answer it, on a slow phone.

    Attributes:
        cold: from the first keystroke of a first visit to the first suggestion.
        warm: from each later keystroke to new suggestions.
        has_worker: whether a worker took part. Chromium slows no worker down: its delays flatter.
        load: how many programs wanted each processor of this machine. Above 1, delays are too long.
    """

    cold: Sequence[float]
    warm: Sequence[float]
    has_worker: bool
    load: float


@dataclass(frozen=True)
class Measure:
    """All that is measured of one search: an answer to each query, its delays, its weights."""

    engine: Engine
    answers: Sequence[Answer]
    delays: Delays
    weights: Weights


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, or say that there is none and stop."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        sys.exit("Chromium is missing. On Debian or Ubuntu: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def measure(browser: Browser, engine: Engine, queries: Iterable[Query]) -> Measure:
    """Ask a search all the queries, then type on it as on a slow phone."""
    with served(engine.folder) as server:
        answers, results_page = _answers(browser, engine, server, queries)
        visits = [_first_visit(browser, engine, server, word) for word in TYPED]
        return Measure(
            engine=engine,
            answers=answers,
            delays=Delays(
                cold=[visit.cold for visit in visits],
                warm=[delay for visit in visits for delay in visit.warm],
                has_worker=any(visit.has_worker for visit in visits),
                load=machine_load(),
            ),
            weights=weigh(engine, [visit.loaded for visit in visits], results_page),
        )


def _answers(
    browser: Browser, engine: Engine, server: Server, queries: Iterable[Query]
) -> tuple[list[Answer], frozenset[str]]:
    """Ask all the queries on one page kept open, once it has answered something else.

    Give the answers, and the files that the page asked for until it had answered that.
    """
    with fresh_page(browser) as page:
        page.goto(server.address + engine.results)
        engine.ask(page, WARM_UP)
        page.locator(engine.links).first.wait_for(state="attached")
        _read_answers(page, engine)
        files = frozenset(server.asked)
        return [_answer(page, engine, server, query) for query in queries], files


def _answer(page: Page, engine: Engine, server: Server, query: Query) -> Answer:
    """Ask one query: what is left on the page of the one before it goes first."""
    page.evaluate(_FORGET, engine.links)
    engine.ask(page, query.text)
    links = _read_answers(page, engine)[:LOOKED_AT]
    return Answer(query, tuple(_path(server, link) for link in links))


def _read_answers(page: Page, engine: Engine) -> list[str]:
    """Give the address of each result, once the page is still."""
    waits = {"still": STILL, "stillWithoutResult": STILL_WITHOUT_RESULT}
    links: list[str] = page.evaluate(_ANSWERS, {"links": engine.links, **waits})
    return links


def _path(server: Server, link: str) -> str:
    """Give the path and anchor of a link, from the root of the site: `droits/oqtf/#delais`."""
    page, anchor = urldefrag(link.removeprefix(server.address))
    return unquote(urlsplit(page).path + (f"#{anchor}" if anchor else ""))


@dataclass(frozen=True)
class _Visit:
    """What one word typed on a first visit gave.

    Attributes:
        cold: see `Delays`.
        warm: see `Delays`.
        has_worker: see `Delays`.
        loaded: the files of the search asked for up to the first suggestion.
    """

    cold: float
    warm: Sequence[float]
    has_worker: bool
    loaded: frozenset[str]


def _first_visit(browser: Browser, engine: Engine, server: Server, word: str) -> _Visit:
    """Type a word in the field of a page: its first letters in a row, then one by one."""
    with fresh_page(browser) as page:
        _slow_line(slow_processor(page))
        server.asked.clear()
        page.goto(server.address + engine.start)
        with_page = len(server.asked)
        page.locator(engine.field).click()
        _watch(page, engine)
        for letter in word[:TYPED_COLD]:
            page.keyboard.press(letter)
            page.wait_for_timeout(BETWEEN_KEYS)
        cold = _delay(page)
        asked = tuple(server.asked)
        warm = [_later_keystroke(page, engine, letter) for letter in word[TYPED_COLD:]]
        own = (file for file in asked[:with_page] if engine.own.search(file))
        return _Visit(
            cold=cold,
            warm=warm,
            has_worker=bool(page.workers),
            loaded=frozenset((*own, *asked[with_page:])),
        )


def _later_keystroke(page: Page, engine: Engine, letter: str) -> float:
    page.wait_for_timeout(BETWEEN_KEYS)  # suggestions that are still on their way come first
    _watch(page, engine)
    page.keyboard.press(letter)
    return _delay(page)


def _watch(page: Page, engine: Engine) -> None:
    names = {"field": engine.field, "suggestions": engine.suggestions}
    page.evaluate(_WATCH, {**names, "timeout": TIMEOUT})


def _delay(page: Page) -> float:
    delay: float = page.evaluate("window.keystrokeToSuggestion")
    return delay


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """Open a page as on a first visit: nothing kept, and nothing that a worker fetched ahead."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    try:
        yield page
    finally:
        context.close()


def slow_processor(page: Page) -> CDPSession:
    """Give a page the processor of a slow phone; the session is that of the browser's tools."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return session


def _slow_line(session: CDPSession) -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)


def machine_load() -> float:
    """How many programs wanted each processor of this machine in the last minute."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)

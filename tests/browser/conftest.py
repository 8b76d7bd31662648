"""A real browser (Debian's Chromium) on the built site."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import TODAY, served

TIMEOUT = 10_000  # milliseconds, for anything a page should do
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Chromium's own calls to its maker are cut: only the pages may make requests.
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, "Chromium is missing: make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        expect.set_options(timeout=TIMEOUT)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, with a final slash."""
    with served(site) as address:
        yield address


@dataclass
class Watched:
    """A page, with what it asked for and what went wrong on it."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        """Requests to anything but the site itself."""
        return [url for url in self.requests if not url.startswith(self.home)]


def watch(page: Page, home: str) -> Watched:
    page.set_default_timeout(TIMEOUT)
    watched = Watched(page, home)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            watched.errors.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    return watched


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Watched]:
    """A fresh page, in a fresh context, on the day of the tests; nothing may go elsewhere."""
    context = browser.new_context()
    watched = watch(context.new_page(), address)
    watched.page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    yield watched
    assert watched.elsewhere == []
    context.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A visit in which nothing may go elsewhere, fail or be kept."""
    with visit(browser, address) as watched:
        yield watched
        assert watched.errors == []
        assert watched.page.context.cookies() == []
        kept = "({ ...localStorage, ...sessionStorage })"
        if watched.page.url.startswith(address):
            assert watched.page.evaluate(kept) == {}

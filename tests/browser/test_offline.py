"""The directory read again without network."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, visit

LILLE = "annuaire/#lieu=59000"


@pytest.fixture
def returning(browser: Browser, address: str) -> Iterator[Watched]:
    """A reader who may come back; being offline is no fault of the pages."""
    with visit(browser, address) as watched:
        yield watched


def kept(watched: Watched) -> list[str]:
    """What the device keeps, as paths of the site."""
    urls: list[str] = watched.page.evaluate(
        "async () => (await (await caches.open('reperes-annuaire-1')).keys()).map(r => r.url)"
    )
    return [url.removeprefix(watched.home) for url in urls]


def test_a_search_of_the_first_visit_works_without_network(returning: Watched) -> None:
    page = returning.go(LILLE)
    cards = page.locator("li[data-permanence]")
    expect(cards.first).to_be_visible()
    page.wait_for_function(
        "async () => (await (await caches.open('reperes-annuaire-1')).keys())"
        ".some(r => r.url.includes('/noeuds/'))"
    )
    page.context.set_offline(True)
    page.goto("about:blank")
    returning.go(LILLE)
    expect(cards.first).to_be_visible()
    assert cards.first.get_attribute("data-permanence") == "lille-juridique"


def test_what_was_not_loaded_is_said_to_be_missing(returning: Watched) -> None:
    page = returning.go(LILLE)
    expect(page.locator("li[data-permanence]").first).to_be_visible()
    page.wait_for_function(
        "async () => (await (await caches.open('reperes-annuaire-1')).keys()).length > 5"
    )
    page.context.set_offline(True)
    page.get_by_label("Code postal, ville, département ou prison").fill("Brest")
    page.get_by_role("button", name="Trouver", exact=True).click()
    expect(page.locator("[data-trouver-etat]")).to_contain_text("n’ont pas pu être chargées")


def test_only_the_directory_is_kept(returning: Watched) -> None:
    page = returning.go(LILLE)
    expect(page.locator("li[data-permanence]").first).to_be_visible()
    page.wait_for_function(
        "async () => (await (await caches.open('reperes-annuaire-1')).keys()).length > 5"
    )
    returning.go("droits/oqtf/")
    expect(page.locator("h1")).to_have_text(re.compile("OQTF"))
    assert not [path for path in kept(returning) if path.startswith("droits/")]
    assert "lieu=" not in json.dumps(kept(returning))

"""The finder as people use it: typed, by keyboard, by position, filtered, read later, on a disk."""

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from socket import socket
from socketserver import BaseServer
from threading import Thread
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from reperes.directory.loading import load
from reperes.directory.model import Directory, Point
from reperes.directory.places import place_key
from reperes.finder.distance import kilometres
from reperes.finder.prison_names import prison_key
from reperes.finder.traits import TRAITS, traits
from reperes.finder.tree import Leaf, Node, Placed, grow
from reperes.pages.views import PermanenceView, permanence_views
from reperes.schedule.sessions import Etat
from tests import tiny
from tests.browser.conftest import Watched, watch
from tests.conftest import ROOT, TODAY, QuietHandler, build, served
from tests.domain.test_finder_tree import things

PAGE_SIZE = 8  # permanences shown at once, as in docs/assets/js/finder.js
FAR = 1_200  # kilometres, as there
BUDGET = 60_000  # bytes, compressed, of all the files for one search
LILLE = (50.6309, 3.0709)
DAY_WITHOUT = f"{TODAY}T10:00:00+01:00"  # a Sunday
DAY_WITH = "2026-11-24T10:00:00+01:00"  # a Tuesday: Lille opens at 14 h


# --- What is right, by Python ---


@cache
def directory() -> Directory:
    return load(ROOT / "directory", date.fromisoformat(TODAY))


@cache
def views() -> dict[str, PermanenceView]:
    return dict(permanence_views(directory(), date.fromisoformat(TODAY)))


def point_of_town(name: str, department: str) -> Point:
    [commune] = [c for c in directory().places.named(name) if c.departement == department]
    return Point(commune.latitude, commune.longitude, False)


def around(
    origin: Point, is_wanted: Callable[[PermanenceView], bool] = lambda _view: True
) -> list[float]:
    """The distances of the permanences wanted, nearest first."""
    found = (
        kilometres(origin, point)
        for view in views().values()
        if is_wanted(view) and (point := directory().point_of(view.record))
    )
    return sorted(distance for distance in found if distance <= FAR)


def has(*names: str) -> Callable[[PermanenceView], bool]:
    """Whether a permanence has all these traits."""
    bits = sum(1 << TRAITS.index(name) for name in names)
    return lambda view: traits(view) & bits == bits


def opens_on(moment: str) -> Callable[[PermanenceView], bool]:
    """Whether a permanence has a sure session on that day that is not over."""
    now = datetime.fromisoformat(moment).replace(tzinfo=None)
    return lambda view: any(
        session.start.date() == now.date() and session.end > now and not session.doubt
        for session in view.sessions
    )


# --- What is on the page ---


def results(page: Page) -> Locator:
    return page.locator("[data-trouver-liste] > li[data-permanence]")


def status(page: Page) -> Locator:
    return page.locator("[data-trouver-etat]")


def title(page: Page) -> Locator:
    return page.locator("[data-trouver-titre]")


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Code postal, ville, département ou prison")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def find(watched: Watched, fragment: str) -> Page:
    """Open the finder on a place, and wait for what it says."""
    watched.page.goto("about:blank")  # a new fragment alone would keep the page, and its words
    page = watched.go(f"annuaire/#{fragment}")
    expect(status(page)).not_to_be_empty()
    return page


def distances(page: Page) -> list[float]:
    found = results(page).evaluate_all("list => list.map(item => item.dataset.distanceKm)")
    return [float(distance) for distance in found]


def ids(page: Page) -> list[str]:
    found: list[str] = results(page).evaluate_all("list => list.map(i => i.dataset.permanence)")
    return found


def assert_listed(page: Page, expected: Sequence[float]) -> None:
    """The list shows just these distances; they are written to a tenth of a kilometre."""
    expect(results(page)).to_have_count(len(expected))
    assert distances(page) == pytest.approx(expected, abs=0.051)


def open_filters(page: Page) -> Locator:
    filters = page.locator("[data-trouver-filtres]")
    filters.locator("summary").click()
    return filters


# --- Places in the address ---


@pytest.mark.parametrize(
    ("fragment", "heading", "origin"),
    [
        ("lieu=59000", "Près de Lille (59)", ("Lille", "59")),
        ("lieu=Maubeuge", "Près de Maubeuge (59)", ("Maubeuge", "59")),
        ("lieu=clermont+60", "Près de Clermont (60)", ("Clermont", "60")),
        ("lieu=75014", "Près de Paris 14e Arrondissement (75)", ("Paris 14e Arrondissement", "75")),
        ("lieu=20000", "Près de Ajaccio (2A)", ("Ajaccio", "2A")),
        ("prison=ma-dunkerque", "Autour de : Maison d’arrêt de Dunkerque", None),
    ],
)
def test_a_link_to_a_place_lists_what_is_nearest(
    watched: Watched, fragment: str, heading: str, origin: tuple[str, str] | None
) -> None:
    page = find(watched, fragment)
    expect(title(page)).to_have_text(heading)
    prison = directory().point_of(directory().prisons["ma-dunkerque"])
    point = point_of_town(*origin) if origin else prison
    assert point
    assert_listed(page, around(point)[:PAGE_SIZE])
    assert distances(page) == sorted(distances(page))
    for item in results(page).all():
        expect(item.locator(".fiche-distance")).to_contain_text("km")


def test_a_session_that_is_determined_is_told_to_machines(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    page.get_by_role("button", name="Voir plus").click()
    expect(results(page)).to_have_count(2 * PAGE_SIZE)
    shown = [views()[id] for id in ids(page)]
    starts = {view.next_start for view in shown if view.etat in (Etat.PROCHAINE, Etat.RENDEZ_VOUS)}
    assert len(starts - {""}) > 1
    for view in shown:
        times = page.locator(f"[data-trouver-liste] [data-permanence={view.record.id}] time")
        if view.next and view.next_start in starts:
            expect(times).to_have_attribute("datetime", view.next_start)
        else:
            expect(times).to_have_count(0)


def test_a_prison_shows_its_card_and_the_permanences_around(watched: Watched) -> None:
    page = find(watched, "prison=ma-dunkerque")
    card = page.locator("[data-trouver-prison]")
    expect(card.locator("a").first).to_have_text("Maison d’arrêt de Dunkerque")
    expect(card).to_contain_text("grande-synthe@lacimade.org")
    assert ids(page)[0] == "grande-synthe-juridique"
    card.locator("a").first.click()
    expect(page.locator("h1")).to_have_text("Maison d’arrêt de Dunkerque")


def test_a_closed_prison_says_so(watched: Watched) -> None:
    closed = next(p.id for p in directory().prisons.values() if p.statut == "ferme")
    page = find(watched, f"prison={closed}")
    expect(page.locator("[data-trouver-prison]")).to_contain_text("Cet établissement est fermé.")


def test_the_page_of_a_prison_leads_to_the_finder(watched: Watched) -> None:
    page = watched.go("annuaire/prisons/ma-dunkerque/")
    page.get_by_role("link", name="Chercher autour de cette prison").click()
    expect(title(page)).to_have_text("Autour de : Maison d’arrêt de Dunkerque")


@pytest.mark.parametrize("id", ["nulle-part", "../../js/search", "//ailleurs.example/x", "a%0Ab"])
def test_an_unknown_prison_is_told(browser: Browser, address: str, id: str) -> None:
    page = browser.new_page()
    watched = watch(page, address)
    watched.go("annuaire/")
    scripts = "[...document.scripts].map(script => script.src)"
    before = page.evaluate(scripts)
    page.evaluate("id => { location.hash = 'prison=' + id; }", id)
    expect(status(page)).to_contain_text("Nous ne connaissons pas cette prison.")
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()
    assert watched.elsewhere == []
    assert page.evaluate(scripts) == before, "an address must not name another script"
    page.close()


def test_going_back_goes_back_to_the_last_search_and_then_to_none(watched: Watched) -> None:
    page = watched.go("annuaire/")
    for text, heading in [("Lille", "Près de Lille (59)"), ("Maubeuge", "Près de Maubeuge (59)")]:
        field(page).fill(text)
        field(page).press("Enter")
        expect(title(page)).to_have_text(heading)
    page.go_back()
    expect(title(page)).to_have_text("Près de Lille (59)")
    page.go_back()
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()
    expect(status(page)).to_be_empty()
    assert page.url == watched.home + "annuaire/"


def test_a_link_inside_the_page_keeps_the_results(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    page.evaluate("location.hash = 'regions'")
    expect(results(page).first).to_be_visible()


# --- Typing ---


def test_a_town_typed_with_a_slip_is_offered_and_chosen(watched: Watched) -> None:
    page = watched.go("annuaire/")
    field(page).press_sequentially("maubuge")
    expect(options(page).first).to_contain_text("Maubeuge")
    expect(options(page).first).to_contain_text("orthographe voisine")
    options(page).first.click()
    expect(title(page)).to_have_text("Près de Maubeuge (59)")
    expect(results(page).first).to_have_attribute("data-permanence", "maubeuge-juridique")
    assert page.url == watched.home + "annuaire/#lieu=Maubeuge+(59)"
    assert not any("maubuge" in url for url in watched.requests), "words never leave the browser"


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("maubuge", "Maubeuge (59)"),  # one letter left out
        ("maubbeuge", "Maubeuge (59)"),  # one more
        ("maubauge", "Maubeuge (59)"),  # another one
        ("maubegue", "Maubeuge (59)"),  # two exchanged
        ("villeneuve d asq", "Villeneuve-d'Ascq (59)"),
        ("lhay les roses", "L'Haÿ-les-Roses (94)"),
        ("tolouse", "Toulouse (31)"),
        # in the first letters, which choose the file
        ("amubeuge", "Maubeuge (59)"),
        ("mmaubeuge", "Maubeuge (59)"),
        ("siant omer", "Saint-Omer (62)"),
        ("sait omer", "Saint-Omer (62)"),
        ("saintomer", "Saint-Omer (62)"),
        ("lehavre", "Le Havre (76)"),
    ],
)
def test_one_slip_is_forgiven_and_told(watched: Watched, typed: str, town: str) -> None:
    page = watched.go("annuaire/")
    field(page).fill(typed)
    page.get_by_role("button", name="Trouver", exact=True).click()
    expect(title(page)).to_have_text(f"Près de {town}")
    note = page.locator("[data-trouver-note]")
    expect(note).to_contain_text(typed)
    expect(note).to_contain_text("voici le plus proche")
    expect(field(page)).to_have_value(typed)


# What is typed, and the first place that it may mean.
TYPED = [
    ("59600", "Maubeuge", "59"),
    ("59 000", "Lille", "59"),
    ("F-59000", "Lille", "59"),
    ("59000 lille", "Lille", "59"),
    ("lille 59", "Lille", "59"),
    ("590", "Lille", "59"),
    ("59", "Nord", "59"),
    ("2a", "Corse-du-Sud", "2A"),
    ("2B", "Haute-Corse", "2B"),
    ("20200", "Bastia", "2B"),
    ("97400", "Saint-Denis", "974"),
    ("974", "La Réunion", "974"),
    ("75014", "Paris 14e Arrondissement", "75"),
    ("Paris 14ème", "Paris 14e Arrondissement", "75"),
    ("lyon 3e", "Lyon 3e Arrondissement", "69"),
    ("13009", "Marseille 9e Arrondissement", "13"),
    ("SAINT ETIENNE", "Saint-Étienne", "42"),
    ("st-étienne", "Saint-Étienne", "42"),
    ("havre", "Le Havre", "76"),
    ("œuilly", "Œuilly", "51"),
    ("Hauts-de-France", "Hauts-de-France", ""),
    ("prison de Fresnes", "Centre pénitentiaire de Fresnes", "94"),
    ("MA Dunkerque", "Maison d’arrêt de Dunkerque", "59"),
    ("maison d'arret de bois d'arcy", "Centre pénitentiaire de Bois-d’Arcy", "78"),
    ("prison des femmes de Rennes", "Centre pénitentiaire pour femmes de Rennes", "35"),
    ("sequedin", "Sequedin", "59"),
    ("prison sequedin", "Centre pénitentiaire de Lille-Loos-Sequedin", "59"),
    ("la santé", "Centre pénitentiaire de Paris-La Santé", "75"),
    ("prison de la Santé", "Centre pénitentiaire de Paris-La Santé", "75"),
    ("les baumettes", "Centre pénitentiaire de Marseille-Baumettes", "13"),
    ("prison le havre", "Centre pénitentiaire du Havre", "76"),
    ("Nouméa", "Nouméa", "988"),
    ("Polynésie française", "Polynésie française", "987"),
]


def test_what_is_typed_means_the_likeliest_place(watched: Watched) -> None:
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.places")
    found = page.evaluate(
        """async (texts) => {
          const first = [];
          for (const text of texts) {
            const [best] = await Reperes.finder.places(text);
            first.push(best ? [best.place.name, best.place.department, best.slip] : null);
          }
          return first;
        }""",
        [text for text, _, _ in TYPED],
    )
    assert found == [[name, department, False] for _, name, department in TYPED]


def test_75014_means_the_14th_only(watched: Watched) -> None:
    page = find(watched, "lieu=75014")
    expect(page.locator("[data-trouver-autres] button")).to_have_count(0)


def test_a_postcode_of_several_towns_offers_the_others(watched: Watched) -> None:
    page = find(watched, "lieu=59600")
    expect(title(page)).to_have_text("Près de Maubeuge (59)")
    others = page.locator("[data-trouver-autres] button")
    assert others.count() > 1
    page.get_by_text("Vous cherchez un autre lieu ?").click()
    others.first.click()
    expect(title(page)).not_to_have_text("Près de Maubeuge (59)")


@pytest.mark.parametrize("name", ["Saint-Denis", "Clermont"])
def test_homonyms_are_offered_by_department(watched: Watched, name: str) -> None:
    page = find(watched, f"lieu={name}")
    found = re.fullmatch(rf"Près de ({name} \(.*\))", title(page).inner_text())
    assert found
    others = page.locator("[data-trouver-autres] button").all_text_contents()
    towns = {text for text in others if text.startswith(f"{name} (")}
    expected = {f"{name} ({c.departement})" for c in directory().places.named(name)}
    assert {found[1], *towns} == expected
    chosen = min(towns)
    details = page.locator("details.trouver-autres")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.get_by_role("button", name=chosen).click()
    expect(title(page)).to_have_text(f"Près de {chosen}")


@pytest.mark.parametrize(
    "typed", ["zzzz", "99999", "!!!", "   zz zz", "x" * 80, "مرسيليا", "<b>Lille</b>"]
)
def test_a_wrong_entry_is_kept_and_explained(watched: Watched, typed: str) -> None:
    page = watched.go("annuaire/")
    field(page).fill(typed)
    field(page).press("Enter")
    expect(status(page)).not_to_be_empty()
    words = status(page).inner_text()
    assert "code postal" in words
    if place_key(typed):
        assert typed.strip() in words
    expect(field(page)).to_have_value(re.compile(re.escape(typed.strip())))
    expect(field(page)).to_be_focused()
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()


def test_a_wrong_entry_hides_the_results_of_the_last_search(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    field(page).fill("zzzz")
    field(page).press("Enter")
    expect(status(page)).to_contain_text("zzzz")
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=window.hacked=1>",
        '"><script>window.hacked=1</script>',
        "javascript:window.hacked=1",
        "\u202elleL",
        "x" * 5_000,
        "__proto__",
        "constructor",
        "%E0%A4%A",
    ],
)
@pytest.mark.parametrize("name", ["lieu", "prison"])
def test_a_hostile_address_is_only_text(
    browser: Browser, address: str, name: str, text: str
) -> None:
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail("an address ran as code"))
    watched = watch(page, address)
    find(watched, f"{name}={quote(text)}")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
    assert watched.elsewhere == []
    page.close()


# --- The keyboard, and those who listen ---


def test_the_field_is_a_combobox(watched: Watched) -> None:
    page = watched.go("annuaire/")
    name = field(page)
    expect(name).to_have_attribute("aria-autocomplete", "list")
    expect(name).to_have_attribute("aria-expanded", "false")
    listbox = page.locator("#" + (name.get_attribute("aria-controls") or "none"))
    expect(listbox).to_have_attribute("role", "listbox")
    assert page.locator("#" + (name.get_attribute("aria-describedby") or "none")).inner_text()
    name.focus()
    name.press_sequentially("maub")
    expect(options(page).first).to_be_visible()
    expect(name).to_have_attribute("aria-expanded", "true")
    assert name.get_attribute("aria-activedescendant") is None, "nothing is chosen yet"
    said = page.locator("form[data-trouver] [role=status]")
    expect(said).to_contain_text("Flèches pour parcourir")


def test_suggestions_with_the_keyboard_only(watched: Watched) -> None:
    page = watched.go("annuaire/")
    name = field(page)
    name.focus()
    name.press_sequentially("maub")
    expect(options(page).first).to_be_visible()
    count = options(page).count()
    assert count >= 2

    def expect_active(position: int | None) -> None:
        selected = options(page).and_(page.locator("[aria-selected=true]"))
        if position is None:
            expect(selected).to_have_count(0)
            assert name.get_attribute("aria-activedescendant") is None
        else:
            expect(selected).to_have_count(1)
            option = options(page).nth(position)
            expect(option).to_have_attribute("aria-selected", "true")
            expect(name).to_have_attribute(
                "aria-activedescendant", option.get_attribute("id") or "none"
            )
        expect(name).to_be_focused()

    expect_active(None)
    name.press("ArrowDown")
    expect_active(0)
    name.press("ArrowDown")
    expect_active(1)
    name.press("ArrowUp")
    name.press("ArrowUp")
    expect_active(None)
    name.press("ArrowUp")
    expect_active(count - 1)
    name.press("ArrowDown")
    expect_active(None)

    name.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(name).to_have_attribute("aria-expanded", "false")
    expect(name).to_have_value("maub")
    name.press("ArrowDown")
    expect(options(page).first).to_be_visible()

    name.press("ArrowDown")
    name.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Trouver", exact=True)).to_be_focused()
    expect(name).to_have_value("maub")
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()

    page.keyboard.press("Shift+Tab")
    name.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    name.press("ArrowDown")
    name.press("Enter")
    expect(title(page)).to_have_text("Près de Maubeuge (59)")
    expect(options(page)).to_have_count(0)
    expect(name).to_have_value("Maubeuge (59)")


def test_enter_before_any_suggestion_searches_what_is_typed(watched: Watched) -> None:
    page = watched.go("annuaire/")
    field(page).fill("maubeuge")
    field(page).press("Enter")
    expect(title(page)).to_have_text("Près de Maubeuge (59)")
    page.wait_for_timeout(300)
    expect(options(page)).to_have_count(0)


def test_a_prison_chosen_with_the_keyboard(watched: Watched) -> None:
    page = watched.go("annuaire/")
    field(page).press_sequentially("prison de dunk")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("prison · département 59")
    field(page).press("ArrowDown")
    field(page).press("Enter")
    page.wait_for_url("**/annuaire/#prison=ma-dunkerque")
    expect(title(page)).to_have_text("Autour de : Maison d’arrêt de Dunkerque")


def test_a_region_leads_to_its_departments(watched: Watched) -> None:
    page = watched.go("annuaire/")
    field(page).press_sequentially("bretagne")
    expect(options(page).first).to_contain_text("région")
    field(page).press("ArrowDown")
    field(page).press("Enter")
    page.wait_for_url("**/annuaire/departements/#bretagne")
    expect(page.locator("#bretagne")).to_be_visible()


def test_the_count_is_announced(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    expect(status(page)).to_have_attribute("role", "status")
    expect(status(page)).to_contain_text("8 permanences, de la plus proche à la plus loin")
    expect(status(page)).to_contain_text("La première")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "fragment", ["lieu=59000", "lieu=maubuge", "lieu=Saint-Denis", "prison=cp-maubeuge", "lieu=zz"]
)
def test_no_accessibility_fault(browser: Browser, address: str, fragment: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = find(Watched(context.new_page(), address), fragment)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    field(page).fill("maub")
    expect(options(page).first).to_be_visible()
    field(page).press("ArrowDown")
    found = Axe().run(page).response["violations"]
    assert [(f["id"], node["html"][:120]) for f in found for node in f["nodes"]] == []
    context.close()


# --- Filters ---


@pytest.mark.parametrize("theme", ["juridique", "asile", "sante", "francais", "violences"])
def test_the_filter_of_a_need(watched: Watched, theme: str) -> None:
    page = find(watched, "lieu=59000")
    open_filters(page).locator(f"[value={theme}]").check()
    expected = around(point_of_town("Lille", "59"), has(theme))
    assert_listed(page, expected[:PAGE_SIZE])
    for id in ids(page):
        assert theme in views()[id].record.themes


def test_two_needs_widen_and_the_other_filters_narrow(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    lille = point_of_town("Lille", "59")
    filters = open_filters(page)
    filters.locator("[value=asile]").check()
    filters.locator("[value=sante]").check()
    with_either = [view for view in views().values() if has("asile")(view) or has("sante")(view)]
    assert_listed(page, around(lille, lambda view: view in with_either)[:PAGE_SIZE])
    filters.locator("[name=acces]").check()
    walk_in = [view for view in with_either if has("sans-rendez-vous")(view)]
    assert_listed(page, around(lille, lambda view: view in walk_in)[:PAGE_SIZE])
    filters.locator("[value=asile]").uncheck()
    filters.locator("[value=sante]").uncheck()
    assert_listed(page, around(lille, has("sans-rendez-vous"))[:PAGE_SIZE])


@pytest.mark.parametrize("day", ["mardi", "samedi", "mercredi"])
def test_the_filter_of_a_day(watched: Watched, day: str) -> None:
    page = find(watched, "lieu=59000")
    open_filters(page).locator("select").select_option(day)
    assert_listed(page, around(point_of_town("Lille", "59"), has(day))[:PAGE_SIZE])


def test_filters_stay_for_the_next_place(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    open_filters(page).locator("select").select_option("samedi")
    field(page).fill("Maubeuge")
    field(page).press("Enter")
    expect(title(page)).to_have_text("Près de Maubeuge (59)")
    assert_listed(page, around(point_of_town("Maubeuge", "59"), has("samedi"))[:PAGE_SIZE])


def test_filters_that_leave_nothing_say_so_and_give_telephones(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    filters = open_filters(page)
    filters.locator("[value=violences]").check()
    filters.locator("select").select_option("dimanche")
    expect(status(page)).to_contain_text("avec ces filtres")
    expect(results(page)).to_have_count(0)
    expect(page.locator("[data-trouver-telephone]")).to_contain_text("01 44 18 72 65")
    filters.locator("[value=violences]").uncheck()
    filters.locator("select").select_option("")
    assert_listed(page, around(point_of_town("Lille", "59"))[:PAGE_SIZE])


def test_filters_are_not_taken_for_a_lack_of_permanences(watched: Watched) -> None:
    """Lille has permanences; none on Wednesdays within 50 km, which only the filter makes far."""
    lille = point_of_town("Lille", "59")
    assert around(lille)[0] < 1 and around(lille, has("mercredi"))[0] > 50
    page = find(watched, "lieu=59000")
    open_filters(page).locator("select").select_option("mercredi")
    expect(page.locator("[data-trouver-loin]")).to_contain_text("avec ces filtres")


@pytest.mark.parametrize(
    "moment", [DAY_WITH, "2026-11-24T16:59:00+01:00", "2026-11-24T17:00:00+01:00", DAY_WITHOUT]
)
def test_open_today(watched: Watched, moment: str) -> None:
    watched.page.clock.set_fixed_time(moment)
    page = find(watched, "lieu=59000")
    open_filters(page).locator("[name=aujourdhui]").check()
    expected = around(point_of_town("Lille", "59"), opens_on(moment))
    assert_listed(page, expected[:PAGE_SIZE])
    for item in results(page).all():
        expect(item.locator("time")).to_contain_text("aujourd’hui, mardi 24 novembre 2026")
    if not expected:
        expect(status(page)).to_contain_text("avec ces filtres")


def test_filters_clicked_while_the_files_are_slow_lose_nothing(watched: Watched) -> None:
    """Two lists are under way at once: the second must not lack what the first has read."""
    page = find(watched, "lieu=zzzz")
    held: list[Route] = []
    page.route("**/noeuds/*.js", lambda route: held.append(route))  # noqa: PLW0108 (it must be a def)
    page.evaluate("location.hash = 'lieu=59000'")
    expect(title(page)).to_have_text("Près de Lille (59)")
    open_filters(page).locator("[value=juridique]").check()
    lille = point_of_town("Lille", "59")
    expected = around(lille, has("juridique"))[:PAGE_SIZE]
    for _ in range(50):
        while held:
            held.pop().continue_()
        if results(page).count() >= len(expected):
            break
        page.wait_for_timeout(50)
    page.unroute("**/noeuds/*.js")
    assert_listed(page, expected)


WALK_IN = 1 << TRAITS.index("sans-rendez-vous")

# A tree of our own, walked by the browser: `Reperes.finder.load` gives its nodes.
WALK = """async ([files, point, wanted, count]) => {
  const { load } = Reperes.finder;
  let opened = 0;
  Reperes.finder.load = async (name) => {
    if (name === 'index') {
      return { noeud: files[0] };
    }
    opened += 1;
    return files[Number(name.replace('noeuds/', ''))];
  };
  const found = [];
  for await (const { distance, permanence } of Reperes.finder.nearest(point, wanted, 1e6)) {
    found.push([permanence.id, distance]);
    if (found.length === count) {
      break;
    }
  }
  Reperes.finder.load = load;
  return { found, opened };
}"""


def numbered(tree: Node) -> list[dict[str, object]]:
    """The nodes of a tree as the files of the finder have them, the root first."""
    files: list[dict[str, object]] = []

    def write(part: Leaf | Node) -> int:
        number = len(files)
        files.append({})
        if isinstance(part, Leaf):
            files[number]["permanences"] = [
                {
                    "id": one.id,
                    "point": [one.latitude, one.longitude],
                    "traits": one.traits,
                    "sansRendezVous": bool(one.traits & WALK_IN),
                }
                for one in part.things
            ]
        else:
            boxes = ((child, child.box) for child in part.children)
            files[number]["boites"] = [
                [box.south, box.west, box.north, box.east, box.traits, write(child)]
                for child, box in boxes
            ]
        return number

    write(tree)
    return files


@pytest.mark.parametrize("one_of", [0, 0b100, 0b1000_0010])
def test_the_browser_finds_the_nearest_of_two_thousand(watched: Watched, one_of: int) -> None:
    given = things(2_000)
    files = numbered(grow(given))
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.nearest")
    for origin in (LILLE, (43.3, 5.37), (-20.9, 55.4), (48.0, -4.5), (46.0, 2.5)):
        wanted = {"all": 0, "oneOf": one_of}
        walked = page.evaluate(WALK, [files, origin, wanted, 30])
        expected = sorted(
            kilometres(Point(*origin, True), Point(one.latitude, one.longitude, True))
            for one in given
            if not one_of or one.traits & one_of
        )
        assert [distance for _, distance in walked["found"]] == pytest.approx(
            expected[:30], abs=0.1
        )
        assert len({id for id, _ in walked["found"]}) == 30
        if expected[30] < 300:
            assert walked["opened"] < len(files) / 3, "most of the country stays closed"


def test_in_a_crowded_town_the_browser_opens_few_files(watched: Watched) -> None:
    """Most permanences are known by their town only: hundreds may be in one point."""
    crowd = [
        Placed(f"p{rank}", *LILLE, 1 << rank % 3 | WALK_IN * (rank % 2)) for rank in range(600)
    ]
    files = numbered(grow(crowd))
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.nearest")
    walked = page.evaluate(WALK, [files, LILLE, {"all": 0, "oneOf": 0}, PAGE_SIZE])
    needs = {one.id: one.traits for one in crowd}
    assert [needs[id] for id, _ in walked["found"]] == [1 | WALK_IN] * PAGE_SIZE
    assert walked["opened"] <= 3 < len(files)


def test_nothing_is_loaded_for_what_is_too_far(watched: Watched) -> None:
    """From La Réunion, when all is in Lille: no file, and no answer."""
    files = numbered(grow([Placed(f"p{rank}", *LILLE, 1) for rank in range(100)]))
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.nearest")
    walk = WALK.replace("1e6", "1200")
    assert page.evaluate(walk, [files, (-20.9, 55.4), {"all": 0, "oneOf": 0}, PAGE_SIZE]) == {
        "found": [],
        "opened": 0,
    }


# --- More ---


def test_more_until_there_is_no_more(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    expected = around(point_of_town("Lille", "59"))
    more = page.get_by_role("button", name="Voir plus")
    shown = PAGE_SIZE
    while shown < len(expected):
        more.click()
        shown = min(shown + PAGE_SIZE, len(expected))
        assert_listed(page, expected[:shown])
    if more.is_visible():  # the last page was full: nothing told that it was the last
        more.click()
    expect(more).to_be_hidden()
    assert_listed(page, expected)
    assert len(set(ids(page))) == len(expected)


def test_two_clicks_at_once_keep_the_order(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    page.evaluate(
        "() => { const more = document.querySelector('[data-trouver-plus]');"
        " more.click(); more.click(); }"
    )
    expect(results(page).nth(PAGE_SIZE)).to_be_visible()
    page.wait_for_timeout(200)
    found = distances(page)
    assert found == sorted(found)
    assert found == pytest.approx(around(point_of_town("Lille", "59"))[: len(found)], abs=0.051)


# --- Far from everything ---


def test_a_far_place_gives_telephones_first(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 400, "height": 800})
    ajaccio = point_of_town("Ajaccio", "2A")
    assert around(ajaccio)[0] > 50
    page = find(watched, "lieu=20000")
    far = page.locator("[data-trouver-loin]")
    expect(far).to_contain_text("à moins de 50")
    expect(far).to_contain_text("Appelez d’abord")
    assert top(page.locator("[data-trouver-telephone]")) < top(results(page).first)


def test_a_near_place_gives_telephones_last(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 400, "height": 800})
    page = find(watched, "lieu=59000")
    expect(page.locator("[data-trouver-loin]")).to_be_hidden()
    telephones = page.locator("[data-trouver-telephone]")
    expect(telephones).to_contain_text("On peut aussi vous répondre par téléphone")
    assert top(telephones) > top(results(page).last)


def top(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


def test_overseas_there_are_still_telephones(watched: Watched) -> None:
    page = find(watched, "lieu=97400")
    expect(results(page)).to_have_count(0)
    expect(page.locator("[data-trouver-loin]")).to_contain_text("aucune permanence ici")
    telephones = page.locator("[data-trouver-telephone]")
    expect(telephones.locator("a[href='tel:+33144187265']")).to_be_visible()
    telephones.get_by_role("link", name="La Réunion (974)").click()
    expect(page.locator("h1")).to_contain_text("La Réunion")


# --- Near me ---


def near_me(page: Page) -> Locator:
    return page.get_by_role("button", name="Près de moi")


def count_positions(page: Page) -> None:
    page.add_init_script(
        "window.positions = 0;"
        "const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition ="
        " (...given) => { window.positions += 1; ask(...given); };"
        "navigator.geolocation.watchPosition = () => { throw new Error('followed'); };"
    )


def test_near_me_when_it_is_granted(watched: Watched) -> None:
    watched.page.context.grant_permissions(["geolocation"])
    watched.page.context.set_geolocation({"latitude": LILLE[0], "longitude": LILLE[1]})
    count_positions(watched.page)
    page = find(watched, "lieu=Maubeuge")
    assert page.evaluate("positions") == 0, "asked on a click only"
    near_me(page).click()
    expect(title(page)).to_have_text("Autour de vous")
    assert page.evaluate("positions") == 1
    assert_listed(page, around(Point(*LILLE, True))[:PAGE_SIZE])
    assert page.url == watched.home + "annuaire/"
    assert not any("50.63" in url or "3.07" in url for url in watched.requests)
    expect(field(page)).to_have_value("")
    page.reload()
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()
    assert page.evaluate("positions") == 0


def test_near_me_when_it_is_refused(watched: Watched) -> None:
    watched.page.context.clear_permissions()
    page = watched.go("annuaire/")
    field(page).fill("maubeu")
    expect(options(page).first).to_be_visible()
    field(page).press("Escape")
    near_me(page).click()
    expect(status(page)).to_contain_text("Vous n’avez pas donné votre position.")
    expect(status(page)).to_contain_text("Tapez un code postal ou une ville.")
    expect(field(page)).to_have_value("maubeu")
    expect(page.locator("[data-trouver-resultats]")).to_be_hidden()


def test_near_me_on_a_device_that_cannot(watched: Watched) -> None:
    watched.page.add_init_script("Object.defineProperty(navigator, 'geolocation', { value: null })")
    page = watched.go("annuaire/")
    near_me(page).click()
    expect(status(page)).to_contain_text("Cet appareil ne donne pas sa position.")


def test_near_me_is_explained_before_it_is_asked(watched: Watched) -> None:
    page = watched.go("annuaire/")
    words = page.locator("[data-trouver-ici]")
    expect(words).to_contain_text("Votre appareil demandera votre accord.")
    expect(words).to_contain_text("ni envoyée ni gardée")


# --- Sharing ---


def test_sharing_copies_the_address(watched: Watched) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.page.add_init_script("delete Navigator.prototype.share")
    page = find(watched, "lieu=59000")
    page.get_by_role("button", name="Partager", exact=True).click()
    expect(page.get_by_role("button", name="Adresse copiée")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_sharing_a_permanence_copies_the_address_of_its_page(watched: Watched) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.page.add_init_script("delete Navigator.prototype.share")
    page = find(watched, "lieu=59000")
    card = page.locator("[data-permanence=lille-juridique]")
    card.get_by_role("button", name="Partager cette fiche : Permanence juridique").click()
    expect(card.get_by_role("button", name="Adresse copiée", exact=True)).to_be_visible()
    shared = page.evaluate("navigator.clipboard.readText()")
    assert shared == watched.home + "annuaire/permanences/hauts-de-france/#lille-juridique"


def test_a_session_goes_to_a_calendar(watched: Watched) -> None:
    page = find(watched, "lieu=59000")
    link = page.locator("[data-permanence=lille-juridique]").get_by_role(
        "link", name="Ajouter à mon agenda"
    )
    with page.expect_download() as download:
        link.click()
    assert "BEGIN:VEVENT" in download.value.path().read_text(encoding="utf-8")
    undetermined = page.locator("[data-permanence=lille-dublin]")
    expect(undetermined.get_by_role("link", name="Ajouter à mon agenda")).to_have_count(0)


def test_sharing_where_nothing_can_be_copied_shows_the_address(watched: Watched) -> None:
    """A page that is not on https has no clipboard."""
    watched.page.add_init_script(
        "delete Navigator.prototype.share; delete Navigator.prototype.clipboard"
    )
    page = find(watched, "lieu=59000")
    button = page.locator("[data-trouver-partager]")
    button.click()
    expect(button).to_contain_text(page.url)


# --- Small screens, no script, a disk ---


@pytest.mark.parametrize(
    "fragment",
    [
        "lieu=59000",
        "lieu=Saint-Denis",
        "prison=cp-meaux-chauconin",
        "lieu=20000",
        "lieu=" + "z" * 80,
    ],
)
def test_nothing_sticks_out_on_a_small_phone(watched: Watched, fragment: str) -> None:
    watched.page.set_viewport_size({"width": 320, "height": 640})
    page = find(watched, fragment)
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= 320
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    field(page).fill("structure d'accompagnement vers la sortie")
    field(page).press_sequentially(" meaux")
    expect(options(page).first).to_be_visible()
    assert page.evaluate(width) <= 320
    box = page.get_by_role("listbox").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320


def test_without_javascript_lists_lead_to_every_permanence(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "annuaire/")
    expect(page.locator("form[data-trouver]")).to_be_hidden()
    expect(page.get_by_role("button", name="Près de moi")).to_be_hidden()
    page.locator("main").get_by_role("link", name="Hauts-de-France").click()
    expect(page.locator("#maubeuge-juridique").first).to_be_visible()
    page.goto(address + "annuaire/")
    page.get_by_role("link", name="La carte de France et la liste des départements").click()
    page.locator("main ul").get_by_role("link", name=re.compile(r"^Nord\b")).first.click()
    expect(page.locator("main")).to_contain_text("Permanence juridique de Maubeuge")
    page.goto(address + "annuaire/")
    page.get_by_role("link", name="prisons de France").click()
    page.get_by_role("link", name="Maison d’arrêt de Dunkerque").click()
    expect(page.locator("h1")).to_have_text("Maison d’arrêt de Dunkerque")
    context.close()


def test_from_a_usb_stick(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    watched = watch(page, site.as_uri() + "/")
    page.goto((site / "annuaire/index.html").as_uri() + "#lieu=59000")
    assert_listed(page, around(point_of_town("Lille", "59"))[:PAGE_SIZE])
    field(page).fill("maubuge")
    expect(options(page).first).to_contain_text("Maubeuge")
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(title(page)).to_have_text("Près de Maubeuge (59)")
    results(page).first.locator(".fiche-nom a").click()
    expect(page.locator("h1")).to_have_text(re.compile("Permanences en"))
    page.go_back()
    field(page).fill("bretagne")
    expect(options(page).first).to_contain_text("région")
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(page.locator("h1")).to_contain_text("département")
    nord = page.locator("a#carte-59").get_attribute("href") or ""
    assert nord.endswith("/annuaire/departements/59/index.html")
    assert (watched.elsewhere, watched.errors) == ([], [])
    page.close()


# --- The clock ---


@pytest.mark.parametrize(
    ("moment", "words", "datetime_"),
    [
        (DAY_WITHOUT, "Prochaine séance : mardi 24 novembre 2026, de 14 h à 17 h", "11-24T14:00"),
        (DAY_WITH, "Prochaine séance : aujourd’hui, mardi 24 novembre 2026", "11-24T14:00"),
        ("2026-11-24T15:00:00+01:00", "Ouverte en ce moment : aujourd’hui", "11-24T14:00"),
        ("2026-11-24T17:00:00+01:00", "jeudi 26 novembre 2026, de 14 h à 17 h", "11-26T14:00"),
        ("2026-11-29T10:00:00+01:00", "mardi 1er décembre 2026, de 14 h à 17 h", "12-01T14:00"),
        ("2026-12-16T10:00:00+01:00", "jeudi 17 décembre 2026, de 14 h à 17 h", "12-17T14:00"),
    ],
)
def test_cards_follow_the_clock(watched: Watched, moment: str, words: str, datetime_: str) -> None:
    watched.page.clock.set_fixed_time(moment)
    page = find(watched, "lieu=59000")
    state = page.locator("[data-permanence=lille-juridique] .fiche-etat")
    expect(state).to_contain_text(words)
    expect(state.locator("time")).to_have_attribute("datetime", f"2026-{datetime_}")


def test_a_page_read_after_26_weeks_promises_nothing(watched: Watched) -> None:
    watched.page.clock.set_fixed_time("2027-06-01T10:00:00+02:00")
    page = find(watched, "lieu=59000")
    state = page.locator("[data-permanence=lille-juridique] .fiche-etat")
    expect(state).to_have_text("À confirmer : cette page est trop ancienne. Appelez ou écrivez.")
    open_filters(page).locator("[name=aujourdhui]").check()
    expect(results(page)).to_have_count(0)


@pytest.mark.parametrize("zone", ["America/New_York", "Indian/Reunion", "Pacific/Noumea"])
def test_a_telephone_set_elsewhere_shows_the_hours_of_the_place(
    browser: Browser, address: str, zone: str
) -> None:
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-24T15:00:00+01:00")
    find(Watched(page, address), "lieu=59000")
    state = page.locator("[data-permanence=lille-juridique] .fiche-etat")
    expect(state).to_contain_text("Ouverte en ce moment : aujourd’hui, mardi 24 novembre 2026")
    context.close()


def refreshed(page: Page, sessions: str, zone: str = "", words: str = "") -> Locator:
    """A state line made up in the page, brought to the present moment."""
    page.evaluate(
        """([sessions, zone, words]) => {
          const item = document.createElement('div');
          item.id = 'essai';
          const state = document.createElement('p');
          state.className = 'fiche-etat etat--prochaine';
          state.dataset.seances = sessions;
          if (zone) {
            state.dataset.fuseau = zone;
          }
          state.append('Prochaine séance : ');
          const time = document.createElement('time');
          time.dateTime = sessions.split('/')[0];
          time.textContent = words;
          state.append(time);
          item.append(state);
          document.querySelector('main').append(item);
          Reperes.today.refresh(item);
        }""",
        [sessions, zone, words],
    )
    return page.locator("#essai p")


@pytest.mark.parametrize(
    ("zone", "moment", "words", "today"),
    [
        # 11 h 30 in La Réunion, 8 h 30 in Paris
        ("Indian/Reunion", "2026-11-24T07:30:00Z", "mardi 1er décembre 2026", False),
        ("", "2026-11-24T07:30:00Z", "aujourd’hui, mardi 24 novembre 2026", True),
        # 10 h in La Réunion: open
        ("Indian/Reunion", "2026-11-24T06:00:00Z", "Ouverte en ce moment : aujourd’hui", True),
        # already the 24th in Nouméa, still the 23rd in Paris; and the other way in Tahiti
        ("Pacific/Noumea", "2026-11-23T20:00:00Z", "aujourd’hui, mardi 24 novembre 2026", True),
        ("", "2026-11-23T20:00:00Z", "Prochaine séance : mardi 24", False),
        ("Pacific/Tahiti", "2026-11-25T09:30:00Z", "mardi 1er décembre 2026", False),
        ("Pacific/Tahiti", "2026-11-24T20:00:00Z", "Ouverte en ce moment", True),
    ],
)
def test_overseas_hours_follow_their_own_clock(
    watched: Watched, zone: str, moment: str, words: str, today: bool
) -> None:
    watched.page.clock.set_fixed_time(moment)
    page = watched.go("annuaire/")
    sessions = "2026-11-24T09:00/11:00 2026-12-01T09:00/11:00"
    state = refreshed(page, sessions, zone, "mardi 24 novembre 2026, de 9 h à 11 h")
    expect(state).to_contain_text(words)
    opens = page.evaluate("Reperes.today.opensToday(document.getElementById('essai'))")
    assert opens is today


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-24T21:00:00+01:00", "aujourd’hui, mardi 24 novembre 2026, de 22 h à minuit"),
        ("2026-11-24T23:59:00+01:00", "Ouverte en ce moment : aujourd’hui, mardi 24 novembre"),
        ("2026-11-25T00:00:00+01:00", "mardi 1er décembre 2026, de 22 h à minuit"),
    ],
)
def test_a_session_that_ends_at_midnight(watched: Watched, moment: str, words: str) -> None:
    watched.page.clock.set_fixed_time(moment)
    page = watched.go("annuaire/")
    expect(refreshed(page, "2026-11-24T22:00/24:00 2026-12-01T22:00/24:00")).to_contain_text(words)


# --- Weight ---


@pytest.mark.parametrize("typed", ["maub", "maubuge", "amubeuge", "prison de maubeu"])
def test_one_search_loads_little(watched: Watched, site: Path, typed: str) -> None:
    page = watched.go("annuaire/")
    assert not any("assets/finder/" in url for url in watched.requests), "loaded on demand only"
    field(page).press_sequentially(typed, delay=150)
    expect(options(page).filter(has_text=re.compile("^Maubeuge|de Maubeuge")).first).to_be_visible()
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(title(page)).to_contain_text("Maubeuge")
    asked = {url.removeprefix(watched.home) for url in watched.requests if "assets/finder/" in url}
    weights = {path: len(gzip.compress((site / path).read_bytes())) for path in asked}
    assert sum(weights.values()) <= BUDGET, weights


class CachingHandler(QuietHandler):
    """Serves files as a host does, with a time to keep them; notes what is asked in `asked`."""

    def __init__(
        self,
        request: socket,
        client: tuple[str, int],
        server: BaseServer,
        *,
        directory: Path,
        asked: list[str],
    ) -> None:
        self.asked = asked
        super().__init__(request, client, server, directory=str(directory))

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        self.asked.append(self.path)


@contextmanager
def a_host(folder: Path) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = partial(CachingHandler, directory=folder, asked=asked)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()


def test_at_the_second_visit_the_files_come_from_the_cache(browser: Browser, site: Path) -> None:
    with a_host(site) as (address, asked):
        context = browser.new_context()
        for visit in ("first", "second"):
            asked.clear()
            page = context.new_page()
            find(Watched(page, address), "lieu=59000")
            expect(results(page)).to_have_count(PAGE_SIZE)
            from_host = [path for path in asked if "/assets/finder/" in path]
            assert bool(from_host) is (visit == "first"), from_host
            page.close()
        context.close()


def test_files_that_do_not_load_are_told(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/assets/finder/**", lambda route: route.abort())
    page.goto(address + "annuaire/#lieu=59000")
    expect(status(page)).to_contain_text("Les données n’ont pas pu être chargées.")
    page.unroute("**/assets/finder/**")
    field(page).press("Enter")
    expect(title(page)).to_have_text("Près de Lille (59)")
    page.close()


# --- The same rules in Python and in the browser ---


def test_the_same_keys_in_python_and_in_the_browser(watched: Watched) -> None:
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.prisonKey")
    cases = json.loads((ROOT / "tests/data/place-keys.json").read_text(encoding="utf-8"))
    for kind, function in [("place", "placeKey"), ("prison", "prisonKey")]:
        texts = [case["text"] for case in cases[kind]]
        keys = page.evaluate(f"texts => texts.map(Reperes.finder.{function})", texts)
        assert keys == [case["key"] for case in cases[kind]]


def test_every_prison_and_many_towns_have_the_same_key_in_the_browser(watched: Watched) -> None:
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.prisonKey")
    names = [prison.nom for prison in directory().prisons.values()]
    towns = [commune.nom for commune in directory().places.communes[::20]]
    assert page.evaluate("texts => texts.map(Reperes.finder.prisonKey)", names) == [
        prison_key(name) for name in names
    ]
    assert page.evaluate("texts => texts.map(Reperes.finder.placeKey)", towns) == [
        place_key(name) for name in towns
    ]


def test_the_same_distance_in_python_and_in_the_browser(watched: Watched) -> None:
    page = watched.go("annuaire/")
    page.wait_for_function("() => window.Reperes && Reperes.finder && Reperes.finder.kilometres")
    points = [LILLE, (48.8567, 2.3508), (-20.88, 55.45), (-13.3, -176.2), (-22.27, 166.44)]
    pairs = [(a, b) for a in points for b in points]
    found = page.evaluate("pairs => pairs.map(([a, b]) => Reperes.finder.kilometres(a, b))", pairs)
    expected = [kilometres(Point(*a, True), Point(*b, True)) for a, b in pairs]
    assert found == pytest.approx(expected, abs=1e-6)


# --- Other directories: what no real record has yet ---

PERMANENCES = "directory/permanences/hauts-de-france.yml"
HOSTILE = (
    "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
    "</script></textarea></title> \"onmouseover='window.hacked=1' "
    "`a` **b** [x](javascript:window.hacked=1) {: onclick=window.hacked=1 } {{ 7 * 7 }} "
    "{% raw %} &lt;i&gt; &amp;#x27; $& \\1 \\u003cb\\u003e \u202eمرحبا\u202c\u200f %s"
)
ENDLESS = "x" * 3_000


@cache
def outlines() -> str:
    """The départements of the tiny project, and La Réunion."""
    text = (ROOT / "directory/reference/departements.geojson").read_text(encoding="utf-8")
    france = json.loads(text)
    known = ("59", "60", "62", "74", "974")
    features = [each for each in france["features"] if each["properties"]["code"] in known]
    return json.dumps({**france, "features": features})


def tiny_site(root: Path, changes: dict[str, str]) -> Path:
    """The site of the tiny project, made by the real hooks and templates, with changes."""
    project, site = root / "projet", root / "site"
    tiny.write(project, {"directory/reference/departements.geojson": outlines(), **changes})
    for name in ("hooks", "overrides", "docs/assets"):
        (project / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    result = build(site, project / "mkdocs.yml")
    assert result.returncode == 0, result.stderr
    return site


def yaml_text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def hostile_files(value: str) -> dict[str, str]:
    """The tiny project with `value` in every field that takes any text."""
    said = yaml_text(value)
    everywhere = f"  description: {said}\n  note: {said}\n  complement_adresse: {said}\n"
    return {
        **tiny.rewritten(
            "directory/regions.yml",
            ("nom: Hauts-de-France", f"nom: {said}"),
            ("nom_cimade: Nord-Picardie", f"nom_cimade: {said}"),
            ("  description: Une région.\n", everywhere + f"  faits: [{said}]\n"),
        ),
        **tiny.rewritten(
            "directory/groups/hauts-de-france.yml",
            ("nom: Groupe local de Lille", f"nom: {said}"),
            ("  description: Un groupe.\n", everywhere + f"  activites: [{said}]\n"),
        ),
        **tiny.rewritten(
            PERMANENCES,
            ("nom: Permanence juridique de Lille", f"nom: {said}"),
            ("adresse: 9 boulevard de la Moselle", f"adresse: {said}"),
            ("horaires_texte: Mardi, jeudi, samedi.", f"horaires_texte: {said}"),
            (
                "  vacances_scolaires: non-precise\n",
                "  vacances_scolaires: non-precise\n" + everywhere + f"  acces: {said}\n"
                f"  publics: [{said}]\n  prise_de_rendez_vous: {said}\n"
                f"  telephone_horaires_texte: {said}\n",
            ),
        ),
        **tiny.rewritten(
            "directory/prisons/lille.yml",
            ("nom: Maison d’arrêt de Dunkerque", f"nom: {yaml_text('Prison ' + value)}"),
            ("disp: Lille", f"disp: {said}"),
            (
                "      courriel: grande-synthe@lacimade.org\n",
                f"      courriel: grande-synthe@lacimade.org\n      depuis: {said}\n"
                f"      note: {said}\n  note: {said}\n  adresse: {said}\n"
                f"  adresse_courrier: {said}\n  complement_adresse: {said}\n"
                f"  telephone: 03 28 66 00 00\n  telephone_horaires_texte: {said}\n"
                f"  intervenants:\n    - contact: cimade-service-prison\n      note: {said}\n",
            ),
        ),
        **tiny.rewritten(
            "directory/contacts/lignes-nationales.yml",
            ("nom: La Cimade, service prison", f"nom: {said}"),
            (
                "  description: Une ligne.\n",
                f"{everywhere}  publics: [{said}]\n  faits: [{said}]\n"
                f"  horaires_texte: {said}\n  conditions_acces: {said}\n"
                f"  delai_reponse: {said}\n",
            ),
        ),
        **tiny.rewritten(
            "directory/sources.yml",
            ("titre: Un document", f"titre: {said}"),
            ("auteur: La Cimade", f"auteur: {said}"),
            ('date_texte: "2025"', f"date_texte: {said}"),
        ),
        **tiny.rewritten(
            "directory/reference/communes.csv",
            (
                "62498,Lens,62300",
                '62999,"Lens ' + value.replace('"', '""') + '",62999,62,50.4,2.8,9\n'
                "62498,Lens,62300",
            ),
        ),
    }


@contextmanager
def hostile_site(root: Path, value: str) -> Iterator[tuple[Path, str]]:
    site = tiny_site(root, hostile_files(value))
    with served(site) as address:
        yield site, address


def squeezed(text: str) -> str:
    """A text without its spaces, which French typography changes."""
    return "".join(text.split())


INTRUDERS = """() => [...document.querySelectorAll('*')].filter((element) =>
  [...element.attributes].some(({ name, value }) =>
    name.startsWith('on') || /^\\s*javascript:/i.test(value)) ||
  element.matches('main img, main script, main iframe, main i')
).map((element) => element.outerHTML.slice(0, 200))"""


def test_hostile_records_are_only_text(browser: Browser, tmp_path: Path) -> None:
    with hostile_site(tmp_path, HOSTILE) as (site, address):
        page = browser.new_page()
        page.on("dialog", lambda dialog: pytest.fail("a record ran as code"))
        watched = watch(page, address)

        def assert_text(place: Locator) -> None:
            """The whole value is there to read, and nothing of it has become a piece of page."""
            assert squeezed(HOSTILE) in squeezed(place.text_content() or "")
            assert page.evaluate(INTRUDERS) == []

        find(watched, "lieu=59000")
        assert_text(results(page).first)
        assert_text(page.locator("[data-trouver-telephone]"))
        results(page).first.hover()
        find(watched, "prison=ma-dunkerque")
        expect(title(page)).to_contain_text("<img src=x")
        assert_text(title(page))
        assert_text(page.locator("[data-trouver-prison]"))
        field(page).fill("lens")
        expect(options(page).first).to_be_visible()
        assert_text(page.get_by_role("listbox"))
        options(page).filter(has_text="<img").first.click()
        expect(title(page)).to_contain_text("<img src=x")
        assert_text(title(page))
        field(page).fill("prison img")
        expect(options(page)).to_have_count(1)
        assert_text(page.get_by_role("listbox"))

        pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
        for path in pages:
            page.goto(address + path.relative_to(site).as_posix())
            assert page.evaluate(INTRUDERS) == [], path
            assert page.evaluate("window.hacked") is None, path
        for name in (
            "annuaire/permanences/hauts-de-france",
            "annuaire/groupes/cimade-lille",
            "annuaire/prisons",
            "annuaire/prisons/ma-dunkerque",
            "annuaire/contacts/lignes-nationales",
            "sources",
        ):
            page.goto(f"{address}{name}/")
            assert_text(page.locator("main"))
        assert watched.elsewhere == []
        page.close()


def test_endless_words_stay_on_a_small_phone(browser: Browser, tmp_path: Path) -> None:
    with hostile_site(tmp_path, ENDLESS) as (_, address):
        context = browser.new_context(viewport={"width": 320, "height": 640})
        watched = Watched(context.new_page(), address)
        for fragment in ("lieu=59000", "prison=ma-dunkerque"):
            page = find(watched, fragment)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, fragment
        field(page).fill("lens")
        expect(options(page).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        for path in ("prisons/ma-dunkerque", "permanences/hauts-de-france", "groupes/cimade-lille"):
            watched.go(f"annuaire/{path}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        context.close()


# What changes in the permanence of Lille, and what its card says.
STATES = [
    ([], "Prochaine séance : mardi 24 novembre 2026"),
    (
        [
            (
                "  mode: sans-rendez-vous\n",
                "  mode: sans-rendez-vous\n  suspendue:\n    motif: Travaux\n",
            )
        ],
        "Suspendue : Travaux",
    ),
    (
        [
            (
                "  mode: sans-rendez-vous\n",
                "  mode: sans-rendez-vous\n  suspendue:\n    motif: Travaux\n"
                "    jusqu_au: 2026-12-01\n",
            )
        ],
        "Suspendue : Travaux (jusqu’au 1er décembre 2026)",
    ),
    ([("mode: sans-rendez-vous", "mode: a-confirmer")], "À confirmer : appelez ou écrivez"),
    ([("mode: sans-rendez-vous", "mode: courriel")], "Par courriel : écrivez d’abord"),
    ([("mode: sans-rendez-vous", "mode: sur-rendez-vous")], "Il faut un rendez-vous"),
    ([("mode: sans-rendez-vous", "mode: telephone")], "Prochaine séance : mardi 24 novembre"),
    ([("confiance: forte", "confiance: faible")], "À confirmer : appelez ou écrivez"),
    (
        [("Tu,Th 14:00-17:00; Sa 09:00-12:00", "Tu 22:00-24:00; We 00:00-02:00")],
        "mardi 24 novembre 2026, de 22 h à minuit",
    ),
    ([("Tu,Th 14:00-17:00; Sa 09:00-12:00", "24/7")], "dimanche 22 novembre 2026, de 0 h à minuit"),
]


@pytest.mark.parametrize(("edits", "words"), STATES, ids=[words for _, words in STATES])
def test_every_state_is_shown_by_the_finder(
    browser: Browser, tmp_path: Path, edits: list[tuple[str, str]], words: str
) -> None:
    site = tiny_site(tmp_path, tiny.rewritten(PERMANENCES, *edits))
    with served(site) as address:
        page = browser.new_page()
        page.clock.set_fixed_time(DAY_WITHOUT)
        watched = watch(page, address)
        find(watched, "lieu=59000")
        expect(results(page)).to_have_count(1)
        expect(results(page).locator(".fiche-etat")).to_contain_text(words)
        watched.go("annuaire/permanences/hauts-de-france/")
        expect(page.locator("#lille-juridique, [data-permanence]").first).to_be_visible()
        assert watched.errors == []
        page.close()


def test_overseas_cards_carry_their_time_zone(browser: Browser, tmp_path: Path) -> None:
    changes = {
        **tiny.rewritten(
            "directory/reference/communes.csv",
            ("62498,Lens", "97411,Saint-Denis,97400,974,-20.8789,55.4481,150000\n62498,Lens"),
        ),
        **tiny.rewritten(
            PERMANENCES,
            ('code_postal: "59000"', 'code_postal: "97400"'),
            ("commune: Lille", "commune: Saint-Denis"),
            ("vacances_scolaires: non-precise", "vacances_scolaires: ouverte"),
        ),
    }
    with served(tiny_site(tmp_path, changes)) as address:
        page = browser.new_page()
        page.clock.set_fixed_time("2026-11-24T13:30:00Z")  # 17 h 30 there, 14 h 30 in Paris
        find(watch(page, address), "lieu=97400")
        state = results(page).locator(".fiche-etat")
        expect(state).to_have_attribute("data-fuseau", "Indian/Reunion")
        expect(state).to_contain_text("jeudi 26 novembre 2026, de 14 h à 17 h")
        page.close()

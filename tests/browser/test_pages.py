"""The pages as people use them: read, on a phone, by keyboard, without script, on paper."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, watch
from tests.conftest import served

# One page of each kind.
KINDS = {
    "accueil": "",
    "rubrique": "familles/",
    "guide": "droits/oqtf/",
    "annuaire": "annuaire/",
    "région": "annuaire/permanences/hauts-de-france/",
    "groupe": "annuaire/groupes/cimade-maubeuge/",
    "prison": "annuaire/prisons/cp-lille-loos-sequedin/",
    "prisons": "annuaire/prisons/",
    "départements": "annuaire/departements/",
    "département": "annuaire/departements/59/",
    "feuille": "annuaire/departements/59/feuille/",
    "contacts": "annuaire/contacts/lignes-nationales/",
    "glossaire": "glossaire/",
    "textes": "textes/",
    "sources": "sources/",
    "vérifications": "verifications/",
    "recherche": "recherche/#q=récépissé",
    "page": "a-propos/accessibilite/",
    "plan": "plan-du-site/",
    "404": "404.html",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_accessibility_fault(browser: Browser, address: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    if path.startswith("recherche"):
        page.locator("li[data-resultat]").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    faults = [(f["id"], node["html"][:120]) for f in found for node in f["nodes"]]
    assert faults == []
    context.close()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_sticks_out_on_a_small_phone(watched: Watched, path: str) -> None:
    watched.page.set_viewport_size({"width": 320, "height": 640})
    page = watched.go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_home_opens_its_four_doors(watched: Watched) -> None:
    page = watched.go("")
    doors = page.locator(".portes a")
    expect(doors).to_have_count(4)
    for name, arrival in [
        ("Je prépare une visite", "benevoles/preparer-une-visite/"),
        ("Je cherche une permanence", "annuaire/"),
        ("Un proche est en prison", "familles/"),
        ("J’anime une formation", "formation/"),
    ]:
        watched.go("")
        doors.filter(has_text=name).click()
        assert page.url == watched.home + arrival


def test_the_emergency_box_gives_numbers_and_hours(watched: Watched) -> None:
    box = watched.go("").locator(".urgence")
    for number, words in [
        ("01 44 18 72 65", "mardi"),
        ("0 805 681 103", "vendredi"),
        ("115", "24"),
        ("3114", "24"),
    ]:
        line = box.locator("li").filter(has_text=number)
        expect(line).to_contain_text(words)
        assert (line.locator("a").first.get_attribute("href") or "").startswith("tel:")


def test_the_directory_tells_the_next_session_in_words_and_for_machines(watched: Watched) -> None:
    page = watched.go("annuaire/departements/59/")
    lille = page.locator("li[data-permanence=lille-juridique]")
    expect(lille).to_contain_text("Prochaine séance : mardi 24 novembre 2026, de 14 h à 17 h")
    assert lille.locator("time").first.get_attribute("datetime") == "2026-11-24T14:00"
    page = watched.go("annuaire/groupes/cimade-soissons/")
    undetermined = page.locator("li[data-permanence=soissons-juridique-lundi]")
    expect(undetermined).to_contain_text("Un lundi sur deux")
    expect(undetermined.locator("time")).to_have_count(0)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-24T16:59:00+01:00", "mardi 24 novembre 2026, de 14 h à 17 h"),
        ("2026-11-24T17:00:00+01:00", "jeudi 26 novembre 2026, de 14 h à 17 h"),
        ("2026-11-28T11:30:00+01:00", "samedi 28 novembre 2026, de 9 h à 12 h"),
        ("2027-06-01T10:00:00+02:00", "cette page est trop ancienne"),
    ],
)
def test_a_page_read_later_shows_what_is_next_then(
    watched: Watched, moment: str, words: str
) -> None:
    watched.page.clock.set_fixed_time(moment)
    page = watched.go("annuaire/departements/59/")
    expect(page.locator("li[data-permanence=lille-juridique] .fiche-etat")).to_contain_text(words)


def test_a_guide_read_too_late_says_so(watched: Watched) -> None:
    line = watched.go("droits/oqtf/").locator(".ligne-confiance")
    expect(line).not_to_contain_text("date est passée")
    watched.page.clock.set_fixed_time("2028-01-01T10:00:00+01:00")
    watched.page.reload()
    expect(line).to_contain_text("Cette date est passée : vérifiez avant d’agir.")


def test_large_letters_keep_the_header_whole(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 360, "height": 700})
    page = watched.go("")
    page.add_style_tag(content="html { font-size: 32px }")
    mark, menu = (
        page.locator(name).bounding_box() for name in (".entete .marque", ".menu summary")
    )
    assert mark and menu and mark["x"] + mark["width"] <= menu["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_guide_has_its_generated_parts(watched: Watched) -> None:
    page = watched.go("droits/oqtf/")
    expect(page.locator(".ligne-confiance")).to_contain_text("Vérifié le 22 novembre 2026")
    for title in ("Textes cités", "Contacts utiles", "Voir aussi"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator("abbr[title]").first).to_have_attribute("title", re.compile("territoire"))


def test_keyboard_only(watched: Watched) -> None:
    page = watched.go("droits/oqtf/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Aller au contenu")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_the_menu_of_a_phone_opens_by_keyboard(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 360, "height": 700})
    page = watched.go("droits/oqtf/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Familles").first).to_be_visible()


def test_without_javascript_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "annuaire/")
    expect(page.get_by_label("Code postal, ville, département ou prison")).to_be_hidden()
    page.get_by_role("link", name="La carte de France").click()
    page.locator("main li a").filter(has_text="Nord").first.click()
    expect(page.locator("li[data-permanence=lille-juridique]")).to_contain_text("14 h")
    expect(page.locator("form.recherche").first).to_be_hidden()
    page.goto(address + "recherche/")
    expect(page.get_by_role("link", name="plan du site").first).to_be_visible()
    page.goto(address + "droits/oqtf/")
    expect(page.get_by_role("link", name="plan du site").first).to_be_visible()
    context.close()


def test_from_a_sub_folder(browser: Browser, site: Path, tmp_path: Path) -> None:
    (tmp_path / "un-dossier").symlink_to(site)
    with served(tmp_path) as root:
        page = browser.new_page()
        watched = watch(page, root + "un-dossier/")
        watched.go("")
        page.locator(".portes a").first.click()
        page.goto(watched.home + "recherche/#q=oqtf")
        page.locator("li[data-resultat] > a").first.click()
        page.wait_for_url(watched.home + "droits/oqtf/")
        assert (watched.elsewhere, watched.errors) == ([], [])
        page.close()


def test_from_a_usb_stick(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "recherche/index.html").as_uri() + "#q=oqtf")
    first = page.locator("li[data-resultat] > a").first
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("h1")).to_contain_text("OQTF")
    page.locator(".menu-large a").filter(has_text="Annuaire").click()
    expect(page.locator("h1")).to_contain_text("Annuaire")
    page.locator("main a").filter(has_text="Hauts-de-France").first.click()
    expect(page.locator("h1")).to_contain_text("Permanences en")
    page.close()


def printed(page: Page) -> bytes:
    page.emulate_media(media="print")
    return page.pdf(format="A4")


def test_a_guide_prints_without_the_furniture(watched: Watched) -> None:
    page = watched.go("droits/oqtf/")
    pdf = printed(page)
    assert pdf.startswith(b"%PDF")
    for furniture in ("header.entete", "footer", "nav.sommaire--colonne"):
        assert not page.locator(furniture).first.is_visible()
    sheet = page.locator("body").inner_text()
    for words in (watched.home + "droits/oqtf/", "22 novembre 2026", "à revoir avant le"):
        assert words in sheet


def test_an_unknown_address_shows_the_way(watched: Watched) -> None:
    page = watched.go("404.html")
    expect(page.locator(".portes a")).to_have_count(4)
    expect(page.locator("form.recherche")).to_be_visible()
    expect(page.locator(".urgence")).to_contain_text("3114")

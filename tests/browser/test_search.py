"""The search, as people use it: from the header, on the results page, with the words they know."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from reperes.search.fold import tokenise
from tests.browser.conftest import Watched, watch
from tests.conftest import ROOT


def answers(watched: Watched, query: str) -> list[str]:
    """The addresses that answer a query, from the root of the site, best first."""
    page = watched.go("recherche/")
    found: list[str] = page.evaluate(
        "async text => (await (await Reperes.loadSearch()).find(text)).results.map(r => r.url)",
        query,
    )
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # sigles, both ways, and the words of people
        ("OQTF", "droits/oqtf/"),
        ("oqft", "droits/oqtf/"),
        ("obligation de quitter la France", "droits/oqtf/"),
        ("bracelet", "peines/detention-a-domicile/"),
        ("DDSE", "peines/detention-a-domicile/"),
        ("PSE", "peines/detention-a-domicile/"),
        ("mitard", "droits/discipline-isolement/"),
        ("lawyer", "droits/avocat-aide-juridictionnelle/"),
        ("abogado", "droits/avocat-aide-juridictionnelle/"),
        # accents, case, slips, sounds
        ("placement exterieur", "peines/placement-exterieur/"),
        ("placment exterieure", "peines/placement-exterieur/"),
        ("renouvelement titre", "droits/titre-de-sejour/"),
        ("espulsion", "droits/expulsion/"),
        ("aprloir", "droits/visites/"),  # what is chosen for « parloir »
        # whole questions
        ("j'ai reçu une oqtf en détention", "droits/oqtf/"),
        ("Bonjour, comment faire pour trouver un avocat svp ?", "droits/avocat"),
        ("COMMENT FAIRE POUR VOIR MON MARI EN PRISON", "familles/rendre-visite/"),
        ("le greffe ne veut pas de mon recours", "droits/faire-un-recours/"),
        ("trouver un foyer quand on sort", "sortie/hebergement/"),
        ("condissionel", "peines/liberation-conditionnelle/"),
        # articles, in any form
        ("729-2", "textes/#cpp-729-2"),
        ("art. 729-2", "textes/#cpp-729-2"),
        ("L614-3", "textes/#ceseda-l614-3"),
        ("l 614-3", "textes/#ceseda-l614-3"),
        ("l 614 3", "textes/#ceseda-l614-3"),
        ("art 721 cpp", "textes/#cpp-721"),
        ("article 131-30 code penal", "textes/#code-penal-131-30"),
        ("art. 8 CEDH", "textes/#cedh-8"),
        # the directory
        ("0 805 681 103", "annuaire/contacts/la-cimade/#cimade-numero-vert-idf"),
        ("+33 805 681 103", "annuaire/contacts/la-cimade/#cimade-numero-vert-idf"),
        ("permjuridiquelille@lacimade.org", "annuaire/"),
        ("59800", "annuaire/permanences/hauts-de-france/#lille-juridique"),
        ("permanence Lille samedi", "annuaire/permanences/hauts-de-france/#lille-juridique"),
        ("Maubeuge samedi", "annuaire/permanences/hauts-de-france/#maubeuge-juridique"),
        ("poissy", "annuaire/prisons/mc-poissy/"),
        ("prison de Dunkerque", "annuaire/prisons/ma-dunkerque/"),
        ("maison d’arrêt amiens", "annuaire/prisons/ma-amiens/"),
        ("Nord", "annuaire/"),
        ("fleury", "annuaire/prisons/cp-fleury-merogis/"),
        ("fresnes", "annuaire/prisons/"),  # a word of the glossary too
        ("les bomettes marseille", "annuaire/prisons/cp-marseille-baumettes/"),
        ("prison seysse toulouse tel", "annuaire/prisons/cp-toulouse-seysses/"),
        ("97354", "annuaire/prisons/cp-remire-montjoly/"),
        ("permanance valencienne", "annuaire/permanences/hauts-de-france/#valenciennes-juridique"),
        ("commission.prison@", "annuaire/contacts/la-cimade/"),
    ],
)
def test_the_first_answer(watched: Watched, query: str, expected: str) -> None:
    found = answers(watched, query)
    assert found[0].startswith(expected), found[:5]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("telephone spip bobigny", "annuaire/contacts/institutions/#spip-seine-saint-denis"),
        ("CPIP", "glossaire/#cpip"),  # after the page that explains it
        ("729-2", "peines/liberation-conditionnelle-expulsion/"),  # after the article itself
        ("tribunal administratif Lille", "annuaire/permanences/hauts-de-france/"),
        ("2 ans article 729-2", "textes/#cpp-729-2"),
        ("que dit l’article 721", "textes/#cpp-721"),
        ("SPIP Vesoul", "annuaire/prisons/ma-vesoul/"),
    ],
)
def test_an_answer_among_the_first(watched: Watched, query: str, expected: str) -> None:
    found = answers(watched, query)
    assert any(url.startswith(expected) for url in found[:3]), found[:5]


@pytest.mark.parametrize(
    "query",
    [
        "mon mari va être renvoyé dans son pays",  # Son, in the Ardennes
        "combien de jours pour contester en prison",  # Tours
        "chômage après la prison",  # Aprey
        "boulot",  # a village of the Doubs
        "avion",  # a town near Lens
    ],
)
def test_a_word_of_a_sentence_is_not_a_town(watched: Watched, query: str) -> None:
    assert not [url for url in answers(watched, query)[:3] if url.startswith("annuaire/")]


@pytest.mark.parametrize(
    ("query", "unwanted"),
    [
        ("art 1 cpp", "textes/"),  # there is an article 1 in other codes only
        ("article 999-9", "textes/"),
        ("SPIP Vesoul", "annuaire/contacts/"),  # those of other towns
    ],
)
def test_what_is_not_there_is_not_given_for_it(watched: Watched, query: str, unwanted: str) -> None:
    found = answers(watched, query)
    assert not [url for url in found[:3] if url.startswith(unwanted)], found[:5]


def test_answers_do_not_depend_on_earlier_searches(watched: Watched) -> None:
    queries = ["mon frère a été arrêté", "parlouar", "boulot", "lettre ouverte", "OQTF", "Lille"]
    fresh = [answers(watched, query)[:5] for query in queries]
    together = watched.page.evaluate(
        """async queries => {
            const search = await Reperes.loadSearch();
            const found = [];
            for (const query of queries) {
                found.push((await search.find(query)).results.slice(0, 5).map(r => r.url));
            }
            return found;
        }""",
        queries,
    )
    assert together == fresh


def test_the_question_of_an_editor_lands_on_the_section_that_answers(watched: Watched) -> None:
    found = answers(watched, "mon titre a expiré pendant ma détention, que faire ?")
    assert found[0].startswith("droits/titre-de-sejour/#mon-titre-a-expire"), found[:5]


def test_a_slip_of_two_letters_in_a_long_word(watched: Watched) -> None:
    found = answers(watched, "parlouar")
    assert {url.split("#")[0] for url in found[:2]} & {"familles/rendre-visite/", "droits/visites/"}


def test_two_sigles_that_look_alike_are_two_things(watched: Watched) -> None:
    assert answers(watched, "ITF")[0] == "droits/interdiction-du-territoire/"
    assert answers(watched, "IRTF")[0] == "droits/interdiction-de-retour/"


@pytest.mark.parametrize(
    ("query", "guide"),
    [
        ("avocat Lille", "droits/avocat-aide-juridictionnelle/"),
        ("visites lille", "droits/visites/"),
    ],
)
def test_a_place_comes_after_guides_when_it_is_not_what_is_asked(
    watched: Watched, query: str, guide: str
) -> None:
    found = answers(watched, query)
    assert found[0].startswith(guide), found[:5]
    assert any(url.startswith("annuaire/") for url in found[:5])


def test_a_guide_fills_the_list_no_more_than_its_best_parts(watched: Watched) -> None:
    pages = [url.split("#")[0] for url in answers(watched, "OQTF")]
    assert max(pages.count(page) for page in pages if page.startswith("droits/")) <= 3


def test_results_say_what_they_are(watched: Watched) -> None:
    page = watched.go("recherche/#q=bracelet")
    first = page.locator("li[data-resultat]").first
    expect(first.locator(".resultat-genre")).to_have_text("Guide")
    expect(first.locator("mark").first).to_have_text(re.compile("bracelet", re.IGNORECASE))
    expect(first.locator(".resultat-verification")).to_contain_text("Vérifié le")
    expect(page.locator("[data-recherche-etat]")).to_contain_text(re.compile("résultats .*pour"))


def test_filters_by_kind_and_by_reader(watched: Watched) -> None:
    page = watched.go("recherche/#q=parloir")
    results = page.locator("li[data-resultat]")
    expect(results.first).to_be_visible()
    before = results.count()
    page.get_by_label("Où").select_option("mots")
    expect(results.first.locator(".resultat-genre")).to_contain_text("Glossaire")
    assert 0 < results.count() < before
    page.get_by_label("Où").select_option("guides")
    page.get_by_label("Pour").select_option("formation")
    for result in results.all():
        assert "Glossaire" not in (result.text_content() or "")
    page.get_by_label("Où").select_option("")
    page.get_by_label("Pour").select_option("")
    expect(results).to_have_count(before)


def test_nothing_found_leads_on(watched: Watched) -> None:
    page = watched.go("recherche/#q=xyzabcd")
    expect(page.locator("[data-recherche-etat]")).to_contain_text("Aucun résultat")
    expect(page.locator("main .porte")).to_have_count(4)
    expect(page.locator("main [data-recherche-aide] a[href^='tel:']").first).to_be_visible()
    page.goto(watched.home + "recherche/#q=oqtf")
    expect(page.locator("main .porte").first).to_be_hidden()


def test_closest_words_are_offered(watched: Watched) -> None:
    page = watched.go("recherche/#q=recipissix")
    expect(page.locator("[data-recherche-etat]")).not_to_have_text("Recherche en cours…")
    said = page.locator("main").text_content() or ""
    assert "récépissé" in said or "recepisse" in said


def test_the_same_words_in_python_and_in_the_browser(watched: Watched, site: Path) -> None:
    """All that the site says, read by both: an index made by one is asked by the other."""
    page = watched.go("recherche/#q=a")
    page.wait_for_function("() => Boolean(window.Reperes && window.Reperes.fold)")
    cases = json.loads((ROOT / "tests/data/fold.json").read_text(encoding="utf-8"))
    for case in cases["fold"]:
        assert page.evaluate("text => Reperes.fold(text)", case["text"]) == case["folded"], case
    texts = [case["text"] for case in cases["tokenise"]]
    for path in sorted((site / "assets/search/extraits").glob("*.js")):
        script = path.read_text(encoding="utf-8")
        texts += json.loads(script[script.index(",") + 1 : -3])["textes"]
    for path in sorted((ROOT / "directory/answers").glob("*.yml")):
        texts += path.read_text(encoding="utf-8").splitlines()
    read = page.evaluate("texts => texts.map(text => Reperes.tokenise(text))", texts)
    assert len(texts) > 1000
    for text, terms in zip(texts, read, strict=True):
        assert terms == tokenise(text), text[:200]


def test_nothing_is_loaded_before_the_field_is_used(watched: Watched) -> None:
    page = watched.go("droits/oqtf/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in watched.requests if "search/" in url or "lunr" in url]
    page.get_by_role("combobox").first.click()
    page.wait_for_function("() => Boolean(window.Reperes.search)")
    loaded = [url for url in watched.requests if "assets/search/" in url]
    assert [url.rsplit("/", 1)[1] for url in loaded] == ["engine.js", "index.js"]


def test_search_from_the_header_suggests_and_keeps_words_in_the_fragment(watched: Watched) -> None:
    page = watched.go("droits/oqtf/")
    assert not any("assets/search/" in url for url in watched.requests), "loaded on demand only"
    field = page.get_by_role("combobox").first
    field.click()
    field.press_sequentially("placement ext")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    field.fill("placement extérieur")
    field.press("Enter")
    expect(page.locator("li[data-resultat]").first).to_be_visible()
    assert "?" not in page.url and "#q=" in page.url
    assert not any("placement" in url for url in watched.requests), "words never leave the browser"


def test_search_by_keyboard_opens_a_suggestion(watched: Watched) -> None:
    page = watched.go("droits/oqtf/")
    field = page.get_by_role("combobox").first
    field.focus()
    field.press_sequentially("libération conditionnelle")
    last = page.get_by_role("option").last  # « Tous les résultats pour … » tells which list it is
    expect(last).to_contain_text("«\u202flibération conditionnelle\u202f»")
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    field.press("Enter")
    page.wait_for_url(re.compile(r"/peines/liberation-conditionnelle|/glossaire/#"))


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "+~^:*-", "x" * 500]
)
def test_a_hostile_query_is_only_text(watched: Watched, query: str) -> None:
    page = watched.go("")
    page.on("dialog", lambda dialog: pytest.fail("a query ran as code"))
    page.goto(watched.home + "recherche/#q=" + query.replace("#", ""))
    expect(page.locator("[data-recherche-etat]")).not_to_be_empty()
    assert page.locator("main img").count() == 0


def test_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    watched = watch(context.new_page(), site.as_uri() + "/")
    watched.page.goto((site / "recherche/index.html").as_uri() + "#q=recepisse")
    first = watched.page.locator("li[data-resultat] > a").first
    expect(first).to_be_visible()
    first.click()
    watched.page.wait_for_url(re.compile(r"index\.html"))
    assert watched.errors == []
    context.close()

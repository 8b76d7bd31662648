from dataclasses import replace

import pytest

from reperes.search.concepts import Concept, with_concepts
from reperes.search.documents import KINDS, SearchedPage, documents

GUIDE = SearchedPage(
    url="droits/oqtf/",
    kind="guide",
    title="L’OQTF en prison",
    description="Comprendre et contester.",
    html='<p>Un récépissé.</p><h2 id="delais">Délais</h2><p>Sept jours, L. 614-3.</p>',
    readers=("benevoles", "familles"),
    checked="22 novembre 2026",
)
GLOSSARY = SearchedPage(
    url="glossaire/",
    kind="glossaire",
    title="Glossaire",
    description="Les mots.",
    html='<h2 id="jap">JAP : Juge de l’application des peines</h2><p>Il aménage.</p>',
)
CONTACTS = SearchedPage(
    url="annuaire/contacts/la-cimade/",
    kind="contacts",
    title="La Cimade : contacts",
    description="Adresses.",
    html='<h2 id="service">Service prison</h2><p>01 44 18 72 65</p>',
)
TEXTS = SearchedPage(
    url="textes/",
    kind="textes",
    title="Textes de loi cités",
    description="Les articles.",
    html='<h2 id="ceseda">CESEDA</h2><dl><dt id="l614-3">L. 614-3</dt><dd>Le délai.</dd></dl>',
)
PAGES = [GUIDE, GLOSSARY, CONTACTS, TEXTS]


def test_a_guide_is_cut_in_sections() -> None:
    (guide,) = documents([GUIDE])
    assert [(part.anchor, part.heading, part.text) for part in guide.parts] == [
        ("", "", "Comprendre et contester. Un récépissé."),
        ("delais", "Délais", "Sept jours, L. 614-3."),
    ]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (GUIDE, ["L’OQTF en prison", ""]),
        (GLOSSARY, ["Glossaire", "JAP : Juge de l’application des peines"]),
        (TEXTS, ["Textes de loi cités", "CESEDA", "L. 614-3"]),
        (replace(GUIDE, kind="rubrique"), ["L’OQTF en prison"]),
    ],
)
def test_each_kind_has_its_parts(page: SearchedPage, names: list[str]) -> None:
    (document,) = documents([page])
    assert [document.name(part) for part in document.parts] == names


@pytest.mark.parametrize("kind", ["recherche", "accueil", "prison", "groupe", "feuille"])
def test_pages_that_say_nothing_or_that_the_finder_finds_are_left_out(kind: str) -> None:
    assert documents([replace(GUIDE, kind=kind)]) == []


def test_an_article_is_shown_with_its_code() -> None:
    (texts,) = documents([TEXTS])
    assert texts.parts[-1].label == "L. 614-3 (CESEDA)"


def test_guides_come_first_whatever_the_order_of_pages() -> None:
    kinds = [document.page.kind for document in documents(PAGES[::-1])]
    assert kinds == sorted(kinds, key=list(KINDS).index)
    assert documents(PAGES) == documents(PAGES[::-1])


OQTF = Concept(
    ("OQTF", "Obligation de quitter le territoire français"), ("renvoi", "les"), "droits/oqtf/"
)
JAP = Concept(("JAP", "Juge de l’application des peines"), ("le juge de ma peine",))


def words_of(pages: list[SearchedPage], *concepts: Concept) -> dict[str, tuple[str, ...]]:
    """The synonyms of each part that has some, by its address."""
    return {
        document.page.url + part.anchor: part.synonyms
        for document in with_concepts(documents(pages), concepts)
        for part in document.parts
        if part.synonyms
    }


def test_a_page_has_the_words_of_what_it_answers() -> None:
    elsewhere = replace(GUIDE, url="droits/visites/", title="Les visites")
    assert words_of([GUIDE, elsewhere], OQTF) == {
        "droits/oqtf/": ("Obligation de quitter le territoire français", "renvoi", "les")
    }


def test_what_bears_a_name_has_the_other_names() -> None:
    assert words_of([GLOSSARY, GUIDE], JAP) == {"glossaire/jap": ("le juge de ma peine",)}


@pytest.mark.parametrize(
    ("synonyms", "expected"),
    [
        (["expulsion"], {"droits/oqtf/": ("expulsion",)}),
        ({"delais": ["expulsion"]}, {"droits/oqtf/delais": ("expulsion",)}),
        ((), {}),
    ],
)
def test_synonyms_written_in_a_page(
    synonyms: list[str] | dict[str, list[str]], expected: dict[str, tuple[str, ...]]
) -> None:
    assert words_of([replace(GUIDE, synonyms=synonyms)]) == expected

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

import pytest
from lunr import __TARGET_JS_VERSION__
from lunr.index import Index

from reperes.search.fold import tokenise
from reperes.search.index import (
    FIELDS,
    KINDS,
    Document,
    SearchedPage,
    Synonyms,
    Term,
    documents,
    index_script,
    lunr_index,
    packed,
    texts_script,
)

LUNR_JS = Path(__file__).parents[2] / "docs/assets/vendor/lunr"

GUIDE = SearchedPage(
    url="droits/oqtf/",
    kind="guide",
    title="L’OQTF en prison",
    description="Comprendre et contester.",
    html='<p>Un récépissé.</p><h2 id="delais">Délais</h2><p>Sept jours, L. 614-3.</p>',
)
GLOSSARY = SearchedPage(
    url="glossaire/",
    kind="glossaire",
    title="Glossaire",
    description="Les mots.",
    html='<h2 id="jap">JAP : Juge de l’application des peines</h2><p>Il aménage.</p>',
)
PRISON = SearchedPage(
    url="annuaire/prisons/sequedin/",
    kind="prison",
    title="Centre pénitentiaire de Lille-Sequedin",
    description="Adresse.",
    html='<p>Rue X.</p><h2 id="ecrire">Écrire</h2><p>01 44 18 72 65</p>',
)
TEXTS = SearchedPage(
    url="textes/",
    kind="textes",
    title="Textes de loi cités",
    description="Les articles.",
    html='<h2 id="ceseda">CESEDA</h2><dl><dt id="l614-3">L. 614-3</dt><dd>Le délai.</dd></dl>',
)


def json_of(script: str) -> str:
    """The JSON that a script of ours hands to JSON.parse."""
    literal = script[script.index("JSON.parse('") + 12 : script.rindex("')")]
    literal = literal.replace("\\u2028", "\u2028")
    return literal.replace("\\'", "'").replace("\\\\", "\\")


def found(query: str, pages: list[SearchedPage], terms: Sequence[Term] = ()) -> list[str]:
    """Search as the simplest of readers would: all the terms, exactly."""
    searched = documents(pages, terms)
    index = Index.load(lunr_index(searched))
    words = " ".join(f"+{term}".replace("-", "\\-") for term in tokenise(query))
    return [searched[int(each["ref"])].url for each in index.search(words)]


def test_a_guide_is_cut_in_sections() -> None:
    assert documents([GUIDE]) == [
        Document(
            url="droits/oqtf/",
            kind="guide",
            title="L’OQTF en prison",
            section="",
            text="Comprendre et contester. Un récépissé.",
        ),
        Document(
            url="droits/oqtf/#delais",
            kind="guide",
            title="L’OQTF en prison",
            section="Délais",
            text="Sept jours, L. 614-3.",
        ),
    ]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (GUIDE, ["L’OQTF en prison", ""]),
        (GLOSSARY, ["Glossaire", "JAP : Juge de l’application des peines"]),
        (PRISON, ["Centre pénitentiaire de Lille-Sequedin"]),
        (TEXTS, ["Textes de loi cités", "CESEDA", "L. 614-3"]),
        (replace(GUIDE, kind="rubrique"), ["L’OQTF en prison"]),
        (replace(GUIDE, kind="recherche"), []),
        (replace(GUIDE, kind="accueil"), []),
    ],
)
def test_each_kind_has_its_documents(page: SearchedPage, names: list[str]) -> None:
    assert [document.name for document in documents([page])] == names


def test_a_whole_page_says_all_it_says() -> None:
    (prison,) = documents([PRISON])
    assert prison.text == "Rue X. Écrire · 01 44 18 72 65"


def test_an_article_is_shown_with_its_code() -> None:
    assert documents([TEXTS])[-1].label == "L. 614-3 (CESEDA)"


def test_guides_come_before_the_directory_whatever_the_order_of_pages() -> None:
    pages = [PRISON, TEXTS, GUIDE, GLOSSARY]
    kinds = [document.kind for document in documents(pages)]
    assert kinds == sorted(kinds, key=list(KINDS).index)
    assert documents(pages) == documents(pages[::-1])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("recepisse", ["droits/oqtf/"]),
        ("RÉCÉPISSÉS", ["droits/oqtf/"]),
        ("oqtf", ["droits/oqtf/", "droits/oqtf/#delais"]),
        ("oqtf délai", ["droits/oqtf/#delais"]),
        ("l614-3", ["textes/#l614-3", "droits/oqtf/#delais"]),
        ("L 614-3 CESEDA", ["textes/#l614-3"]),
        ("0144187265", ["annuaire/prisons/sequedin/"]),
        ("j.a.p.", ["glossaire/#jap"]),
        ("juge application peines", ["glossaire/#jap"]),
        ("introuvable", []),
    ],
)
def test_search(query: str, expected: list[str]) -> None:
    urls = found(query, [GUIDE, GLOSSARY, PRISON, TEXTS])
    assert sorted(urls) == sorted(expected)
    assert urls[:1] == expected[:1]


def test_a_name_counts_more_than_a_heading_and_a_heading_more_than_text() -> None:
    pages = [
        replace(GUIDE, url=url, title=title, html=f'<h2 id="a">{heading}</h2><p>{text}</p>')
        for url, title, heading, text in (
            ("texte/", "Autre", "Autre", "Un visa."),
            ("titre/", "Le visa", "Autre", "Autre."),
            ("partie/", "Autre", "Le visa", "Autre."),
        )
    ]
    urls = found("visa", pages)
    assert urls == ["titre/", "partie/#a", "titre/#a", "texte/#a"]


@pytest.mark.parametrize(
    ("synonyms", "expected"),
    [
        (["expulsion"], ["droits/oqtf/"]),
        ({"delais": ["expulsion"]}, ["droits/oqtf/#delais"]),
        ({"": ["expulsion"]}, ["droits/oqtf/"]),
        ([], []),
    ],
)
def test_synonyms_of_a_page(synonyms: Synonyms, expected: list[str]) -> None:
    assert found("expulsion", [replace(GUIDE, synonyms=synonyms)]) == expected


OQTF = Term(("OQTF", "Obligation de quitter le territoire français"), ("renvoi", "les"))


@pytest.mark.parametrize(
    ("query", "title", "is_found"),
    [
        ("obligation territoire", "L’OQTF en prison", True),
        ("renvoi", "L’OQTF en prison", True),
        ("oqtf", "Contester une obligation de quitter le territoire français", True),
        ("renvoi", "Obligation de quitter le territoire français", True),
        ("oqtf", "Le renvoi", False),
        ("oqtf", "Obligation de quitter", False),
        ("oqtf", "Les", False),
    ],
)
def test_a_page_named_by_a_term_is_found_by_its_other_words(
    query: str, title: str, is_found: bool
) -> None:
    pages = [replace(GUIDE, title=title, html=""), GLOSSARY]
    nameless = Term(("", "Sans sigle"))
    assert found(query, pages, [OQTF, nameless]) == (["droits/oqtf/"] if is_found else [])
    assert documents([GLOSSARY], [OQTF, nameless])[1].synonyms == ()


def test_the_index_is_one_that_lunr_js_2_3_9_loads() -> None:
    index = lunr_index(documents([GUIDE, GLOSSARY]))
    assert index["version"] == "2.3.9"
    assert index["pipeline"] == []
    assert index["fields"] == list(FIELDS)
    terms = [term for term, _ in index["invertedIndex"]]
    assert terms == sorted(terms)


def test_the_lunr_js_we_ship_is_the_version_that_lunr_py_writes_for() -> None:
    note = (LUNR_JS / "VERSION").read_text("utf-8")
    assert note.startswith(f"lunr {__TARGET_JS_VERSION__}\n")
    assert sha256((LUNR_JS / "lunr.min.js").read_bytes()).hexdigest() in note


def test_packing_leaves_out_only_what_can_be_made_again() -> None:
    index = lunr_index(documents([GUIDE, GLOSSARY, PRISON, TEXTS]))
    small = packed(index)
    assert small["terms"] == [term for term, _ in index["invertedIndex"]]
    postings = {
        (small["terms"][number], *name.split("/"))
        for name, steps in small["vectors"]
        for number in accumulate(steps[::2])
    }
    assert postings == {
        (term, field, ref)
        for term, posting in index["invertedIndex"]
        for field in FIELDS
        for ref in posting[field]
    }
    kept = [sorted(steps[1::2]) for _, steps in small["vectors"]]
    assert kept == [sorted(vector[1::2]) for _, vector in index["fieldVectors"]]


def test_no_page_makes_an_index_that_finds_nothing() -> None:
    assert Index.load(lunr_index([])).search("oqtf") == []


def test_the_scripts_hand_over_what_they_were_given() -> None:
    hostile = "L'\\ \"</script>\u2028 \n ${x} `"
    pages = [replace(GUIDE, title=hostile, description=hostile)]
    searched = documents(pages)
    shown = json.loads(json_of(index_script(searched)))
    assert shown["documents"][0] == {
        "url": "droits/oqtf/",
        "kind": "guide",
        "title": hostile,
        "section": "",
    }
    assert json.loads(json_of(texts_script(searched))) == [document.text for document in searched]
    assert "\u2028" not in index_script(searched)


def test_two_builds_give_the_same_bytes() -> None:
    pages = [GUIDE, GLOSSARY, PRISON, TEXTS]
    assert index_script(documents(pages)) == index_script(documents(pages[::-1]))

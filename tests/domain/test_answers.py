"""What people type leads to a page: the words of the glossary, and the chosen answers."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from reperes.directory.records import Term
from reperes.guides.answers import LISTS, answer_page, heading_ids
from reperes.pages import pages
from reperes.pages.rendering import Renderer
from reperes.search.fold import fold
from reperes.site import Knowledge, learn
from tests import tiny
from tests.conftest import ROOT

MAIN_CONCEPTS = 60
WORDS_OF_A_MAIN_CONCEPT = 12
WAYS_TO_ASK = 20
ANSWERS = "directory/answers/droits.yml"


@cache
def true_knowledge() -> Knowledge:
    return learn(ROOT / "directory", ROOT / "docs", tiny.TODAY)


def terms() -> dict[str, Term]:
    return dict(true_knowledge().directory.terms)


def words(term: Term) -> list[str]:
    return [fold(word) for word in (*term.synonymes, *term.mots)]


def names(term: Term) -> list[str]:
    return [fold(name) for name in (term.terme, term.sigle) if name]


def test_main_concepts_are_known_by_many_words() -> None:
    rich = {name for name, term in terms().items() if len(words(term)) >= WORDS_OF_A_MAIN_CONCEPT}
    assert len(rich) >= MAIN_CONCEPTS
    assert {name for name in rich if not terms()[name].voir} == set()


def test_a_word_has_two_meanings_at_most() -> None:
    owners = Counter(word for term in terms().values() for word in {*names(term), *words(term)})
    assert {word for word, count in owners.items() if count > 2} == set()


def test_a_term_says_each_word_once() -> None:
    twice = {
        name: [word for word, count in Counter([*words(term), *names(term)]).items() if count > 1]
        for name, term in terms().items()
    }
    assert {name: found for name, found in twice.items() if found} == {}


def test_a_term_leads_to_a_guide() -> None:
    guides = true_knowledge().library.guides
    assert {term.voir for term in terms().values() if term.voir} <= set(guides)


# Things that people confuse, and that no word may bring together: they have different rules.
DIFFERENT = [
    ("semi-liberte", "lc"),
    ("lsc", "lc"),
    ("lc", "mise-en-liberte"),
    ("itf", "irtf"),
    ("itf", "oqtf"),
    ("retention", "ecrou"),
    ("isolement", "quartier-disciplinaire"),
    ("jap", "ta"),
    ("ddse", "assignation-a-residence"),
    ("casier-judiciaire", "taj"),
    ("cpip", "jap"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_notions_share_no_word(one: str, other: str) -> None:
    assert set(words(terms()[one])) & set(words(terms()[other])) == set()


def test_a_guide_is_asked_for_in_many_ways() -> None:
    knowledge = true_knowledge()
    asked: Counter[str] = Counter()
    for answer in knowledge.directory.answers.values():
        asked[answer.page] += len(answer.question)
    assert {guide for guide in knowledge.library.guides if asked[guide] < WAYS_TO_ASK} == set()


def test_the_lists_that_an_answer_may_name_are_made() -> None:
    made = pages(Renderer(true_knowledge(), ROOT / "overrides" / "fiches"))
    assert {f"{name}.md" for name in LISTS} <= set(made)


@pytest.mark.parametrize(
    ("page", "section", "expected"),
    [
        ("droits/oqtf", "", "droits/oqtf.md"),
        ("droits/oqtf", "delais", "droits/oqtf.md#delais"),
        ("annuaire/index", "", "annuaire/index.md"),
        (
            "annuaire:cimade-service-prison",
            "",
            "annuaire/contacts/lignes-nationales.md#cimade-service-prison",
        ),
        ("glossaire:oqtf", "", "glossaire.md#oqtf"),
    ],
)
def test_where_an_answer_leads(tmp_path: Path, page: str, section: str, expected: str) -> None:
    lines = ["- question: [expulsé, renvoyé]", f"  page: {page}"]
    lines += [f"  section: {section}"] if section else []
    tiny.write(tmp_path, {ANSWERS: "\n".join(lines).encode()})
    directory = learn(tmp_path / "directory", tmp_path / "docs", tiny.TODAY).directory
    (answer,) = directory.answers.values()
    assert answer.question == ("expulsé", "renvoyé")
    assert answer_page(directory, answer) == expected


def test_without_files_there_are_no_answers(tmp_path: Path) -> None:
    tiny.write(tmp_path)
    knowledge = learn(tmp_path / "directory", tmp_path / "docs", tiny.TODAY)
    assert knowledge.directory.answers == {}


@pytest.mark.parametrize(
    ("markdown", "ids"),
    [
        ("## Délais\n\n### L’isolement\n", ["delais", "lisolement"]),
        ("## Fiche { #a-emporter .x }\n", ["a-emporter"]),
        ("## Le fichier ([FIJAIS](glossaire:fijais))\n", ["le-fichier-fijais"]),
        ("## Deux\n\n## Deux\n", ["deux", "deux_1"]),
        ("```\n# pas un titre\n```\n", []),
    ],
)
def test_ids_of_headings(markdown: str, ids: list[str]) -> None:
    assert heading_ids(markdown) == ids

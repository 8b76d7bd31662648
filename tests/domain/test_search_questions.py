from collections.abc import Mapping
from math import hypot, log

import pytest

from reperes.search.concepts import Concept
from reperes.search.documents import Document, documents
from reperes.search.fold import question_key
from reperes.search.questions import (
    Question,
    Row,
    definitions,
    expressions,
    questions_by_file,
    terms_asked,
    with_questions,
)
from tests.domain.test_search_documents import GLOSSARY, GUIDE, JAP, OQTF

LETTER = Question("la lettre du préfet", "droits/oqtf/", "La lettre")
LATE = Question("le délai du préfet", "droits/oqtf/#delais", "Le délai")


def by_file(
    found: list[Document], questions: list[Question], common: set[str]
) -> Mapping[str, list[Row]]:
    asked = [terms_asked(part) for document in found for part in document.parts]
    return questions_by_file(questions, asked, common)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sortir plus tôt", "plus tot sortir"),
        ("Comment faire pour sortir plus tôt ?", "sortir tôt"),
        ("J.A.P.", "jap"),
    ],
)
def test_two_ways_to_ask_one_question(one: str, other: str) -> None:
    assert question_key(one) == question_key(other)


def test_expressions_are_of_several_words_and_lead_to_a_page() -> None:
    early = Concept(("Sortir plus tôt",), ("dehors",), "peines/qui-decide/")
    assert list(expressions([OQTF, JAP, early])) == [
        Question("Obligation de quitter le territoire français", "droits/oqtf/"),
        Question("Sortir plus tôt", "peines/qui-decide/"),
    ]


def test_a_name_chooses_the_page_then_the_definition() -> None:
    judge = Concept(("Juge", "JAP"), ("le juge",), "peines/qui-decide/", "glossaire/#jap")
    assert list(definitions([judge])) == [
        Question("Juge", "peines/qui-decide/", "Juge"),
        Question("JAP", "peines/qui-decide/", "Juge"),
        Question("Juge", "glossaire/#jap", "Juge"),
        Question("JAP", "glossaire/#jap", "Juge"),
    ]


def test_each_part_has_its_questions() -> None:
    found = with_questions(documents([GUIDE, GLOSSARY]), [LETTER, LATE])
    assert {
        document.address(part): part.questions for document in found for part in document.parts
    } == {
        "droits/oqtf/": ("la lettre du préfet",),
        "droits/oqtf/#delais": ("le délai du préfet",),
        "glossaire/": (),
        "glossaire/#jap": (),
    }


def test_a_question_is_kept_under_its_rarest_words_with_its_length() -> None:
    found = list(with_questions(documents([GUIDE, GLOSSARY]), [LETTER, LATE]))
    rare, common = log(1 + 4 / 1), log(1 + 4 / 2)  # of four parts, one or two are asked for so
    length = round(hypot(rare, common), 2)
    letter: Row = ["droits/oqtf/", "La lettre", [length, "lettre prefet"]]
    late: Row = ["droits/oqtf/#delais", "Le délai", [length, "delai prefet"]]
    assert by_file(found, [LETTER, LATE], {"le"}) == {
        "le": [letter],
        "d": [late],
        "p": [letter, late],
    }


def test_only_the_rarest_words_keep_a_question() -> None:
    common = Question("préfet", "glossaire/#jap", "Le préfet")
    long = Question("rare lettre du préfet", "droits/oqtf/", "La lettre")
    found = list(with_questions(documents([GUIDE, GLOSSARY]), [LETTER, common, long]))
    kept = by_file(found, [long], set())
    assert set(kept) == {"l", "r"}


def test_two_ways_to_say_one_question_are_kept_once() -> None:
    again = Question("lettre du préfet ?", "droits/oqtf/", "La lettre")
    found = list(with_questions(documents([GUIDE]), [LETTER, again]))
    for ((address, title, *questions),) in by_file(found, [LETTER, again], set()).values():
        assert (address, title, len(questions)) == ("droits/oqtf/", "La lettre", 1)

import json
from collections import Counter
from hashlib import sha256
from itertools import accumulate
from math import hypot, log
from pathlib import Path
from typing import Any

import pytest
from lunr import __TARGET_JS_VERSION__

from reperes.search.beginnings import FEWEST, common_beginnings, file_of
from reperes.search.concepts import Concept, with_concepts
from reperes.search.documents import documents
from reperes.search.fold import tokenise
from reperes.search.index import NAMES, names_index, texts_indexes
from reperes.search.questions import Question
from reperes.search.scripts import scripts
from tests.domain.test_search_documents import GUIDE, PAGES

LUNR_JS = Path(__file__).parents[2] / "docs/assets/vendor/lunr"


def vectors(packed: dict[str, Any]) -> dict[tuple[str, int], list[int]]:
    """(field, number of the part) → its steps, of a packed index."""
    return {
        (field, ref): steps
        for field, row in packed["vectors"].items()
        for ref, steps in zip(accumulate(row[::2]), row[1::2], strict=True)
    }


def postings(packed: dict[str, Any]) -> set[tuple[str, str, int]]:
    """(term, field, number of the part) of a packed index."""
    return {
        (packed["terms"][number], field, ref)
        for (field, ref), steps in vectors(packed).items()
        for number in accumulate(steps[::2])
    }


def data_of(script: str) -> Any:  # noqa: ANN401 (JSON)
    """What a script of ours delivers."""
    assert script.startswith('Reperes.deliver("search/') and script.endswith(");\n")
    return json.loads(script[script.index(",") + 1 : -3])


def test_each_word_of_a_name_is_in_its_field() -> None:
    concept = Concept(("OQTF",), ("renvoi", "quitter la France"), "droits/oqtf/")
    (guide,) = with_concepts(documents([GUIDE]), [concept])
    index = names_index([guide])
    assert index["version"] == "2.3.9"
    assert index["fields"] == list(NAMES)
    assert index["terms"] == sorted(index["terms"])
    assert postings(index) == {
        ("oqtf", "nom", 0),
        ("prison", "nom", 0),
        ("renvoi", "synonymes", 0),
        ("delai", "section", 1),
    }


def test_a_name_weighs_more_than_a_heading() -> None:
    index = names_index(documents([GUIDE]))
    scores = {field: steps[1] for (field, _), steps in vectors(index).items()}
    assert scores["nom"] > scores["section"]


def test_the_words_of_texts_are_cut_by_beginning_and_none_is_lost() -> None:
    texts = [tokenise(part.text) for document in documents([GUIDE]) for part in document.parts]
    shards = texts_indexes(texts, {"co", "61"})
    found = {name: {term for term, _, _ in postings(index)} for name, index in shards.items()}
    assert found == {
        "61": {"614-3"},
        "co": {"comprendre", "contester"},
        "j": {"jour"},
        "l": {"l614-3"},
        "r": {"recepisse"},
        "s": {"sept"},
    }


@pytest.mark.parametrize(
    ("term", "name"),
    [("oqtf", "oq"), ("ordre", "o"), ("614-3", "6"), ("4", "4"), ("été", "_"), ("a-b", "a")],
)
def test_the_file_of_a_term(term: str, name: str) -> None:
    assert file_of(term, {"oq"}) == name


def test_two_letters_name_a_file_of_many_words() -> None:
    many = [f"pr{number}" for number in range(FEWEST)]
    assert common_beginnings([*many, *["rsa"] * FEWEST, "p", "é" * FEWEST]) == {"pr"}


def test_no_page_makes_an_index_that_finds_nothing() -> None:
    assert names_index([])["terms"] == []
    assert texts_indexes([], set()) == {}


def test_the_files_of_the_search() -> None:
    question = Question("Sortir plus tôt", "droits/oqtf/#delais", "Sortir")
    found = scripts(PAGES, [], [question])
    assert {"index.js", "textes.js", "sources.js", "index/r.js", "extraits/0.js"} <= set(found)
    core = data_of(found["index.js"])
    assert core["pages"][0] == [
        "droits/oqtf/",
        "guide",
        "L’OQTF en prison",
        "benevoles familles",
        "22 novembre 2026",
        [["delais", "Délais"]],
    ]
    assert [row[0] for row in core["pages"]] == [
        "droits/oqtf/",
        "glossaire/",
        "annuaire/contacts/la-cimade/",
    ]
    asked = data_of(found["index/s.js"])
    assert postings(asked["demandes"]) == {("sortir", "question", 1)}
    ((address, title, (_, key)),) = asked["questions"]
    assert (address, title, key) == ("droits/oqtf/#delais", "Sortir", "sortir tot")
    extracts = data_of(found["extraits/0.js"])
    assert extracts["edition"] == asked["edition"] == core["edition"]
    assert extracts["textes"] == [
        "Comprendre et contester. Un récépissé.",
        "Sept jours, L. 614-3.",
    ]
    assert [row[0] for row in data_of(found["textes.js"])["pages"]] == ["textes/"]
    assert core["debuts"] == sorted(name[6:-3] for name in found if name.startswith("index/"))


def test_the_length_of_a_question_is_what_browsers_count() -> None:
    """search-questions.js weighs a word by how many parts the index of questions has it in."""
    questions = [
        Question("sortir tôt", "droits/oqtf/#delais", "Sortir"),
        Question("sortir tard", "droits/oqtf/", "Sortir"),
    ]
    found = scripts(PAGES, [], questions)
    core = data_of(found["index.js"])
    total = sum(1 + len(parts) for *_, parts in core["pages"])
    files = [data_of(text) for name, text in found.items() if name.startswith("index/")]
    indexes = [data["demandes"] for data in files if "demandes" in data]
    counts = Counter(term for index in indexes for term, _, _ in postings(index))
    for _, _, (length, key) in (row for data in files for row in data.get("questions", [])):
        weights = [log(1 + total / counts[term]) for term in key.split()]
        assert length == pytest.approx(hypot(*weights), abs=0.01)
    assert counts["sortir"] == 2


def test_a_hostile_title_is_only_text() -> None:
    hostile = "L'\\ \"</script>\u2028 \n ${x} `"
    found = scripts([GUIDE.__class__(**{**GUIDE.__dict__, "title": hostile})], [], [])
    assert data_of(found["index.js"])["pages"][0][2] == hostile


def test_two_builds_give_the_same_bytes() -> None:
    assert scripts(PAGES, [], []) == scripts(PAGES[::-1], [], [])


def test_the_lunr_js_we_ship_is_the_version_that_lunr_py_writes_for() -> None:
    note = (LUNR_JS / "VERSION").read_text("utf-8")
    assert note.startswith(f"lunr {__TARGET_JS_VERSION__}\n")
    assert sha256((LUNR_JS / "lunr.min.js").read_bytes()).hexdigest() in note

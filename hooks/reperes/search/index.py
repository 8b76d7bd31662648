"""The search index: lunr indexes small enough to load while somebody types.

One index of the names, headings and synonyms of all parts; and the words of the texts, and of the
questions, cut by their beginning, of which a query needs a few. References are the numbers of
the parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Any

from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder

from reperes.search.beginnings import file_of
from reperes.search.documents import Document, Part
from reperes.search.fold import tokenise

# What the words of a field weigh. A document is known by its own name first: the title of a page,
# the name of a record; then by other names for the same thing; then by the heading of a section.
# The least is 3, so that scores keep their order once they are rounded to whole numbers.
# Expressions of several words are apart: see questions.py.
NAMES: Mapping[str, int] = {
    "nom": 30,
    "synonymes": 26,
    "section": 15,
    "parent": 7,
}
QUESTIONS: Mapping[str, int] = {"question": 8}
TEXTS: Mapping[str, int] = {"texte": 3}

# How much a long field makes each of its words count less (lunr's own default is 0.75): a guide
# with many synonyms, or that answers many questions, is no less about each of them.
LENGTH_MATTERS = 0.75
LENGTH_IS_NOTHING = 0

Words = Mapping[str, Sequence[str]]  # the terms of a part, by field


def names_index(documents: Sequence[Document]) -> dict[str, Any]:
    """Give the index of the names, headings and synonyms of every part, packed."""
    words = (_names(document, part) for document in documents for part in document.parts)
    return packed(_lunr_index(NAMES, words, LENGTH_IS_NOTHING))


def texts_indexes(texts: Iterable[Sequence[str]], common: Set[str]) -> dict[str, dict[str, Any]]:
    """Give the indexes of the texts, packed, by file: see beginnings.py.

    Args:
        texts: the terms of the text of each part.
        common: the beginnings that have a file.
    """
    index = _lunr_index(TEXTS, ({"texte": terms} for terms in texts), LENGTH_MATTERS)
    return {name: packed(share) for name, share in _by_file(index, common).items()}


def questions_indexes(
    asked: Iterable[Sequence[str]], common: Set[str]
) -> dict[str, dict[str, Any]]:
    """Give the indexes of the words of questions in the same way.

    Args:
        asked: the terms of the questions of each part, each once.
        common: the beginnings that have a file.
    """
    index = _lunr_index(QUESTIONS, ({"question": terms} for terms in asked), LENGTH_IS_NOTHING)
    return {name: packed(share) for name, share in _by_file(index, common).items()}


def packed(index: Mapping[str, Any]) -> dict[str, Any]:
    """Give a serialised index in less than half its weight, for `unpack` of search-engine.js.

    lunr says twice which document has which term: in `fieldVectors` (by document) and in
    `invertedIndex` (by term). Only the first is kept, and the terms. A vector is a list of numbers
    of terms, rising, each followed by a score: terms are numbered in alphabetical order, and each
    number is written as its distance from the one before, because small numbers compress well. The
    vectors of a field follow one another, each after the number of its part, written so too.
    """
    entries = index["invertedIndex"]
    rank = {posting["_index"]: place for place, (_, posting) in enumerate(entries)}
    return {
        "version": index["version"],
        "fields": index["fields"],
        "pipeline": index["pipeline"],
        "terms": [term for term, _ in entries],
        "vectors": _by_field(index, rank),
    }


def _names(document: Document, part: Part) -> Words:
    name = document.name(part)
    words = [(synonym, tokenise(synonym)) for synonym in part.synonyms]
    return {
        "nom": tokenise(name),
        "synonymes": list(chain.from_iterable(terms for _, terms in words if len(terms) == 1)),
        "section": tokenise("" if name else part.heading),
        "parent": tokenise(part.parent),
    }


def _lunr_index(
    fields: Mapping[str, int], words: Iterable[Words], length_matters: float
) -> dict[str, Any]:
    """Give the index that `lunr.Index.load` reads, version 2.3.9.

    The pipelines are empty: words are read by `tokenise` before they enter, here and in the
    browser. (Asked for a language, lunr.py would download data.) Scores are whole numbers: lighter,
    and no reader could see the difference.
    """
    builder = Builder()
    builder.ref("ref")
    builder.b(length_matters)
    for name, boost in fields.items():
        builder.field(name, boost=boost)
    count = 0
    for count, terms in enumerate(words, 1):
        builder.add({"ref": str(count - 1), **terms})
    serialised: dict[str, Any] = builder.build().serialize() if count else _empty_index(fields)
    serialised["fieldVectors"] = [
        [ref, _rounded(vector)] for ref, vector in serialised["fieldVectors"] if vector
    ]
    return serialised


def _by_file(index: Mapping[str, Any], common: Set[str]) -> Mapping[str, dict[str, Any]]:
    """Cut a serialised index by the file of its terms."""
    names: dict[int, str] = {}
    entries: defaultdict[str, list[Any]] = defaultdict(list)
    for term, posting in index["invertedIndex"]:
        name = names[posting["_index"]] = file_of(term, common)
        entries[name].append([term, posting])
    vectors: defaultdict[str, list[Any]] = defaultdict(list)
    for ref, vector in index["fieldVectors"]:
        shares: defaultdict[str, list[float]] = defaultdict(list)
        for number, score in _pairs(vector):
            shares[names[int(number)]] += [number, score]
        for name, share in shares.items():
            vectors[name].append([ref, share])
    return {
        name: {**index, "invertedIndex": entries[name], "fieldVectors": vectors[name]}
        for name in sorted(vectors)
    }


def _by_field(index: Mapping[str, Any], rank: Mapping[int, int]) -> dict[str, list[Any]]:
    """`nom/7`, `nom/9`… → `nom`: [7, its steps, 2, its steps…]."""
    found: dict[str, list[Any]] = {field: [] for field in index["fields"]}
    before = dict.fromkeys(index["fields"], 0)
    for name, vector in sorted(index["fieldVectors"], key=lambda each: int(each[0].split("/")[1])):
        field, ref = name.split("/")
        found[field] += [int(ref) - before[field], _steps(vector, rank)]
        before[field] = int(ref)
    return found


def _steps(vector: Sequence[int], rank: Mapping[int, int]) -> list[int]:
    """Give a vector with its terms renumbered by `rank`, each as a step from the one before."""
    before = 0
    steps = []
    for number, score in sorted((rank[number], score) for number, score in _pairs(vector)):
        steps += [number - before, score]
        before = number
    return steps


def _pairs(vector: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Give a vector of lunr (number of a term, score, number, score…) pair by pair."""
    return zip(vector[::2], vector[1::2], strict=True)


def _rounded(vector: Sequence[float]) -> list[int]:
    """Give a vector of lunr with whole scores."""
    return [max(1, round(each)) if place % 2 else int(each) for place, each in enumerate(vector)]


def _empty_index(fields: Mapping[str, int]) -> dict[str, Any]:
    """Give the index of no document: lunr.py would divide by their number."""
    return {
        "version": __TARGET_JS_VERSION__,
        "fields": list(fields),
        "fieldVectors": [],
        "invertedIndex": [],
        "pipeline": [],
    }

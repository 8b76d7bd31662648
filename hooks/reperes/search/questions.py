"""How people ask: the questions that editors wrote for a page, and the expressions that mean one.

A question helps in two ways: its words are words for its page (see index.py), and whoever asks it,
or nearly, is shown that page first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from math import hypot, log

from reperes.search.beginnings import file_of
from reperes.search.concepts import Concept
from reperes.search.documents import Document, Part
from reperes.search.fold import question_key, tokenise

RAREST = 2  # words that each bring a question

Row = list[object]


@dataclass(frozen=True)
class Question:
    """One way to ask.

    Attributes:
        text: as people type it.
        address: what answers, from the root of the site: a page, a section or a record.
        title: what to call the answer when it is chosen for whoever types exactly that; "" for an
            expression, which leads to a page but does not choose it.
    """

    text: str
    address: str
    title: str = ""


def expressions(concepts: Iterable[Concept]) -> Iterator[Question]:
    """Give the expressions of several words that mean the page of a concept."""
    for concept in concepts:
        for words in (*concept.names, *concept.words) if concept.page else ():
            if " " in question_key(words):
                yield Question(words, concept.page)


def definitions(concepts: Iterable[Concept]) -> Iterator[Question]:
    """Give what names a concept and nothing else: it chooses its page, then its definition."""
    for concept in concepts:
        for address in filter(None, (concept.page, concept.definition)):
            for name in concept.names:
                yield Question(name, address, concept.names[0])


def with_questions(
    documents: Iterable[Document], questions: Iterable[Question]
) -> Iterator[Document]:
    """Give each document with the questions that its parts answer."""
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for question in questions:
        asked[question.address].append(question.text)
    for document in documents:
        parts = (
            replace(part, questions=tuple(asked[document.address(part)])) for part in document.parts
        )
        yield replace(document, parts=tuple(parts))


def terms_asked(part: Part) -> list[str]:
    """Give the terms of all the questions of a part, in order, each once.

    A word asked in many ways is no more asked for.
    """
    return list(dict.fromkeys(chain.from_iterable(map(tokenise, part.questions))))


def questions_by_file(
    questions: Iterable[Question], asked: Sequence[Sequence[str]], common: Set[str]
) -> Mapping[str, list[Row]]:
    """Give the questions by file of the words of each that tell most, which few others have.

    Rows are `[address, title, [length, terms], [length, terms]…]`: terms as in `question_key`,
    length as in `_length`.

    Args:
        questions: all of them.
        asked: `terms_asked` of each part.
        common: the beginnings that have a file.
    """
    counts = Counter(chain.from_iterable(asked))
    found: defaultdict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    for question in questions:
        key = question_key(question.text)
        terms = sorted(key.split(), key=lambda term: (counts[term], term))
        entry = [_length(terms, counts, len(asked)), key]
        for name in {file_of(term, common) for term in terms[:RAREST]}:
            row = found[name].setdefault(
                (question.address, question.title), [question.address, question.title]
            )
            if entry not in row:
                row.append(entry)
    return {name: list(rows.values()) for name, rows in found.items()}


def _length(terms: Sequence[str], counts: Mapping[str, int], total: int) -> float:
    """The length of a question as a vector: each word is as long as it tells much.

    A word tells log(1 + parts / parts of which a question has it): search-questions.js counts so.
    """
    return round(hypot(*(log(1 + total / max(1, counts[term])) for term in terms)), 2)

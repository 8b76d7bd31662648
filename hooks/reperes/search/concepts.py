"""What people call things: the words of the glossary, for the search."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from reperes.search.documents import Document, Part
from reperes.search.fold import tokenise


@dataclass(frozen=True)
class Concept:
    """A notion, and the words that people use for it.

    Attributes:
        names: what it is called, sigle included: each stands for the other.
        words: what people also say. They lead to it, but do not stand for it: who types
            « expulsion » may mean an OQTF, an OQTF is not another name for an expulsion.
        page: the address of the page that answers, e.g. `droits/oqtf/`, or "".
        definition: the address of its definition, e.g. `glossaire/#oqtf`, or "".
    """

    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    page: str = ""
    definition: str = ""


def with_concepts(documents: Iterable[Document], concepts: Sequence[Concept]) -> Iterator[Document]:
    """Give each document with the other words for what it is about.

    A page has the words of the concepts that it answers. A page or a record that has a name of a
    concept in its own name has its other names too.
    """
    spaced = [(concept, tuple(map(_spaced, concept.names))) for concept in concepts]
    for document in documents:
        parts = tuple(_with_words(document, part, spaced) for part in document.parts)
        yield replace(document, parts=parts)


def _with_words(
    document: Document, part: Part, concepts: Sequence[tuple[Concept, tuple[str, ...]]]
) -> Part:
    name = _spaced(document.name(part))
    added = chain.from_iterable(
        (*concept.names, *concept.words)
        for concept, names in concepts
        if (not part.anchor and concept.page == document.page.url)
        or any(each.strip() and each in name for each in names)
    )
    new = (text for text in added if _spaced(text) not in name)
    return replace(part, synonyms=tuple(dict.fromkeys((*part.synonyms, *new))))


def _spaced(text: str) -> str:
    """Give the terms of `text` between spaces, so that one text can be sought in another."""
    return f" {' '.join(tokenise(text))} "

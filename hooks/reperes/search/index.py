"""The search index: documents made from pages, and the two files that the browser loads."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import chain
from typing import Any

from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder

from reperes.search.fold import tokenise
from reperes.search.sections import Section, split


class Cut(Enum):
    """How the pages of a kind become documents."""

    SECTIONS = auto()  # the page, and each of its sections
    RECORDS = auto()  # the page, and each of its sections as a thing in itself
    WHOLE = auto()  # one document with all that the page says
    HEAD = auto()  # one document with what it says before its first section


@dataclass(frozen=True)
class Kind:
    """A kind of page, as the search sees it.

    Attributes:
        label: what a result is called.
        cut: how its pages become documents.
        boost: how much it counts against other kinds, for the same words.
    """

    label: str
    cut: Cut
    boost: float = 1


# The kinds of page that are searched, the most useful answers first: the order settles ties.
# The home page and the register of checks repeat others; the results page says nothing.
KINDS: Mapping[str, Kind] = {
    "guide": Kind("Guide", Cut.SECTIONS, 1.5),
    "glossaire": Kind("Glossaire", Cut.RECORDS, 1.2),
    "region": Kind("Permanence", Cut.RECORDS),
    "groupe": Kind("Groupe local", Cut.WHOLE),
    "prison": Kind("Prison", Cut.WHOLE),
    "contacts": Kind("Contact", Cut.RECORDS),
    "annuaire": Kind("Annuaire", Cut.HEAD),
    "rubrique": Kind("Rubrique", Cut.HEAD, 0.8),
    "page": Kind("Page", Cut.SECTIONS, 0.8),
    "textes": Kind("Texte de loi", Cut.RECORDS, 0.6),
    "sources": Kind("Source", Cut.RECORDS, 0.5),
}

# The sections of a page of prose answer the same need: a few of them are enough in a list.
MAX_SECTIONS_SHOWN = 3

# What the words of a field weigh. A document is known by its own name first: the title of a page,
# the name of a record; then by other names for the same thing; then by the heading of a section.
# The least is 3, so that scores keep their order once they are rounded to whole numbers.
FIELDS: Mapping[str, int] = {"nom": 30, "synonymes": 24, "section": 15, "page": 9, "texte": 3}

Synonyms = Sequence[str] | Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class SearchedPage:
    """What the search needs of a page.

    Attributes:
        url: from the root of the site, e.g. `droits/oqtf/`.
        kind: one of KINDS, or the page is left out.
        title: its title.
        description: what it says of itself, shown for the page as a whole.
        html: its content.
        synonyms: other words for it; or, for some of its sections, by their id.
    """

    url: str
    kind: str
    title: str
    description: str
    html: str
    synonyms: Synonyms = ()


@dataclass(frozen=True)
class Term:
    """A word of the glossary, for those who know it by another.

    Attributes:
        names: what it is called, sigle included: each stands for the other.
        synonyms: what people also say. They lead to the term, but do not stand for it: who types
            « expulsion » may mean an OQTF, an OQTF is not another name for an expulsion.
    """

    names: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """Something that the search can answer with: a page as a whole, a section or a record.

    Attributes:
        url: from the root of the site, anchor included.
        kind: one of KINDS.
        title: the title of the page.
        section: the heading of the section or the name of the record; empty for the whole page.
        text: what it says.
        parent: the heading above, where the name of the record is not enough (an article number).
        synonyms: other words for it.
    """

    url: str
    kind: str
    title: str
    section: str
    text: str
    parent: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in itself; empty for a section, which only makes sense in its page."""
        if not self.section:
            return self.title
        return self.section if KINDS[self.kind].cut is Cut.RECORDS else ""

    @property
    def label(self) -> str:
        """The heading or name as shown to readers."""
        return f"{self.section} ({self.parent})" if self.parent else self.section


def documents(pages: Iterable[SearchedPage], terms: Sequence[Term] = ()) -> list[Document]:
    """Give the documents of all pages, in the order that settles ties.

    Args:
        pages: the pages of the site; those whose kind is not in KINDS are left out.
        terms: the glossary. A document that has one of the names of a term in its own name is
            found by the other names and by the synonyms of that term.
    """
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    searched = [page for page in pages if page.kind in KINDS]
    searched.sort(key=lambda page: (ranks[page.kind], page.url))
    found = chain.from_iterable(map(_documents_of, searched))
    spaced = [(term, tuple(map(_spaced, term.names))) for term in terms]
    return [_with_synonyms(document, spaced) for document in found]


def index_script(documents: Sequence[Document]) -> str:
    """Give the script that hands the index and the list of documents to the page.

    It is a script and not JSON because a page opened from a USB stick cannot fetch. The texts are
    apart (`texts_script`): suggestions do without them.
    """
    payload = {
        "kinds": {
            key: {
                "label": kind.label,
                "hasRecords": kind.cut is Cut.RECORDS,
                "maxPerPage": MAX_SECTIONS_SHOWN if kind.cut is Cut.SECTIONS else None,
            }
            for key, kind in KINDS.items()
        },
        "documents": [
            {"url": each.url, "kind": each.kind, "title": each.title, "section": each.label}
            for each in documents
        ],
        "index": packed(lunr_index(documents)),
    }
    return _script("searchIndex", payload)


def texts_script(documents: Sequence[Document]) -> str:
    """Give the script that hands the text of each document, in the order of `index_script`."""
    return _script("searchTexts", [each.text for each in documents])


def lunr_index(documents: Sequence[Document]) -> dict[str, Any]:
    """Give the index that `lunr.Index.load` reads, version 2.3.9.

    References are the positions of the documents. The pipelines are empty: words are read by
    `tokenise` before they enter, here and in the browser. (Asked for a language, lunr.py would
    download data.) Scores are whole numbers: lighter, and no reader could see the difference.
    """
    builder = Builder()
    builder.ref("ref")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for position, document in enumerate(documents):
        builder.add(_fields(position, document), {"boost": KINDS[document.kind].boost})
    serialised: dict[str, Any] = builder.build().serialize() if documents else _empty_index()
    serialised["fieldVectors"] = [
        [ref, _rounded(vector)] for ref, vector in serialised["fieldVectors"] if vector
    ]
    return serialised


def packed(index: Mapping[str, Any]) -> dict[str, Any]:
    """Give a serialised index in less than half its weight, for `unpack` of search-engine.js.

    lunr says twice which document has which term: in `fieldVectors` (by document) and in
    `invertedIndex` (by term). Only the first is kept, and the terms. A vector is a list of numbers
    of terms, rising, each followed by a score: terms are numbered in alphabetical order, and each
    number is written as its distance from the one before, because small numbers compress well.
    """
    entries = index["invertedIndex"]
    rank = {posting["_index"]: place for place, (_, posting) in enumerate(entries)}
    return {
        "version": index["version"],
        "fields": index["fields"],
        "pipeline": index["pipeline"],
        "terms": [term for term, _ in entries],
        "vectors": [[ref, _steps(vector, rank)] for ref, vector in index["fieldVectors"]],
    }


def _steps(vector: Sequence[int], rank: Mapping[int, int]) -> list[int]:
    """Give a vector with its terms renumbered by `rank`, each as a step from the one before."""
    scores = sorted((rank[vector[at]], vector[at + 1]) for at in range(0, len(vector), 2))
    before = 0
    steps = []
    for number, score in scores:
        steps += [number - before, score]
        before = number
    return steps


def _empty_index() -> dict[str, Any]:
    """Give the index of no document: lunr.py would divide by their number."""
    return {
        "version": __TARGET_JS_VERSION__,
        "fields": list(FIELDS),
        "fieldVectors": [],
        "invertedIndex": [],
        "pipeline": [],
    }


def _rounded(vector: Sequence[float]) -> list[int]:
    """Give a vector of lunr (number of a term, score, number, score…) with whole scores."""
    return [max(1, round(each)) if place % 2 else int(each) for place, each in enumerate(vector)]


def _fields(position: int, document: Document) -> dict[str, Any]:
    """Give the terms of a document, by field."""
    return {
        "ref": str(position),
        "nom": tokenise(document.name),
        "synonymes": list(chain.from_iterable(map(tokenise, document.synonyms))),
        "section": tokenise("" if document.name else document.section),
        "page": tokenise(f"{document.title} {document.parent}" if document.section else ""),
        "texte": tokenise(document.text),
    }


def _documents_of(page: SearchedPage) -> Iterator[Document]:
    """Give the documents of one page.

    The page as a whole also says its description, unless it is cut as a whole: pages made alike
    have descriptions made alike.
    """
    head, *sections = split(page.html)
    cut = KINDS[page.kind].cut
    inside = [" · ".join(filter(None, (each.title, each.text))) for each in sections]
    texts = [head.text, *inside] if cut is Cut.WHOLE else [page.description, head.text]
    yield Document(
        url=page.url,
        kind=page.kind,
        title=page.title,
        section="",
        text=" ".join(filter(None, texts)),
        synonyms=_synonyms_of(page, head),
    )
    if cut in (Cut.SECTIONS, Cut.RECORDS):
        for section in sections:
            yield _document_of(page, section)


def _document_of(page: SearchedPage, section: Section) -> Document:
    return Document(
        url=f"{page.url}#{section.anchor}",
        kind=page.kind,
        title=page.title,
        section=section.title,
        text=section.text,
        parent=section.parent,
        synonyms=_synonyms_of(page, section),
    )


def _synonyms_of(page: SearchedPage, section: Section) -> tuple[str, ...]:
    """Give the other words for one section: a plain list is about the page as a whole."""
    if isinstance(page.synonyms, Mapping):
        return tuple(page.synonyms.get(section.anchor, ()))
    return () if section.anchor else tuple(page.synonyms)


def _with_synonyms(document: Document, terms: Sequence[tuple[Term, tuple[str, ...]]]) -> Document:
    """Give the document with the other words for the terms found in its name.

    Args:
        document: any document.
        terms: each term, with its names as `_spaced` writes them.
    """
    name = _spaced(document.name)
    added = chain.from_iterable(
        (*term.names, *term.synonyms)
        for term, names in terms
        if any(each.strip() and each in name for each in names)
    )
    new = (text for text in added if _spaced(text) not in name)
    return replace(document, synonyms=tuple(dict.fromkeys((*document.synonyms, *new))))


def _spaced(text: str) -> str:
    """Give the terms of `text` between spaces, so that one text can be sought in another."""
    return f" {' '.join(tokenise(text))} "


def _script(name: str, value: object) -> str:
    """Give a script that sets `window.Reperes.<name>`; browsers read JSON faster than code."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    literal = text.replace("\\", "\\\\").replace("'", "\\'")
    literal = literal.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.Reperes=window.Reperes||{{}};window.Reperes.{name}=JSON.parse('{literal}');\n"

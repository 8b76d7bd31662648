"""What the search answers with: pages, their sections, and records, made from rendered pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from reperes.search.sections import Section, split


class Cut(Enum):
    """How the pages of a kind become documents."""

    SECTIONS = auto()  # the page, and each of its sections
    RECORDS = auto()  # each of its sections as a thing in itself
    HEAD = auto()  # one document with what it says before its first section


class Collection(Enum):
    """Documents that are loaded together; the value names their files."""

    CORE = "index"  # at the first keystroke
    TEXTS = "textes"  # when an article is asked for, or nothing else answers
    SOURCES = "sources"  # when nothing else answers


@dataclass(frozen=True)
class Kind:
    """A kind of page, as the search sees it.

    Attributes:
        label: what a result is called.
        cut: how its pages become documents.
        worth: how much it counts against other kinds, for the same words.
        collection: where its documents are kept.
    """

    label: str
    cut: Cut
    worth: float = 1
    collection: Collection = Collection.CORE


# The kinds of page that are searched, the most useful answers first: the order settles ties.
# Permanences, prisons and groups are found by the finder, which does not grow with the directory.
# The home page and the register of checks repeat others; the results page says nothing.
KINDS: Mapping[str, Kind] = {
    "guide": Kind("Guide", Cut.SECTIONS),
    "glossaire": Kind("Glossaire", Cut.RECORDS, 0.72),
    "contacts": Kind("Contact", Cut.RECORDS, 0.75),
    "region": Kind("Annuaire", Cut.HEAD, 0.7),
    "annuaire": Kind("Annuaire", Cut.HEAD, 0.8),
    "departements": Kind("Annuaire", Cut.HEAD, 0.7),
    "departement": Kind("Département", Cut.HEAD, 0.6),
    "prisons": Kind("Annuaire", Cut.HEAD, 0.7),
    "rubrique": Kind("Rubrique", Cut.HEAD, 0.7),
    "page": Kind("Page", Cut.SECTIONS, 0.6),
    "textes": Kind("Texte de loi", Cut.RECORDS, 0.7, Collection.TEXTS),
    "sources": Kind("Source", Cut.RECORDS, 0.4, Collection.SOURCES),
}

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
        readers: for whom it is written: benevoles, familles, detenus, formation; all when empty.
        checked: when it was last verified, in French, or "".
    """

    url: str
    kind: str
    title: str
    description: str
    html: str
    synonyms: Synonyms = ()
    readers: tuple[str, ...] = ()
    checked: str = ""


@dataclass(frozen=True)
class Part:
    """A page as a whole (no anchor), one of its sections, or one of its records.

    Attributes:
        anchor: the id to link to, "" for the page as a whole.
        heading: the heading of the section or the name of the record.
        text: what it says.
        parent: the heading above, where the name of the record is not enough (an article number).
        synonyms: other words for it.
        questions: what people ask that it answers.
    """

    anchor: str
    heading: str
    text: str
    parent: str = ""
    synonyms: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The heading or name as shown to readers."""
        return f"{self.heading} ({self.parent})" if self.parent else self.heading


@dataclass(frozen=True)
class Document:
    """A page with its parts, the whole page first."""

    page: SearchedPage
    parts: tuple[Part, ...]

    @property
    def kind(self) -> Kind:
        """The kind of its page."""
        return KINDS[self.page.kind]

    def address(self, part: Part) -> str:
        """Where a part is, from the root of the site: `droits/oqtf/#delais`."""
        return self.page.url + (f"#{part.anchor}" if part.anchor else "")

    def name(self, part: Part) -> str:
        """What a part is called in itself; "" for a section, which only makes sense in its page."""
        if not part.anchor:
            return self.page.title
        return part.heading if self.kind.cut is Cut.RECORDS else ""


def documents(pages: Iterable[SearchedPage]) -> list[Document]:
    """Give the documents of all pages, in the order that settles ties.

    The pages whose kind is not in KINDS are left out.
    """
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    searched = [page for page in pages if page.kind in KINDS]
    searched.sort(key=lambda page: (ranks[page.kind], page.url))
    return [Document(page, tuple(_parts(page))) for page in searched]


def _parts(page: SearchedPage) -> Iterator[Part]:
    head, *sections = split(page.html)
    text = " ".join(filter(None, (page.description, head.text)))
    yield Part("", "", text, synonyms=_synonyms(page, head))
    if KINDS[page.kind].cut is not Cut.HEAD:
        for section in sections:
            synonyms = _synonyms(page, section)
            yield Part(section.anchor, section.title, section.text, section.parent, synonyms)


def _synonyms(page: SearchedPage, section: Section) -> tuple[str, ...]:
    """Give the other words for one section: a plain list is about the page as a whole."""
    if isinstance(page.synonyms, Mapping):
        return tuple(page.synonyms.get(section.anchor, ()))
    return () if section.anchor else tuple(page.synonyms)

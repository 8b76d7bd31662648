"""The guides and the other pages that editors write in docs/: their shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from reperes.directory.records import Strict
from reperes.guides.links import SchemeLink, scheme_links
from reperes.reading.values import Jour, Oui, wrong
from reperes.reading.yamltext import Fields

GUIDE_FOLDERS = ("droits", "peines", "sortie", "familles", "benevoles")

MAX_SEE_ALSO = 5

Public = Literal["benevoles", "familles", "detenus", "formation"]


def _description(value: str) -> str:
    if len(value) > 160:
        raise wrong(f"{len(value)} signes : 160 au plus, pour tenir dans les résultats.")
    return value


Description = Annotated[str, AfterValidator(_description)]


class PageMeta(Strict):
    """What a page written by hand says of itself, guides excepted.

    `ordre` gives the reading order of a section's guides, on the section's home; `public` the
    readers whose guides of other sections are listed there too.
    """

    title: str
    description: Description
    kind: Literal["page", "rubrique", "accueil", "recherche"] = "page"
    template: Literal["home.html"] | None = None
    hide: tuple[Literal["navigation", "toc"], ...] = ()
    scripts: tuple[str, ...] = ()
    public: Public | None = None
    ordre: tuple[str, ...] = ()
    urgences: Oui = False


class GuideMeta(Strict):
    """What a guide says of itself."""

    title: str
    description: Description
    publics: tuple[Public, ...] = Field(min_length=1)
    themes: tuple[str, ...] = Field(min_length=1)
    verifie_le: Jour
    a_revoir_avant: Jour
    contacts: tuple[str, ...] = ()
    voir_aussi: Annotated[tuple[str, ...], Field(max_length=MAX_SEE_ALSO)] = ()


@dataclass(frozen=True)
class Page:
    """A page written by hand.

    Attributes:
        path: its source path, e.g. `droits/oqtf.md`.
        meta: its front matter, checked.
        body: its Markdown, without the front matter.
        body_line: the line of the file where the body starts.
        origin: the front matter as YAML, for the lines of messages.
    """

    path: str
    meta: PageMeta | GuideMeta
    body: str
    body_line: int
    origin: Fields

    @property
    def slug(self) -> str:
        """`droits/oqtf`."""
        return self.path.removesuffix(".md")

    @property
    def links(self) -> list[SchemeLink]:
        """The links with a scheme of ours, lines counted in the body."""
        return list(scheme_links(self.body))

    def cited(self, scheme: str) -> list[str]:
        """What the page cites by `scheme`, each once, in order."""
        return list(dict.fromkeys(link.target for link in self.links if link.scheme == scheme))


@dataclass(frozen=True)
class Guide(Page):
    """A page of one of the guide folders."""

    meta: GuideMeta


@dataclass(frozen=True)
class Library:
    """Every page of docs/, by source path."""

    pages: Mapping[str, Page]

    @cached_property
    def guides(self) -> dict[str, Guide]:
        """The guides by slug."""
        return {page.slug: page for page in self.pages.values() if isinstance(page, Guide)}


def is_guide(path: str) -> bool:
    """Whether the page at this source path must be a guide."""
    folder, _, name = path.rpartition("/")
    return folder in GUIDE_FOLDERS and name != "index.md"

"""The guides and the other pages that editors write in docs/: front matter, structure, links."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError

from reperes.checks import is_declared
from reperes.directory import Directory
from reperes.faults import Fault, did_you_mean
from reperes.french import pluriel
from reperes.links import (
    SchemeLink,
    misspelt_links,
    prose_lines,
    scheme_links,
    unknown_target,
)
from reperes.loading import Survey
from reperes.messages import explain
from reperes.records import Strict
from reperes.sigles import bare_sigles
from reperes.values import Jour, Oui, wrong
from reperes.yamltext import Fields, UnreadableYaml, line_of, plain, read

GUIDE_FOLDERS = ("droits", "peines", "sortie", "familles", "benevoles")
DEADLINE_COLUMNS = ("Acte", "Délai", "Point de départ", "Qui décide", "Texte")
MAX_POINTS_IN_SHORT = 5
CITATIONS_NEEDED = 3
DAILY_LIFE = ("familles", "benevoles")

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
    voir_aussi: tuple[str, ...] = ()


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


def survey_library(docs: Path, found: Survey, today: date) -> tuple[Library, list[Fault]]:
    """Read and check every page of `docs` against what was found in the directory.

    To cite a record that exists but is itself faulty is not a fault: its own is told already.
    """
    faults = list(_strangers(docs))
    pages: dict[str, Page] = {}
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs).as_posix()
        page = _read_page(file, path, f"{docs.name}/{path}", faults)
        if page is not None:
            pages[path] = page
    library = Library(pages)
    paths = (file.relative_to(docs).as_posix() for file in docs.rglob("*.md"))
    guides = {path.removesuffix(".md") for path in paths if is_guide(path)}
    for page in pages.values():
        faults.extend(check_page(page, f"{docs.name}/{page.path}", found, guides, today))
    faults.extend(_same_titles(library, docs.name))
    faults.extend(_check_terms(found.directory, guides))
    return library, faults


def _strangers(docs: Path) -> Iterator[Fault]:
    """Files that would be published although they are no page: a draft, a document."""
    for file in sorted(docs.rglob("*")):
        name = file.relative_to(docs)
        is_expected = file.suffix == ".md" or name.parts[0] == "assets"
        if file.is_file() and not is_expected and not name.name.startswith("."):
            message = "ce fichier serait publié. Retirez-le : ici, des pages .md seulement."
            yield Fault(f"{docs.name}/{name.as_posix()}", 1, "", "", message)


def is_guide(path: str) -> bool:
    """Whether the page at this source path must be a guide."""
    folder, _, name = path.rpartition("/")
    return folder in GUIDE_FOLDERS and name != "index.md"


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Front matter, body, and line of the body's first line. All text is body without one."""
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.DOTALL)
    if match is None:
        return "", text, 1
    return match[1], text[match.end() :], match[0].count("\n") + 1


def _read_page(file: Path, path: str, name: str, faults: list[Fault]) -> Page | None:
    try:
        front, body, body_line = split_front_matter(file.read_text(encoding="utf-8-sig"))
        origin = _front_matter(front)
    except UnicodeDecodeError:
        faults.append(Fault(name, 1, "", "", "le fichier n'est pas enregistré en UTF-8."))
        return None
    except UnreadableYaml as error:
        faults.append(Fault(name, error.line, "", "", str(error)))
        return None
    model = GuideMeta if is_guide(path) else PageMeta
    try:
        meta = model.model_validate(plain(origin))
    except ValidationError as error:
        faults.extend(
            Fault(name, line_of(origin, location), "", field, message)
            for location, field, message in explain(error, model)
        )
        return None
    if isinstance(meta, GuideMeta):
        return Guide(path, meta, body, body_line, origin)
    return Page(path, meta, body, body_line, origin)


def _front_matter(front: str) -> Fields:
    """The fields between the two `---` lines.

    Raises:
        UnreadableYaml: missing, not YAML, or not a list of fields.
    """
    if not front:
        raise UnreadableYaml(
            1,
            "l'en-tête manque : première ligne « --- », puis title: et description:, puis une "
            "ligne « --- ».",
        )
    try:
        origin = read(front, first_line=2)
    except UnreadableYaml as error:
        raise UnreadableYaml(error.line, f"en-tête (entre les deux « --- ») : {error}") from None
    if not isinstance(origin, Fields):
        raise UnreadableYaml(2, "l'en-tête doit donner des champs : « title: … »")
    return origin


def check_page(
    page: Page, file: str, found: Survey, guides: set[str], today: date
) -> Iterator[Fault]:
    """The faults of one page: links, and for a guide its references, dates and structure."""
    for link in page.links:
        message = unknown_target(found.directory, link)
        name = f"{link.scheme}:{link.target}"
        if message and not is_declared(name, found.directory, found.declared):
            yield Fault(file, page.body_line + link.line - 1, "", "lien", message)
    for number, message in misspelt_links(page.body):
        yield Fault(file, page.body_line + number - 1, "", "lien", message)
    if isinstance(page.meta, PageMeta):
        folder = page.path.rpartition("/")[0]
        own = {slug.rpartition("/")[2] for slug in guides if slug.startswith(f"{folder}/")}
        yield from _check_references(page, file, "ordre", page.meta.ordre, own)
    if isinstance(page, Guide):
        records = {
            link.removeprefix("annuaire:")
            for link in found.declared
            if link.startswith("annuaire:")
        }
        yield from _check_references(page, file, "contacts", page.meta.contacts, records)
        yield from _check_references(page, file, "voir_aussi", page.meta.voir_aussi, guides)
        yield from _check_dates(page, file, today)
        yield from _check_structure(page, file)
        yield from _check_citations(page, file)
        for bare in bare_sigles(found.directory, page.body):
            yield Fault(file, page.body_line + bare.line - 1, "", "sigle", bare.message)


def _check_references(
    page: Page, file: str, field: str, given: Iterable[str], known: set[str]
) -> Iterator[Fault]:
    for rank, value in enumerate(given):
        if value not in known:
            line = line_of(page.origin, (field, rank))
            hint = did_you_mean(value, known)
            yield Fault(file, line, "", field, f"« {value} » n'existe pas. {hint}".strip())


def _check_dates(guide: Guide, file: str, today: date) -> Iterator[Fault]:
    meta = guide.meta
    if meta.verifie_le > today:
        line = line_of(guide.origin, ("verifie_le",))
        yield Fault(file, line, "", "verifie_le", f"« {meta.verifie_le} » est dans le futur.")
    if meta.a_revoir_avant <= meta.verifie_le:
        line = line_of(guide.origin, ("a_revoir_avant",))
        yield Fault(file, line, "", "a_revoir_avant", "doit venir après verifie_le.")


def _check_structure(guide: Guide, file: str) -> Iterator[Fault]:
    section, points = "", 0
    lines = guide.body.splitlines()
    for rank, (_, line, is_prose) in enumerate(prose_lines(guide.body)):
        number = guide.body_line + rank
        if not is_prose:
            continue
        if line.startswith("# "):
            yield Fault(file, number, "", "", "pas de titre « # » : le titre est dans l'en-tête.")
        if line.startswith("## "):
            section, points = line[3:].strip(), 0
        if section == "En bref" and re.match(r"[-*] |\d+\. ", line):
            points += 1
            if points == MAX_POINTS_IN_SHORT + 1:
                yield Fault(file, number, "", "En bref", "cinq points au plus.")
        is_table_head = re.fullmatch(r"\|[\s:|-]+\|", line.strip()) and rank > 0
        if section == "Délais" and is_table_head:
            columns = tuple(cell.strip() for cell in lines[rank - 1].strip().strip("|").split("|"))
            if columns != DEADLINE_COLUMNS:
                wanted = " | ".join(DEADLINE_COLUMNS)
                yield Fault(file, number - 1, "", "Délais", f"colonnes attendues : {wanted}")


def _check_terms(directory: Directory, guides: set[str]) -> Iterator[Fault]:
    """The glossary's `voir` names guides that exist."""
    for term in directory.terms.values():
        if term.voir and term.voir not in guides:
            origin = directory.origin_of(term)
            message = f"« {term.voir} » n'est pas un guide. {did_you_mean(term.voir, guides)}"
            line = line_of(origin.node, ("voir",))
            yield Fault(origin.file, line, term.id, "voir", message.strip())


def _check_citations(guide: Guide, file: str) -> Iterator[Fault]:
    """A guide says where the law is: three articles or documents, one for those of daily life."""
    needed = 1 if guide.path.split("/")[0] in DAILY_LIFE else CITATIONS_NEEDED
    cited = len(guide.cited("loi")) + len(guide.cited("source"))
    if cited < needed:
        count = pluriel(cited, "article ou document cité", "articles ou documents cités")
        message = f"{count} : il en faut {needed} (liens loi: ou source:)."
        yield Fault(file, guide.body_line, "", "", message)


def _same_titles(library: Library, docs: str) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for page in library.pages.values():
        title = page.meta.title
        if title in first:
            yield Fault(
                f"{docs}/{page.path}",
                line_of(page.origin, ("title",)),
                "",
                "title",
                f"« {title} » est déjà le titre de {docs}/{first[title]}.",
            )
        first.setdefault(title, page.path)

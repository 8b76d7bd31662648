"""What a page must be: its links, and for a guide its references, dates, structure, citations."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from reperes.directory.checks import is_declared
from reperes.directory.loading import Survey
from reperes.directory.model import Directory
from reperes.french import pluriel
from reperes.guides.library import Guide, Library, Page, PageMeta
from reperes.guides.links import misspelt_links, prose_lines, unknown_target
from reperes.guides.sigles import bare_sigles
from reperes.reading.faults import Fault, did_you_mean
from reperes.reading.yamltext import line_of

DEADLINE_COLUMNS = ("Acte", "Délai", "Point de départ", "Qui décide", "Texte")
MAX_POINTS_IN_SHORT = 5
CITATIONS_NEEDED = 3
DAILY_LIFE = ("familles", "benevoles")  # sections where one citation is enough


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


def check_terms(directory: Directory, guides: set[str]) -> Iterator[Fault]:
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


def check_titles(library: Library, docs: str) -> Iterator[Fault]:
    """Two pages with one title."""
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

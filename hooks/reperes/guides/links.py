"""The link schemes that editors write: `loi:`, `annuaire:`, `glossaire:`, `source:`.

A link such as `[L. 614-3](loi:ceseda/L614-3)` names a registered thing; here it becomes the path
of the source page that shows it, which the site generator turns into an address.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath

from reperes.directory.model import Directory
from reperes.directory.records import Contact, Group, Permanence, Prison, Record, Region
from reperes.paging import PAGE_SIZE, page_number, page_path
from reperes.reading.faults import did_you_mean

_LINK = re.compile(r"\]\((?P<scheme>loi|annuaire|glossaire|source):(?P<target>[^)\s]+)\)")
_ANY_LINK = re.compile(r"\]\((?P<inline>[^)]*)\)|^ {0,3}\[[^\]]+\]:(?P<reference>.*)$")
_SCHEME = re.compile(r"\s*(?P<scheme>[A-Za-z][A-Za-z+.-]*)\s*:")
_FENCE = re.compile(r"^\s*(```|~~~)")

SCHEMES = ("loi", "annuaire", "glossaire", "source")
OUTSIDE = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class SchemeLink:
    """One link of a Markdown text: `[…](scheme:target)`, on line `line` of that text."""

    line: int
    scheme: str
    target: str


def prose_lines(markdown: str) -> Iterator[tuple[int, str, bool]]:
    """Each line with its number and whether it is prose: outside code blocks."""
    in_code = False
    for number, line in enumerate(markdown.splitlines(), start=1):
        is_fence = bool(_FENCE.match(line))
        yield number, line, not (in_code or is_fence)
        in_code ^= is_fence


def scheme_links(markdown: str) -> Iterator[SchemeLink]:
    """The well-written links with a scheme of ours, in order, outside code blocks."""
    for number, line, is_prose in prose_lines(markdown):
        if is_prose:
            for match in _LINK.finditer(line):
                yield SchemeLink(number, match["scheme"], match["target"])


def misspelt_links(markdown: str) -> Iterator[tuple[int, str]]:
    """Line and French message of each link that looks like one of ours and would not resolve."""
    for number, line, is_prose in prose_lines(markdown):
        for match in _ANY_LINK.finditer(line) if is_prose else ():
            target = match["inline"] if match["inline"] is not None else match["reference"]
            scheme = _SCHEME.match(target)
            if scheme is None or scheme["scheme"] in OUTSIDE:
                continue
            if match["inline"] is None:
                yield number, "écrivez ce lien dans la phrase : [texte](loi:code/numéro)."
            elif not _LINK.fullmatch(f"]({target})"):
                hint = did_you_mean(scheme["scheme"].lower(), SCHEMES)
                yield (
                    number,
                    f"« {target.strip()} » n'est pas un lien compris. "
                    f"Écrivez loi:, annuaire:, glossaire: ou source:, sans espace. {hint}".strip(),
                )


def targets(directory: Directory, scheme: str) -> Mapping[str, object]:
    """What a scheme may name, by the name that editors write."""
    known: dict[str, Callable[[], Mapping[str, object]]] = {
        "loi": lambda: directory.articles,
        "annuaire": lambda: directory.by_id,
        "glossaire": lambda: directory.terms,
        "source": lambda: directory.sources,
    }
    return known[scheme]()


def unknown_target(directory: Directory, link: SchemeLink) -> str:
    """The French message for a link that names nothing registered, or "" for a good one."""
    known = targets(directory, link.scheme)
    if link.target in known:
        return ""
    where = {
        "loi": "directory/law/",
        "annuaire": "directory/",
        "glossaire": "directory/glossary.yml",
        "source": "directory/sources.yml",
    }[link.scheme]
    hint = did_you_mean(link.target, known)
    return f"« {link.scheme}:{link.target} » n'est pas inscrit dans {where}. {hint}".strip()


def resolve(directory: Directory, markdown: str, page: str) -> str:
    """The same Markdown with each scheme replaced by a path relative to the source page `page`.

    Raises:
        KeyError: for a link that `unknown_target` would have refused.
    """

    def path(match: re.Match[str]) -> str:
        target = page_of(directory, match["scheme"], match["target"])
        return f"]({relative(target, page)})"

    return "\n".join(
        _LINK.sub(path, line) if is_prose else line for _, line, is_prose in prose_lines(markdown)
    )


def page_of(directory: Directory, scheme: str, target: str) -> str:
    """The source page, with its anchor, that shows what a link names."""
    if scheme == "loi":
        return article_page(*target.split("/", 1))
    if scheme == "glossaire":
        return f"glossaire.md#{directory.terms[target].id}"
    if scheme == "source":
        return f"sources.md#{directory.sources[target].id}"
    return record_page(directory, directory.by_id[target])


def article_page(code: str, numero: str) -> str:
    """Where an article is listed: `ceseda`, `L614-3` → `textes.md#ceseda-l614-3`."""
    return f"textes.md#{article_anchor(code, numero)}"


def article_anchor(code: str, numero: str) -> str:
    """The id of an article on the page of texts."""
    return f"{code}-{numero}".lower().replace(" ", "-")


def record_page(directory: Directory, record: Record) -> str:
    """The source page, with its anchor if it is one record among others, of a record."""
    match record:
        case Region():
            return f"annuaire/permanences/{record.id}.md"
        case Permanence():
            first = record_page(directory, directory.region_of(record))
            number = page_number(directory.rank_in_region[record.id], PAGE_SIZE)
            return f"{page_path(first, number)}#{record.id}"
        case Group():
            return f"annuaire/groupes/{record.id}.md"
        case Prison():
            return f"annuaire/prisons/{record.id}.md"
        case Contact():
            return f"annuaire/contacts/{record.categorie}.md#{record.id}"
        case _:
            raise TypeError(record)


def relative(target: str, page: str) -> str:
    """`target` (a source path, with or without anchor) seen from the source page `page`."""
    path, hash_sign, anchor = target.partition("#")
    return relpath(path, dirname(page) or ".") + hash_sign + anchor


def address(target: str, page: str) -> str:
    """The relative address, in the built site, of `target` seen from the source page `page`.

    A source page becomes a folder; any other file stays what it is.
    """
    path, hash_sign, anchor = target.partition("#")
    if not path.endswith(".md"):
        return relpath(path, _folder(page))
    here = relpath(_folder(path), _folder(page))
    return ("./" if here == "." else f"{here}/") + hash_sign + anchor


def _folder(page: str) -> str:
    """The folder that a source page becomes: `a/b.md` → `a/b`, `a/index.md` → `a`."""
    folder = page.removesuffix(".md")
    return folder.removesuffix("index").rstrip("/") or "."

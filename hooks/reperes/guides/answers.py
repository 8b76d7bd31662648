"""The chosen answers: the page that each names, and whether it is there."""

import re
from collections.abc import Iterator
from typing import get_args

from markdown import Markdown

from reperes.directory.checks import is_declared
from reperes.directory.loading import Survey
from reperes.directory.model import Directory, Origin
from reperes.directory.records import Answer, Categorie
from reperes.guides.library import Library
from reperes.guides.links import SchemeLink, page_of, prose_lines, unknown_target
from reperes.reading.faults import Fault, did_you_mean
from reperes.reading.yamltext import line_of

# The generated pages that list everything of a kind; the other ones have records with an id.
LISTS = frozenset(
    {"annuaire/index", "annuaire/departements/index", "annuaire/prisons/index"}
    | {"glossaire", "textes", "sources", "verifications", "plan-du-site"}
    | {f"annuaire/contacts/{category}" for category in get_args(Categorie)}
)
_LINK = re.compile(r"(?P<scheme>loi|annuaire|glossaire|source):(?P<target>\S+)")
_HEADING_ID = re.compile(r'<h\d[^>]* id="([^"]+)"')


def answer_page(directory: Directory, answer: Answer) -> str:
    """The source page, with its anchor if any, that an answer names: `droits/oqtf.md#delais`.

    Raises:
        KeyError: for an answer that `check_answers` would have refused.
    """
    if link := _LINK.fullmatch(answer.page):
        return page_of(directory, link["scheme"], link["target"])
    return f"{answer.page}.md" + (f"#{answer.section}" if answer.section else "")


def check_answers(found: Survey, library: Library, slugs: set[str]) -> Iterator[Fault]:
    """The answers that lead nowhere.

    Args:
        found: what could be read of the directory.
        library: the pages of docs/ that are sound.
        slugs: every page of docs/, sound or not: to name one that is faulty is no second fault.
    """
    for rank, answer in found.directory.answers.items():
        origin = found.directory.origins[f"reponse:{rank}"]
        if message := _wrong_page(found, slugs, answer.page):
            yield _fault(origin, answer, "page", message)
        elif answer.section and (message := _wrong_section(library, slugs, answer)):
            yield _fault(origin, answer, "section", message)


def heading_ids(markdown: str) -> list[str]:
    """The ids that the site gives to the headings of a page, in order.

    The extensions are those of mkdocs.yml that have a say in it.
    """
    headings = (line for _, line, is_prose in prose_lines(markdown) if is_prose and line[:1] == "#")
    html = Markdown(extensions=["toc", "attr_list"]).convert("\n\n".join(headings))
    return _HEADING_ID.findall(html)


def _fault(origin: Origin, answer: Answer, field: str, message: str) -> Fault:
    line = line_of(origin.node, (field,))
    return Fault(origin.file, line, answer.question[0], field, message)


def _wrong_page(found: Survey, slugs: set[str], page: str) -> str:
    """The French message for a page that does not exist, or "" for a good one."""
    if link := _LINK.fullmatch(page):
        if is_declared(page, found.directory, found.declared):
            return ""
        return unknown_target(found.directory, SchemeLink(0, link["scheme"], link["target"]))
    if page in slugs | LISTS:
        return ""
    return f"« {page} » n'est pas une page. {did_you_mean(page, slugs | LISTS)}".strip()


def _wrong_section(library: Library, slugs: set[str], answer: Answer) -> str:
    """The French message for a section that does not exist, or "" for a good one."""
    if answer.page not in slugs:
        return "seule une page de docs/ peut avoir une section. Retirez cette ligne."
    page = library.pages.get(f"{answer.page}.md")
    ids = heading_ids(page.body) if page else [answer.section or ""]
    if answer.section in ids:
        return ""
    message = f"« {answer.section} » n'est pas un titre de {answer.page}."
    return f"{message} {did_you_mean(answer.section or '', ids)}".strip()

"""Read every page of docs/: from Markdown files to a checked `Library`, or to all the faults."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from reperes.directory.loading import Survey
from reperes.guides.answers import check_answers
from reperes.guides.checks import check_page, check_terms, check_titles
from reperes.guides.library import Guide, GuideMeta, Library, Page, PageMeta, is_guide
from reperes.reading.faults import Fault
from reperes.reading.messages import explain
from reperes.reading.yamltext import Fields, UnreadableYaml, line_of, plain, read


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
    paths = [file.relative_to(docs).as_posix() for file in docs.rglob("*.md")]
    slugs = {path.removesuffix(".md") for path in paths}
    guides = {path.removesuffix(".md") for path in paths if is_guide(path)}
    for page in pages.values():
        faults.extend(check_page(page, f"{docs.name}/{page.path}", found, guides, today))
    faults.extend(check_titles(library, docs.name))
    faults.extend(check_terms(found.directory, guides))
    faults.extend(check_answers(found, library, slugs))
    return library, faults


def _strangers(docs: Path) -> Iterator[Fault]:
    """Files that would be published although they are no page: a draft, a document."""
    for file in sorted(docs.rglob("*")):
        name = file.relative_to(docs)
        is_expected = file.suffix == ".md" or name.parts[0] == "assets"
        if file.is_file() and not is_expected and not name.name.startswith("."):
            message = "ce fichier serait publié. Retirez-le : ici, des pages .md seulement."
            yield Fault(f"{docs.name}/{name.as_posix()}", 1, "", "", message)


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

"""Last: write the search index of the site from its rendered pages.

It comes last because it reads what the others have made of the pages.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from reperes.guides.answers import answer_page
from reperes.guides.links import address
from reperes.search.concepts import Concept
from reperes.search.documents import SearchedPage
from reperes.search.engine import engine
from reperes.search.questions import Question
from reperes.search.scripts import scripts

FOLDER = "assets/search"


def on_pre_build(config: MkDocsConfig) -> None:
    """Start a list of pages; the configuration is new at each build, a module is not."""
    config.extra["searched_pages"] = []


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what the search needs of each page; the content itself is not changed.

    Front matter read: `kind`, `description`, `publics`, `verifie_le`, `synonymes` (a list of other
    words for the page, or a mapping from the id of a section or record to such a list) and
    `recherche_exclue`.
    """
    if not page.meta.get("recherche_exclue"):
        config.extra["searched_pages"].append(
            SearchedPage(
                url=page.url,
                kind=str(page.meta.get("kind", "page")),
                title=str(page.title or ""),
                description=str(page.meta.get("description", "")),
                html=html,
                synonyms=page.meta.get("synonymes") or (),
                readers=tuple(page.meta.get("publics") or ()),
                checked=str(page.meta.get("verifie_le") or ""),
            )
        )
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index and what reads it; the glossary and the answers say how people ask."""
    directory = config.extra["reperes"].directory
    concepts = [
        Concept(
            names=tuple(filter(None, (term.sigle, term.terme))),
            words=(*term.synonymes, *term.mots),
            page=f"{term.voir}/" if term.voir else "",
            definition=f"glossaire/#{term.id}",
        )
        for term in directory.terms.values()
    ]
    questions = [
        Question(text, address(answer_page(directory, answer), "index.md"), answer.question[0])
        for answer in directory.answers.values()
        for text in answer.question
    ]
    code = engine(lambda source: (Path(config.docs_dir) / "assets" / source).read_text("utf-8"))
    files = {"engine.js": code, **scripts(config.extra["searched_pages"], concepts, questions)}
    for name, text in files.items():
        path = Path(config.site_dir) / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

"""Last: write the search index of the site from its rendered pages.

It comes last because it reads what the others have made of the pages.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from reperes.search.index import SearchedPage, Term, documents, index_script, texts_script

FOLDER = "assets/search"


def on_pre_build(config: MkDocsConfig) -> None:
    """Start a list of pages; the configuration is new at each build, a module is not."""
    config.extra["searched_pages"] = []


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what the search needs of each page; the content itself is not changed.

    Front matter read: `kind`, `description`, `synonymes` (a list of other words for the page, or a
    mapping from the id of a section or record to such a list) and `recherche_exclue`.
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
            )
        )
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index and the texts; the glossary says which words mean the same."""
    glossary = config.extra["reperes"].directory.terms.values()
    terms = [Term((each.sigle or "", each.terme), each.synonymes) for each in glossary]
    found = documents(config.extra["searched_pages"], terms)
    folder = Path(config.site_dir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.js").write_text(index_script(found), encoding="utf-8")
    (folder / "texts.js").write_text(texts_script(found), encoding="utf-8")

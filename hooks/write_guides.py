"""Third: complete the Markdown of each page: links, sigles, trust line, ends, lists of guides."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from reperes.french import jour
from reperes.guides.library import Guide, PageMeta
from reperes.guides.links import resolve
from reperes.guides.sigles import tooltips
from reperes.pages.endings import ending, guide_list, trust_line
from reperes.typography import space, wrap_tables


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn what an editor wrote into the Markdown of the whole page."""
    renderer = config.extra["renderer"]
    knowledge = renderer.knowledge
    path = page.file.src_uri
    source = knowledge.library.pages.get(path)
    if source is None:
        return markdown
    page.meta = source.meta.model_dump(mode="json", exclude_none=True)
    text = resolve(knowledge.directory, markdown, path)
    if isinstance(source, Guide):
        page.meta.update(
            kind="guide",
            verifie_le=jour(source.meta.verifie_le),
            a_revoir_avant=jour(source.meta.a_revoir_avant),
        )
        text = "\n\n".join(
            (
                trust_line(renderer, source),
                text,
                ending(renderer, source),
                tooltips(knowledge.directory, text),
            )
        )
    elif isinstance(source.meta, PageMeta) and source.meta.kind == "rubrique":
        folder = path.split("/")[0]
        text += "\n\n" + guide_list(renderer, path, folder, source.meta.public)
    return text


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tables that fit a phone."""
    return wrap_tables(html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """French spacing, on the whole page."""
    return space(output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """French spacing on the page of unknown addresses, which is a template."""
    return space(output) if template_name.endswith(".html") else output

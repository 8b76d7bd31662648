"""Then: give the directory as open data, and describe its files on the page that presents them."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from reperes.exports import exports
from reperes.exports.description import PAGE, description


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every file of data/, to be copied as it is."""
    knowledge, views = config.extra["reperes"], config.extra["renderer"].views
    config.extra["exports"] = exports(knowledge, views, config.site_url or "")
    for export in config.extra["exports"]:
        for path, text in export.files.items():
            files.append(File.generated(config, path, content=text.encode()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """End the page of open data with its generated part."""
    if page.file.src_uri != PAGE:
        return markdown
    return f"{markdown}\n\n{description(config.extra['renderer'], config.extra['exports'])}"

"""Second: add the pages made from the directory; nothing is written under docs/."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from reperes.pages import pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated page, out of the navigation: it would weigh on each page."""
    for path, text in pages(config.extra["renderer"]).items():
        files.append(
            File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        )
    return files

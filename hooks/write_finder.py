"""Write the files that the finder of /annuaire/ loads on demand."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from reperes.finder.scripts import scripts

FOLDER = "assets/finder"


def on_post_build(config: MkDocsConfig) -> None:
    """Write every file into the site."""
    renderer = config.extra["renderer"]
    for name, text in scripts(renderer, renderer.views).items():
        path = Path(config.site_dir) / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

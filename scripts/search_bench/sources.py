"""The pages that every search is given: those written by hand and those generated."""

import os
from collections.abc import Mapping
from pathlib import Path

import yaml

from reperes.guides.links import resolve
from reperes.pages import pages
from reperes.pages.rendering import Renderer
from reperes.site import learn, today_in_paris

ROOT = Path(__file__).parents[2]

# Kinds of page that repeat others, or say nothing: our search leaves them out.
LEFT_OUT = frozenset({"accueil", "feuille", "recherche", "verifications"})


def searched_sources() -> Mapping[str, str]:
    """Give each page to search, as Markdown with front matter, by its source path.

    Raises:
        EditorErrors: the sources have faults.
    """
    today = today_in_paris(os.environ.get("REPERES_TODAY"))
    knowledge = learn(ROOT / "directory", ROOT / "docs", today)
    written = {
        path: resolve(knowledge.directory, (ROOT / "docs" / path).read_text("utf-8"), path)
        for path in knowledge.library.pages
    }
    generated = pages(Renderer(knowledge, ROOT / "overrides" / "fiches"))
    every = {**written, **generated}
    return {path: text for path, text in every.items() if _is_searched(text)}


def _is_searched(text: str) -> bool:
    meta = yaml.safe_load(text.split("---\n", 2)[1])
    return not meta.get("recherche_exclue") and meta.get("kind") not in LEFT_OUT

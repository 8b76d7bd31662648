"""The search of Material for MkDocs, in French, on the same pages."""

import re
from collections.abc import Mapping
from pathlib import Path

from scripts.search_bench.engines import Engine, typed_in
from scripts.search_bench.rivals import run_rival

FIELD = ".md-search__input"
CONFIG = """\
site_name: Repères
theme: { name: material, language: fr, font: false }
plugins: [search: { lang: fr }]
markdown_extensions: [abbr, admonition, attr_list, def_list, md_in_html, tables]
"""
HOME = "---\ntitle: Accueil\nsearch: { exclude: true }\n---\n"


def material(folder: Path, sources: Mapping[str, str]) -> Engine:
    """Build `sources` (Markdown by path) with Material, under `folder`.

    Raises:
        NotAvailable: it is not installed, or its build failed.
    """
    for path, text in {"index.md": HOME, **sources}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(CONFIG, encoding="utf-8")
    run_rival("mkdocs", "build", "--quiet", "--config-file", str(config))
    return Engine(
        name="Material",
        folder=folder / "site",
        results="",
        ask=typed_in(FIELD),
        links=".md-search-result__item > a:first-of-type",
        start="droits/oqtf/",
        field=FIELD,
        suggestions=".md-search-result__item",
        own=re.compile(r"search|lunr"),
        index=re.compile(r"search_index"),
    )

"""The three searches measured: what each is built from, and how a person reaches it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from reperes.guides.links import resolve
from reperes.pages import pages
from reperes.pages.rendering import Renderer
from reperes.site import learn, today_in_paris

ROOT = Path(__file__).parents[2]
RIVALS = ROOT / ".build" / "rivals" / "bin" / "python"  # what requirements-bench.txt installs

# Pages that repeat others, or say nothing, and that our search leaves out: source, and built.
LEFT_OUT = ("index.md", "recherche/index.md", "plan-du-site.md", "verifications.md")
LEFT_OUT_BUILT = ("index.html", "404.html", "recherche", "plan-du-site", "verifications")


class NotAvailable(Exception):
    """A search cannot be measured here; says why."""


@dataclass(frozen=True)
class Engine:
    """A search to measure.

    Attributes:
        name: what it is called in the tables.
        folder: the built site that has it.
        results: the page where all the queries are asked, one after the other.
        ask: asks one query on that page.
        links: selector of the link of each result, best first.
        start: the page from which someone starts to type, for latencies.
        field: selector of the field there.
        suggestions: selector of each suggestion there.
        own: files that are the search's, even when they come with the page.
        index: those of them that hold content, and grow with it.
    """

    name: str
    folder: Path
    results: str
    ask: Callable[[Page, str], None]
    links: str
    start: str
    field: str
    suggestions: str
    own: re.Pattern[str]
    index: re.Pattern[str]


def ours(folder: Path) -> Engine:
    """Give our search, on the site built in `folder`. Queries go by the address (#q=…)."""
    return Engine(
        name="Repères",
        folder=folder,
        results="recherche/",
        ask=lambda page, text: page.evaluate(
            "text => { location.hash = 'q=' + encodeURIComponent(text); }", text
        ),
        links="li[data-resultat] > a",
        start="droits/oqtf/",
        field='header input[type="search"]',
        suggestions='header [role="option"]',
        own=re.compile(r"search"),
        index=re.compile(r"^assets/search/"),
    )


def build_site(folder: Path) -> None:
    """Build our site into `folder`, strictly.

    Raises:
        subprocess.CalledProcessError: the build failed; it has said why.
    """
    options = ("--strict", "--quiet", "--site-dir", str(folder))
    subprocess.run([sys.executable, "-m", "mkdocs", "build", *options], cwd=ROOT, check=True)


def material(folder: Path) -> Engine:
    """Build the same pages with Material for MkDocs and its search, in French, under `folder`.

    Raises:
        NotAvailable: it is not installed, or its build failed.
    """
    site = folder / "site"
    _write_sources(folder / "docs")
    (folder / "mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")
    _run_rival("mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"))
    return Engine(
        name="Material",
        folder=site,
        results="",
        ask=_typed_in(".md-search__input"),
        links=".md-search-result__item > a:first-of-type",
        start="droits/oqtf/",
        field=".md-search__input",
        suggestions=".md-search-result__item",
        own=re.compile(r"search|lunr"),
        index=re.compile(r"search_index"),
    )


_MATERIAL = """\
site_name: Repères
theme: { name: material, language: fr, font: false }
plugins: [search: { lang: fr }]
markdown_extensions: [abbr, admonition, attr_list, def_list, md_in_html, tables]
"""


def _write_sources(folder: Path) -> None:
    """Write the pages of docs/ and the generated ones as plain Markdown."""
    today = today_in_paris(os.environ.get("REPERES_TODAY"))
    knowledge = learn(ROOT / "directory", ROOT / "docs", today)
    texts = {
        path: resolve(knowledge.directory, (ROOT / "docs" / path).read_text("utf-8"), path)
        for path in knowledge.library.pages
    }
    texts.update(pages(Renderer(knowledge, ROOT / "overrides" / "fiches")))
    texts = {path: text for path, text in texts.items() if path not in LEFT_OUT}
    texts["index.md"] = "---\ntitle: Accueil\nsearch: { exclude: true }\n---\n"
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def pagefind(folder: Path, site: Path) -> Engine:
    """Index with Pagefind the pages of our built `site`, under `folder`, with a page to ask it.

    Raises:
        NotAvailable: it is not installed, or failed.
    """
    shutil.copytree(site, folder, ignore=_only_searched_pages(site))
    _run_rival(
        *("pagefind", "--silent", "--site", str(folder), "--root-selector", "article"),
        *("--exclude-selectors", ".fin-de-guide, [data-recherche-ignore]"),
    )
    shutil.copy(Path(__file__).with_name("pagefind.html"), folder / "chercher.html")
    return Engine(
        name="Pagefind",
        folder=folder,
        results="chercher.html",
        ask=_typed_in("input"),
        links="li > a",
        start="chercher.html",
        field="input",
        suggestions="li",
        own=re.compile(r"^pagefind/"),
        index=re.compile(r"\.pf_(index|meta|fragment|filter)$|pagefind-entry\.json$"),
    )


def _only_searched_pages(site: Path) -> Callable[[str, list[str]], list[str]]:
    """Say, for `shutil.copytree`, what not to copy of each folder of `site`."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        left_out = LEFT_OUT_BUILT if Path(folder) == site else ()
        files = [name for name in names if (Path(folder) / name).is_file()]
        return [*left_out, *(name for name in files if not name.endswith(".html"))]

    return ignored


def _typed_in(field: str) -> Callable[[Page, str], None]:
    """Ask by typing. Some searches wait for a key to come up: End changes nothing else."""

    def ask(page: Page, text: str) -> None:
        page.locator(field).fill(text)
        page.locator(field).press("End")

    return ask


def _run_rival(module: str, *arguments: str) -> None:
    """Run a Python module of the rivals' own environment."""
    if not RIVALS.exists():
        raise NotAvailable("not installed: run make search-bench without ONLY_OURS")
    result = subprocess.run(
        [str(RIVALS), "-m", module, *arguments], capture_output=True, text=True, check=False
    )
    if result.returncode:
        said = (result.stderr or result.stdout).strip() or "no message"
        raise NotAvailable(f"{module} failed: {said.splitlines()[-1]}")

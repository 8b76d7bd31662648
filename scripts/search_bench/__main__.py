"""Measure the search as people meet it, beside Material's and Pagefind's. Never a test.

Run it with `make search-bench`, or, faster, on the site already built:
`PYTHONPATH=hooks .venv/bin/python -m scripts.search_bench --only-ours --site site queries.csv`.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from scripts.search_bench import report
from scripts.search_bench.browser import Measure, chromium, measure
from scripts.search_bench.engines import Engine
from scripts.search_bench.material import material
from scripts.search_bench.ours import build_site, ours
from scripts.search_bench.pagefind import pagefind
from scripts.search_bench.queries import Query, read_queries, unanswerable
from scripts.search_bench.rivals import NotAvailable
from scripts.search_bench.sources import ROOT, searched_sources

QUERIES = ROOT / "tests" / "data" / "search-queries.csv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 when the queries cannot be read, 1 when the site cannot be built."""
    options = _options(arguments)
    try:
        queries = read_queries(options.queries)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    with TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        site = options.site.resolve() if options.site else folder / "site"
        try:
            if not options.site:
                build_site(site)
        except subprocess.CalledProcessError:
            return 1
        _print(report.heading(options.queries.name, queries, unanswerable(queries, site)))
        measures = [measure(browser, ours(site), queries)]
        _print(report.success_table(measures[0]))
        _print(report.missed(measures[0]))
        if not options.only_ours:
            measures += _rivals(browser, queries, site, folder)
            _print(report.comparison_table(measures))
    _print(report.cost_table(measures))
    if options.json:
        found = {measured.engine.name: report.as_json(measured) for measured in measures}
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search_bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "queries", type=Path, nargs="?", default=QUERIES, help="CSV: query, expected, kind"
    )
    parser.add_argument("--only-ours", action="store_true", help="leave Material and Pagefind out")
    parser.add_argument("--site", type=Path, help="measure this site, already built")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    return parser.parse_args(arguments)


def _rivals(browser: Browser, queries: Sequence[Query], site: Path, folder: Path) -> list[Measure]:
    """Measure the other searches that can be had here; say why the others cannot."""
    sources = searched_sources()
    rivals: dict[str, Callable[[], Engine]] = {
        "Material": partial(material, folder / "material", sources),
        "Pagefind": partial(pagefind, folder / "pagefind", site, sources),
    }
    measures = []
    for name, prepare in rivals.items():
        try:
            measures.append(measure(browser, prepare(), queries))
        except (NotAvailable, BrowserError) as reason:
            print(f"{name}: not available ({reason})\n")
    return measures


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines), end="\n\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Measure this site, then sites like it whose directory is larger. Never a test.

Run it with `make bench`: as it is, then with 200 permanences (1×) and 2,000 (10×).
`make bench BENCH=100` goes on to 20,000, which takes about half an hour and 5 GB of memory.
Build times are only worth comparing on a machine that does nothing else.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from reperes.directory.loading import load
from reperes.site import today_in_paris
from scripts.bench.building import build
from scripts.bench.finder import use
from scripts.bench.report import Measure, first_visits, growth_table, heaviest_table
from scripts.bench.weights import weigh
from scripts.search_bench.browser import chromium
from tests.generate import ROOT, write_project

SCALES = (1, 10, 100)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    options = _options(arguments)
    scales = [scale for scale in SCALES if scale <= options.up_to]
    sites: list[Measure] = []
    with TemporaryDirectory() as name, chromium() as browser:
        for title, project in _projects(Path(name), scales):
            print(f"{title}: building and measuring…", file=sys.stderr)
            site = Path(name) / f"site-{len(sites)}"
            sites.append(_measure(title, project, site, browser))
            if project == ROOT:
                _print(first_visits(site))
            shutil.rmtree(site)
    _print(growth_table(sites))
    _print(heaviest_table(sites))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--up-to", type=int, choices=SCALES, default=10, help="the largest scale (default: 10)"
    )
    return parser.parse_args(arguments)


def _projects(folder: Path, scales: Iterable[int]) -> Iterator[tuple[str, Path]]:
    yield "here", ROOT
    for scale in scales:
        project = folder / f"project-{scale}"
        write_project(project, scale, _today())
        yield f"{scale}×", project


def _measure(title: str, project: Path, site: Path, browser: Browser) -> Measure:
    cost = build(project, site)
    permanences = load(project / "directory", _today()).permanences
    return Measure(title, len(permanences), cost, weigh(site), use(browser, site))


def _today() -> date:
    """The day that the builds take too."""
    return today_in_paris(environ.get("REPERES_TODAY"))


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines), end="\n\n", flush=True)


if __name__ == "__main__":
    main()

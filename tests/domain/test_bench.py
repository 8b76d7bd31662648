"""The pure parts of the measure of the site: what is weighed, and how figures are written."""

import gzip
import subprocess
from pathlib import Path

import pytest

from scripts.bench.building import Cost, build
from scripts.bench.finder import Use
from scripts.bench.report import Measure, growth_table, heaviest_table
from scripts.bench.weights import Page, Weights, compressed, first_visit, kind_of, weigh


def written(root: Path, **files: str) -> Path:
    """A site with these pages (`a__b` is a/b/index.html), one stylesheet and one script."""
    for name, text in files.items():
        page = root / name.replace("__", "/") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    (root / "a.css").write_text("p { color: red }" * 50)
    (root / "a.js").write_text("'use strict';")
    return root


def page(kind: str, words: int = 1) -> str:
    text = " ".join(f"mot{rank}" for rank in range(words))
    return f'<html><body><div class="page page--{kind}">{text}</div></body></html>'


def test_the_heaviest_page_of_each_kind(tmp_path: Path) -> None:
    few, many = page("region", 10), page("region", 900)
    site = written(tmp_path, a=few, a__2=many, b=page("guide"), c=page("prison", 5))
    found = weigh(site)
    assert {kind: heaviest.path for kind, heaviest in found.heaviest.items()} == {
        "guide": "b/index.html",
        "prison": "c/index.html",
        "region": "a/2/index.html",
    }
    assert found.heaviest["region"].bytes == len(gzip.compress(many.encode(), 9)) > 1000
    assert (found.pages, found.files) == (4, 6)
    assert found.page_bytes == sum(
        len(text) for text in (few, many, page("guide"), page("prison", 5))
    )
    assert found.file_bytes == found.page_bytes + 50 * 16 + 13


def test_a_page_that_does_not_say_its_kind(tmp_path: Path) -> None:
    assert kind_of(written(tmp_path, a="<p>rien</p>") / "a/index.html") == "page"


def test_a_first_visit_is_the_page_and_each_file_it_names_once(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://example.org/a/">'
        '<link rel="stylesheet" href="../a.css" media="print"><link rel="icon" href="../a.css">'
        '<script src="../a.js" defer></script><a href="../c/">c</a>'
    )
    site = written(tmp_path, a=head, c=page("guide"))
    files = (site / "a/index.html", site / "a.css", site / "a.js")
    assert first_visit(site / "a/index.html") == sum(map(compressed, files))


def measure(name: str, heaviest: dict[str, Page]) -> Measure:
    return Measure(
        name,
        permanences=20_000,
        cost=Cost(seconds=75.4, processor=70.25, megabytes=512.3),
        weights=Weights(1088, 98_400_000, 9000, 123_000_000, heaviest),
        use=Use(14_893, 34_745, 167_152, suggestions=120.95, results=633.6, load=0.5),
    )


def test_tables_have_a_column_for_each_site() -> None:
    sites = [
        measure("here", {"guide": Page("droits/oqtf/index.html", 20_440)}),
        measure("10×", {"guide": Page("a/index.html", 20_440), "region": Page("b.html", 900)}),
    ]
    head, *rows = growth_table(sites)
    assert head.split() == ["here", "10×"]
    cells = {row[:42].strip(): row[42:].split() for row in rows}
    assert cells["permanences"] == ["20,000", "20,000"]
    assert cells["build, s of processor"] == ["70.2", "70.2"]
    assert cells["finder, data for 59000, kB compressed"] == ["14.9", "14.9"]
    assert cells["finder, from a choice to results, ms *"] == ["634", "634"]
    _, guide, region = heaviest_table(sites)
    assert guide.split() == ["guide", "20.4", "20.4", "a/"]
    assert region.split() == ["region", "0.9", "b.html"]


def test_a_build_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        build(tmp_path, tmp_path / "site")

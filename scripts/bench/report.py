"""The figures as tables to read. kB and MB are of 1,000; what is compressed is so with gzip -9."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.building import Cost
from scripts.bench.finder import POSTCODE, TOWN, WORD, Use
from scripts.bench.weights import Weights, first_visit

FIRST_VISITS = {
    "home": "index.html",
    "guide (droits/oqtf)": "droits/oqtf/index.html",
    "directory": "annuaire/index.html",
    "region": "annuaire/permanences/hauts-de-france/index.html",
    "département": "annuaire/departements/59/index.html",
    "glossary": "glossaire/index.html",
    "texts": "textes/index.html",
    "search results": "recherche/index.html",
}


@dataclass(frozen=True)
class Measure:
    """All that is measured of one site."""

    name: str
    permanences: int
    cost: Cost
    weights: Weights
    use: Use


ROWS: Sequence[tuple[str, Callable[[Measure], float]]] = (
    ("permanences", lambda site: site.permanences),
    ("pages", lambda site: site.weights.pages),
    ("pages, MB", lambda site: site.weights.page_bytes / 1e6),
    ("files", lambda site: site.weights.files),
    ("files, MB", lambda site: site.weights.file_bytes / 1e6),
    ("build, s", lambda site: site.cost.seconds),
    ("build, s of processor", lambda site: site.cost.processor),
    ("build, MB of memory", lambda site: site.cost.megabytes),
    (f"finder, data for {POSTCODE}, kB compressed", lambda site: site.use.postcode / 1000),
    (f"finder, data for « {TOWN} », kB compressed", lambda site: site.use.town / 1000),
    (f"search, data for « {WORD} », kB compressed", lambda site: site.use.search / 1000),
    ("finder, from a key to suggestions, ms *", lambda site: site.use.suggestions),
    ("finder, from a choice to results, ms *", lambda site: site.use.results),
    ("load of this machine meanwhile **", lambda site: site.use.load),
)
NOTES = """\
*  median, on a processor slowed down, with the time that the field waits for the next key.
** programs that wanted each processor; above 1, delays are too long."""


def growth_table(sites: Sequence[Measure]) -> Iterator[str]:
    """What grows with the directory, and what should not."""
    yield _line("", [site.name for site in sites])
    for name, figure in ROWS:
        yield _line(name, [_number(figure(site)) for site in sites])
    yield NOTES


def heaviest_table(sites: Sequence[Measure]) -> Iterator[str]:
    """The heaviest page of each kind on each site, and which it is on the last one."""
    yield _line("heaviest page of a kind, kB compressed", [site.name for site in sites])
    for kind, page in sites[-1].weights.heaviest.items():
        found = (site.weights.heaviest.get(kind) for site in sites)
        cells = [_number(each.bytes / 1000) if each else "" for each in found]
        yield f"{_line(kind, cells)}  {page.path.removesuffix('index.html')}"


def first_visits(site: Path) -> Iterator[str]:
    """What a first visit weighs, on some pages: styles, scripts and icon included."""
    yield "first visit, kB compressed"
    for name, path in FIRST_VISITS.items():
        yield _line(name, [_number(first_visit(site / path) / 1000)])


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:42}" + "".join(f"{cell:>9}" for cell in cells)


def _number(figure: float) -> str:
    return f"{figure:,.1f}" if figure < 100 and figure != int(figure) else f"{figure:,.0f}"

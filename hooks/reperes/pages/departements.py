"""The directory by département: the map of France, a page for each one, a sheet to print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reperes.directory.model import Directory
from reperes.directory.places import REGION_NAMES, Departement, place_key
from reperes.directory.records import Contact, Region
from reperes.map.borders import neighbours
from reperes.map.france import france
from reperes.map.zoom import Atlas, Zoom
from reperes.pages.local import Local, by_departement
from reperes.pages.rendering import Renderer
from reperes.pages.sheets import sheet_lines
from reperes.pages.views import PermanenceView
from reperes.pages.words import PRISON_TYPES
from reperes.paging import PAGE_SIZE, ListPage, paged

INDEX = "annuaire/departements/index.md"
LINES_SHOWN = 20
LINES_ON_A_SHEET = 6
# The first to call, wherever they are filed; then come the others of the category.
FIRST_LINES = ("cimade-service-prison", "point-justice-3039")
NATIONAL_LINES = "lignes-nationales"

Views = Mapping[str, PermanenceView]
Pages = Iterator[tuple[str, str]]


def departement_pages(renderer: Renderer, views: Views) -> Pages:
    """The map of France with the list of départements, then the pages and sheet of each one."""
    directory = renderer.knowledge.directory
    lines = _national_lines(directory)
    book = _Book(renderer, views, by_departement(directory, views, lines), lines)
    yield book.index()
    for here in book.found.values():
        yield from book.pages(here)
        yield from book.sheets(here)


@dataclass(frozen=True)
class Regional:
    """An administrative region and its départements."""

    name: str
    locals: Sequence[Local]


@dataclass(frozen=True)
class Cover:
    """A region of La Cimade, and those of its permanences that have no place of their own."""

    region: Region
    anywhere: Sequence[PermanenceView]


@dataclass(frozen=True)
class _Book:
    """Writes the pages of all départements; holds what they share, computed once."""

    renderer: Renderer
    views: Views
    found: Mapping[str, Local]
    lines: Sequence[Contact]

    def index(self) -> tuple[str, str]:
        meta = {
            "title": "L’annuaire par département",
            "description": "La carte de France et la liste des départements : permanences, prisons "
            "et groupes locaux de chacun.",
            "kind": "departements",
        }
        pins = {code: here.pins(self._directory) for code, here in self.found.items()}
        return INDEX, self.renderer.page(
            INDEX,
            "departements.html",
            meta,
            map=france(self._outlined, pins),
            found=self.found,
            regions=by_region(self.found.values()),
        )

    def pages(self, here: Local) -> Pages:
        shares = list(here.shares(PAGE_SIZE))
        for number, share in enumerate(shares, 1):
            page = ListPage(here.page, number, len(shares))
            meta = {
                "title": page.title(f"{here.name} : permanences et prisons"),
                "description": f"{here.name} : {here.counts}. Lieux, horaires, lignes à appeler, "
                "départements voisins.",
                "kind": "departement",
                "hide": ["toc"],
                "recherche_exclue": number > 1,
            }
            yield (
                page.path,
                self.renderer.page(
                    page.path,
                    "departement.html",
                    meta,
                    here=here,
                    share=share,
                    page=page,
                    map=self._zoom(here) if number == 1 else None,
                    types=PRISON_TYPES,
                    covers=self._covers[here.departement.code],
                    neighbours=self._neighbours(here),
                    contacts=self.lines[:LINES_SHOWN],
                    region=region_name(here.departement.region),
                ),
            )

    def sheets(self, here: Local) -> Pages:
        if not here.permanences:
            return
        today = self.renderer.knowledge.today
        pages = paged(sheet_lines(here.permanences, today), PAGE_SIZE)
        for number, lines in pages:
            page = ListPage(here.sheet, number, len(pages))
            meta = {
                "title": page.title(f"{here.name} : permanences de la semaine"),
                "description": f"Feuille à imprimer : les permanences du département {here.name}, "
                "jour par jour, et les lignes à appeler.",
                "kind": "feuille",
                "recherche_exclue": True,
            }
            yield (
                page.path,
                self.renderer.page(
                    page.path,
                    "departement-feuille.html",
                    meta,
                    here=here,
                    weekly=[line for line in lines if line.slot],
                    others=[line for line in lines if not line.slot],
                    page=page,
                    contacts=self.lines[:LINES_ON_A_SHEET],
                    today=today,
                ),
            )

    @property
    def _directory(self) -> Directory:
        return self.renderer.knowledge.directory

    @cached_property
    def _outlined(self) -> list[Departement]:
        return [here.departement for here in self.found.values() if here.departement.outline]

    @cached_property
    def _atlas(self) -> Atlas:
        return Atlas(self._outlined)

    @cached_property
    def _borders(self) -> Mapping[str, list[Departement]]:
        return neighbours(self._outlined)

    @cached_property
    def _covers(self) -> Mapping[str, list[Cover]]:
        """The regions of La Cimade that cover each département, by its code."""
        anywhere = defaultdict(list)
        for view in self.views.values():
            if not view.record.commune:
                anywhere[view.region.id].append(view)
        found = defaultdict(list)
        for region in self._directory.regions.values():
            for code in region.departements:
                found[code].append(Cover(region, anywhere[region.id][:PAGE_SIZE]))
        return found

    def _neighbours(self, here: Local) -> list[Local]:
        around = self._borders.get(here.departement.code, ())
        return [self.found[departement.code] for departement in around]

    def _zoom(self, here: Local) -> Zoom | None:
        if not here.departement.outline:
            return None
        return self._atlas.zoom(here.departement, here.pins(self._directory))


def _national_lines(directory: Directory) -> list[Contact]:
    """The contacts that help anywhere in France, those of FIRST_LINES first."""
    first = [directory.contacts[name] for name in FIRST_LINES if name in directory.contacts]
    others = directory.contacts_by_category.get(NATIONAL_LINES, [])
    return [*first, *(contact for contact in others if contact not in first)]


def by_region(found: Iterable[Local]) -> list[Regional]:
    """The départements of each administrative region, in the order of the names of regions.

    The overseas regions come after the others, the overseas collectivities last.
    """
    regions = defaultdict(list)
    for here in found:
        regions[here.departement.region].append(here)
    order = sorted(regions, key=lambda code: (not code, code < "10", place_key(region_name(code))))
    return [Regional(region_name(code), regions[code]) for code in order]


def region_name(code: str) -> str:
    """The name of an administrative region by its Insee code; "" is that of the collectivities."""
    return REGION_NAMES.get(code, "Collectivités d’outre-mer")

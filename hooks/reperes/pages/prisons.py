"""The pages of prisons: their list, and one page each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from reperes.directory.model import Directory, Point
from reperes.directory.places import place_key
from reperes.directory.records import Prison, Region
from reperes.finder.distance import nearest
from reperes.french import pluriel
from reperes.pages import structured_data as schema
from reperes.pages.rendering import Renderer
from reperes.pages.views import PermanenceView
from reperes.pages.words import PRISON_TYPES

NEAREST = 3  # permanences on the page of a prison
FAR = 150  # kilometres: beyond, a permanence is no help to a family

Placed = tuple[PermanenceView, Point]


def prisons(renderer: Renderer, views: Mapping[str, PermanenceView]) -> Iterator[tuple[str, str]]:
    """`annuaire/prisons/index.md`, and a page for each prison."""
    yield _index(renderer)
    useful = _useful(renderer.knowledge.directory, views)
    for prison in renderer.knowledge.directory.prisons.values():
        yield _page(renderer, useful, prison)


def _index(renderer: Renderer) -> tuple[str, str]:
    found = renderer.knowledge.directory.prisons.values()
    by_disp: defaultdict[str, list[Prison]] = defaultdict(list)
    for prison in sorted(found, key=lambda each: place_key(each.commune or each.nom)):
        by_disp[prison.disp].append(prison)
    path = "annuaire/prisons/index.md"
    meta = {
        "title": "Les prisons de France",
        "description": f"{pluriel(len(found), 'prison')} : adresse, téléphone, équipe de La "
        "Cimade, permanences proches, comment écrire à une personne détenue.",
        "kind": "prisons",
    }
    return path, renderer.page(path, "prisons.html", meta, by_disp=dict(sorted(by_disp.items())))


def _page(renderer: Renderer, useful: Iterable[Placed], prison: Prison) -> tuple[str, str]:
    directory = renderer.knowledge.directory
    path = f"annuaire/prisons/{prison.id}.md"
    meta = {
        "title": prison.nom,
        "description": f"{prison.nom} : adresse, téléphone, équipe de La Cimade, permanences "
        "proches, comment écrire à une personne détenue.",
        "kind": "prison",
        "edit": directory.origin_of(prison).file,
        "jsonld": schema.json_ld([schema.prison(prison)]),
    }
    return path, renderer.page(
        path,
        "prison.html",
        meta,
        prison=prison,
        type=PRISON_TYPES[prison.type],
        teams=[(team, directory.hosts[team.groupe]) for team in prison.equipes],
        regions=_regions(directory, prison),
        linked=directory.contacts_by_prison[prison.id],
        near=_near(directory, useful, prison),
    )


def _regions(directory: Directory, prison: Prison) -> list[Region]:
    """The regions of La Cimade that cover the place of a prison."""
    commune = directory.commune_of(prison)
    return [
        region
        for region in directory.regions.values()
        if commune and commune.departement in region.departements
    ]


def _useful(directory: Directory, views: Mapping[str, PermanenceView]) -> list[Placed]:
    """The permanences that give legal help, with the point of each."""
    return [
        (view, point)
        for view in views.values()
        if {"juridique", "prison"} & set(view.record.themes)
        and (point := directory.point_of(view.record))
    ]


def _near(
    directory: Directory, useful: Iterable[Placed], prison: Prison
) -> list[tuple[float, PermanenceView]]:
    """The permanences nearest to a prison, with their distance in kilometres."""
    origin = directory.point_of(prison)
    if origin is None:
        return []
    found = nearest(origin, useful, lambda placed: placed[1], NEAREST, FAR)
    return [(distance, view) for distance, (view, _) in found]

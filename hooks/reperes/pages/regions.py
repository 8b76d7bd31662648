"""The pages of the regions of La Cimade: their permanences in full, and who holds them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from reperes.directory.model import Directory
from reperes.directory.records import Group, Prison, Region
from reperes.french import pluriel
from reperes.guides.links import record_page
from reperes.pages import structured_data as schema
from reperes.pages.rendering import Renderer
from reperes.pages.views import PermanenceView
from reperes.paging import PAGE_SIZE, ListPage, parts

Pages = Iterator[tuple[str, str]]


def regions(renderer: Renderer, views: Mapping[str, PermanenceView]) -> Pages:
    """The pages of each region; `record_page` tells on which one a permanence is."""
    directory = renderer.knowledge.directory
    for region in directory.regions.values():
        found = [views[each.id] for each in directory.permanences_by_region[region.id]]
        yield from _pages(renderer, region, found)


def _pages(renderer: Renderer, region: Region, found: Sequence[PermanenceView]) -> Pages:
    """Its permanences and its groups, cut in pages; the first one also tells of the region."""
    directory = renderer.knowledge.directory
    groups = directory.groups_by_region[region.id]
    shares = [*zip_longest(parts(found, PAGE_SIZE), parts(groups, PAGE_SIZE), fillvalue=())]
    for number, (views, listed) in enumerate(shares, 1):
        page = ListPage(record_page(directory, region), number, len(shares))
        organisation = [schema.organisation(region)] if number == 1 else []
        meta = {
            "title": page.title(f"Permanences en {region.nom}"),
            "description": f"{pluriel(len(found), 'permanence')} de La Cimade en {region.nom} : "
            "lieux, horaires, prochaines séances, téléphones et courriels.",
            "kind": "region",
            "edit": directory.origin_of(region).file,
            "jsonld": schema.json_ld([*organisation, *map(schema.permanence, views)]),
        }
        yield (
            page.path,
            renderer.page(
                page.path,
                "region.html",
                meta,
                region=region,
                views=views,
                groups=listed,
                prisons=_prisons(directory, region, groups),
                page=page,
            ),
        )


def _prisons(directory: Directory, region: Region, groups: Sequence[Group]) -> list[Prison]:
    """The prisons where a team of the region intervenes, each once."""
    hosts = (region.id, *(group.id for group in groups))
    found = {
        prison.id: prison for host in hosts for prison in directory.prisons_by_host.get(host, ())
    }
    return list(found.values())

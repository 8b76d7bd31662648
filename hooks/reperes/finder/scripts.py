"""The files of the finder, as scripts: they load from a disk as well as from a server.

Each is one call, `Reperes.deliver(name, data)`; docs/assets/js/search.js receives it. A card is
HTML from a template: every value is escaped in one place and a browser has nothing to write.
"""

import json
from collections.abc import Iterator, Mapping
from math import ceil, floor
from typing import Any

from reperes.directory.places import Departement
from reperes.directory.records import Prison
from reperes.finder.entries import Entry, entries
from reperes.finder.shards import shards
from reperes.finder.traits import TRAITS, WITHOUT_APPOINTMENT, traits
from reperes.finder.tree import Box, Leaf, Node, Placed, grow
from reperes.guides.links import address, record_page
from reperes.pages.local import by_departement
from reperes.pages.rendering import Renderer
from reperes.pages.views import PermanenceView
from reperes.pages.words import PRISON_TYPES
from reperes.trust import published_hours
from reperes.typography import space

PAGE = "annuaire/index.md"  # links in cards are written as seen from the finder's page
Views = Mapping[str, PermanenceView]
Scripts = Iterator[tuple[str, str]]


def scripts(renderer: Renderer, views: Views) -> Mapping[str, str]:
    """Every file of the finder: path under its folder → script.

    - `index.js`: the traits of the filters, the prefixes that have a file, the root of the tree;
    - `lieux/l-mau.js`: the places whose key begins with `mau`;
    - `noeuds/3.js`: a node of the tree of permanences: boxes, or cards with their point;
    - `prisons/ID.js`: one prison, its point and its card;
    - `departements/59.js`: who answers by telephone, and what else is known there.
    """
    places = shards(entries(renderer.knowledge.directory))
    nodes = _nodes(renderer, views)
    index = {"traits": TRAITS, "prefixes": sorted(places), "noeud": nodes[0]}
    return {
        "index.js": _script("index", index),
        **dict(_places(places)),
        **{f"noeuds/{number}.js": _script(f"noeuds/{number}", nodes[number]) for number in nodes},
        **dict(_prisons(renderer)),
        **dict(_departments(renderer, views)),
    }


def file_name(prefix: str) -> str:
    """The file of a prefix, safe on any disk: `saint d` → `l-saint_d`."""
    return "l-" + prefix.replace(" ", "_")


def _script(name: str, data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"Reperes.deliver({json.dumps(f'finder/{name}')},{text});\n"


def _places(places: Mapping[str, list[Entry] | Any]) -> Scripts:
    for prefix, found in places.items():
        name = f"lieux/{file_name(prefix)}"
        yield f"{name}.js", _script(name, [_row(entry) for entry in found])


def _row(entry: Entry) -> list[str | float]:
    point = entry.point or ()
    return [entry.key, entry.name, entry.kind, entry.department, entry.reference, *point]


def _nodes(renderer: Renderer, views: Views) -> dict[int, dict[str, Any]]:
    """The files of the tree by number; 0 is the root."""
    directory = renderer.knowledge.directory
    points = {id: directory.point_of(view.record) for id, view in views.items()}
    placed = [
        Placed(id, point.latitude, point.longitude, traits(views[id]))
        for id, point in points.items()
        if point
    ]
    files: dict[int, dict[str, Any]] = {}

    def write(node: Leaf | Node) -> int:
        number = len(files)
        files[number] = {}
        if isinstance(node, Leaf):
            files[number]["permanences"] = [_card(renderer, views, one) for one in node.things]
        else:
            files[number]["boites"] = [[*_corners(c.box), write(c)] for c in node.children]
        return number

    write(grow(placed))
    return files


def _corners(box: Box) -> list[float]:
    """The box, rounded outwards to a hundredth of a degree, and its traits."""
    low = [floor(degrees * 100) / 100 for degrees in (box.south, box.west)]
    high = [ceil(degrees * 100) / 100 for degrees in (box.north, box.east)]
    return [*low, *high, box.traits]


def _card(renderer: Renderer, views: Views, one: Placed) -> dict[str, object]:
    directory = renderer.knowledge.directory
    html = renderer.fragment(PAGE, "trouver-permanence.html", vue=views[one.id])
    return {
        "id": one.id,
        "point": [one.latitude, one.longitude],
        "traits": one.traits,
        "sansRendezVous": views[one.id].record.mode == WITHOUT_APPOINTMENT,
        "joignable": views[one.id].reachable,
        "nom": views[one.id].record.nom,
        "page": address(record_page(directory, views[one.id].record), "index.md"),
        "horaires": published_hours(views[one.id].record),
        "html": space(html),
    }


def _prisons(renderer: Renderer) -> Scripts:
    directory = renderer.knowledge.directory
    for prison in directory.prisons.values():
        point = directory.point_of(prison)
        if point:
            name = f"prisons/{prison.id}"
            data = {
                "nom": prison.nom,
                "point": [point.latitude, point.longitude],
                "departement": _department_of(renderer, prison),
                "html": space(_prison_card(renderer, prison)),
            }
            yield f"{name}.js", _script(name, data)


def _department_of(renderer: Renderer, prison: Prison) -> str:
    commune = renderer.knowledge.directory.commune_of(prison)
    return commune.departement if commune else ""


def _prison_card(renderer: Renderer, prison: Prison) -> str:
    directory = renderer.knowledge.directory
    return renderer.fragment(
        PAGE,
        "trouver-prison.html",
        prison=prison,
        type=PRISON_TYPES[prison.type],
        hosts=[(team, directory.hosts[team.groupe]) for team in prison.equipes],
    )


def _departments(renderer: Renderer, views: Views) -> Scripts:
    directory = renderer.knowledge.directory
    remote = [view for view in views.values() if not directory.point_of(view.record)]
    lines = [
        contact
        for category in ("la-cimade", "lignes-nationales")
        for contact in directory.contacts_by_category.get(category, ())
        if contact.telephone
    ]
    territories: Mapping[str, Departement | None] = {
        "france": None,  # for a reader whose département is not known
        **directory.places.territories,
    }
    with_a_page = by_departement(directory, views)
    for code, department in territories.items():
        html = renderer.fragment(
            PAGE,
            "trouver-telephone.html",
            department=department if code in with_a_page else None,
            lines=lines,
            remote=[view for view in remote if code in view.region.departements],
            regions=[r for r in directory.regions.values() if code in r.departements],
        )
        name = f"departements/{code.lower()}"
        yield f"{name}.js", _script(name, {"html": space(html)})

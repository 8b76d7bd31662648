"""The map of the whole of France: the mainland with Corsica, and insets for what is far or tiny."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reperes.directory.places import Departement
from reperes.map.drawing import Marker, Pin, path, spots
from reperes.map.projection import Box, Frame, bounds, conic, fitted, local

WIDTH, HEIGHT = 1000, 1160
MARKER = 24
MAINLAND = Box(8, 8, 984, 940)
# The ends of the mainland and of Corsica, in the west, the north, the east and the south.
ENDS = ((-4.795, 48.413), (2.546, 51.089), (9.555, 42.125), (9.178, 41.368))
OVERSEAS = ("971", "972", "973", "974", "976")
# Each inset has a scale of its own. Paris and its neighbours are also on the map of the mainland,
# where they are too small to be seen or touched.
INSETS: dict[tuple[str, ...], Box] = {
    ("75", "92", "93", "94"): Box(1, 1, 200, 200),
    **{(code,): Box(1 + rank * 202, 960, 190, 198) for rank, code in enumerate(OVERSEAS)},
}
MARGIN = 12
NAME = 32  # the height of the line at the foot of an inset


@dataclass(frozen=True)
class Area:
    """A département as an SVG path; one that is also in an inset is drawn twice in it."""

    departement: Departement
    path: str


@dataclass(frozen=True)
class Inset:
    """An area of the drawing that has a scale of its own, with its name at its foot."""

    name: str
    box: Box


@dataclass(frozen=True)
class France:
    """A drawing `width` units wide and `height` high.

    Attributes:
        width: of the drawing.
        height: of the drawing.
        marker: the width of a marker.
        areas: the départements.
        insets: the areas that have a scale of their own.
        markers: the records.
    """

    width: int
    height: int
    marker: int
    areas: tuple[Area, ...]
    insets: tuple[Inset, ...]
    markers: tuple[Marker, ...]


@dataclass(frozen=True)
class _View:
    frame: Frame
    departements: Sequence[Departement]
    inset: Inset | None = None


def france(departements: Sequence[Departement], pins: Mapping[str, Sequence[Pin]]) -> France:
    """Draw `departements`, which all have an outline, and mark the `pins` of each, by code."""
    views = [_mainland(departements), *_insets(departements)]
    return France(
        WIDTH,
        HEIGHT,
        MARKER,
        areas=tuple(
            Area(each, "".join(path(each.outline, view.frame) for view in _showing(each, views)))
            for each in departements
        ),
        insets=tuple(view.inset for view in views if view.inset),
        markers=tuple(marker for view in views for marker in _markers(view, pins)),
    )


def _mainland(departements: Sequence[Departement]) -> _View:
    here = [each for each in departements if each.code not in OVERSEAS]
    return _View(fitted(conic, ENDS, MAINLAND), here)


def _insets(departements: Sequence[Departement]) -> Iterator[_View]:
    for codes, box in INSETS.items():
        here = [each for each in departements if each.code in codes]
        if here:
            coast = [place for each in here for ring in each.outline for place in ring]
            extent = bounds(coast)
            drawn = Box(box.x, box.y, box.width, box.height - NAME).inside(MARGIN)
            frame = fitted(local(extent.y + extent.height / 2), coast, drawn)
            yield _View(frame, here, Inset(here[0].nom, box))


def _showing(departement: Departement, views: Sequence[_View]) -> Iterator[_View]:
    return (view for view in views if departement in view.departements)


def _markers(view: _View, pins: Mapping[str, Sequence[Pin]]) -> Iterator[Marker]:
    here = (pin for each in view.departements for pin in pins.get(each.code, ()))
    for spot in spots(here, view.frame, MARKER):
        yield from spot.markers

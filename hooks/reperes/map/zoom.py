"""The map of one département: its outline, what is around it, and a marker for each place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reperes.directory.places import Departement
from reperes.map.drawing import Label, Marker, Pin, labels, path, spots
from reperes.map.projection import Box, Frame, bounds, fitted, local

WIDTH = 600
HEIGHTS = 320, 600  # the least and the most, whatever the shape of the département
MARGIN = 36
MARKER = 26
LETTERS = 24  # names are as high on a phone, and smaller elsewhere: what fits there fits everywhere


@dataclass(frozen=True)
class Zoom:
    """A drawing `width` units wide and `height` high.

    Attributes:
        width: of the drawing.
        height: of the drawing.
        marker: the width of a marker.
        outline: the département, as an SVG path.
        around: the other départements in view, each as an SVG path.
        markers: its records.
        labels: the names of their towns, where there is room.
    """

    width: int
    height: int
    marker: int
    outline: str
    around: tuple[str, ...]
    markers: tuple[Marker, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Atlas:
    """Draws any of the `departements`, which all have an outline, among the others."""

    departements: Sequence[Departement]

    def zoom(self, departement: Departement, pins: Sequence[Pin]) -> Zoom:
        """The map of one of them, on which `pins` are marked."""
        extent = self._extents[departement.code]
        project = local(extent.y + extent.height / 2)
        shape = bounds(map(project, _corners(extent)))
        least, most = HEIGHTS
        height = round(min(max((WIDTH - 2 * MARGIN) * shape.height / shape.width, least), most))
        view = Box(0, 0, WIDTH, height)
        frame = fitted(project, _corners(extent), view.inside(MARGIN))
        found = spots(pins, frame, MARKER)
        return Zoom(
            WIDTH,
            height,
            MARKER,
            outline=path(departement.outline, frame),
            around=tuple(
                path(other.outline, frame)
                for other in self._seen(frame, view)
                if other is not departement
            ),
            markers=tuple(marker for spot in found for marker in spot.markers),
            labels=tuple(labels(found, view, LETTERS)),
        )

    @cached_property
    def _extents(self) -> Mapping[str, Box]:
        """The least and greatest longitudes and latitudes of each, by code."""
        return {
            each.code: bounds(place for ring in each.outline for place in ring)
            for each in self.departements
        }

    def _seen(self, frame: Frame, view: Box) -> Iterator[Departement]:
        for each in self.departements:
            if bounds(map(frame, _corners(self._extents[each.code]))).meets(view):
                yield each


def _corners(extent: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (extent.x, extent.y), (extent.x + extent.width, extent.y + extent.height)

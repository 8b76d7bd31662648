"""From degrees on the globe to a drawing on paper.

A drawing has its origin at the top left, x to the right and y down, as in SVG.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, log, pi, radians, sin, tan

Place = tuple[float, float]
"""Longitude and latitude, in degrees."""
XY = tuple[float, float]
Projection = Callable[[Place], XY]
"""From a place to a point of the plane, in Earth radii."""

# Lambert's conformal conic, as on the official maps of metropolitan France (Lambert-93).
_PARALLELS = radians(44), radians(49)
_MERIDIAN = radians(3)


def _stretch(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)


_SOUTH, _NORTH = _PARALLELS
_CONE = log(cos(_SOUTH) / cos(_NORTH)) / log(_stretch(_NORTH) / _stretch(_SOUTH))
_RADIUS = cos(_SOUTH) * _stretch(_SOUTH) ** _CONE / _CONE


def conic(place: Place) -> XY:
    """Where a place of metropolitan France is on its usual maps, up to a translation."""
    longitude, latitude = radians(place[0]), radians(place[1])
    radius = _RADIUS / _stretch(latitude) ** _CONE
    angle = _CONE * (longitude - _MERIDIAN)
    return radius * sin(angle), radius * cos(angle)


def local(latitude: float) -> Projection:
    """An equirectangular projection, true around one latitude: fit for an area the size of one."""
    width = cos(radians(latitude))
    return lambda place: (radians(place[0]) * width, -radians(place[1]))


@dataclass(frozen=True)
class Box:
    """An area of a drawing."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, margin: float) -> "Box":
        """The same area without its margins."""
        return Box(
            self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin
        )

    def meets(self, other: "Box") -> bool:
        """Whether two areas have more than an edge in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other area is wholly within this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


def bounds(points: Iterable[XY]) -> Box:
    """The smallest area that holds all points.

    Raises:
        ValueError: there is no point.
    """
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True)
class Frame:
    """A view of a part of the globe: gives the point of the drawing where a place is."""

    project: Projection
    scale: float
    left: float
    top: float

    def __call__(self, place: Place) -> XY:
        """Where `place` is on the drawing."""
        x, y = self.project(place)
        return x * self.scale + self.left, y * self.scale + self.top


def fitted(project: Projection, places: Iterable[Place], box: Box) -> Frame:
    """The largest view of `places` that `box` can hold, in the middle of it, not stretched."""
    seen = bounds(map(project, places))
    scale = min(box.width / seen.width, box.height / seen.height)
    return Frame(
        project,
        scale,
        left=box.x + (box.width - seen.width * scale) / 2 - seen.x * scale,
        top=box.y + (box.height - seen.height * scale) / 2 - seen.y * scale,
    )

"""Distances on the globe, as the crow flies."""

from collections.abc import Callable, Iterable
from math import asin, cos, degrees, inf, radians, sin, sqrt
from typing import TypeVar

from reperes.directory.model import Point

EARTH_RADIUS = 6371.0088  # kilometres, mean radius of the IUGG

Thing = TypeVar("Thing")


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance between two points, by the haversine formula."""
    north = sin(radians(b.latitude - a.latitude) / 2) ** 2
    east = sin(radians(b.longitude - a.longitude) / 2) ** 2
    both = north + cos(radians(a.latitude)) * cos(radians(b.latitude)) * east
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, both)))


def nearest(
    origin: Point,
    things: Iterable[Thing],
    point_of: Callable[[Thing], Point | None],
    count: int,
    within: float = inf,
) -> list[tuple[float, Thing]]:
    """The `count` things nearest to `origin`, with their distance in kilometres, nearest first.

    Things without a point, or not nearer than `within` kilometres, are left out.
    """
    band = degrees(within / EARTH_RADIUS)  # of latitudes: what is out of it is too far
    measured = [
        (distance, thing)
        for thing in things
        if (point := point_of(thing))
        and abs(point.latitude - origin.latitude) <= band
        and (distance := kilometres(origin, point)) < within
    ]
    return sorted(measured, key=lambda pair: pair[0])[:count]

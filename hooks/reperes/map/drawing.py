"""What a map is drawn with: outlines as SVG paths, markers that do not overlap, names of towns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import dist

from reperes.directory.places import Ring
from reperes.directory.records import Permanence, Prison
from reperes.map.projection import XY, Box, Frame, Place

# The width of a letter, on average, for a letter one unit high: system fonts are narrower.
LETTER = 0.6
TOWNS_NAMED = 3
# How far apart two spots are at least, for shapes of width 1: each may have two, side by side.
APART = 1.5


def path(rings: Iterable[Ring], frame: Frame) -> str:
    """The closed lines as the `d` of an SVG path, in whole units: `M3 4l5-6 7 8z`.

    Rounding moves a vertex to the same unit in each outline that has it, so neighbours still fit;
    it is also what simplifies: points that fall together are drawn once, and a ring that shrinks
    to less than a triangle is not drawn.
    """
    return "".join(_closed(_rounded(map(frame, ring))) for ring in rings)


def _rounded(points: Iterable[XY]) -> list[tuple[int, int]]:
    """The points in whole units, the first given again at the end, none twice in a row."""
    whole = [(round(x), round(y)) for x, y in points]
    return [whole[0], *(here for before, here in pairwise(whole) if here != before)]


def _closed(points: Sequence[tuple[int, int]]) -> str:
    if len(points) < 4:
        return ""
    steps = ((x - left, y - top) for (left, top), (x, y) in pairwise(points[:-1]))
    return f"M{_numbers([points[0]])}l{_numbers(steps)}z"


def _numbers(pairs: Iterable[tuple[int, int]]) -> str:
    """`3 4-5 6`: a minus sign is enough to part two numbers."""
    text = " ".join(f"{x} {y}" for x, y in pairs)
    return text.replace(" -", "-")


@dataclass(frozen=True)
class Pin:
    """A record and its town, to show on a map."""

    record: Permanence | Prison
    town: str
    place: Place


@dataclass(frozen=True)
class Marker:
    """One shape on a map: all the records of one kind that are in one spot.

    Attributes:
        pins: the records, at least one, all of them permanences or all of them prisons.
        x: of its centre.
        y: of its centre.
    """

    pins: tuple[Pin, ...]
    x: int
    y: int

    @property
    def kind(self) -> str:
        """`permanence` or `prison`: its shape."""
        return "permanence" if isinstance(self.pins[0].record, Permanence) else "prison"

    @property
    def towns(self) -> str:
        """`Lille, Loos`; when there are many, the first ones « et environs »."""
        names = list(dict.fromkeys(pin.town for pin in self.pins))
        more = " et environs" if len(names) > TOWNS_NAMED else ""
        return ", ".join(names[:TOWNS_NAMED]) + more


@dataclass(frozen=True)
class Spot:
    """What is so close that shapes would cover each other.

    Attributes:
        pins: the records, at least one.
        x: of its centre.
        y: of its centre.
        size: the width of a shape.
    """

    pins: tuple[Pin, ...]
    x: float
    y: float
    size: float

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """A shape for its permanences and one for its prisons, side by side."""
        by_kind = [
            tuple(pin for pin in self.pins if isinstance(pin.record, kind))
            for kind in (Permanence, Prison)
        ]
        shown = [pins for pins in by_kind if pins]
        first = self.x - (len(shown) - 1) * self.size / 2
        return tuple(
            Marker(pins, round(first + rank * self.size), round(self.y))
            for rank, pins in enumerate(shown)
        )

    @property
    def box(self) -> Box:
        """The area that its shapes cover."""
        width = len(self.markers) * self.size
        return Box(self.x - width / 2, self.y - self.size / 2, width, self.size)


def spots(pins: Iterable[Pin], frame: Frame, size: float) -> list[Spot]:
    """The pins as seen in `frame`, by spot, for shapes `size` units wide.

    A pin joins the first spot that is near, if any; else it makes one. However many the records, a
    drawing holds only so many spots.
    """
    reach = APART * size
    grid: defaultdict[tuple[int, int], list[XY]] = defaultdict(list)
    found: dict[XY, list[Pin]] = {}
    for pin in pins:
        here = frame(pin.place)
        column, row = int(here[0] // reach), int(here[1] // reach)
        around = (grid.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        near = (spot for cell in around for spot in cell if dist(spot, here) < reach)
        spot = next(near, None)
        if spot is None:
            grid[column, row].append(here)
            found[here] = [pin]
        else:
            found[spot].append(pin)
    return [Spot(tuple(pins), x, y, size) for (x, y), pins in found.items()]


@dataclass(frozen=True)
class Label:
    """The name of a town beside its spot; `anchor` is SVG's `text-anchor`."""

    text: str
    x: int
    y: int
    anchor: str


def labels(spots: Sequence[Spot], view: Box, height: float) -> list[Label]:
    """The names that fit in `view` in letters `height` units high, covering no shape or name.

    A spot bears the name of its first town, once on the map. It is tried to the right, to the left,
    under and over.
    """
    taken = [spot.box for spot in spots]
    found: dict[str, Label] = {}
    for spot in spots:
        for label, area in _around(spot, height):
            is_free = view.holds(area) and not any(area.meets(other) for other in taken)
            if is_free and label.text not in found:
                found[label.text] = label
                taken.append(area)
    return list(found.values())


def _around(spot: Spot, height: float) -> Iterator[tuple[Label, Box]]:
    name, shapes = spot.pins[0].town, spot.box
    width, gap = len(name) * height * LETTER, height / 4
    left, right = shapes.x - gap, shapes.x + shapes.width + gap
    over, under = shapes.y - gap, shapes.y + shapes.height + gap
    for anchor, x, area in (
        ("start", right, Box(right, spot.y - height / 2, width, height)),
        ("end", left, Box(left - width, spot.y - height / 2, width, height)),
        ("middle", spot.x, Box(spot.x - width / 2, under, width, height)),
        ("middle", spot.x, Box(spot.x - width / 2, over - height, width, height)),
    ):
        baseline = area.y + height * 0.78  # letters rise to about three quarters of a line
        yield Label(name, round(x), round(baseline), anchor), area

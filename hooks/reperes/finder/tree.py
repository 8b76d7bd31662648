"""Permanences in space: a tree of boxes, so that a browser loads only those around a place.

The k-d order puts neighbours together; leaves hold a few permanences, nodes a few dozen boxes. The
files for one search then stay small however large the directory grows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

LEAF_SIZE = 40  # permanences of one file: about 8 kB compressed
NODE_SIZE = 48  # boxes of one file


@dataclass(frozen=True)
class Placed:
    """A thing with its point, in degrees, and its traits, a set of bits (see `traits`).

    The lowest bits are the commonest needs: in one place, those who have them come first.
    """

    id: str
    latitude: float
    longitude: float
    traits: int


@dataclass(frozen=True)
class Box:
    """The smallest rectangle around a node, in degrees, and all the traits found in it."""

    south: float
    west: float
    north: float
    east: float
    traits: int


@dataclass(frozen=True)
class Leaf:
    """A few things that are near one another."""

    things: Sequence[Placed]
    box: Box


@dataclass(frozen=True)
class Node:
    """A few leaves or nodes that are near one another."""

    children: Sequence["Leaf | Node"]
    box: Box


def grow(things: Sequence[Placed]) -> Node:
    """The tree of all things; its root has no child when there is nothing."""
    level: list[Leaf | Node] = [Leaf(group, _around(group)) for group in _groups(things)]
    while len(level) > NODE_SIZE:
        level = [_node(level[at : at + NODE_SIZE]) for at in range(0, len(level), NODE_SIZE)]
    return _node(level) if level else Node((), Box(0, 0, 0, 0, 0))


def _groups(things: Sequence[Placed]) -> list[Sequence[Placed]]:
    """Cut along the longer side, in two halves, until a group is small enough.

    What is in one point, as in a town whose streets are not known, is cut by its first trait.
    """
    if len(things) <= LEAF_SIZE:
        return [things] if things else []
    box = _around(things)
    tall = box.north - box.south > box.east - box.west
    ordered = sorted(
        things,
        key=lambda one: (
            one.latitude if tall else one.longitude,
            one.traits & -one.traits,
            one.id,
        ),
    )
    middle = len(ordered) // 2
    return [*_groups(ordered[:middle]), *_groups(ordered[middle:])]


def _around(things: Sequence[Placed]) -> Box:
    points = [Box(t.latitude, t.longitude, t.latitude, t.longitude, t.traits) for t in things]
    return reduce(_union, points)


def _node(children: Sequence[Leaf | Node]) -> Node:
    return Node(children, reduce(_union, (child.box for child in children)))


def _union(a: Box, b: Box) -> Box:
    return Box(
        min(a.south, b.south),
        min(a.west, b.west),
        max(a.north, b.north),
        max(a.east, b.east),
        a.traits | b.traits,
    )

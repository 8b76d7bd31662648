"""The tree of permanences: nothing lost, nothing twice, boxes that hold what they say."""

import json
from collections.abc import Iterator
from random import Random

import pytest

from reperes.finder.tree import LEAF_SIZE, NODE_SIZE, Leaf, Node, Placed, grow


def things(count: int, seed: int = 1) -> list[Placed]:
    """Things all over France, overseas included, many of them in a few towns."""
    random = Random(seed)
    towns = [(50.63, 3.07), (48.85, 2.35), (43.3, 5.37), (-20.88, 55.45), (-22.27, 166.44)]
    found = []
    for rank in range(count):
        crowded = random.random() < 0.3
        north, east = random.choice(towns) if crowded else (random.uniform(42, 51), 0.0)
        found.append(
            Placed(
                f"p{rank}",
                round(north + random.uniform(-0.01, 0.01), 4),
                round(east + random.uniform(-5, 8) * (not crowded), 4),
                1 << random.randrange(15),
            )
        )
    return found


def walk(node: Leaf | Node) -> Iterator[Leaf | Node]:
    yield node
    if isinstance(node, Node):
        for child in node.children:
            yield from walk(child)


def held(node: Leaf | Node) -> list[Placed]:
    return [one for part in walk(node) if isinstance(part, Leaf) for one in part.things]


@pytest.mark.parametrize("count", [1, 2, LEAF_SIZE, LEAF_SIZE + 1, 200, 2_000, 20_000])
def test_every_thing_is_in_exactly_one_leaf(count: int) -> None:
    given = things(count)
    assert sorted(one.id for one in held(grow(given))) == sorted(one.id for one in given)


def test_a_box_is_just_around_what_it_holds() -> None:
    for part in walk(grow(things(500))):
        inside, box = held(part), part.box
        assert (box.south, box.north) == (
            min(one.latitude for one in inside),
            max(one.latitude for one in inside),
        )
        assert (box.west, box.east) == (
            min(one.longitude for one in inside),
            max(one.longitude for one in inside),
        )
        traits = 0
        for one in inside:
            traits |= one.traits
        assert box.traits == traits


@pytest.mark.parametrize("count", [1, 200, 2_000, 20_000])
def test_files_stay_small_however_many_things(count: int) -> None:
    tree = grow(things(count))
    for part in walk(tree):
        if isinstance(part, Leaf):
            assert 1 <= len(part.things) <= LEAF_SIZE
        else:
            assert 1 <= len(part.children) <= NODE_SIZE
    boxes = [[*vars(child.box).values()] for child in tree.children]
    assert len(json.dumps(boxes)) < 4_000


def test_the_tree_is_flat() -> None:
    """From the root, three files at most lead to a permanence, even at 20,000."""

    def depth(part: Leaf | Node) -> int:
        return 0 if isinstance(part, Leaf) else 1 + max(depth(child) for child in part.children)

    assert depth(grow(things(300))) == 1
    assert depth(grow(things(20_000))) <= 3


def test_neighbours_share_a_leaf() -> None:
    """The boxes of leaves are much smaller than France."""
    leaves = [part.box for part in walk(grow(things(2_000))) if isinstance(part, Leaf)]
    heights = sorted(box.north - box.south for box in leaves)
    assert heights[len(heights) // 2] < 1.5  # degrees


def test_nothing_gives_an_empty_root() -> None:
    assert grow([]).children == ()


def test_many_things_at_one_point() -> None:
    """A town hall where everybody receives must not be cut for ever."""
    same = [Placed(f"p{rank}", 50.63, 3.07, 1) for rank in range(100)]
    tree = grow(same)
    assert sorted(one.id for one in held(tree)) == sorted(one.id for one in same)
    assert (tree.box.south, tree.box.north) == (50.63, 50.63)


def test_in_one_point_the_commonest_needs_share_leaves() -> None:
    """Eight people who want legal help in a large town load one file or two, not all of them."""
    same = [Placed(f"p{rank}", 50.63, 3.07, 1 << rank % 3) for rank in range(600)]
    leaves = [part.things for part in walk(grow(same)) if isinstance(part, Leaf)]
    firsts = [one.traits & -one.traits for things in leaves for one in things]
    assert firsts == sorted(firsts)
    assert len(leaves) > 10


def test_the_order_of_the_files_does_not_change_the_tree() -> None:
    given = things(300)
    shuffled = Random(2).sample(given, len(given))
    assert grow(shuffled) == grow(given)

"""Which départements touch each other, read from their outlines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from reperes.directory.places import Departement


def neighbours(departements: Iterable[Departement]) -> Mapping[str, list[Departement]]:
    """Those that share a stretch of border with each one, by its code, in the order of codes.

    To meet in one point only is not enough. A département that touches no other is left out.
    """
    sides: defaultdict[frozenset[tuple[float, float]], list[Departement]] = defaultdict(list)
    for departement in departements:
        for ring in departement.outline:
            for stretch in pairwise(ring):
                sides[frozenset(stretch)].append(departement)
    found: defaultdict[str, dict[str, Departement]] = defaultdict(dict)
    for both in sides.values():
        for one in both:
            found[one.code] |= {other.code: other for other in both if other is not one}
    return {
        code: [others[other] for other in sorted(others)]
        for code, others in found.items()
        if others
    }

"""How good the answers are: success at k, mean reciprocal rank, percentiles."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scripts.search_bench.queries import Query, leads_to

LOOKED_AT = 5  # answers, as on the first screen of a phone


@dataclass(frozen=True)
class Answer:
    """What came for one query: addresses from the root of the site, best first."""

    query: Query
    addresses: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place, from 1, of the first good address among those looked at."""
        for rank, address in enumerate(self.addresses[:LOOKED_AT], start=1):
            if any(leads_to(address, prefix) for prefix in self.query.expected):
                return rank
        return None

    def succeeds_at(self, k: int) -> bool:
        """Whether a good address is among the `k` first."""
        return self.rank is not None and self.rank <= k


@dataclass(frozen=True)
class Scores:
    """The scores of several answers: their number, three shares and a mean, from 0 to 1."""

    count: int
    at_1: float
    at_3: float
    at_5: float
    mrr: float


def scores(answers: Sequence[Answer]) -> Scores:
    """Give the scores of at least one answer.

    The reciprocal rank of an answer is 1 when the first address is good, 1/2 when it is the second,
    and so on; 0 when none of those looked at is.
    """
    count = len(answers)

    def success(k: int) -> float:
        return sum(answer.succeeds_at(k) for answer in answers) / count

    reciprocals = (1 / answer.rank for answer in answers if answer.rank)
    return Scores(count, success(1), success(3), success(5), sum(reciprocals) / count)


def by_kind(answers: Iterable[Answer]) -> Mapping[str, Sequence[Answer]]:
    """Give the answers by kind of query, kinds in alphabetical order."""
    kinds: dict[str, list[Answer]] = {}
    for answer in answers:
        kinds.setdefault(answer.query.kind, []).append(answer)
    return dict(sorted(kinds.items()))


def percentile(values: Sequence[float], share: float) -> float:
    """Give the least of `values` that at least `share` of them (0 < share ≤ 1) do not exceed.

    Raises:
        ValueError: there is no value.
    """
    if not values:
        raise ValueError("no value")
    return sorted(values)[math.ceil(share * len(values)) - 1]

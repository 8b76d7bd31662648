"""The figures in words: tables to read, and the same for a file of JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from scripts.search_bench.browser import Delays, Measure
from scripts.search_bench.queries import Query
from scripts.search_bench.scores import Answer, Scores, by_kind, percentile, scores

ALL = "all"
BAR = (
    "The bar: all at 1 ≥ 85%, all at 3 ≥ 95%; code and index ≤ 160 kB; "
    "cold ≤ 1500 ms, warm ≤ 100 ms."
)


def heading(name: str, queries: Sequence[Query], impossible: Sequence[Query]) -> Iterator[str]:
    """Say what is asked, what is aimed at, and which queries cannot succeed on this site."""
    yield f"{len(queries)} queries of {name}"
    yield BAR
    if impossible:
        asked = ", ".join(query.text for query in impossible)
        yield f"Nothing that is expected is on the site yet: {asked}"


def scores_by_kind(answers: Sequence[Answer]) -> Mapping[str, Scores]:
    """Give the scores of each kind of query, then of all."""
    kinds = {kind: scores(found) for kind, found in by_kind(answers).items()}
    return {**kinds, ALL: scores(answers)}


def success_table(measured: Measure) -> Iterator[str]:
    """Say how good the answers of one search are, by kind."""
    yield f"{measured.engine.name:12}{'queries':>8}{'at 1':>7}{'at 3':>7}{'at 5':>7}{'MRR':>7}"
    for kind, found in scores_by_kind(measured.answers).items():
        shares = "".join(f"{share:7.0%}" for share in (found.at_1, found.at_3, found.at_5))
        yield f"{kind:12}{found.count:8}{shares}{found.mrr:7.2f}"


def missed(measured: Measure) -> Iterator[str]:
    """Say which queries have no good address among the three first, and what came instead."""
    found = [answer for answer in measured.answers if not answer.succeeds_at(3)]
    yield f"Missed at 3 by {measured.engine.name}: {len(found)}"
    for answer in found:
        query = answer.query
        yield f"  {query.text} ({query.kind}; {' or '.join(query.expected)})"
        yield f"      {'  '.join(answer.addresses) or 'nothing'}"


def comparison_table(measures: Sequence[Measure]) -> Iterator[str]:
    """Put the success of several searches side by side."""
    columns = [scores_by_kind(measured.answers) for measured in measures]
    yield " " * 12 + "".join(f"{measured.engine.name:>20}" for measured in measures)
    yield " " * 12 + "   at 1   at 3   MRR" * len(measures)
    for kind in columns[0]:
        found = (column[kind] for column in columns)
        yield f"{kind:12}" + "".join(f"{s.at_1:7.0%}{s.at_3:7.0%}{s.mrr:6.2f}" for s in found)


def cost_table(measures: Sequence[Measure]) -> Iterator[str]:
    """Say what each search weighs and how long it makes people wait."""
    names = [measured.engine.name for measured in measures]
    yield "Weight, compressed (kB): for a first suggestion; for a page of results; of all content"
    yield f"{'':12}{'code':>8}{'index':>8}{'both':>8}{'results page':>14}{'whole index':>13}"
    for name, measured in zip(names, measures, strict=True):
        found = measured.weights
        first = (found.code, found.index, found.code + found.index)
        cells = "".join(f"{size / 1000:8.1f}" for size in first)
        rest = f"{found.results_page / 1000:14.1f}{found.whole_index / 1000:13.1f}"
        yield f"{name:12}{cells}{rest}"
    yield ""
    yield "Delay from a keystroke to its suggestions, on a slow phone (ms)"
    yield f"{'':12}{'cold, median':>14}{'95%':>7}{'warm, median':>14}{'95%':>7}{'load':>7}"
    for name, measured in zip(names, measures, strict=True):
        delays = measured.delays
        cells = _middle_and_most(delays.cold) + _middle_and_most(delays.warm)
        yield f"{name:12}{cells}{delays.load:7.1f}{'  *' if delays.has_worker else ''}"
    yield "load: programs that wanted each processor of this machine; above 1, delays are too long."
    if any(measured.delays.has_worker for measured in measures):
        yield "*     a worker takes part, and Chromium slows no worker down: a phone waits longer."


def _middle_and_most(delays: Sequence[float]) -> str:
    return f"{median(delays):14.0f}{percentile(delays, 0.95):7.0f}"


def as_json(measured: Measure) -> dict[str, Any]:
    """Give the figures of one search: shares from 0 to 1, bytes, milliseconds."""
    return {
        "scores": {kind: asdict(s) for kind, s in scores_by_kind(measured.answers).items()},
        "answers": [
            {**asdict(answer.query), "rank": answer.rank, "addresses": answer.addresses}
            for answer in measured.answers
        ],
        "weights": asdict(measured.weights),
        "delays": _delays_as_json(measured.delays),
    }


def _delays_as_json(delays: Delays) -> dict[str, Any]:
    return {
        name: {"median": median(values), "p95": percentile(values, 0.95), "all": values}
        for name, values in (("cold", delays.cold), ("warm", delays.warm))
    } | {"has_worker": delays.has_worker, "load": delays.load}

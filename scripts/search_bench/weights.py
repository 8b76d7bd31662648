"""What a search costs to download."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scripts.search_bench.engines import Engine
from scripts.search_bench.serving import sent

NOT_SEARCH = frozenset({".css", ".html", ".ico", ".png", ".svg"})  # a page has them anyway


@dataclass(frozen=True)
class Weights:
    """Bytes as they travel (compressed). On a first visit, medians of the words typed.

    Attributes:
        code: what the first suggestion needs, content apart.
        index: the content that it needs.
        results_page: the scripts and the content that the results page asks for, for one query.
        whole_index: all the content there is, asked for or not.
    """

    code: float
    index: float
    results_page: float
    whole_index: float


def weigh(
    engine: Engine, visits: Sequence[Collection[str]], results_page: Collection[str]
) -> Weights:
    """Weigh the files of a search, given as paths from the folder served.

    Args:
        engine: the search.
        visits: for each first visit, the files asked for up to the first suggestion.
        results_page: the files asked for by the results page, for one query.
    """
    folder, is_index = engine.folder, engine.index.search
    every = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return Weights(
        code=median(
            _weight(folder, (file for file in files if not is_index(file))) for files in visits
        ),
        index=median(_weight(folder, filter(is_index, files)) for files in visits),
        results_page=_weight(folder, results_page),
        whole_index=_weight(folder, filter(is_index, every)),
    )


def _weight(folder: Path, files: Iterable[str]) -> int:
    paths = (folder / file for file in files)
    return sum(len(sent(path)) for path in paths if path.suffix not in NOT_SEARCH)

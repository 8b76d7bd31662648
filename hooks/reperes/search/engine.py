"""The code of the search as one script: on a slow line, each file waits for its own answer."""

from collections.abc import Callable

# From docs/assets/, in the order in which they need one another.
SOURCES = (
    "vendor/lunr/lunr.min.js",
    "js/fold.js",
    "js/search-near.js",
    "js/search-articles.js",
    "js/search-questions.js",
    "js/finder-data.js",
    "js/finder-nearest.js",
    "js/search-places.js",
    "js/search-engine.js",
)


def engine(read: Callable[[str], str]) -> str:
    """Give the script that search.js loads.

    Args:
        read: gives the text of a source.
    """
    return "\n".join(read(source).strip() + "\n" for source in SOURCES)

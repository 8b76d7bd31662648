"""The file that keeps a word: words are cut by their beginning, so that a query loads a few.

The name of a file tells whoever serves it how a word begins: two letters only name a file of many
words, so that they do not tell the word.
"""

from collections import Counter
from collections.abc import Iterable, Set

FEWEST = 20  # words of a file named by two letters


def common_beginnings(terms: Iterable[str]) -> frozenset[str]:
    """Give the beginnings of two letters that many of the terms share, each term counted once."""
    counts = Counter(term[:2] for term in set(terms) if _is_plain(term[:2]))
    return frozenset(name for name, count in counts.items() if len(name) > 1 and count >= FEWEST)


def file_of(term: str, common: Set[str]) -> str:
    """Give the two letters or figures under which a term is kept, or only the first.

    `_` for what has others there. fileOf in search-engine.js does the same.
    """
    if term[:2] in common:
        return term[:2]
    return term[0] if _is_plain(term[0]) else "_"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isalnum()

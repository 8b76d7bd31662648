"""The file that keeps a word: words are cut by their beginning, so that a query loads a few."""

LETTERS = 2


def beginning(term: str) -> str:
    """The first letters or figures, under which a term is kept; `_` for what has others there."""
    first = term[:LETTERS]
    return first if first.isascii() and first.isalnum() else "_"

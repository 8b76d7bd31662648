"""The generated part of the page on open data: its files, their counts, their columns."""

from collections.abc import Sequence

from reperes.exports import Export
from reperes.exports.model import TABLES, Column, Data, Record, columns, title
from reperes.pages.rendering import Renderer

PAGE = "a-propos/donnees.md"


def description(renderer: Renderer, exports: Sequence[Export]) -> str:
    """Markdown for the end of `PAGE`: a table of files, then the columns of each table."""
    return renderer.fragment(
        PAGE,
        "donnees.html",
        edition=renderer.knowledge.today,
        exports=exports,
        shared=columns(Record),
        tables=[(name, title(name), own_columns(model)) for name, model in TABLES.items()],
    )


def own_columns(model: type[Data]) -> list[Column]:
    """The columns that a table does not share with the other records."""
    shared = columns(Record) if issubclass(model, Record) else []
    return [column for column in columns(model) if column not in shared]

"""The queries file: what people type, and where it should lead them."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("query", "expected", "kind")
SEPARATOR = "|"


@dataclass(frozen=True)
class Query:
    """One line of the file.

    Attributes:
        text: what is typed.
        expected: prefixes of the addresses that answer it, from the root of the site
            (`droits/oqtf`, `sortie/`, `glossaire/#jap`); any of them will do.
        kind: what makes it hard: `typo`, `synonym`, `acronym`…
    """

    text: str
    expected: tuple[str, ...]
    kind: str


def read_queries(path: Path) -> list[Query]:
    """Read a queries file: CSV in UTF-8, columns `query`, `expected` and `kind`.

    Raises:
        ValueError: other columns, an empty value or a query asked twice; says which line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}:1: the columns must be {', '.join(COLUMNS)}")
        queries: dict[str, Query] = {}
        for row in rows:
            try:
                query = _query(row)
            except ValueError as error:
                raise ValueError(f"{path}:{rows.line_num}: {error}") from None
            if query.text in queries:
                raise ValueError(f"{path}:{rows.line_num}: “{query.text}” is asked twice")
            queries[query.text] = query
    return list(queries.values())


def _query(row: dict[str, str | None]) -> Query:
    """Make a query of one line; a line too long has a column without name."""
    if set(row) != set(COLUMNS):
        raise ValueError(f"more than {len(COLUMNS)} values: quote those that hold a comma")
    text, expected, kind = ((row[column] or "").strip() for column in COLUMNS)
    prefixes = tuple(prefix.strip() for prefix in expected.split(SEPARATOR))
    if not (text and kind and all(prefixes)):
        raise ValueError("a value is empty")
    return Query(text, prefixes, kind)


def leads_to(address: str, prefix: str) -> bool:
    """Whether `address` is the page or the section `prefix`, or lies under it.

    Both are written from the root of the site. `droits/visites` is not the start of
    `droits/visites-medicales/`: names are compared whole.
    """
    stem = prefix.rstrip("/")
    return address.startswith(stem) and address[len(stem) :][:1] in ("", "/", "#")


def unanswerable(queries: Iterable[Query], site: Path) -> list[Query]:
    """Give the queries for which the built `site` has nothing that is expected: they must fail."""
    return [
        query
        for query in queries
        if not any(_is_on_site(site, prefix) for prefix in query.expected)
    ]


def _is_on_site(site: Path, prefix: str) -> bool:
    path, _, anchor = prefix.partition("#")
    page = site / path / "index.html"
    if not anchor:
        return page.parent.is_dir()
    return page.is_file() and f'id="{anchor}"' in page.read_text(encoding="utf-8")

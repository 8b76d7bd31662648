"""The tables: CSV as RFC 4180 has it, one file per kind of record."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from io import StringIO

from reperes.exports.model import Data, columns

SEPARATOR = " | "
"""Between the values of a cell that holds several."""

# A spreadsheet takes a cell that begins so for a formula, and would run it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_table(model: type[Data], rows: Iterable[Data]) -> str:
    """A header and one line per record; line ends are CR LF."""
    names = [column.name for column in columns(model)]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(getattr(row, name)) for name in names] for row in rows)
    return text.getvalue()


def cell(value: object) -> str:
    """What a cell shows of a value; a text that a spreadsheet could run gets an apostrophe."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return str(value)  # a negative longitude is a number, not a formula
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return _harmless(SEPARATOR.join(_words(each) for each in value))
        case _:
            return _harmless(str(value))


def _words(value: object) -> str:
    """One value among several; of an object, the field that names it, which comes first."""
    return str(next(iter(value))[1]) if isinstance(value, Data) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text

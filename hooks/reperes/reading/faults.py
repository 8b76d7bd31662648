"""What is wrong in what an editor wrote, said so that an editor can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process


@dataclass(frozen=True, order=True)
class Fault:
    """One fault (or warning) of one file.

    Attributes:
        file: path from the project's root, e.g. `directory/permanences/hauts-de-france.yml`.
        line: 1 for the first line of the file.
        record: id of the record, or "" for the file as a whole.
        field: the YAML key, or "" for the record as a whole.
        message: in French: what is wrong and how to mend it.
    """

    file: str
    line: int
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        """`file:line · record · field : message`, without the parts that are empty."""
        place = " · ".join(part for part in (f"{self.file}:{self.line}", self.record) if part)
        return (
            f"{place} · {self.field} : {self.message}"
            if self.field
            else f"{place} : {self.message}"
        )


class EditorErrors(Exception):
    """All the faults of one run, at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(self.report())

    def report(self) -> str:
        """The count, then one line per fault."""
        count = len(self.faults)
        title = "1 faute à corriger" if count == 1 else f"{count} fautes à corriger"
        return "\n".join(
            [f"{title} (le site précédent est gardé tel quel) :", *map(str, self.faults)]
        )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« Vouliez-vous dire … ? » with the nearest known word, or "" when none is near."""
    match = process.extractOne(word, sorted(known), score_cutoff=70)
    return f"Vouliez-vous dire « {match[0]} » ?" if match else ""

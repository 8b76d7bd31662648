"""All that the build knows: the directory, the pages written by hand, the day, the settings."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from reperes.directory.loading import survey
from reperes.directory.model import Directory
from reperes.guides.library import Library
from reperes.guides.links import address
from reperes.guides.reading import survey_library
from reperes.reading.faults import EditorErrors

REPORT_PAGE = "a-propos/contribuer.md#signaler-une-erreur"


@dataclass(frozen=True)
class Knowledge:
    """What one build works on.

    Attributes:
        directory: the checked directory.
        library: the checked pages of docs/.
        today: the day of the edition.
        report_email: where readers may write about an error, or "" when the publisher gave none.
    """

    directory: Directory
    library: Library
    today: date
    report_email: str = ""

    def report_address(self, record_id: str, page: str) -> str:
        """Where « signaler une erreur » leads, for one record, from source page `page`."""
        if self.report_email:
            subject = quote(f"Repères : erreur sur la fiche {record_id}")
            return f"mailto:{self.report_email}?subject={subject}"
        return address(REPORT_PAGE, page)


def learn(directory: Path, docs: Path, today: date, report_email: str = "") -> Knowledge:
    """Read everything that editors wrote.

    Raises:
        EditorErrors: with every fault of the directory and of the pages.
    """
    found = survey(directory, today)
    library, faults = survey_library(docs, found, today)
    if found.faults or faults:
        raise EditorErrors([*found.faults, *faults])
    return Knowledge(found.directory, library, today, report_email)


def today_in_paris(fixed: str | None = None) -> date:
    """The day of the edition: `fixed` (ISO) when given, else today in Paris.

    Raises:
        ValueError: `fixed` is not a date; the message is French.
    """
    if not fixed:
        return datetime.now(ZoneInfo("Europe/Paris")).date()
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        message = f"REPERES_TODAY : « {fixed} » n'est pas une date. Exemple : 2026-11-22"
        raise ValueError(message) from None

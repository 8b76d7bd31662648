"""How far what we say may be trusted: the thresholds live here and nowhere else."""

from datetime import date
from enum import Enum

from reperes.directory.records import Record


class Freshness(Enum):
    """How old a verification is; the value is what readers see."""

    FRAICHE = "vérifiée"
    A_REVOIR = "à revoir"
    A_CONFIRMER = "à confirmer"


A_REVOIR_AFTER_MONTHS = 6
A_CONFIRMER_AFTER_MONTHS = 12
CAUTION_AFTER_YEARS = 1  # a reader is told the year of the document
RECHECK_AFTER_YEARS = 2  # an editor is asked for a newer one


def published_hours(record: Record, field: str = "horaires_texte") -> str:
    """The hours of a record as readers may see them: those of weak confidence are not published."""
    hours = getattr(record, field, None)
    if not hours:
        return ""
    return "à confirmer" if record.confiance == "faible" else str(hours)


def is_old(year: int | None, today: date, years: int = CAUTION_AFTER_YEARS) -> bool:
    """Whether facts of that year (None: undated) are at least so many years old.

    By default: too old to be given to a reader without a caution.
    """
    return year is None or today.year - year >= years


def freshness(verified: date, today: date) -> Freshness:
    """Freshness of something verified on `verified`: under 6 months, under 12, beyond."""
    months = _whole_months(verified, today)
    if months < A_REVOIR_AFTER_MONTHS:
        return Freshness.FRAICHE
    if months < A_CONFIRMER_AFTER_MONTHS:
        return Freshness.A_REVOIR
    return Freshness.A_CONFIRMER


def _whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months

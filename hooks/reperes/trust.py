"""How far what we say may be trusted: the thresholds live here and nowhere else."""

from datetime import date
from enum import Enum


class Freshness(Enum):
    """How old a verification is; the value is what readers see."""

    FRAICHE = "vérifiée"
    A_REVOIR = "à revoir"
    A_CONFIRMER = "à confirmer"


A_REVOIR_AFTER_MONTHS = 6
A_CONFIRMER_AFTER_MONTHS = 12


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

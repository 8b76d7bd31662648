"""Dates, hours, lists and telephone numbers in plain French."""

from collections.abc import Sequence
from datetime import date, time

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)  # fmt: skip


def jour(day: date) -> str:
    """`1er décembre 2026`."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MOIS[day.month - 1]} {day.year}"


def jour_de_semaine(day: date) -> str:
    """`mardi 1er décembre 2026`."""
    return f"{JOURS[day.weekday()]} {jour(day)}"


def heure(hour: time) -> str:
    """`14 h`, `9 h 30`."""
    return f"{hour.hour} h {hour.minute:02}" if hour.minute else f"{hour.hour} h"


def plage(start: time, end: time) -> str:
    """`de 14 h à 16 h 30`; midnight as an end is `minuit`."""
    return f"de {heure(start)} à {heure(end) if end != time() else 'minuit'}"


def distance(kilometres: float) -> str:
    """`À environ 12 km à vol d’oiseau`; docs/assets/js/finder.js says it in the same words."""
    if kilometres < 1:
        return "À moins de 1 km"
    rounded = f"{kilometres:.1f}" if kilometres < 10 else f"{kilometres:.0f}"
    return f"À environ {rounded.replace('.', ',').removesuffix(',0')} km à vol d’oiseau"


def liste(words: Sequence[str]) -> str:
    """`a, b et c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def pluriel(count: int, singular: str, plural: str | None = None) -> str:
    """`1 permanence`, `3 permanences`; `plural` when it is not `singular` + s."""
    return f"{count} {singular if count < 2 else plural or singular + 's'}"


def majuscule(sentence: str) -> str:
    """The same words, the first letter a capital; names keep theirs."""
    return sentence[:1].upper() + sentence[1:]

"""Public holidays and school holidays of a place."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from jours_feries_france import JoursFeries
from vacances_scolaires_france import SchoolHolidayDates

# Good Friday and 26 December are holidays in these départements: code du travail, L. 3134-13.
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
OVERSEAS = {
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
}

PARIS = "Europe/Paris"
TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}

_SCHOOL_HOLIDAYS = SchoolHolidayDates()


@dataclass(frozen=True)
class Calendar:
    """The calendar of a place: its département (`59`) and school zone (`B`), or None if unknown."""

    departement: str | None
    zone: str | None

    def is_public_holiday(self, day: date) -> bool:
        """Whether `day` is a jour férié there."""
        return day in _public_holidays(day.year, self._holiday_zone)

    def is_school_holiday(self, day: date) -> bool | None:
        """Whether `day` is in the school holidays there; None when their dates are not known."""
        if self.zone is None or day > _last_known_day():
            return None
        return bool(_SCHOOL_HOLIDAYS.is_holiday_for_zone(day, self.zone))

    @property
    def time_zone(self) -> str:
        """The name of its time zone in the IANA database: `Europe/Paris`, `Indian/Reunion`."""
        return TIME_ZONES.get(self.departement or "", PARIS)

    @property
    def _holiday_zone(self) -> str:
        if self.departement in ALSACE_MOSELLE:
            return "Alsace-Moselle"
        return OVERSEAS.get(self.departement or "", "Métropole")


@cache
def _public_holidays(year: int, zone: str) -> frozenset[date]:
    return frozenset(JoursFeries.for_year(year, zone=zone).values())


@cache
def _last_known_day() -> date:
    """Last day of the last summer holidays in the data: beyond, the library says no to all days."""
    last: date = max(_SCHOOL_HOLIDAYS.data)
    return last

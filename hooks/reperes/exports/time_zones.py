"""Time zones as calendars carry them (VTIMEZONE, RFC 5545), short, with their yearly rules."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@cache
def time_zone(name: str, year: int) -> Timezone:
    """A time zone by its yearly rules: its changes of `year`, which come back every year.

    Programs that do not know the name read the rules; several misread a change without one.
    """
    zone = ZoneInfo(name)
    made = Timezone()
    made.add("tzid", name)
    start = datetime(year, 1, 1, tzinfo=zone)
    hours = (start.astimezone(UTC) + timedelta(hours=hour) for hour in range(365 * 24))
    changes = [
        (before, after)
        for before, after in pairwise(hour.astimezone(zone) for hour in hours)
        if before.utcoffset() != after.utcoffset()
    ]
    for before, after in changes:
        made.add_component(_change(before, after))
    if not changes:
        made.add_component(_observance(start, start, start))
    return made


def _change(before: datetime, after: datetime) -> Component:
    """A change of offset, each year on the same day (first Sunday, last…) of the month."""
    onset = before + timedelta(hours=1)  # in the offset before the change: RFC 5545, 3.6.5
    week = -1 if (onset + timedelta(weeks=1)).month != onset.month else (onset.day - 1) // 7 + 1
    day = f"{week}{DAYS[onset.weekday()]}"
    observance = _observance(onset, before, after)
    observance.add("rrule", {"freq": "yearly", "bymonth": onset.month, "byday": day})
    return observance


def _observance(onset: datetime, before: datetime, after: datetime) -> Component:
    made = TimezoneDaylight() if after.dst() else TimezoneStandard()
    made.add("dtstart", onset.replace(tzinfo=None))
    made.add("tzname", after.tzname())
    made.add("tzoffsetfrom", before.utcoffset())
    made.add("tzoffsetto", after.utcoffset())
    return made

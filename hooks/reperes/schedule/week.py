"""The week of a permanence: on which days it is open, at what hours, in which weeks."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from reperes.directory.records import Permanence
from reperes.schedule.opening import open_spans

YEAR = 52
EVERY_WEEK = (1, 2, 3, 4, 5)


@dataclass(frozen=True, order=True)
class Slot:
    """A session that comes back.

    Attributes:
        weekday: 0 is Monday.
        start: in local time.
        end: in local time; midnight is the end of that day.
        ranks: on which of these weekdays of a month: (1, 3) is the first and the third. Empty when
            that is not its rule (one week in two, some months only): then only the words of the
            source say in which weeks.
    """

    weekday: int
    start: time
    end: time
    ranks: tuple[int, ...]


def week(permanence: Permanence, first: date) -> list[Slot]:
    """The slots of a permanence in the year that starts on `first`, in the order of the week.

    Holidays are left aside. Empty when the source does not determine the hours.
    """
    if not permanence.horaires:
        return []
    days: defaultdict[tuple[time, time, int], set[date]] = defaultdict(set)
    for start, end in open_spans(permanence.horaires, first, first + timedelta(weeks=YEAR)):
        days[start.time(), end.time(), start.weekday()].add(start.date())
    every_other = permanence.une_semaine_sur_deux_depuis is not None
    return sorted(
        Slot(weekday, start, end, () if every_other else _ranks(found, weekday, first))
        for (start, end, weekday), found in days.items()
    )


def _ranks(days: Collection[date], weekday: int, first: date) -> tuple[int, ...]:
    """The ranks in the month of `days` if all the days of those ranks are there, else ()."""
    year = (first + timedelta(days=count) for count in range(YEAR * 7))
    ranks = {_rank(day) for day in days}
    expected = {day for day in year if day.weekday() == weekday and _rank(day) in ranks}
    return tuple(sorted(ranks)) if expected == set(days) else ()


def _rank(day: date) -> int:
    return (day.day - 1) // 7 + 1

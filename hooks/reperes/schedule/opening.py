"""Evaluate OpenStreetMap opening_hours, day by day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours, State


def open_spans(horaires: str, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """The open spans from the day `first` to the day `last` (left out), each within one day.

    A span that goes on after midnight is cut there, so that each day is judged by its own
    holidays.
    """
    start, end = datetime.combine(first, time()), datetime.combine(last, time())
    for span_start, span_end, state, _comments in OpeningHours(horaires).intervals(start, end):
        if state == State.OPEN and span_end is not None:
            yield from _by_day(span_start, span_end)


def _by_day(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), time())
        yield start, min(end, midnight)
        start = midnight

"""What the filters of the finder ask: a kind of help, no appointment, a day of the week.

Each is a bit of a number, so that a whole box can be skipped when nothing in it answers.
"""

import re
from typing import get_args

from reperes.directory.places import place_key
from reperes.directory.records import Theme
from reperes.french import JOURS
from reperes.pages.views import PermanenceView
from reperes.trust import published_hours

THEMES = get_args(Theme)
WITHOUT_APPOINTMENT = "sans-rendez-vous"
TRAITS = (*THEMES, WITHOUT_APPOINTMENT, *JOURS)


def traits(view: PermanenceView) -> int:
    """The bits of a permanence, in the order of `TRAITS`."""
    held = {*view.record.themes, view.record.mode, *_days(view)}
    return sum(1 << rank for rank, trait in enumerate(TRAITS) if trait in held)


def _days(view: PermanenceView) -> set[str]:
    """The weekdays of its sessions, or those that its rule names when no date is determined."""
    if view.sessions:
        return {JOURS[session.start.weekday()] for session in view.sessions}
    words = place_key(published_hours(view.record))
    spans = [day for first, last in _SPAN.findall(words) for day in _days_between(first, last)]
    return {*_DAY.findall(words), *spans}


_DAY = re.compile(rf"\b({'|'.join(JOURS)})s?\b")
_SPAN = re.compile(rf"\b({'|'.join(JOURS)}) au ({'|'.join(JOURS)})\b")  # du lundi au vendredi


def _days_between(first: str, last: str) -> list[str]:
    start, end = JOURS.index(first), JOURS.index(last)
    return [JOURS[day % 7] for day in range(start, end + 1 + 7 * (end < start))]

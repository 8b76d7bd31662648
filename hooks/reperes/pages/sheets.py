"""The lines of a sheet to print: what is open on each day of the week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reperes.french import JOURS, liste, plage
from reperes.pages.views import PermanenceView
from reperes.schedule.sessions import Etat
from reperes.schedule.week import EVERY_WEEK, Slot, week
from reperes.trust import published_hours


@dataclass(frozen=True)
class Line:
    """A permanence at one hour of the week, or (no slot) at hours that nothing determines."""

    view: PermanenceView
    slot: Slot | None = None

    @property
    def day(self) -> str:
        """`mardi`, or ""."""
        return JOURS[self.slot.weekday] if self.slot else ""

    @property
    def hours(self) -> str:
        """`de 14 h à 17 h`, or ""."""
        return plage(self.slot.start, self.slot.end) if self.slot else ""

    @property
    def weeks(self) -> str:
        """`1er et 3e du mois`, the words of the source if they alone can tell, "" if each week."""
        if self.slot is None or self.slot.ranks == EVERY_WEEK:
            return ""
        ranks = ["1er" if rank == 1 else f"{rank}e" for rank in self.slot.ranks]
        return f"{liste(ranks)} du mois" if ranks else published_hours(self.view.record)


def sheet_lines(views: Iterable[PermanenceView], today: date) -> list[Line]:
    """One line for each hour of the week at which a permanence is announced, by day and hour.

    Then one for each of the others: hours not determined or not trusted, permanence suspended.
    """
    weekly, others = [], []
    for view in views:
        is_announced = view.sessions and view.etat is not Etat.SUSPENDUE
        slots = week(view.record, today) if is_announced else []
        weekly += [(slot, Line(view, slot)) for slot in slots]
        if not slots:
            others.append(Line(view))
    weekly.sort(key=lambda pair: pair[0])
    return [*(line for _, line in weekly), *others]

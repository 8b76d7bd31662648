"""When a permanence takes place, and what may be said of it at a given moment.

`horaires` is evaluated by opening-hours; school and public holidays, suspensions and "one week in
two" are applied here, last. A session that nothing makes sure carries a doubt, and is never what
the site calls the next session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from reperes.directory.records import Permanence
from reperes.schedule.calendars import Calendar
from reperes.schedule.opening import open_spans
from reperes.trust import Freshness, freshness


class Etat(Enum):
    """The five states of a permanence; the value is what readers see."""

    OUVERTE = "ouverte"
    PROCHAINE = "prochaine séance"
    RENDEZ_VOUS = "sur rendez-vous"
    A_CONFIRMER = "à confirmer"
    SUSPENDUE = "suspendue"


@dataclass(frozen=True)
class Session:
    """One session, in local time; `doubt` says in French why it may not take place, or is ""."""

    start: datetime
    end: datetime
    doubt: str = ""


def sessions(permanence: Permanence, calendar: Calendar, first: date, weeks: int) -> list[Session]:
    """The sessions of a permanence from the day `first`, for `weeks` weeks, in order of time.

    Empty when the source does not determine the hours, when confidence is `faible` (such hours are
    not published), or when the verification is too old on that first day.
    """
    too_old = freshness(permanence.verifie_le, first) is Freshness.A_CONFIRMER
    if not permanence.horaires or permanence.confiance == "faible" or too_old:
        return []
    last = first + timedelta(weeks=weeks)
    return [
        Session(start, end, doubt)
        for start, end in open_spans(permanence.horaires, first, last)
        if _is_the_right_week(permanence, start.date())
        and not is_suspended(permanence, start.date())
        and (doubt := _doubt(permanence, calendar, start.date())) is not None
    ]


def next_certain(sessions: Sequence[Session], now: datetime) -> Session | None:
    """The first session without doubt that is not over at `now`."""
    return next((s for s in sessions if s.end > now and not s.doubt), None)


def state(permanence: Permanence, sessions: Sequence[Session], now: datetime) -> Etat:
    """What may be said of a permanence at `now` (local time); unknown is never open."""
    if is_suspended(permanence, now.date()):
        return Etat.SUSPENDUE
    if freshness(permanence.verifie_le, now.date()) is Freshness.A_CONFIRMER:
        return Etat.A_CONFIRMER
    if permanence.mode == "sur-rendez-vous":
        return Etat.RENDEZ_VOUS
    session = next_certain(sessions, now)
    if session is None or permanence.mode not in ("sans-rendez-vous", "telephone"):
        return Etat.A_CONFIRMER
    return Etat.OUVERTE if session.start <= now else Etat.PROCHAINE


def _is_the_right_week(permanence: Permanence, day: date) -> bool:
    """ISO week parity is no guide (2026 has 53 weeks): count whole weeks from the anchor's."""
    anchor = permanence.une_semaine_sur_deux_depuis
    if anchor is None:
        return True
    return (_monday(day) - _monday(anchor)).days // 7 % 2 == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_suspended(permanence: Permanence, day: date) -> bool:
    """Whether a permanence does not take place on `day`, whatever its hours."""
    suspension = permanence.suspendue
    return suspension is not None and (suspension.jusqu_au is None or day <= suspension.jusqu_au)


def _doubt(permanence: Permanence, calendar: Calendar, day: date) -> str | None:
    """Why the session of `day` is not sure ("" when it is); None when it does not take place.

    A source that says nothing of public holidays is taken as closed on them.
    """
    if calendar.is_public_holiday(day) and permanence.jours_feries != "ouverte":
        return None
    in_holidays, rule = calendar.is_school_holiday(day), permanence.vacances_scolaires
    if in_holidays is False or rule == "ouverte":
        return ""
    if in_holidays is None:
        return "dates des vacances scolaires non connues ici"
    return None if rule == "fermee" else "vacances scolaires"

"""When a permanence takes place: holidays, nth weekdays, one week in two, the five states."""

from datetime import date, datetime

import pytest

from reperes.directory.records import Permanence
from reperes.schedule.calendars import Calendar
from reperes.schedule.sessions import Etat, next_certain, sessions, state

NORD = Calendar("59", "B")
MOSELLE = Calendar("57", "B")
GUYANE = Calendar("973", None)

A_PERMANENCE: dict[str, object] = {
    "id": "lille",
    "nom": "Permanence",
    "groupe": "cimade-lille",
    "themes": ["juridique"],
    "mode": "sans-rendez-vous",
    "horaires": "Tu 14:00-17:00",
    "horaires_texte": "Le mardi de 14 h à 17 h.",
    "vacances_scolaires": "ouverte",
    "jours_feries": "ouverte",
    "verifie_le": "2026-11-20",
    "source": ["document"],
    "confiance": "forte",
}


def permanence(**changes: object) -> Permanence:
    fields = {**A_PERMANENCE, **changes}
    return Permanence.model_validate({k: v for k, v in fields.items() if v is not None})


def days(
    changes: dict[str, object], first: str, weeks: int, calendar: Calendar = NORD
) -> list[str]:
    """The sessions as `12-01` or, when doubtful, `12-01?`."""
    found = sessions(permanence(**changes), calendar, date.fromisoformat(first), weeks)
    return [f"{s.start:%m-%d}{'?' if s.doubt else ''}" for s in found]


@pytest.mark.parametrize(
    ("changes", "first", "weeks", "expected"),
    [
        # every week
        ({}, "2026-11-22", 2, ["11-24", "12-01"]),
        # several slots in the week
        (
            {"horaires": "Tu,Th 14:00-17:00; Sa 09:00-12:00"},
            "2026-11-22",
            1,
            ["11-24", "11-26", "11-28"],
        ),
        # nth weekdays, as in Maubeuge
        (
            {"horaires": "We[1,3] 14:00-16:00; Sa[2,4] 09:00-11:00"},
            "2026-11-22",
            5,
            ["11-28", "12-02", "12-12", "12-16", "12-26"],
        ),
        # a fifth Saturday is not the fourth
        ({"horaires": "Sa[2,4] 09:00-11:00"}, "2026-10-25", 2, []),
        # Christmas holidays of zone B: 19 December 2026 to 3 January 2027
        (
            {"horaires": "Sa 09:30-11:00", "vacances_scolaires": "fermee"},
            "2026-12-06",
            6,
            ["12-12", "01-09", "01-16"],
        ),
        # the source says nothing of the holidays: not sure, never dropped
        (
            {"horaires": "Sa 09:30-11:00", "vacances_scolaires": "non-precise"},
            "2026-12-06",
            4,
            ["12-12", "12-19?", "12-26?", "01-02?"],
        ),
        ({"vacances_scolaires": "a-confirmer"}, "2026-12-14", 2, ["12-15", "12-22?"]),
        # public holidays, closed unless the source says open: Easter Monday, Ascension Thursday
        # and Whit Monday 2027
        (
            {"horaires": "Mo 09:00-12:00", "jours_feries": "fermee"},
            "2027-03-22",
            3,
            ["03-22", "04-05"],
        ),
        (
            {"horaires": "Th 09:00-12:00", "jours_feries": "non-precise"},
            "2027-05-03",
            2,
            ["05-13"],
        ),
        (
            {"horaires": "Mo 09:00-12:00", "jours_feries": "ouverte"},
            "2027-05-17",
            1,
            ["05-17"],
        ),
        # one week in two: ISO weeks 53 of 2026 and 1 of 2027 are both odd, the anchor is not fooled
        (
            {"horaires": "Mo 14:30-16:30", "une_semaine_sur_deux_depuis": "2026-12-14"},
            "2026-12-14",
            6,
            ["12-14", "12-28", "01-11"],
        ),
        # the anchor may be later than the first day asked
        (
            {"horaires": "Mo 14:30-16:30", "une_semaine_sur_deux_depuis": "2026-12-28"},
            "2026-12-14",
            4,
            ["12-14", "12-28"],
        ),
        # nothing determined, nothing computed
        ({"horaires": None}, "2026-11-22", 8, []),
        # hours of weak confidence are not published
        ({"confiance": "faible"}, "2026-11-22", 8, []),
        # verified too long ago: nothing is promised any more
        ({"verifie_le": "2025-11-22"}, "2026-11-22", 8, []),
        # suspended until a day, that day included; suspended until further notice
        (
            {"suspendue": {"motif": "travaux", "jusqu_au": "2026-12-01"}},
            "2026-11-22",
            3,
            ["12-08"],
        ),
        ({"suspendue": {"motif": "travaux"}}, "2026-11-22", 8, []),
    ],
)
def test_sessions(changes: dict[str, object], first: str, weeks: int, expected: list[str]) -> None:
    assert days(changes, first, weeks) == expected


@pytest.mark.parametrize(
    ("calendar", "changes", "expected"),
    [
        # Good Friday 2027 is a holiday in Moselle, not in the Nord
        (NORD, {"horaires": "Fr 09:00-12:00", "jours_feries": "fermee"}, ["03-26"]),
        (MOSELLE, {"horaires": "Fr 09:00-12:00", "jours_feries": "fermee"}, []),
        # no school calendar overseas: "closed in the holidays" cannot be computed there
        (GUYANE, {"horaires": "Fr 09:00-12:00", "vacances_scolaires": "fermee"}, ["03-26?"]),
    ],
)
def test_sessions_follow_the_calendar_of_the_place(
    calendar: Calendar, changes: dict[str, object], expected: list[str]
) -> None:
    assert days(changes, "2027-03-22", 1, calendar) == expected


def test_beyond_the_known_school_calendar_nothing_is_sure() -> None:
    changes: dict[str, object] = {"vacances_scolaires": "fermee", "verifie_le": "2028-08-20"}
    assert days(changes, "2028-09-04", 1) == ["09-05?"]


def test_the_hour_stands_still_when_the_clock_changes() -> None:
    # 28 March 2027: summer time starts. Sessions are local: 14 h stays 14 h.
    found = sessions(permanence(horaires="Su 01:30-03:30"), NORD, date(2027, 3, 28), 1)
    assert [(s.start, s.end) for s in found] == [
        (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 3, 30))
    ]


@pytest.mark.parametrize(
    ("changes", "now", "expected"),
    [
        ({}, "2026-11-24T13:59", Etat.PROCHAINE),
        ({}, "2026-11-24T14:00", Etat.OUVERTE),
        ({}, "2026-11-24T16:59", Etat.OUVERTE),
        ({}, "2026-11-24T17:00", Etat.PROCHAINE),
        ({"mode": "sur-rendez-vous"}, "2026-11-24T14:30", Etat.RENDEZ_VOUS),
        ({"mode": "sur-rendez-vous", "horaires": None}, "2026-11-24T14:30", Etat.RENDEZ_VOUS),
        ({"mode": "telephone"}, "2026-11-24T14:30", Etat.OUVERTE),
        ({"mode": "a-confirmer"}, "2026-11-24T14:30", Etat.A_CONFIRMER),
        ({"mode": "courriel"}, "2026-11-24T14:30", Etat.A_CONFIRMER),
        ({"horaires": None}, "2026-11-24T14:30", Etat.A_CONFIRMER),
        ({"confiance": "faible"}, "2026-11-24T14:30", Etat.A_CONFIRMER),
        ({"verifie_le": "2025-11-20"}, "2026-11-24T14:30", Etat.A_CONFIRMER),
        ({"suspendue": {"motif": "travaux"}}, "2026-11-24T14:30", Etat.SUSPENDUE),
        (
            {"suspendue": {"motif": "travaux", "jusqu_au": "2026-11-23"}},
            "2026-11-24T14:30",
            Etat.OUVERTE,
        ),
        # a doubtful session is neither open nor next: a Tuesday in the holidays, nothing said
        (
            {"horaires": "Tu[4] 14:00-17:00", "vacances_scolaires": "non-precise"},
            "2026-12-22T14:30",
            Etat.PROCHAINE,
        ),
    ],
)
def test_state(changes: dict[str, object], now: str, expected: Etat) -> None:
    moment = datetime.fromisoformat(now)
    found = permanence(**changes)
    assert state(found, sessions(found, NORD, moment.date(), 8), moment) is expected


def test_the_next_session_is_the_first_sure_one() -> None:
    found = permanence(horaires="Tu 14:00-17:00", vacances_scolaires="non-precise")
    planned = sessions(found, NORD, date(2026, 12, 20), 8)
    session = next_certain(planned, datetime(2026, 12, 20))
    assert planned[0].doubt == "vacances scolaires"
    assert session is not None and session.start == datetime(2027, 1, 5, 14, 0)

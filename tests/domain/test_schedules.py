"""When a permanence takes place: holidays, nth weekdays, one week in two, the five states."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from reperes.directory.places import COLLECTIVITY_NAMES
from reperes.directory.records import Permanence
from reperes.schedule.calendars import OVERSEAS, TIME_ZONES, Calendar
from reperes.schedule.sessions import Etat, next_certain, sessions, state

NORD = Calendar("59", "B")
MOSELLE = Calendar("57", "B")
GUYANE = Calendar("973", None)
REUNION = Calendar("974", None)

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
        # Christmas 2026 and New Year’s Day are Fridays: closed, even when the holidays are open
        (
            {"horaires": "Fr 09:30-12:00", "jours_feries": "fermee"},
            "2026-12-14",
            4,
            ["12-18", "01-08"],
        ),
        # ... or when the source says nothing: the day is dropped, the holidays are in doubt
        (
            {
                "horaires": "Th,Fr 09:30-12:00",
                "vacances_scolaires": "non-precise",
                "jours_feries": "non-precise",
            },
            "2026-12-14",
            4,
            ["12-17", "12-18", "12-24?", "12-31?", "01-07", "01-08"],
        ),
        # the day before the holidays and the day after: 18 December, 4 January
        (
            {"horaires": "Mo-Fr 09:00-10:00", "vacances_scolaires": "fermee"},
            "2026-12-17",
            3,
            ["12-17", "12-18", "01-04", "01-05", "01-06"],
        ),
        # Easter Sunday, 28 March 2027, is no public holiday in the law; Easter Monday is
        (
            {"horaires": "Su,Mo 10:00-11:00", "jours_feries": "fermee"},
            "2027-03-26",
            1,
            ["03-28"],
        ),
        # spring holidays of zone B: 17 April to 2 May 2027; 1 and 8 May are Saturdays
        (
            {
                "horaires": "Sa 09:00-11:00",
                "vacances_scolaires": "fermee",
                "jours_feries": "fermee",
            },
            "2027-04-05",
            6,
            ["04-10", "05-15"],
        ),
        # the schools bridge the Friday after Ascension
        (
            {"horaires": "Fr 09:00-11:00", "vacances_scolaires": "fermee"},
            "2027-05-03",
            2,
            ["05-14"],
        ),
        (
            {"horaires": "Fr 09:00-11:00", "vacances_scolaires": "non-precise"},
            "2027-05-03",
            2,
            ["05-07?", "05-14"],
        ),
        # a public holiday that the source says open stays open
        (
            {"horaires": "Th 09:00-11:00", "vacances_scolaires": "ouverte"},
            "2027-05-03",
            1,
            ["05-06"],
        ),
        # two rules of the month, as for asylum in Lille; a fifth Monday; the last Wednesday
        (
            {"horaires": "Fr[2] 14:00-16:00; Sa[4] 10:00-12:00"},
            "2026-11-22",
            8,
            ["11-28", "12-11", "12-26", "01-08"],
        ),
        ({"horaires": "Mo[5] 14:00-16:00"}, "2026-11-22", 20, ["11-30", "03-29"]),
        ({"horaires": "We[-1] 14:00-16:00"}, "2026-11-22", 10, ["11-25", "12-30", "01-27"]),
        # all but the second Monday of the month, as in Calais
        (
            {"horaires": "Mo[1,3-5] 14:00-16:00"},
            "2026-11-29",
            6,
            ["11-30", "12-07", "12-21", "12-28", "01-04"],
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


@pytest.mark.parametrize(
    ("calendar", "horaires", "first", "expected"),
    [
        # 26 December, a Saturday in 2026, is a holiday in Moselle only
        (NORD, "Sa 09:00-12:00", "2026-12-21", ["12-26"]),
        (MOSELLE, "Sa 09:00-12:00", "2026-12-21", []),
        # the end of slavery: 20 December in La Réunion (a Sunday), 10 June in Guyane
        (NORD, "Su 09:00-12:00", "2026-12-14", ["12-20"]),
        (REUNION, "Su 09:00-12:00", "2026-12-14", []),
        (REUNION, "Th 09:00-12:00", "2027-06-07", ["06-10"]),
        (GUYANE, "Th 09:00-12:00", "2027-06-07", []),
    ],
)
def test_public_holidays_of_one_place_only(
    calendar: Calendar, horaires: str, first: str, expected: list[str]
) -> None:
    changes: dict[str, object] = {"horaires": horaires, "jours_feries": "fermee"}
    assert days(changes, first, 1, calendar) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("A", ["02-09", "03-02", "03-09"]),  # 13 to 28 February 2027
        ("B", ["02-09", "02-16", "03-09"]),  # 20 February to 7 March
        ("C", ["02-23", "03-02", "03-09"]),  # 6 to 21 February
    ],
)
def test_winter_holidays_by_zone(zone: str, expected: list[str]) -> None:
    changes: dict[str, object] = {"vacances_scolaires": "fermee"}
    assert days(changes, "2027-02-08", 5, Calendar("00", zone)) == expected


def test_26_weeks_of_sessions() -> None:
    planned = days({}, "2026-11-22", 26)
    assert (len(planned), planned[0], planned[-1]) == (26, "11-24", "05-18")
    closed = days({"vacances_scolaires": "fermee"}, "2026-11-22", 26)
    holidays = ["12-22", "12-29", "02-23", "03-02", "04-20", "04-27"]
    assert closed == [day for day in planned if day not in holidays]
    doubtful = days({"vacances_scolaires": "non-precise"}, "2026-11-22", 26)
    assert doubtful == [f"{day}?" if day in holidays else day for day in planned]


def test_the_first_day_counts_and_the_last_does_not() -> None:
    assert days({}, "2026-11-24", 1) == ["11-24"]
    assert days({}, "2026-11-25", 1) == ["12-01"]
    assert days({}, "2026-11-24", 0) == []


def test_beyond_the_known_school_calendar_nothing_is_sure() -> None:
    changes: dict[str, object] = {"vacances_scolaires": "fermee", "verifie_le": "2028-08-20"}
    assert days(changes, "2028-09-04", 1) == ["09-05?"]


def test_the_hour_stands_still_when_the_clock_changes() -> None:
    # 28 March 2027: summer time starts. Sessions are local: 14 h stays 14 h.
    found = sessions(permanence(horaires="Su 01:30-03:30"), NORD, date(2027, 3, 28), 1)
    assert [(s.start, s.end) for s in found] == [
        (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 3, 30))
    ]


def test_14_h_stays_14_h_before_and_after_the_change_of_hour() -> None:
    found = sessions(permanence(horaires="Sa,Mo 14:00-17:00"), NORD, date(2027, 3, 27), 1)
    paris = ZoneInfo(NORD.time_zone)
    starts = [session.start for session in found]
    assert starts == [datetime(2027, 3, 27, 14), datetime(2027, 3, 29, 14)]
    in_utc = [start.replace(tzinfo=paris).astimezone(UTC).hour for start in starts]
    assert in_utc == [13, 12]


def test_the_hour_that_comes_twice_in_autumn() -> None:
    found = sessions(permanence(horaires="Su 01:30-03:30"), NORD, date(2026, 10, 25), 1)
    assert [(s.start.hour, s.end.hour) for s in found] == [(1, 3)]


@pytest.mark.parametrize(
    ("departement", "time_zone", "hours_from_utc"),
    [
        ("59", "Europe/Paris", 1),
        ("2A", "Europe/Paris", 1),
        (None, "Europe/Paris", 1),
        ("971", "America/Guadeloupe", -4),
        ("972", "America/Martinique", -4),
        ("973", "America/Cayenne", -3),
        ("974", "Indian/Reunion", 4),
        ("976", "Indian/Mayotte", 3),
        ("975", "America/Miquelon", -3),
        ("986", "Pacific/Wallis", 12),
        ("987", "Pacific/Tahiti", -10),
        ("988", "Pacific/Noumea", 11),
    ],
)
def test_the_time_zone_of_a_place(
    departement: str | None, time_zone: str, hours_from_utc: int
) -> None:
    calendar = Calendar(departement, None)
    assert calendar.time_zone == time_zone
    noon = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo(calendar.time_zone))
    offset = noon.utcoffset()
    assert offset is not None and offset.total_seconds() == hours_from_utc * 3600


def test_every_overseas_territory_has_its_time_zone() -> None:
    assert set(TIME_ZONES) == {*OVERSEAS, *COLLECTIVITY_NAMES}


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

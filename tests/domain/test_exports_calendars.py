"""Calendars, read again by another library: sure sessions, at the right hour, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from vobject.base import Component

from reperes.exports.time_zones import time_zone
from reperes.schedule.calendars import PARIS as PARIS_ZONE
from reperes.schedule.calendars import TIME_ZONES
from tests import tiny
from tests.domain.exported import (
    GROUPS,
    HOSTILE,
    HOURS,
    PERMANENCES,
    exported,
    named,
    replaced,
    texts,
)

LILLE = "data/permanences/lille-juridique.ics"
ALL = "data/permanences.ics"
SATURDAYS = {HOURS: "  horaires: Sa 09:00-12:00\n"}
MODE = "mode: sans-rendez-vous"


def read(text: str) -> Component:
    (calendar,) = vobject.readComponents(text)
    return calendar


def events(root: Path, edits: Mapping[str, str], site: str = "") -> list[Component]:
    """The events of Lille's calendar, its permanence changed by `edits`."""
    found: list[Component] = read(
        texts(root, replaced(PERMANENCES, edits), site)[LILLE]
    ).vevent_list
    return found


def starts(found: list[Component]) -> list[str]:
    return [f"{event.dtstart.value:%Y-%m-%d %H:%M}" for event in found]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_only_sure_sessions_are_events(tmp_path: Path) -> None:
    found = starts(events(tmp_path, SATURDAYS))
    # the school holidays, of which the source says nothing, are left out
    assert found[:4] == [
        "2026-11-28 09:00",
        "2026-12-05 09:00",
        "2026-12-12 09:00",
        "2027-01-09 09:00",
    ]
    assert found[-1] == "2027-05-22 09:00"  # 26 weeks ahead


def test_an_event_says_all_that_a_person_needs(tmp_path: Path) -> None:
    first = events(tmp_path, {})[0]
    assert first.uid.value == "lille-juridique-2026-11-24-1400@reperes"
    assert first.dtstart.value.astimezone(UTC) == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert first.dtend.value.astimezone(UTC) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert first.dtstamp.value == datetime(2026, 11, 22, tzinfo=UTC)
    assert first.summary.value == "Permanence juridique de Lille"
    assert first.location.value == "9 boulevard de la Moselle, 59000 Lille"
    assert first.description.value.splitlines() == [
        "Mardi, jeudi, samedi.",
        "Téléphone : 03 20 30 28 00",
        "Courriel : permjuridiquelille@lacimade.org",
        "Informations relevées dans un document de 2025. Appelez ou écrivez avant de venir.",
        "Pendant les vacances scolaires (zone B), les horaires peuvent changer.",
        "Jours fériés : la source ne dit rien, aucune séance n’est annoncée.",
        "Relevé le 20 novembre 2026 dans : Un document (2025). Confiance forte.",
    ]


def test_a_recent_document_still_asks_to_check_before_coming(tmp_path: Path) -> None:
    recent = {
        **replaced("directory/sources.yml", {"  annee: 2025": "  annee: 2026"}),
        **replaced(PERMANENCES, {}),
    }
    (event, *_) = read(texts(tmp_path, recent)[LILLE]).vevent_list
    assert "Appelez ou écrivez avant de venir." in event.description.value.splitlines()


def test_to_write_first_one_needs_an_address(tmp_path: Path) -> None:
    changes = {
        **replaced(PERMANENCES, {"  courriel: permjuridiquelille@lacimade.org\n": ""}),
        **replaced(GROUPS, {"  description:": "  courriel: lille@lacimade.org\n  description:"}),
    }
    (event, *_) = read(texts(tmp_path, changes)[LILLE]).vevent_list
    assert "Courriel : lille@lacimade.org" in event.description.value.splitlines()


@pytest.mark.parametrize(
    ("mode", "summary"),
    [
        ("sans-rendez-vous", "Permanence juridique de Lille"),
        ("sur-rendez-vous", "Permanence juridique de Lille (sur rendez-vous)"),
        ("telephone", "Permanence juridique de Lille (par téléphone)"),
        ("courriel", "Permanence juridique de Lille (écrivez d’abord)"),
        ("a-confirmer", "Permanence juridique de Lille (à confirmer avant de venir)"),
    ],
)
def test_the_title_says_how_people_are_received(tmp_path: Path, mode: str, summary: str) -> None:
    assert {event.summary.value for event in events(tmp_path, {MODE: f"mode: {mode}"})} == {summary}


def test_how_to_make_an_appointment_is_in_the_description(tmp_path: Path) -> None:
    how = "mode: sur-rendez-vous\n  prise_de_rendez_vous: Appelez le lundi."
    lines = events(tmp_path, {MODE: how})[0].description.value.splitlines()
    assert lines[1:3] == ["Il faut un rendez-vous.", "Appelez le lundi."]


@pytest.mark.parametrize(
    ("site", "url"),
    [
        ("", None),
        (
            "https://example.org/reperes/",
            "https://example.org/reperes/annuaire/permanences/hauts-de-france/#lille-juridique",
        ),
    ],
)
def test_an_event_links_to_its_page_when_the_address_is_known(
    tmp_path: Path, site: str, url: str | None
) -> None:
    first = events(tmp_path, {}, site)[0]
    assert (first.url.value if "url" in first.contents else None) == url


@pytest.mark.parametrize(
    "edits",
    [
        {HOURS: ""},
        {"confiance: forte": "confiance: faible"},
        {"verifie_le: 2026-11-20": "verifie_le: 2025-11-22"},
        {"  mode:": "  suspendue:\n    motif: travaux\n  mode:"},
        {"  mode:": "  suspendue:\n    motif: travaux\n    jusqu_au: 2026-12-01\n  mode:"},
        {HOURS: "  horaires: 2026 Dec 24 09:00-12:00\n"},  # in the school holidays: doubtful
    ],
    ids=["no hours", "weak", "old", "suspended", "suspended until", "doubtful only"],
)
def test_without_a_sure_session_there_is_no_calendar(
    tmp_path: Path, edits: Mapping[str, str]
) -> None:
    found = exported(tmp_path, replaced(PERMANENCES, edits))
    family, whole = found["data/permanences/*.ics"], found[ALL]
    assert (family.files, family.rows, family.left_out) == ({}, 0, 1)
    assert (whole.rows, whole.left_out) == (0, 1)
    calendar = read(whole.files[ALL])  # its address never dies: people subscribe to it
    assert calendar.contents.keys() >= {"version", "prodid", "vtimezone"}
    assert "vevent" not in calendar.contents


def test_hours_keep_to_the_clock_of_the_place_in_summer(tmp_path: Path) -> None:
    by_day = {event.dtstart.value.date().isoformat(): event for event in events(tmp_path, {})}
    winter, summer = by_day["2027-03-25"].dtstart.value, by_day["2027-03-30"].dtstart.value
    assert (winter.hour, summer.hour) == (14, 14)
    assert (winter.astimezone(UTC).hour, summer.astimezone(UTC).hour) == (13, 12)


SUNDAY = "RRULE:FREQ=YEARLY;BYDAY={};BYMONTH={}"
PARIS = [
    *("TZID:Europe/Paris", "BEGIN:DAYLIGHT", "DTSTART:20250330T020000"),
    *(SUNDAY.format("-1SU", 3), "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
    *("END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:20251026T030000"),
    *(SUNDAY.format("-1SU", 10), "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
    "END:STANDARD",
]
MIQUELON = [
    *("TZID:America/Miquelon", "BEGIN:DAYLIGHT", "DTSTART:20250309T020000"),
    *(SUNDAY.format("2SU", 3), "TZNAME:-02", "TZOFFSETFROM:-0300", "TZOFFSETTO:-0200"),
    *("END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:20251102T020000"),
    *(SUNDAY.format("1SU", 11), "TZNAME:-03", "TZOFFSETFROM:-0200", "TZOFFSETTO:-0300"),
    "END:STANDARD",
]
REUNION = [
    *("TZID:Indian/Reunion", "BEGIN:STANDARD", "DTSTART:20250101T000000", "TZNAME:+04"),
    *("TZOFFSETFROM:+0400", "TZOFFSETTO:+0400", "END:STANDARD"),
]


@pytest.mark.parametrize("expected", [PARIS, MIQUELON, REUNION])
def test_a_time_zone_says_its_yearly_changes_in_the_hour_before_them(expected: list[str]) -> None:
    name = expected[0].removeprefix("TZID:")
    lines = time_zone(name, 2025).to_ical().decode().split("\r\n")
    assert lines[1:-2] == expected


@pytest.mark.parametrize("name", [PARIS_ZONE, *TIME_ZONES.values()])
def test_read_again_a_time_zone_has_the_right_offset_all_year(name: str) -> None:
    noons = [datetime(2026, 1, 1, 12) + timedelta(days=day) for day in range(730)]
    days = "".join(
        f"BEGIN:VEVENT\r\nDTSTART;TZID={name}:{noon:%Y%m%dT%H%M%S}\r\nEND:VEVENT\r\n"
        for noon in noons
    )
    zone = time_zone(name, 2025).to_ical().decode()
    calendar = read(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}{days}END:VCALENDAR\r\n")
    assert [event.dtstart.value.astimezone(UTC) for event in calendar.vevent_list] == [
        noon.replace(tzinfo=ZoneInfo(name)).astimezone(UTC) for noon in noons
    ]


def test_the_hours_of_events_name_their_time_zone(tmp_path: Path) -> None:
    lines = unfolded(texts(tmp_path, {})[LILLE])
    assert "TZID:Europe/Paris" in lines
    assert "DTSTART;TZID=Europe/Paris:20261124T140000" in lines


def test_overseas_has_its_own_time_zone(tmp_path: Path) -> None:
    communes = "directory/reference/communes.csv"
    reunion = tiny.FILES[communes] + "97411,Saint-Denis,97400,974,-20.8789,55.4481,153000\n"
    place = {
        'code_postal: "59000"\n  commune: Lille': 'code_postal: "97400"\n  commune: Saint-Denis'
    }
    open_always = {"vacances_scolaires: non-precise": "vacances_scolaires: ouverte"}
    changes = {communes: reunion, **replaced(PERMANENCES, {**place, **open_always})}
    text = texts(tmp_path, changes)[LILLE]
    first = read(text).vevent_list[0].dtstart.value
    assert first.astimezone(UTC) == datetime(2026, 11, 24, 10, tzinfo=UTC)  # 14:00 at +04:00
    assert "DTSTART;TZID=Indian/Reunion:20261124T140000" in unfolded(text)


def test_the_calendar_of_all_holds_each_and_every_event_once(tmp_path: Path) -> None:
    other = tiny.FILES[PERMANENCES].replace("id: lille-juridique", "id: lille-asile")
    found = texts(tmp_path, {PERMANENCES: tiny.FILES[PERMANENCES] + other})
    alone = [
        event.uid.value
        for path, text in found.items()
        if path.startswith("data/permanences/")
        for event in read(text).vevent_list
    ]
    together = [event.uid.value for event in read(found[ALL]).vevent_list]
    assert Counter(together) == Counter(alone)
    assert max(Counter(together).values()) == 1


def test_calendars_are_plain_dated_events_that_subscribers_refresh(tmp_path: Path) -> None:
    text = texts(tmp_path, {})[LILLE]
    assert "VALARM" not in text
    assert "METHOD" not in text
    calendar = read(text)
    assert all("rrule" not in event.contents for event in calendar.vevent_list)
    assert calendar.contents["refresh-interval"][0].value == "P1D"
    assert calendar.contents["x-wr-calname"][0].value == "Permanence juridique de Lille"


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_come_back_as_text(tmp_path: Path, value: str) -> None:
    made, plain = texts(tmp_path, named(value)), texts(tmp_path / "plain", {})
    for path in (LILLE, ALL):
        text = made[path]
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "folded"
        assert "\n" not in text.replace("\r\n", "")
        found = read(text).vevent_list
        assert len(found) == plain[path].count("BEGIN:VEVENT")
        assert {event.summary.value for event in found} == {value}
        assert all(value in event.description.value for event in found)

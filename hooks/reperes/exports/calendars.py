"""Calendars (iCalendar, RFC 5545): the sure sessions of permanences, as dated events.

No recurrence rule: holidays, suspensions and one week in two are already applied, and a calendar
that people subscribe to is read again each day.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from reperes.exports.model import Annuaire, PermanenceData, SessionData
from reperes.exports.time_zones import time_zone
from reperes.french import majuscule
from reperes.schedule.calendars import PARIS

PRODUCER = "-//Repères//Annuaire//FR"
EVERY_DAY = timedelta(days=1)
# What the title of an event must say, by how people are received.
CAUTIONS = {
    "sur-rendez-vous": " (sur rendez-vous)",
    "telephone": " (par téléphone)",
    "courriel": " (écrivez d’abord)",
    "a-confirmer": " (à confirmer avant de venir)",
}


def sure_sessions(permanence: PermanenceData) -> list[SessionData]:
    """The sessions that nothing puts in doubt; a permanence without any has no calendar.

    One that is suspended has none, even for the days after: that it will start again is not sure.
    """
    if permanence.etat == "suspendue":
        return []
    return [session for session in permanence.seances if not session.doute]


def calendar(annuaire: Annuaire, name: str, permanences: Sequence[PermanenceData]) -> str:
    """One calendar for the sure sessions of some permanences, with the time zones they need."""
    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    made.add("name", vText(name))  # no type is known to the library for these two
    made.add("x-wr-calname", vText(name))
    made.add("refresh-interval", EVERY_DAY, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "P1D")
    for zone in sorted({permanence.fuseau for permanence in permanences} or {PARIS}):
        made.add_component(time_zone(zone, annuaire.edition.year - 1))
    for permanence in permanences:
        for session in sure_sessions(permanence):
            made.add_component(_event(annuaire, permanence, session))
    text: bytes = made.to_ical()
    return text.decode()


def _event(annuaire: Annuaire, permanence: PermanenceData, session: SessionData) -> Event:
    event = Event()
    event.add("uid", f"{permanence.id}-{session.debut:%Y-%m-%d-%H%M}@reperes")
    event.add("dtstamp", datetime.combine(annuaire.edition, time(), UTC))
    event.add("dtstart", session.debut)
    event.add("dtend", session.fin)
    event.add("summary", permanence.nom + CAUTIONS.get(permanence.mode, ""))
    event.add("description", "\n".join(_description(permanence)))
    event.add("transp", "TRANSPARENT")
    if place := _place(permanence):
        event.add("location", place)
    if address := annuaire.address_of(permanence):
        event.add("url", address)
    return event


def _description(permanence: PermanenceData) -> list[str]:
    hours = permanence.telephone_horaires_texte
    mail = permanence.courriel or permanence.courriel_du_groupe
    lines = [
        permanence.horaires_texte,
        permanence.mode == "sur-rendez-vous" and "Il faut un rendez-vous.",
        permanence.prise_de_rendez_vous,
        permanence.telephone
        and f"Téléphone : {permanence.telephone}{f' ({hours})' if hours else ''}",
        mail and f"Courriel : {mail}",
        *permanence.precautions,
        _check_first(permanence),
        permanence.note,
        permanence.provenance,
    ]
    return [line for line in lines if line]


def _check_first(permanence: PermanenceData) -> str:
    """`Appelez avant de venir.`, unless a caution says it already, or nobody comes."""
    words = f"{majuscule(permanence.avant_de_venir)} avant de venir."
    said = any(caution.endswith(words) for caution in permanence.precautions)
    return "" if said or permanence.mode == "telephone" else words


def _place(permanence: PermanenceData) -> str:
    town = " ".join(part for part in (permanence.code_postal, permanence.commune) if part)
    parts = (permanence.complement_adresse, permanence.adresse, town)
    return ", ".join(part for part in parts if part)

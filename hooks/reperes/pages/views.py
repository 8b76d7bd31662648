"""What a template shows of a permanence: its state and sessions on the day of the build."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from reperes.directory.model import Directory
from reperes.directory.places import town_name
from reperes.directory.records import Contactable, Group, Permanence, Record, Region
from reperes.french import jour, jour_de_semaine, liste, majuscule, plage
from reperes.schedule.sessions import Etat, Session, next_certain, sessions, state
from reperes.trust import is_old

WEEKS_AHEAD = 26
WEEKS_LISTED = 8


@dataclass(frozen=True)
class PermanenceView:
    """A permanence on the day of the build.

    Attributes:
        record: the permanence.
        host: the group or region that holds it.
        region: the region it is listed in.
        etat: what may be said of it that day (never OUVERTE: a page has no clock).
        next: the next session without doubt, if any.
        sessions: all sessions of the next 26 weeks, doubtful ones included.
        coming: those of the next 8 weeks, for a list that can be read.
        time_zone: the IANA name of the time zone that the hours are in.
        zone: the school zone of the place, if known.
        source_year: year of the most recent document behind the record.
        stale: whether that year is over.
    """

    record: Permanence
    host: Group | Region
    region: Region
    etat: Etat
    next: Session | None
    sessions: list[Session]
    coming: list[Session]
    time_zone: str
    zone: str | None
    source_year: int | None
    stale: bool

    @property
    def etat_css(self) -> str:
        """The CSS name of the state: `etat--prochaine`."""
        return f"etat--{self.etat.name.lower().replace('_', '-')}"

    @property
    def next_start(self) -> str:
        """The start of the next session as `datetime` wants it: `2026-11-24T14:00`."""
        return self.next.start.isoformat(timespec="minutes") if self.next else ""

    @property
    def next_words(self) -> str:
        """`mardi 24 novembre 2026, de 14 h à 17 h`, or "" when nothing is determined."""
        return session_words(self.next) if self.next else ""

    @property
    def reachable(self) -> bool:
        """Whether the record says where to go, or how to ask."""
        record = self.record
        return bool(record.adresse or record.telephone or record.courriel or self.host.courriel)

    @property
    def source_age(self) -> str:
        """`de 2025`, or `sans date`."""
        return f"de {self.source_year}" if self.source_year else "sans date"

    @cached_property
    def sure_sessions(self) -> str:
        """The sessions without doubt, for the script: `2026-11-24T14:00/17:00 …`.

        One that lasts until midnight ends at `24:00`, on its own day.
        """
        return " ".join(
            f"{session.start:%Y-%m-%dT%H:%M}/{_end(session.end.time())}"
            for session in self.sessions
            if not session.doubt
        )

    @property
    def before_coming(self) -> str:
        """How to check before coming: `appelez ou écrivez`, by what the record gives."""
        ways = [
            verb
            for verb, given in (
                ("appelez", self.record.telephone),
                ("écrivez", self.record.courriel or self.host.courriel),
            )
            if given
        ]
        return " ou ".join(ways) or "appelez le service prison de La Cimade"

    @property
    def cautions(self) -> list[str]:
        """Sentences that a careful person would add to the hours."""
        cautions = []
        if self.stale:
            cautions.append(
                f"Informations relevées dans un document {self.source_age}. "
                f"{majuscule(self.before_coming)} avant de venir."
            )
        holidays = _SCHOOL_HOLIDAYS[self.record.vacances_scolaires]
        if holidays:
            zone = f" (zone {self.zone})" if self.zone else ""
            cautions.append(holidays.format(zone=zone))
        if self.record.horaires and self.record.jours_feries == "non-precise":
            cautions.append("Jours fériés : la source ne dit rien, aucune séance n’est annoncée.")
        return cautions


_SCHOOL_HOLIDAYS = {
    "fermee": "Fermée pendant les vacances scolaires{zone}.",
    "ouverte": "",
    "a-confirmer": "Pendant les vacances scolaires{zone}, les séances changent : à confirmer.",
    "non-precise": "Pendant les vacances scolaires{zone}, les horaires peuvent changer.",
}


def _end(end: time) -> str:
    return "24:00" if end == time() else f"{end:%H:%M}"


def session_words(session: Session) -> str:
    """`mardi 24 novembre 2026, de 14 h à 17 h`."""
    hours = plage(session.start.time(), session.end.time())
    return f"{jour_de_semaine(session.start.date())}, {hours}"


def permanence_views(directory: Directory, today: date) -> Mapping[str, PermanenceView]:
    """Every permanence as seen at the very start of `today`, by id."""
    return {
        permanence.id: _view(directory, permanence, today)
        for permanence in directory.permanences.values()
    }


def _view(directory: Directory, permanence: Permanence, today: date) -> PermanenceView:
    calendar = directory.calendar_of(permanence)
    found = sessions(permanence, calendar, today, WEEKS_AHEAD)
    now = datetime.combine(today, time())
    horizon = now + timedelta(weeks=WEEKS_LISTED)
    etat = state(permanence, found, now)
    year = directory.source_year(permanence)
    return PermanenceView(
        record=permanence,
        host=directory.host_of(permanence),
        region=directory.region_of(permanence),
        etat=Etat.PROCHAINE if etat is Etat.OUVERTE else etat,
        next=next_certain(found, now),
        sessions=found,
        coming=[session for session in found if session.start < horizon],
        time_zone=calendar.time_zone,
        zone=calendar.zone,
        source_year=year,
        stale=is_old(year, today),
    )


def address_lines(record: Contactable) -> list[str]:
    """The postal address, line by line; empty when only a commune is known and it is unnamed."""
    town = " ".join(part for part in (record.code_postal, town_name(record.commune or "")) if part)
    return [part for part in (record.complement_adresse, record.adresse, town) if part]


def trust_words(directory: Directory, record: Record) -> str:
    """The sentence that says where a record comes from, when it was read, how sure we are."""
    names = [
        f"{source.titre} ({source.date_texte})"
        for source in (directory.sources[ref.cle] for ref in record.source)
    ]
    return (
        f"Relevé le {jour(record.verifie_le)} dans : {liste(names)}. Confiance {record.confiance}."
    )

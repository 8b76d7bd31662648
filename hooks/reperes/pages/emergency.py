"""The emergency box: the numbers that the home page, the families' page and the 404 page show."""

from dataclasses import dataclass

from reperes.directory.model import Directory
from reperes.directory.records import Contact
from reperes.reading.values import tel_uri
from reperes.trust import published_hours

ALWAYS = "24/7"


@dataclass(frozen=True)
class EmergencyLine:
    """A number to call, who may call it and when.

    `page` is the source page that says more, `caution` what a reader must know before trusting it.
    """

    id: str
    nom: str
    telephone: str
    tel_uri: str
    publics: tuple[str, ...]
    horaires_texte: str
    page: str
    caution: str


def emergency_lines(directory: Directory) -> list[EmergencyLine]:
    """The contacts that an editor marked `urgence: oui`: first those that answer day and night."""
    urgent = [c for c in directory.contacts.values() if c.urgence and c.telephone]
    urgent.sort(key=lambda contact: contact.horaires != ALWAYS)
    return [line(directory, contact, contact.telephone or "") for contact in urgent]


def national_line(directory: Directory) -> EmergencyLine | None:
    """The number of La Cimade that answers for the whole country, when the directory has it."""
    contact = directory.contacts.get("cimade-service-prison")
    return line(directory, contact, contact.telephone) if contact and contact.telephone else None


def line(directory: Directory, contact: Contact, telephone: str) -> EmergencyLine:
    """What to say of a contact and its number."""
    return EmergencyLine(
        contact.id,
        contact.nom,
        telephone,
        tel_uri(telephone),
        contact.publics,
        published_hours(contact) or "Heures non connues.",
        f"annuaire/contacts/{contact.categorie}.md",
        caution(directory, contact),
    )


def caution(directory: Directory, contact: Contact) -> str:
    """`À confirmer : …` when a contact is not of strong confidence, else ""."""
    if contact.confiance == "forte":
        return ""
    year = directory.source_year(contact)
    return f"À confirmer : numéro relevé dans un document {f'de {year}' if year else 'sans date'}."

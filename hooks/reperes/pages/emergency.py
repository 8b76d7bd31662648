"""The emergency box: the numbers that the home page and the 404 page show."""

from dataclasses import dataclass

from reperes.directory import Directory
from reperes.values import tel_uri


@dataclass(frozen=True)
class EmergencyLine:
    """A number to call, who may call it and when; `url` is where the site says more."""

    nom: str
    telephone: str
    tel_uri: str
    publics: tuple[str, ...]
    horaires_texte: str | None
    url: str


def emergency_lines(directory: Directory) -> list[EmergencyLine]:
    """The contacts that an editor marked `urgence: oui`, in the order of the files."""
    return [
        EmergencyLine(
            contact.nom,
            contact.telephone,
            tel_uri(contact.telephone),
            contact.publics,
            contact.horaires_texte,
            f"annuaire/contacts/{contact.categorie}/#{contact.id}",
        )
        for contact in directory.contacts.values()
        if contact.urgence and contact.telephone
    ]

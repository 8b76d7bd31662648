"""The directory in the shape of data·inclusion, version 1: structures and services.

Only what we know is given: no SIRET, no public nor theme that the record does not say. Regions,
groups and contacts are structures; permanences, and contacts that receive people, are services.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reperes.exports.model import (
    Annuaire,
    ContactData,
    GroupData,
    PermanenceData,
    Record,
    RegionData,
)

SOURCE = "reperes"
NAME_LENGTH = range(3, 151)
DESCRIPTION_LENGTH = range(5, 10_001)

# Our themes and categories that have a near equivalent in the reference list of themes.
ACCES_AUX_DROITS = (
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits"
)
THEMES = {
    "juridique": ACCES_AUX_DROITS,
    "asile": ACCES_AUX_DROITS,
    "prison": "difficultes-administratives-ou-juridiques--"
    "prendre-en-compte-une-problematique-judiciaire",
    "sante": "sante--acces-aux-soins",
    "francais": "lecture-ecriture-calcul--maitriser-le-francais",
    "violences": "famille--surmonter-conflits-separation-violence",
    "hebergement": "logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
    "soins": "sante--acces-aux-soins",
}
SERVICE_CATEGORIES = ("lignes-nationales", "hebergement", "soins")

Thing = dict[str, Any]
Host = RegionData | GroupData | ContactData


@dataclass(frozen=True)
class Offer:
    """What may be published in that shape, and how many records could not."""

    structures: list[Thing]
    services: list[Thing]
    structures_left_out: int
    services_left_out: int


def offer(annuaire: Annuaire) -> Offer:
    """The structures and services of the directory.

    Left out: what the format refuses, a service whose structure is, and a suspended permanence.
    """
    hosts: list[Host] = [*annuaire.regions, *annuaire.groupes, *annuaire.contacts]
    serving = [contact for contact in annuaire.contacts if gives_a_service(contact)]
    held = [permanence for permanence in annuaire.permanences if permanence.etat != "suspendue"]

    structures = [thing for host in hosts if _is_valid(thing := _structure(annuaire, host))]
    ids = {thing["id"] for thing in structures}
    services = [
        thing
        for thing in (
            *(_permanence(annuaire, permanence) for permanence in held),
            *(_contact(annuaire, contact) for contact in serving),
        )
        if _is_valid(thing) and thing["structure_id"] in ids
    ]
    return Offer(
        structures,
        services,
        len(hosts) - len(structures),
        len(annuaire.permanences) + len(serving) - len(services),
    )


def gives_a_service(contact: ContactData) -> bool:
    """Whether a contact receives people: by its category, or because it says when or how."""
    says_how = contact.horaires_texte or contact.conditions_acces
    return contact.categorie in SERVICE_CATEGORIES or bool(says_how)


def _structure(annuaire: Annuaire, host: Host) -> Thing:
    can_be_told = len(host.description) in DESCRIPTION_LENGTH
    return _known(
        **_common(annuaire, host),
        description=host.description if can_be_told else None,
        site_web=host.site_web,
    )


def _permanence(annuaire: Annuaire, permanence: PermanenceData) -> Thing:
    walk_in = permanence.mode == "sans-rendez-vous"
    by_appointment = "Sur rendez-vous." if permanence.mode == "sur-rendez-vous" else None
    return _known(
        **_common(annuaire, permanence),
        structure_id=_id(permanence.groupe),
        description=_sentences(
            permanence.description,
            f"Horaires : {permanence.horaires_texte}",
            permanence.acces and f"Accès : {permanence.acces}",
            *permanence.precautions,
            permanence.note,
            permanence.provenance,
        ),
        thematiques=_themes(permanence.themes),
        frais="gratuit",
        publics_precisions=_sentences(*permanence.publics),
        conditions_acces=_sentences(by_appointment, permanence.prise_de_rendez_vous),
        modes_accueil=_reception(permanence),
        modes_mobilisation=_ways(permanence, walk_in=walk_in),
        mobilisable_par=["usagers"],
        horaires_accueil=_opening_hours(permanence),
    )


def _contact(annuaire: Annuaire, contact: ContactData) -> Thing:
    national = contact.categorie == "lignes-nationales"
    return _known(
        **_common(annuaire, contact),
        structure_id=_id(contact.id),
        description=_sentences(
            contact.description,
            contact.horaires_texte and f"Horaires : {contact.horaires_texte}",
            contact.note,
            contact.provenance,
        ),
        thematiques=_themes([contact.categorie]),
        publics=["tous-publics"] if "Tous publics" in contact.publics else None,
        publics_precisions=_sentences(*contact.publics),
        conditions_acces=contact.conditions_acces,
        modes_accueil=["a-distance"] if national else None,
        zone_eligibilite=["france"] if national else None,
        modes_mobilisation=_ways(contact, walk_in=False),
        horaires_accueil=contact.horaires if contact.fraicheur != "a-confirmer" else None,
    )


def _common(annuaire: Annuaire, record: Record) -> Thing:
    name = record.public_name
    exact = record.precision == "adresse"
    return {
        "source": SOURCE,
        "id": _id(record.id),
        "nom": name if name.endswith("etc.") else name.removesuffix("."),
        "date_maj": record.verifie_le.isoformat(),
        "lien_source": annuaire.address_of(record),
        "commune": record.commune,
        "code_postal": record.code_postal,
        "code_insee": record.code_insee,
        "adresse": record.adresse,
        "complement_adresse": record.complement_adresse,
        "longitude": record.longitude if exact else None,
        "latitude": record.latitude if exact else None,
        "telephone": record.international_phone,
        "courriel": record.courriel,
    }


def _id(record_id: str) -> str:
    return f"{SOURCE}--{record_id}"


def _known(**fields: object) -> Thing:
    return {name: value for name, value in fields.items() if value is not None}


def _is_valid(thing: Thing) -> bool:
    description = thing.get("description")
    return len(thing["nom"]) in NAME_LENGTH and (
        description is None or len(description) in DESCRIPTION_LENGTH
    )


def _sentences(*parts: str | None) -> str | None:
    return "\n".join(part for part in parts if part) or None


def _themes(names: Iterable[str]) -> list[str] | None:
    return sorted({THEMES[name] for name in names if name in THEMES}) or None


def _reception(permanence: PermanenceData) -> list[str] | None:
    if permanence.mode in ("telephone", "courriel"):
        return ["a-distance"]
    return ["en-presentiel"] if permanence.adresse else None


def _ways(record: Record, *, walk_in: bool) -> list[str] | None:
    ways = {
        "se-presenter": walk_in and record.adresse,
        "telephoner": record.telephone,
        "envoyer-un-courriel": record.courriel,
    }
    return [way for way, possible in ways.items() if possible] or None


def _opening_hours(permanence: PermanenceData) -> str | None:
    """The whole rule, holidays included, when opening_hours can say it; what is unsure is unknown.

    It cannot say « une semaine sur deux ».
    """
    unsaid = permanence.une_semaine_sur_deux_depuis or permanence.etat == "a-confirmer"
    if not permanence.horaires or unsaid:
        return None
    public_holidays = "" if permanence.jours_feries == "ouverte" else "; PH off"
    return permanence.horaires + _SCHOOL_HOLIDAYS[permanence.vacances_scolaires] + public_holidays


_SCHOOL_HOLIDAYS = {
    "ouverte": "",
    "fermee": "; SH off",
    "a-confirmer": "; SH unknown",
    "non-precise": "; SH unknown",
}

"""Contact cards, read again by another library."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import vobject
from vobject.base import Component

from tests.domain.exported import (
    CONTACTS,
    GROUPS,
    HOSTILE,
    PRISONS,
    named,
    replaced,
    texts,
)

IDS = ("hauts-de-france", "cimade-lille", "ma-dunkerque", "cimade-service-prison")


def card(root: Path, record: str, changes: Mapping[str, str | bytes] | None = None) -> Component:
    (found,) = vobject.readComponents(text_of(root, record, changes))
    return found


def text_of(root: Path, record: str, changes: Mapping[str, str | bytes] | None = None) -> str:
    return texts(root, changes or {})[f"data/contacts/{record}.vcf"]


def notes(found: Component) -> list[str]:
    lines: list[str] = found.note.value.splitlines()
    return lines


def test_contacts_groups_regions_and_prisons_have_a_card(tmp_path: Path) -> None:
    cards = {path for path in texts(tmp_path, {}) if path.endswith(".vcf")}
    assert cards == {f"data/contacts/{record}.vcf" for record in IDS}


@pytest.mark.parametrize("record", IDS)
def test_a_card_is_a_version_4_card_of_an_organisation(tmp_path: Path, record: str) -> None:
    lines = text_of(tmp_path, record).split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]  # RFC 6350: the version comes first
    assert lines[-2:] == ["END:VCARD", ""]
    assert "KIND:org" in lines
    assert "REV:20261120T000000Z" in lines
    names = [re.split("[:;]", line)[0] for line in lines if line[:1].isalpha()]
    for once in ("FN", "ORG", "UID", "REV", "NOTE", "N"):
        assert names.count(once) == 1, once


def test_a_card_says_how_to_reach(tmp_path: Path) -> None:
    found = card(tmp_path, "cimade-service-prison")
    assert found.fn.value == "La Cimade, service prison"
    assert found.org.value == ["La Cimade, service prison"]
    assert found.tel.value == "+33144187265"
    assert "adr" not in found.contents
    assert notes(found) == [
        "Relevé le 20 novembre 2026 dans : Un document (2025). Confiance moyenne."
    ]


def test_a_region_has_the_name_that_people_look_for(tmp_path: Path) -> None:
    found = card(tmp_path, "hauts-de-france")
    assert found.fn.value == "La Cimade Nord-Picardie"
    assert found.email.value == "nord.picardie@lacimade.org"


def test_an_address_is_in_its_parts(tmp_path: Path) -> None:
    place = (
        "  statut: ouvert\n  adresse: 15 rue Henri Terquem\n  complement_adresse: Porte 2; B\n"
        "  adresse_courrier: BP 1, 59377 Dunkerque CEDEX\n  site_web: https://example.org/a\n"
    )
    found = card(tmp_path, "ma-dunkerque", replaced(PRISONS, {"  statut: ouvert\n": place}))
    address = found.adr.value
    assert (address.extended, address.street) == ("Porte 2; B", "15 rue Henri Terquem")
    assert (address.code, address.city, address.country) == ("59140", "Dunkerque", "France")
    assert found.url.value == "https://example.org/a"
    assert notes(found)[0] == "Pour écrire : BP 1, 59377 Dunkerque CEDEX"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("ferme", "Cet établissement est fermé."),
        ("inconnu", "Nous ne savons pas si cet établissement est ouvert."),
    ],
)
def test_a_closed_prison_says_so(tmp_path: Path, status: str, words: str) -> None:
    changes = replaced(PRISONS, {"statut: ouvert": f"statut: {status}"})
    assert notes(card(tmp_path, "ma-dunkerque", changes))[0] == words


def test_every_mail_of_a_group_is_given_with_its_use(tmp_path: Path) -> None:
    mails = (
        "  description: Un groupe.\n  courriel: lille@lacimade.org\n  courriels:\n"
        "    - objet: Prison\n      courriel: prison@lacimade.org\n"
        "    - objet: Autre\n      courriel: lille@lacimade.org\n"
    )
    changes = replaced(GROUPS, {"  description: Un groupe.\n": mails})
    found = card(tmp_path, "cimade-lille", changes)
    assert [mail.value for mail in found.email_list] == [
        "lille@lacimade.org",
        "prison@lacimade.org",
    ]
    assert "Prison : prison@lacimade.org" in notes(found)


def test_the_hours_and_conditions_of_a_contact_are_noted(tmp_path: Path) -> None:
    said = (
        "  description: Une ligne.\n  telephone_horaires_texte: Le lundi matin.\n"
        "  horaires_texte: Le mardi.\n  conditions_acces: Sur rendez-vous.\n"
    )
    changes = replaced(CONTACTS, {"  description: Une ligne.\n": said})
    assert notes(card(tmp_path, "cimade-service-prison", changes))[:3] == [
        "Heures du téléphone : Le lundi matin.",
        "Horaires : Le mardi.",
        "Conditions : Sur rendez-vous.",
    ]


def test_a_short_number_stays_short(tmp_path: Path) -> None:
    changes = replaced(CONTACTS, {"telephone: 01 44 18 72 65": "telephone: 3114"})
    assert card(tmp_path, "cimade-service-prison", changes).tel.value == "3114"


def test_the_identifier_of_a_card_never_changes(tmp_path: Path) -> None:
    """A phone that imports a card twice must recognise it: the value itself is pinned."""
    uid = "urn:uuid:6f34697e-8d6c-5c46-976a-baa0aa256429"
    assert card(tmp_path, "cimade-lille").uid.value == uid
    renamed = replaced(GROUPS, {"nom: Groupe local de Lille": "nom: Autre nom"})
    assert card(tmp_path, "cimade-lille", renamed).uid.value == uid
    assert len({card(tmp_path, record).uid.value for record in IDS}) == len(IDS)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_come_back_as_text(tmp_path: Path, value: str) -> None:
    made = texts(tmp_path, named(value))
    for record in IDS:
        text = made[f"data/contacts/{record}.vcf"]
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "folded"
        assert "\n" not in text.replace("\r\n", "")
        (found,) = vobject.readComponents(text)
        name = f"La Cimade {value}" if record == "hauts-de-france" else value
        assert (found.fn.value, found.org.value) == (name, [name])
        assert value in found.note.value

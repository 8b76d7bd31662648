"""data·inclusion: every structure and service is valid by the official models, and only facts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from data_inclusion.schema.v1 import Service, Structure, Thematique
from opening_hours import validate

from reperes.exports.data_inclusion import THEMES
from tests import tiny
from tests.domain.exported import (
    CONTACTS,
    GROUPS,
    HOSTILE,
    HOURS,
    PERMANENCES,
    exported,
    named,
    replaced,
    texts,
)

STRUCTURES = "data/data-inclusion/structures.json"
SERVICES = "data/data-inclusion/services.json"
STRICT = {"ignore_warnings": False}
MODE = "mode: sans-rendez-vous"
LINE_HOURS = {"  description: Une ligne.\n": "  description: Oui.\n  horaires_texte: Mardi.\n"}


def things(
    root: Path, path: str, changes: Mapping[str, str | bytes], site: str = ""
) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(texts(root, changes, site)[path])
    model = Structure if path == STRUCTURES else Service
    for thing in found:
        model.model_validate(thing, context=STRICT)
        assert set(thing) <= set(model.model_fields)
    return {thing["id"].removeprefix("reperes--"): thing for thing in found}


def lille(root: Path, edits: Mapping[str, str], site: str = "") -> dict[str, Any]:
    return things(root, SERVICES, replaced(PERMANENCES, edits), site)["lille-juridique"]


def test_regions_groups_and_contacts_are_structures(tmp_path: Path) -> None:
    found = things(tmp_path, STRUCTURES, {})
    assert list(found) == ["hauts-de-france", "cimade-lille", "cimade-service-prison"]
    assert found["hauts-de-france"] == {
        "source": "reperes",
        "id": "reperes--hauts-de-france",
        "nom": "La Cimade Nord-Picardie",
        "date_maj": "2026-11-20",
        "courriel": "nord.picardie@lacimade.org",
        "description": "Une région.",
    }
    assert found["cimade-service-prison"]["telephone"] == "+33144187265"


def test_a_permanence_is_a_service_of_its_host(tmp_path: Path) -> None:
    service = lille(tmp_path, {})
    assert service["structure_id"] == "reperes--cimade-lille"
    assert service["code_insee"] == "59350"  # from its commune
    assert service["thematiques"] == [
        "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits"
    ]
    assert service["frais"] == "gratuit"
    assert service["modes_accueil"] == ["en-presentiel"]
    assert service["modes_mobilisation"] == ["se-presenter", "telephoner", "envoyer-un-courriel"]
    assert "Horaires : Mardi, jeudi, samedi." in service["description"]
    assert "Appelez ou écrivez avant de venir." in service["description"]
    assert "Confiance forte." in service["description"]


def test_what_is_not_known_is_not_invented(tmp_path: Path) -> None:
    unknown = {"siret", "publics", "type", "zone_eligibilite", "contact_nom_prenom", "lien_source"}
    assert not unknown & set(lille(tmp_path, {}))
    assert not {"latitude", "longitude"} & set(lille(tmp_path, {}))  # only its commune is known


def test_the_address_of_the_page_is_given_when_the_site_is_known(tmp_path: Path) -> None:
    address = "https://example.org/annuaire/permanences/hauts-de-france/#lille-juridique"
    assert lille(tmp_path, {}, "https://example.org/")["lien_source"] == address


@pytest.mark.parametrize(
    ("edits", "rule"),
    [
        ({}, "Tu,Th 14:00-17:00; Sa 09:00-12:00; SH unknown; PH off"),
        (
            {"vacances_scolaires: non-precise": "vacances_scolaires: fermee"},
            "Tu,Th 14:00-17:00; Sa 09:00-12:00; SH off; PH off",
        ),
        (
            {"scolaires: non-precise": "scolaires: ouverte\n  jours_feries: ouverte"},
            "Tu,Th 14:00-17:00; Sa 09:00-12:00",
        ),
        ({HOURS: ""}, None),
        (
            {HOURS: "  horaires: Tu 14:00-17:00\n  une_semaine_sur_deux_depuis: 2026-11-24\n"},
            None,
        ),
        ({"confiance: forte": "confiance: faible"}, None),
        ({"verifie_le: 2026-11-20": "verifie_le: 2025-11-22"}, None),
        ({MODE: "mode: a-confirmer"}, None),
    ],
)
def test_a_rule_is_given_only_when_it_says_everything(
    tmp_path: Path, edits: Mapping[str, str], rule: str | None
) -> None:
    found = lille(tmp_path, edits).get("horaires_accueil")
    assert found == rule
    assert found is None or validate(found)


@pytest.mark.parametrize(
    ("mode", "reception", "ways"),
    [
        ("sans-rendez-vous", ["en-presentiel"], "se-presenter"),
        ("sur-rendez-vous", ["en-presentiel"], "telephoner"),
        ("telephone", ["a-distance"], "telephoner"),
        ("courriel", ["a-distance"], "telephoner"),
    ],
)
def test_how_a_service_is_reached(
    tmp_path: Path, mode: str, reception: list[str], ways: str
) -> None:
    service = lille(tmp_path, {MODE: f"mode: {mode}"})
    assert (service["modes_accueil"], service["modes_mobilisation"][0]) == (reception, ways)
    assert (service.get("conditions_acces") == "Sur rendez-vous.") == (mode == "sur-rendez-vous")


def test_a_permanence_without_address_has_no_place_to_come_to(tmp_path: Path) -> None:
    service = lille(tmp_path, {"  adresse: 9 boulevard de la Moselle\n": ""})
    assert "modes_accueil" not in service
    assert "se-presenter" not in service["modes_mobilisation"]


def test_a_suspended_permanence_is_left_out_and_counted(tmp_path: Path) -> None:
    changes = replaced(PERMANENCES, {"  mode:": "  suspendue:\n    motif: travaux\n  mode:"})
    assert "lille-juridique" not in things(tmp_path, SERVICES, changes)
    assert exported(tmp_path, changes)[SERVICES].left_out == 1


def test_a_national_line_serves_the_whole_country_at_a_distance(tmp_path: Path) -> None:
    tous = {"  description:": "  publics: [Tous publics]\n  horaires: 24/7\n  description:"}
    service = things(tmp_path, SERVICES, replaced(CONTACTS, tous))["cimade-service-prison"]
    assert service["structure_id"] == "reperes--cimade-service-prison"
    assert service["zone_eligibilite"] == ["france"]
    assert service["modes_accueil"] == ["a-distance"]
    assert service["publics"] == ["tous-publics"]
    assert service["horaires_accueil"] == "24/7"


@pytest.mark.parametrize(
    ("category", "edits", "serves"),
    [
        ("lignes-nationales", {}, True),
        ("hebergement", {}, True),
        ("soins", {}, True),
        ("institutions", {}, False),
        ("associations", {}, False),
        ("associations", LINE_HOURS, True),
    ],
)
def test_which_contacts_give_a_service(
    tmp_path: Path, category: str, edits: Mapping[str, str], serves: bool
) -> None:
    (text,) = replaced(CONTACTS, edits).values()
    other = str(text).replace("id: cimade-service-prison", "id: autre")
    path = f"directory/contacts/{category}.yml"  # the category is the name of the file
    changes = {path: tiny.FILES.get(path, "") + other}
    assert ("autre" in things(tmp_path, SERVICES, changes)) == serves


def test_our_themes_are_of_the_reference_list() -> None:
    assert set(THEMES.values()) <= {theme.value for theme in Thematique}


def test_a_name_that_ends_with_a_point_loses_it(tmp_path: Path) -> None:
    point = {"nom: Permanence juridique de Lille": "nom: Permanence juridique de Lille."}
    assert lille(tmp_path, point)["nom"] == "Permanence juridique de Lille"


def test_what_the_format_refuses_is_left_out_and_counted(tmp_path: Path) -> None:
    long_name = replaced(GROUPS, {"nom: Groupe local de Lille": f"nom: {'é' * 151}"})
    found = exported(tmp_path, long_name)
    assert (found[STRUCTURES].rows, found[STRUCTURES].left_out) == (2, 1)
    # and with a structure go its services
    assert (found[SERVICES].rows, found[SERVICES].left_out) == (1, 1)
    assert "lille-juridique" not in things(tmp_path, SERVICES, long_name)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_come_back_as_text(tmp_path: Path, value: str) -> None:
    structures = things(tmp_path, STRUCTURES, named(value))
    services = things(tmp_path, SERVICES, named(value))
    if len(value) > 150:
        assert (structures, services) == ({}, {})
        return
    assert structures["cimade-lille"]["nom"] == value
    assert services["lille-juridique"]["nom"] == value
    assert value in services["lille-juridique"]["description"]

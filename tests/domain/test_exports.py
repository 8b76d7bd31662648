"""Open data: what leaves the directory, in what shape, and what never does."""

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel

from reperes.directory.records import Contact, Group, Permanence, Prison, Region
from reperes.exports import files
from reperes.exports.description import own_columns
from reperes.exports.model import (
    TABLES,
    VERSION,
    ContactData,
    GroupData,
    PermanenceData,
    PrisonData,
    RegionData,
    columns,
    json_schema,
)
from reperes.exports.tables import cell
from reperes.guides.links import address
from tests.domain.exported import (
    CONTACTS,
    GROUPS,
    HOSTILE,
    HOURS,
    PERMANENCES,
    PRISONS,
    exported,
    known,
    named,
    replaced,
    texts,
)

WEAK = {"confiance: forte": "confiance: faible"}


def whole(root: Path, changes: Mapping[str, str | bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(texts(root, changes)["data/annuaire.json"])
    return found


def table(root: Path, changes: Mapping[str, str | bytes], name: str) -> list[dict[str, str]]:
    return rows_of(texts(root, changes)[f"data/{name}.csv"])


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def lille(root: Path, edits: Mapping[str, str]) -> dict[str, Any]:
    (permanence,) = whole(root, replaced(PERMANENCES, edits))["permanences"]
    found: dict[str, Any] = permanence
    return found


def faults(document: object) -> list[str]:
    validator = Draft202012Validator(json_schema(), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(document)]


def test_files_are_all_exports_together(tmp_path: Path) -> None:
    knowledge, views = known(tmp_path, {})
    assert dict(files(knowledge, views)) == texts(tmp_path, {})
    assert all(path.startswith("data/") for path in files(knowledge, views))


def test_the_same_day_gives_the_same_text(tmp_path: Path) -> None:
    assert texts(tmp_path / "one", {}) == texts(tmp_path / "two", {})


# The whole, and its schema.


def test_the_schema_is_a_schema_and_says_its_version() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json_schema()["$id"] == f"annuaire.schema.json?version={VERSION}"


def test_every_property_of_the_schema_is_described() -> None:
    silent = [
        f"{name}.{key}"
        for name, model in [("Annuaire", json_schema()), *json_schema()["$defs"].items()]
        for key, described in model["properties"].items()
        if not described.get("description")
    ]
    assert silent == []


@pytest.mark.parametrize("value", ["", *HOSTILE.values()], ids=["plain", *HOSTILE])
def test_the_whole_is_valid_whatever_is_written(tmp_path: Path, value: str) -> None:
    assert faults(whole(tmp_path, named(value) if value else {})) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("edition",), "22 novembre 2026"),
        (("version",), "1"),
        (("permanences", 0, "confiance"), "totale"),
        (("permanences", 0, "etat"), "ouverte"),
        (("permanences", 0, "verifie_le"), None),
        (("prisons", 0, "latitude"), "51"),
        (("contacts", 0, "source"), "document"),
    ],
)
def test_the_schema_refuses_what_is_wrong(
    tmp_path: Path, path: tuple[Any, ...], value: object
) -> None:
    document = whole(tmp_path, {})
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert len(faults(document)) == 1


def test_the_schema_wants_the_marks_of_trust(tmp_path: Path) -> None:
    for mark in ("verifie_le", "source", "confiance", "provenance", "fraicheur"):
        document = whole(tmp_path, {})
        del document["contacts"][0][mark]
        assert len(faults(document)) == 1, mark


def test_a_property_more_is_no_fault(tmp_path: Path) -> None:
    document = whole(tmp_path, {})
    document["permanences"][0]["nouveau"] = "x"
    assert faults(document) == []


def test_the_whole_says_its_edition_licence_and_attribution(tmp_path: Path) -> None:
    document = whole(tmp_path, {})
    assert (document["edition"], document["version"]) == ("2026-11-22", VERSION)
    assert document["licence"]["nom"] == "Licence Ouverte 2.0 (Etalab)"
    assert "édition du 22 novembre 2026" in document["attribution"]
    assert len(document["origines"]) == 3
    assert "site" not in document


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (Region, RegionData),
        (Group, GroupData),
        (Permanence, PermanenceData),
        (Prison, PrisonData),
        (Contact, ContactData),
    ],
)
def test_no_field_of_a_record_is_forgotten(
    written: type[BaseModel], published: type[BaseModel]
) -> None:
    told_otherwise = {"suspendue"}  # suspension_motif, suspension_jusqu_au
    assert set(written.model_fields) - set(published.model_fields) - told_otherwise == set()


# What is said of a record.


def test_a_permanence_says_where_when_and_how_sure(tmp_path: Path) -> None:
    found = lille(tmp_path, {})
    sessions = found.pop("seances")
    assert found == {
        "id": "lille-juridique",
        "nom": "Permanence juridique de Lille",
        "page": "annuaire/permanences/hauts-de-france/#lille-juridique",
        "telephone": "03 20 30 28 00",
        "courriel": "permjuridiquelille@lacimade.org",
        "adresse": "9 boulevard de la Moselle",
        "code_postal": "59000",
        "commune": "Lille",
        "code_insee": "59350",
        "departement": "59",
        "latitude": 50.6309,
        "longitude": 3.0709,
        "precision": "commune",
        "verifie_le": "2026-11-20",
        "fraicheur": "fraiche",
        "confiance": "forte",
        "source": ["document"],
        "annee_source": 2025,
        "provenance": "Relevé le 20 novembre 2026 dans : Un document (2025). Confiance forte.",
        "groupe": "cimade-lille",
        "region": "hauts-de-france",
        "themes": ["juridique"],
        "mode": "sans-rendez-vous",
        "publics": [],
        "horaires": "Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "vacances_scolaires": "non-precise",
        "zone_scolaire": "B",
        "jours_feries": "non-precise",
        "horaires_texte": "Mardi, jeudi, samedi.",
        "etat": "prochaine",
        "fuseau": "Europe/Paris",
        "prochaine_seance_debut": "2026-11-24T14:00:00+01:00",
        "prochaine_seance_fin": "2026-11-24T17:00:00+01:00",
        "avant_de_venir": "appelez ou écrivez",
        "precautions": [
            "Informations relevées dans un document de 2025. Appelez ou écrivez avant de venir.",
            "Pendant les vacances scolaires (zone B), les horaires peuvent changer.",
            "Jours fériés : la source ne dit rien, aucune séance n’est annoncée.",
        ],
    }
    assert sessions[0] == {
        "debut": "2026-11-24T14:00:00+01:00",
        "fin": "2026-11-24T17:00:00+01:00",
    }


def test_doubtful_sessions_carry_their_doubt(tmp_path: Path) -> None:
    sessions = lille(tmp_path, {HOURS: "  horaires: Sa 09:00-12:00\n"})["seances"]
    doubts = {session["debut"][:10]: session.get("doute") for session in sessions}
    assert doubts["2026-12-12"] is None
    assert doubts["2026-12-19"] == "vacances scolaires"
    assert doubts["2027-01-09"] is None


def test_sessions_follow_the_clock_of_the_place(tmp_path: Path) -> None:
    sessions = lille(tmp_path, {HOURS: "  horaires: Sa 09:00-12:00\n"})["seances"]
    starts = [session["debut"] for session in sessions]
    assert "2027-03-27T09:00:00+01:00" in starts
    assert "2027-04-03T09:00:00+02:00" in starts  # summer time


@pytest.mark.parametrize(
    ("edits", "etat", "announced"),
    [
        ({}, "prochaine", True),
        ({"mode: sans-rendez-vous": "mode: sur-rendez-vous"}, "rendez-vous", True),
        ({"mode: sans-rendez-vous": "mode: a-confirmer"}, "a-confirmer", False),
        ({"verifie_le: 2026-11-20": "verifie_le: 2025-11-22"}, "a-confirmer", False),
        (
            {"  mode:": "  suspendue:\n    motif: travaux\n    jusqu_au: 2026-12-01\n  mode:"},
            "suspendue",
            False,
        ),
        (WEAK, "a-confirmer", False),
    ],
)
def test_what_is_unknown_is_never_announced(
    tmp_path: Path, edits: Mapping[str, str], etat: str, announced: bool
) -> None:
    found = lille(tmp_path, edits)
    assert (found["etat"], "prochaine_seance_debut" in found) == (etat, announced)


def test_a_suspension_that_is_over_is_not_told(tmp_path: Path) -> None:
    over = {"  mode:": "  suspendue:\n    motif: travaux\n    jusqu_au: 2026-11-21\n  mode:"}
    assert "suspension_motif" not in lille(tmp_path / "over", over)
    now = {"  mode:": "  suspendue:\n    motif: travaux\n  mode:"}
    assert lille(tmp_path / "now", now)["suspension_motif"] == "travaux"


def test_hours_of_weak_confidence_leave_in_no_format(tmp_path: Path) -> None:
    phone = "  telephone_horaires: Mo 09:30-11:30\n  telephone_horaires_texte: Lundi de 9 h 30.\n"
    changes = {
        **replaced(
            PERMANENCES,
            {"confiance: forte\n": "confiance: faible\n" + phone, "Mardi, jeudi": "Le mardi"},
        ),
        **replaced(
            CONTACTS,
            {
                "confiance: moyenne\n": "confiance: faible\n"
                "  horaires: We 14:05-16:00\n  horaires_texte: Le mercredi à 14 h 05.\n" + phone
            },
        ),
        **replaced(GROUPS, {"confiance: forte\n": "confiance: faible\n" + phone}),
    }
    for path, text in texts(tmp_path, changes).items():
        for words in ("Tu,Th", "14:05", "14 h 05", "09:30", "9 h 30", "Le mardi", "DTSTART;"):
            assert words not in text, (path, words)
    assert whole(tmp_path, changes)["permanences"][0]["horaires_texte"] == "à confirmer"


def test_hours_of_fair_confidence_do_leave(tmp_path: Path) -> None:
    fair = lille(tmp_path, {"confiance: forte": "confiance: moyenne"})
    assert fair["horaires"] == "Tu,Th 14:00-17:00; Sa 09:00-12:00"
    assert fair["seances"]


# Counts.


def test_every_record_is_in_the_whole_and_in_its_table(tmp_path: Path) -> None:
    knowledge, _ = known(tmp_path, {})
    directory = knowledge.directory
    loaded = {
        "regions": directory.regions,
        "groupes": directory.groups,
        "permanences": directory.permanences,
        "prisons": directory.prisons,
        "contacts": directory.contacts,
        "glossaire": directory.terms,
        "sources": directory.sources,
        "articles": directory.articles,
    }
    assert set(loaded) == set(TABLES)
    made = exported(tmp_path, {})
    everything = json.loads(made["data/annuaire.json"].files["data/annuaire.json"])
    for name, records in loaded.items():
        path = f"data/{name}.csv"
        assert [each["id"] for each in everything[name]] == list(records), name
        assert [row["id"] for row in rows_of(made[path].files[path])] == list(records), name
        assert made[path].rows == len(records), name


def test_a_record_without_place_is_left_off_the_map_and_counted(tmp_path: Path) -> None:
    nowhere = replaced(PERMANENCES, {'  code_postal: "59000"\n  commune: Lille\n': ""})
    export = exported(tmp_path, nowhere)["data/permanences.geojson"]
    (text,) = export.files.values()
    assert (export.rows, export.left_out) == (0, 1)
    assert json.loads(text)["features"] == []


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("data/permanences.ics", "annuaire/index.md", "../data/permanences.ics"),
        ("data/a/b.ics", "annuaire/permanences/lille.md", "../../../data/a/b.ics"),
        ("data/annuaire.json", "index.md", "data/annuaire.json"),
    ],
)
def test_a_file_stays_a_file_in_links(target: str, page: str, link: str) -> None:
    assert address(target, page) == link


# Tables.


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=cmd()", "'=cmd()"),
        ("+33 3 20 30 28 00", "'+33 3 20 30 28 00"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("a=1", "a=1"),
        ("'déjà", "'déjà"),
        ("", ""),
        (None, ""),
        (True, "oui"),
        (False, "non"),
        (2025, "2025"),
        (-1.5536, "-1.5536"),  # a longitude is a number, not a formula
        (("=1", "b"), "'=1 | b"),
        ((), ""),
    ],
)
def test_a_cell_is_never_a_formula(value: object, shown: str) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_come_back_as_text_from_tables(tmp_path: Path, value: str) -> None:
    found = texts(tmp_path, named(value))
    for name in ("permanences", "groupes", "prisons", "contacts"):
        (row,) = rows_of(found[f"data/{name}.csv"])
        assert row["nom"].removeprefix("'") == value
        assert row["note"] == row["nom"]
        assert None not in row  # no cell without a column
        assert all(text[:1] not in ("=", "+", "@", "\t", "\r") for text in row.values()), name


def test_tables_have_the_documented_columns_and_line_ends(tmp_path: Path) -> None:
    found = texts(tmp_path, {})
    for name, model in TABLES.items():
        text = found[f"data/{name}.csv"]
        header = text.partition("\r\n")[0]
        assert header.split(",") == [column.name for column in columns(model)]
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert all(column.about for column in columns(model))


def test_the_sessions_have_no_column() -> None:
    assert "seances" not in [column.name for column in columns(PermanenceData)]


def test_shared_columns_are_described_once() -> None:
    names = [column.name for column in own_columns(PermanenceData)]
    assert "horaires" in names
    assert "verifie_le" not in names
    (etat,) = [column for column in own_columns(PermanenceData) if column.name == "etat"]
    assert etat.values == ("prochaine", "rendez-vous", "a-confirmer", "suspendue")


def test_of_an_object_a_cell_gives_what_names_it(tmp_path: Path) -> None:
    changes = {
        **replaced(
            GROUPS,
            {
                "  description: Un groupe.\n": "  description: Un groupe.\n  courriels:\n"
                "    - objet: Prison\n      courriel: prison@lacimade.org\n"
                "    - objet: Asile\n      courriel: asile@lacimade.org\n"
            },
        ),
    }
    (group,) = table(tmp_path, changes, "groupes")
    assert group["courriels"] == "prison@lacimade.org | asile@lacimade.org"
    (prison,) = table(tmp_path, changes, "prisons")
    assert (prison["equipes"], prison["femmes"], prison["mineurs"]) == ("cimade-lille", "non", "")


# Maps.


@pytest.mark.parametrize("precision", ["adresse", "commune"])
def test_a_point_says_whether_it_is_the_place(tmp_path: Path, precision: str) -> None:
    changes = replaced(PRISONS, {"precision: commune": f"precision: {precision}"})
    collection = json.loads(texts(tmp_path, changes)["data/prisons.geojson"])
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["type"] == "Feature"
    assert feature["id"] == "ma-dunkerque"
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.37, 51.03]}
    assert feature["properties"]["precision"] == precision
    for mark in ("verifie_le", "source", "confiance"):
        assert feature["properties"][mark]


def test_a_place_known_by_its_commune_is_on_the_map(tmp_path: Path) -> None:
    (feature,) = json.loads(texts(tmp_path, {})["data/permanences.geojson"])["features"]
    assert feature["geometry"]["coordinates"] == [3.0709, 50.6309]
    assert feature["properties"]["precision"] == "commune"


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_come_back_as_text_from_json(tmp_path: Path, value: str) -> None:
    found = texts(tmp_path, named(value))
    for kind in ("permanences", "prisons"):
        (feature,) = json.loads(found[f"data/{kind}.geojson"])["features"]
        assert (feature["properties"]["nom"], feature["properties"]["note"]) == (value, value)
    document = json.loads(found["data/annuaire.json"])
    for kind in ("groupes", "permanences", "prisons", "contacts"):
        assert (document[kind][0]["nom"], document[kind][0]["note"]) == (value, value)
    assert document["regions"][0]["nom_public"] == f"La Cimade {value}"

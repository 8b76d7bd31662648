"""What search engines are told: sure sessions where one may walk in, and only what is known."""

import json
from pathlib import Path
from typing import Any

import pytest

from reperes.pages import pages
from reperes.pages import structured_data as schema
from reperes.pages.rendering import Renderer
from reperes.site import learn
from tests import tiny
from tests.conftest import ROOT

PERMANENCES = "directory/permanences/hauts-de-france.yml"
PRISONS = "directory/prisons/lille.yml"
REGION_PAGE = "annuaire/permanences/hauts-de-france.md"


def described(root: Path, changes: dict[str, str | bytes], page: str) -> dict[str, Any]:
    """The things that a page describes, by identifier."""
    tiny.write(root, changes)
    knowledge = learn(root / "directory", root / "docs", tiny.TODAY)
    text = pages(Renderer(knowledge, ROOT / "overrides" / "fiches"))[page]
    (line,) = [line for line in text.splitlines() if line.startswith("jsonld: ")]
    graph = json.loads(json.loads(line.removeprefix("jsonld: ")))
    assert graph["@context"] == "https://schema.org"
    return {thing["identifier"]: thing for thing in graph["@graph"]}


def on_saturdays(mode: str) -> dict[str, str | bytes]:
    text = tiny.FILES[PERMANENCES].replace("Tu,Th 14:00-17:00; Sa", "Sa")
    return {PERMANENCES: text.replace("mode: sans-rendez-vous", f"mode: {mode}")}


SURE_SATURDAYS = ["2026-11-28", "2026-12-05", "2026-12-12", "2027-01-09", "2027-01-16"]


@pytest.mark.parametrize(
    ("mode", "days"),
    [
        ("sans-rendez-vous", SURE_SATURDAYS),  # those of the school holidays are doubtful
        ("sur-rendez-vous", []),
        ("telephone", []),
        ("courriel", []),
        ("a-confirmer", []),
    ],
)
def test_only_the_sure_sessions_of_a_walk_in_permanence_are_opening_hours(
    tmp_path: Path, mode: str, days: list[str]
) -> None:
    lille = described(tmp_path, on_saturdays(mode), REGION_PAGE)["lille-juridique"]
    assert lille.get("specialOpeningHoursSpecification", []) == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": day,
            "validThrough": day,
            "opens": "09:00",
            "closes": "12:00",
        }
        for day in days
    ]
    assert "specialOpeningHoursSpecification" not in lille or days


def test_a_permanence_says_where_how_and_who(tmp_path: Path) -> None:
    found = described(tmp_path, on_saturdays("sur-rendez-vous"), REGION_PAGE)
    assert found["lille-juridique"] == {
        "@type": "LegalService",
        "identifier": "lille-juridique",
        "name": "Permanence juridique de Lille",
        "telephone": "+33320302800",
        "email": "permjuridiquelille@lacimade.org",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "9 boulevard de la Moselle",
            "postalCode": "59000",
            "addressLocality": "Lille",
            "addressCountry": "FR",
        },
        "parentOrganization": {"@type": "NGO", "name": "Groupe local de Lille"},
    }


@pytest.mark.parametrize(
    ("page", "record", "kind"),
    [
        (REGION_PAGE, "hauts-de-france", "NGO"),
        ("annuaire/groupes/cimade-lille.md", "cimade-lille", "NGO"),
        ("annuaire/groupes/cimade-lille.md", "lille-juridique", "LegalService"),
        ("annuaire/prisons/ma-dunkerque.md", "ma-dunkerque", "CivicStructure"),
        ("annuaire/contacts/lignes-nationales.md", "cimade-service-prison", "Organization"),
    ],
)
def test_each_page_describes_its_records(tmp_path: Path, page: str, record: str, kind: str) -> None:
    assert described(tmp_path, {}, page)[record]["@type"] == kind


@pytest.mark.parametrize(
    ("precision", "geo"),
    [
        ("adresse", {"@type": "GeoCoordinates", "latitude": 51.03, "longitude": 2.37}),
        ("commune", None),  # the middle of a town is not where the prison is
    ],
)
def test_a_place_on_the_map_is_given_only_when_it_is_the_address(
    tmp_path: Path, precision: str, geo: dict[str, Any] | None
) -> None:
    changes = tiny.edited(PRISONS, "precision: commune", f"precision: {precision}")
    prison = described(tmp_path, changes, "annuaire/prisons/ma-dunkerque.md")["ma-dunkerque"]
    assert prison.get("geo") == geo


def test_no_value_can_close_the_script_element() -> None:
    assert "<" not in schema.json_ld([{"name": "</script>"}])
    assert json.loads(schema.json_ld([{"name": "</script>"}]))["@graph"] == [{"name": "</script>"}]

"""The open data of the built site: nothing lost, all valid, each link there."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import vobject
from data_inclusion.schema.v1 import Service, Structure
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html as lxml_html
from opening_hours import validate

from reperes.directory.records import Record
from reperes.exports import calendar_path, card_path, exports
from reperes.pages.views import permanence_views
from reperes.site import learn
from tests.conftest import ROOT, TODAY

KNOWLEDGE = learn(ROOT / "directory", ROOT / "docs", date.fromisoformat(TODAY))
DIRECTORY = KNOWLEDGE.directory
VIEWS = permanence_views(DIRECTORY, KNOWLEDGE.today)
EXPORTS = {export.name: export for export in exports(KNOWLEDGE, VIEWS)}
TABLES: dict[str, Mapping[str, object]] = {
    "regions": DIRECTORY.regions,
    "groupes": DIRECTORY.groups,
    "permanences": DIRECTORY.permanences,
    "prisons": DIRECTORY.prisons,
    "contacts": DIRECTORY.contacts,
    "glossaire": DIRECTORY.terms,
    "sources": DIRECTORY.sources,
    "articles": DIRECTORY.articles,
}


def text(site: Path, name: str) -> str:
    """A file of data/, its line ends untouched."""
    return (site / "data" / name).read_bytes().decode("utf-8")


def document(site: Path, name: str) -> Any:  # noqa: ANN401 (whatever the file holds)
    return json.loads(text(site, name))


def rows(site: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text(site, f"{table}.csv"), newline="")))


def page(site: Path, address: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def test_the_site_holds_the_exports_to_the_byte(site: Path) -> None:
    made = {path: text for export in EXPORTS.values() for path, text in export.files.items()}
    built = {
        path.relative_to(site).as_posix(): path.read_bytes().decode("utf-8")
        for path in (site / "data").rglob("*")
        if path.is_file()
    }
    assert built.keys() == made.keys()
    assert [path for path in made if made[path] != built[path]] == []


@pytest.mark.parametrize("table", TABLES)
def test_records_loaded_are_records_exported(site: Path, table: str) -> None:
    ids = list(TABLES[table])
    assert [row["id"] for row in rows(site, table)] == ids
    assert [record["id"] for record in document(site, "annuaire.json")[table]] == ids


def test_the_whole_is_valid_by_the_schema_beside_it(site: Path) -> None:
    whole = document(site, "annuaire.json")
    schema = document(site, whole["$schema"])
    assert schema["$id"].endswith(whole["version"])
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(whole)] == []


def test_every_address_of_a_record_leads_to_it(site: Path) -> None:
    for table in TABLES:
        for row in rows(site, table):
            address, _, anchor = row["page"].partition("#")
            assert (site / address / "index.html").is_file(), row["page"]
            assert not anchor or page(site, address).xpath("//*[@id=$id]", id=anchor), row["page"]


def test_nothing_that_a_spreadsheet_would_run(site: Path) -> None:
    numbers = {"latitude", "longitude"}
    for table in TABLES:
        for row in rows(site, table):
            for column, cell in row.items():
                assert column in numbers or cell[:1] not in tuple("=+-@\t\r"), (table, row["id"])


def weak_hours(record: Record) -> list[str]:
    fields = ("horaires", "telephone_horaires", "horaires_texte", "telephone_horaires_texte")
    given = [getattr(record, field, None) for field in fields]
    return [words for words in given if words] if record.confiance == "faible" else []


def test_hours_of_weak_confidence_are_not_there(site: Path) -> None:
    whole = document(site, "annuaire.json")
    exported = {
        record["id"]: json.dumps(record, ensure_ascii=False)
        for table in ("regions", "groupes", "permanences", "prisons", "contacts")
        for record in whole[table]
    }
    for record in DIRECTORY.records():
        for hours in weak_hours(record):
            assert f'"{hours}"' not in exported[record.id], record.id
    for permanence in whole["permanences"]:
        if permanence["confiance"] == "faible":
            assert not permanence["seances"]


@pytest.mark.parametrize("kind", ["permanences", "prisons"])
def test_every_record_is_on_the_map_or_counted_as_without_place(site: Path, kind: str) -> None:
    features = document(site, f"{kind}.geojson")["features"]
    export = EXPORTS[f"data/{kind}.geojson"]
    assert len(features) + export.left_out == len(TABLES[kind])
    for feature in features:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
        assert feature["properties"]["precision"] in ("adresse", "commune")


def test_every_calendar_is_readable_and_holds_the_sure_sessions(site: Path) -> None:
    for name, view in VIEWS.items():
        path = site / calendar_path(name)
        sure = view.sure_sessions.split() if view.etat.name != "SUSPENDUE" else []
        assert path.is_file() == bool(sure), name
        if sure:
            (calendar,) = vobject.readComponents(path.read_bytes().decode("utf-8"))
            starts = [f"{event.dtstart.value:%Y-%m-%dT%H:%M}" for event in calendar.vevent_list]
            assert starts == [session.partition("/")[0] for session in sure]


def test_the_calendar_of_all_holds_each_session_once(site: Path) -> None:
    (calendar,) = vobject.readComponents(text(site, "permanences.ics"))
    uids = [event.uid.value for event in calendar.vevent_list]
    alone = sum(
        path.read_text(encoding="utf-8").count("BEGIN:VEVENT")
        for path in (site / "data/permanences").glob("*.ics")
    )
    assert len(uids) == len(set(uids)) == alone


def test_every_reachable_record_has_a_readable_card(site: Path) -> None:
    for record in DIRECTORY.records():
        path = site / card_path(record.id)
        assert path.is_file() == (record.id not in DIRECTORY.permanences), record.id
        if path.is_file():
            (card,) = vobject.readComponents(path.read_bytes().decode("utf-8"))
            assert card.version.value == "4.0"
            assert record.nom in card.fn.value or record.id in DIRECTORY.regions


@pytest.mark.parametrize(("name", "model"), [("structures", Structure), ("services", Service)])
def test_data_inclusion_is_valid_by_its_official_models(
    site: Path, name: str, model: type[Structure | Service]
) -> None:
    things = document(site, f"data-inclusion/{name}.json")
    for thing in things:
        model.model_validate(thing, context={"ignore_warnings": False})
        assert set(thing) <= set(model.model_fields)
        assert not thing.get("horaires_accueil") or validate(thing["horaires_accueil"])
    assert len({thing["id"] for thing in things}) == len(things)


def test_every_service_belongs_to_a_structure_of_the_same_edition(site: Path) -> None:
    structures = {thing["id"] for thing in document(site, "data-inclusion/structures.json")}
    services = document(site, "data-inclusion/services.json")
    assert {service["structure_id"] for service in services} <= structures
    held = [name for name, view in VIEWS.items() if view.etat.name != "SUSPENDUE"]
    assert {f"reperes--{name}" for name in held} <= {service["id"] for service in services}


def test_a_permanence_offers_its_calendar_and_a_contact_its_card(site: Path) -> None:
    calendars: set[str] = set()
    cards: set[str] = set()
    for path in (site / "annuaire").rglob("index.html"):
        links = page(site, path.parent.relative_to(site).as_posix()).xpath("//main//a/@href")
        named = [link for link in links if link.endswith((".ics", ".vcf"))]
        files = {(path.parent / link).resolve() for link in named}
        assert [file for file in files if not file.is_file()] == [], path
        calendars |= {file.stem for file in files if file.suffix == ".ics"}
        cards |= {file.stem for file in files if file.suffix == ".vcf"}
    assert calendars == {path.stem for path in (site / "data/permanences").glob("*.ics")}
    assert cards == {path.stem for path in (site / "data/contacts").glob("*.vcf")}


def test_the_page_tells_every_file_its_count_and_what_is_left_out(site: Path) -> None:
    lines = {
        f"data/{row.xpath('string(td[1])')}": row
        for row in page(site, "a-propos/donnees").xpath("//tr[count(td)=4]")
    }
    assert lines.keys() == EXPORTS.keys()
    for name, export in EXPORTS.items():
        told = lines[name].xpath("string(td[3])")
        assert told.startswith(str(export.rows or "—")), name
        assert (f"({export.left_out} laissée" in told) == bool(export.left_out), name
        assert lines[name].xpath("td[1]/a/@href") == ([] if export.is_family else [f"../../{name}"])


def test_the_page_describes_every_column(site: Path) -> None:
    described = {
        cell.text_content()
        for cell in page(site, "a-propos/donnees").xpath("//tr[count(td)=2]/td[1]/code")
    }
    for table in TABLES:
        header = text(site, f"{table}.csv").partition("\r\n")[0].split(",")
        assert set(header) <= described, table


def test_the_page_is_in_the_footer_of_every_page(site: Path) -> None:
    links = page(site, "droits/oqtf").xpath("//footer//a/@href")
    assert "../../a-propos/donnees/" in links


def described(site: Path) -> dict[str, dict[str, Any]]:
    """The JSON-LD of the pages that show records, by id."""
    things: dict[str, dict[str, Any]] = {}
    for found in (site / "annuaire").rglob("index.html"):
        for script in lxml_html.fromstring(found.read_text(encoding="utf-8")).iter("script"):
            if script.get("type") == "application/ld+json":
                graph = json.loads(script.text or "{}")["@graph"]
                things |= {thing["identifier"]: thing for thing in graph}
    return things


def test_search_engines_read_what_the_files_say(site: Path) -> None:
    things, whole = described(site), document(site, "annuaire.json")
    records = [
        record
        for kind in ("regions", "groupes", "permanences", "prisons", "contacts")
        for record in whole[kind]
    ]
    assert len(records) > 300
    for record in records:
        thing = things[record["id"]]
        assert thing["name"] == record["nom"]
        assert thing.get("email") == record.get("courriel"), record["id"]
        assert ("telephone" in thing) == ("telephone" in record), record["id"]
        place = thing.get("address", {})
        assert place.get("postalCode") == record.get("code_postal"), record["id"]
        assert record.get("adresse", "") in place.get("streetAddress", ""), record["id"]
        days = {session["debut"][:10] for session in record.get("seances", ())}
        opened = thing.get("specialOpeningHoursSpecification", ())
        assert {opening["validFrom"] for opening in opened} <= days, record["id"]

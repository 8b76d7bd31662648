"""The emergency box: who answers, in what order, with what caution."""

from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html as lxml_html

from reperes.directory.loading import load
from reperes.pages.emergency import EmergencyLine, emergency_lines
from tests import tiny
from tests.conftest import ROOT

CONTACTS = "directory/contacts/lignes-nationales.yml"


def contact(name: str, *fields: str) -> str:
    """A contact of strong confidence that is marked urgent, with these fields more."""
    text = tiny.edited(CONTACTS, "cimade-service-prison", name)[CONTACTS]
    assert isinstance(text, str)
    lines = "".join(f"  {field}\n" for field in ("urgence: oui", *fields))
    return text.replace("confiance: moyenne\n", f"confiance: forte\n{lines}")


def lines(root: Path, *contacts: str, year: int | None = 2025) -> list[EmergencyLine]:
    dated = tiny.edited("directory/sources.yml", "annee: 2025\n", f"annee: {year}\n")
    undated = tiny.edited("directory/sources.yml", "  annee: 2025\n", "")
    changes: dict[str, str | bytes] = {
        CONTACTS: "".join(contacts),
        "directory/prisons/lille.yml": tiny.FILES["directory/prisons/lille.yml"],
        **(dated if year else undated),
    }
    return emergency_lines(load(tiny.write(root, changes) / "directory", tiny.TODAY))


def test_lines_that_answer_day_and_night_come_first_then_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    found = lines(
        tmp_path,
        contact("heures-non-connues"),
        contact("en-semaine", 'horaires: "Mo-Fr 09:00-17:00"'),
        contact("jour-et-nuit", 'horaires: "24/7"'),
        contact("samedi", 'horaires: "Sa 09:00-17:00"'),
        contact("jour-et-nuit-aussi", 'horaires: "24/7"'),
    )
    assert [line.id for line in found] == [
        "jour-et-nuit",
        "jour-et-nuit-aussi",
        "heures-non-connues",
        "en-semaine",
        "samedi",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  urgence: oui\n", ""),
        ("  urgence: oui\n", "  urgence: non\n"),
        ("  telephone: 01 44 18 72 65\n", "  courriel: prison@lacimade.org\n"),
    ],
)
def test_only_what_is_marked_urgent_and_has_a_number_is_a_line(
    tmp_path: Path, old: str, new: str
) -> None:
    left_out = contact("autre").replace(old, new)
    found = lines(tmp_path, left_out, contact("urgent"))
    assert [line.id for line in found] == ["urgent"]


@pytest.mark.parametrize(
    ("confidence", "year", "caution"),
    [
        ("forte", 2019, ""),
        ("forte", None, ""),
        ("moyenne", 2025, "À confirmer : numéro relevé dans un document de 2025."),
        ("faible", 2019, "À confirmer : numéro relevé dans un document de 2019."),
        ("moyenne", None, "À confirmer : numéro relevé dans un document sans date."),
    ],
)
def test_a_number_that_is_not_sure_says_so(
    tmp_path: Path, confidence: str, year: int | None, caution: str
) -> None:
    unsure = contact("ligne").replace("confiance: forte", f"confiance: {confidence}")
    (line,) = lines(tmp_path, unsure, year=year)
    assert line.caution == caution


FULL = EmergencyLine(
    id="ligne",
    nom="La Cimade, service prison",
    telephone="01 44 18 72 65",
    tel_uri="tel:+33144187265",
    publics=("personnes détenues", "proches"),
    horaires_texte="Le mercredi de 9 h 30 à 12 h 30.",
    page="annuaire/contacts/lignes-nationales.md",
    caution="",
)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            (
                "horaires_texte: Le mercredi de 9 h 30 à 12 h 30.",
                "publics: [personnes détenues, proches]",
            ),
            FULL,
        ),
        ((), replace(FULL, publics=(), horaires_texte="Heures non connues.")),
    ],
)
def test_a_line_gives_number_hours_and_who_may_call(
    tmp_path: Path, fields: tuple[str, ...], expected: EmergencyLine
) -> None:
    assert lines(tmp_path, contact("ligne", *fields)) == [expected]


def test_hours_of_weak_confidence_are_not_given(tmp_path: Path) -> None:
    weak = contact("ligne", "horaires_texte: Le mercredi.").replace("forte", "faible")
    assert [line.horaires_texte for line in lines(tmp_path, weak)] == ["à confirmer"]


def box(*found: EmergencyLine) -> str:
    """The box, as the templates of the site make it."""
    environment = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    environment.filters["url"] = lambda address: f"/{address}"
    config = {"use_directory_urls": True, "extra": {"urgences": found}}
    return environment.get_template("partials/urgence.html").render(config=config)


def shown(*found: EmergencyLine) -> list[tuple[str, list[str]]]:
    """What the box says of each line, and where its links lead."""
    tree: lxml_html.HtmlElement = lxml_html.fromstring(box(*found))
    return [
        (" ".join(line.text_content().split()), line.xpath(".//a/@href"))
        for line in tree.xpath("//li")
    ]


def test_the_box_shows_every_figure_in_order() -> None:
    unsure = replace(
        FULL, tel_uri="tel:115", telephone="115", publics=(), caution="À confirmer : document."
    )
    page = "/annuaire/contacts/lignes-nationales/#ligne"
    assert shown(FULL, unsure) == [
        (
            "01 44 18 72 65 La Cimade, service prison Le mercredi de 9 h 30 à 12 h 30. "
            "Pour qui : personnes détenues ; proches",
            ["tel:+33144187265", page],
        ),
        (
            "115 La Cimade, service prison Le mercredi de 9 h 30 à 12 h 30. "
            "À confirmer : document.",
            ["tel:115", page],
        ),
    ]


def test_there_is_no_box_without_lines() -> None:
    assert box().strip() == ""

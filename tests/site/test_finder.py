"""The files of the finder, as the strict build wrote them: complete, coherent, light."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as lxml_html

from reperes.directory.loading import load
from reperes.directory.places import place_key
from reperes.directory.records import Prison
from reperes.finder.prison_names import prison_key
from reperes.finder.traits import TRAITS
from tests.conftest import ROOT, TODAY

DIRECTORY = load(ROOT / "directory", date.fromisoformat(TODAY))
FILE_LIMIT = 6_000  # bytes, compressed
ROOT_LIMIT = 18_000  # the file of the heaviest places of all
ROOT_OF_PLACES = "lieux/l-.js"

# The prisons that the founding documents name.
FOUNDING = [
    prison
    for prison in DIRECTORY.prisons.values()
    if any(re.match(r"(cimade|aurore)-", ref.cle) for ref in prison.source)
]


@cache
def files(site: Path) -> dict[str, Path]:
    """Every file of the finder, by its name under its folder."""
    folder = site / "assets/finder"
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def call_of(site: Path, name: str) -> tuple[str, str]:
    """The name and the data of a file, which is one call: `Reperes.deliver("finder/index",…);`."""
    text = files(site)[f"{name}.js"].read_text(encoding="utf-8")
    call = re.fullmatch(r"Reperes\.deliver\(\"([^\"]*)\",(.*)\);\n", text, re.S)
    assert call, name
    return call[1], call[2]


@cache
def delivered(site: Path, name: str) -> dict[str, Any]:
    """The data of a file."""
    data: dict[str, Any] = json.loads(call_of(site, name)[1])
    return data


@cache
def rows(site: Path, name: str) -> list[list[Any]]:
    """The rows of a file of places."""
    data: list[list[Any]] = json.loads(call_of(site, f"lieux/{name}")[1])
    return data


def parsed(html: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(html)


def in_folder(site: Path, folder: str) -> set[str]:
    prefix = f"{folder}/"
    return {
        name.removeprefix(prefix).removesuffix(".js")
        for name in files(site)
        if name.startswith(prefix)
    }


def nodes(site: Path) -> Iterator[tuple[str, Any]]:
    """Every node of the tree, by the way that a browser follows."""
    waiting = [("0", delivered(site, "index")["noeud"])]
    while waiting:
        name, node = waiting.pop()
        yield name, node
        waiting += [
            (str(box[5]), delivered(site, f"noeuds/{box[5]}")) for box in node.get("boites", ())
        ]


def permanences(site: Path) -> list[dict[str, Any]]:
    return [one for _, node in nodes(site) for one in node.get("permanences", ())]


def test_every_file_is_one_call_under_its_own_name(site: Path) -> None:
    for name in files(site):
        stem = name.removesuffix(".js")
        assert call_of(site, stem)[0] == f"finder/{stem}"


def test_every_prison_and_every_territory_has_its_file(site: Path) -> None:
    assert in_folder(site, "prisons") == set(DIRECTORY.prisons)
    territories = {code.lower() for code in DIRECTORY.places.territories}
    assert in_folder(site, "departements") == {*territories, "france"}


def test_every_prefix_has_its_file(site: Path) -> None:
    prefixes = delivered(site, "index")["prefixes"]
    assert len(set(prefixes)) == len(prefixes)
    names = {"l-" + prefix.replace(" ", "_") for prefix in prefixes}
    assert in_folder(site, "lieux") == names


def test_every_permanence_with_a_place_is_in_exactly_one_file(site: Path) -> None:
    expected = [p.id for p in DIRECTORY.permanences.values() if DIRECTORY.point_of(p)]
    assert sorted(one["id"] for one in permanences(site)) == sorted(expected)


def test_every_node_is_reached_once_from_the_root(site: Path) -> None:
    reached = [name for name, _ in nodes(site)]
    assert len(set(reached)) == len(reached)
    assert set(reached) == in_folder(site, "noeuds")


def test_a_box_is_around_all_that_it_leads_to(site: Path) -> None:
    def inside(number: int) -> Iterator[dict[str, Any]]:
        node = delivered(site, f"noeuds/{number}")
        yield from node.get("permanences", ())
        for box in node.get("boites", ()):
            yield from inside(box[5])

    for _, node in nodes(site):
        for south, west, north, east, traits, number in node.get("boites", ()):
            for one in inside(number):
                latitude, longitude = one["point"]
                assert south <= latitude <= north and west <= longitude <= east, one["id"]
                assert one["traits"] & ~traits == 0, one["id"]


def test_a_permanence_without_a_place_is_told_with_the_telephones_of_its_region(
    site: Path,
) -> None:
    without = [p for p in DIRECTORY.permanences.values() if not DIRECTORY.point_of(p)]
    for permanence in without:
        for code in DIRECTORY.region_of(permanence).departements:
            page = parsed(delivered(site, f"departements/{code.lower()}")["html"])
            assert any(link.endswith(f"#{permanence.id}") for link in page.xpath("//a/@href"))


def test_the_index_says_what_the_filters_mean(site: Path) -> None:
    assert delivered(site, "index")["traits"] == list(TRAITS)
    page = lxml_html.parse(str(site / "annuaire/index.html")).getroot()
    boxes = page.xpath("//form[@data-trouver-filtres]//input[@name='theme']/@value")
    days = page.xpath("//form[@data-trouver-filtres]//select[@name='jour']/option[not(@value)]")
    asked = {*boxes, *(option.text for option in days), "sans-rendez-vous"}
    assert asked == set(TRAITS)


def test_no_file_is_heavy(site: Path) -> None:
    sizes = {name: len(gzip.compress(path.read_bytes())) for name, path in files(site).items()}
    assert sizes.pop(ROOT_OF_PLACES) <= ROOT_LIMIT
    assert {name: size for name, size in sizes.items() if size > FILE_LIMIT} == {}


def test_every_card_is_one_piece_of_html_that_loads_nothing(site: Path) -> None:
    for one in permanences(site):
        assert len(lxml_html.fragments_fromstring(one["html"])) == 1
        card = parsed(one["html"])
        assert card.get("data-permanence") == one["id"]
        record = DIRECTORY.permanences[one["id"]]
        assert re.sub(r"\s+", " ", record.nom) in re.sub(r"\s+", " ", card.text_content())
        assert card.xpath(".//*[@src or self::script or self::style or self::iframe]") == []


def test_every_link_of_a_card_leads_somewhere(site: Path) -> None:
    """Cards are shown on the page of the directory: their links start there."""
    cards = {f"permanences/{one['id']}": one["html"] for one in permanences(site)}
    for folder in ("prisons", "departements"):
        cards |= {
            f"{folder}/{name}": delivered(site, f"{folder}/{name}")["html"]
            for name in in_folder(site, folder)
        }
    broken = {
        (name, link)
        for name, html in cards.items()
        for link in parsed(html).xpath("//a/@href")
        if not leads_somewhere(site, link)
    }
    assert broken == set()


def leads_somewhere(site: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in ("tel", "mailto", "https", "http")
    target = (site / "annuaire" / unquote(parts.path)).resolve()
    target = target / "index.html" if target.is_dir() else target
    return target.is_file() and (not parts.fragment or unquote(parts.fragment) in ids(target))


@cache
def ids(page: Path) -> frozenset[str]:
    return frozenset(lxml_html.parse(str(page)).getroot().xpath("//@id"))


def rows_for(site: Path, key: str) -> list[list[Any]]:
    """The rows whose key is `key`, in the file that a browser would read."""
    known = set(delivered(site, "index")["prefixes"])
    prefix = next(key[:end] for end in range(len(key), -1, -1) if key[:end] in known)
    return [row for row in rows(site, "l-" + prefix.replace(" ", "_")) if row[0] == key]


def test_every_region_leads_to_its_part_of_the_list_of_departments(site: Path) -> None:
    page = site / "annuaire/departements/index.html"
    regions = {
        row[4] for name in in_folder(site, "lieux") for row in rows(site, name) if row[2] == "r"
    }
    assert len(regions) == 18
    assert regions - ids(page) == set()


def test_every_founding_document_that_names_prisons_is_there() -> None:
    sources = Counter(
        ref.cle for prison in FOUNDING for ref in prison.source if not ref.cle.startswith("code")
    )
    for source in (
        "cimade-ile-de-france-2025",
        "aurore-sante-justice-2019",
        "cimade-nord-picardie-2025",
    ):
        assert sources[source] >= 4, source


@pytest.mark.parametrize("prison", FOUNDING, ids=[prison.id for prison in FOUNDING])
def test_a_prison_of_the_founding_documents_has_its_page_and_is_found(
    site: Path, prison: Prison
) -> None:
    page = lxml_html.parse(str(site / f"annuaire/prisons/{prison.id}/index.html")).getroot()
    main = re.sub(r"\s+", " ", page.find(".//main").text_content())
    assert prison.nom in main
    if prison.adresse:
        assert re.sub(r"\s+", " ", prison.adresse) in main
    else:
        assert "Adresse non connue" in main
    assert prison.commune and prison.commune in main
    for key in (prison_key(prison.nom), place_key(prison.commune)):
        assert prison.id in [row[4] for row in rows_for(site, key) if row[2] == "p"], key


def test_every_prison_in_use_is_found_in_the_files(site: Path) -> None:
    lost = [
        prison.id
        for prison in DIRECTORY.prisons.values()
        if prison.statut != "ferme"
        and prison.id not in [row[4] for row in rows_for(site, prison_key(prison.nom))]
    ]
    assert lost == []


def test_a_prison_file_gives_its_point_and_its_department(site: Path) -> None:
    for prison in DIRECTORY.prisons.values():
        data = delivered(site, f"prisons/{prison.id}")
        point, commune = DIRECTORY.point_of(prison), DIRECTORY.commune_of(prison)
        assert point and data["point"] == [point.latitude, point.longitude]
        assert commune and data["departement"] == commune.departement
        assert data["nom"] == prison.nom

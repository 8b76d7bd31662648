"""The pages by département: what they list, what they never say, what they weigh."""

import gzip
import json
import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from pathlib import Path

import pytest
from lxml import html as lxml_html

from reperes.directory.records import Permanence
from reperes.pages.departements import departement_pages
from reperes.pages.local import by_departement
from reperes.pages.rendering import Renderer
from reperes.pages.views import permanence_views
from reperes.paging import PAGE_SIZE, ListPage, paged
from reperes.schedule.week import EVERY_WEEK, Slot, week
from reperes.site import Knowledge, learn
from tests import tiny
from tests.conftest import ROOT, TODAY

PERMANENCES = "directory/permanences/hauts-de-france.yml"
PRISONS = "directory/prisons/lille.yml"
GROUPS = "directory/groups/hauts-de-france.yml"
HOME = "annuaire/departements/index.md"
NORD, SHEET = "annuaire/departements/59.md", "annuaire/departements/59/feuille.md"


def geojson(**corners: tuple[float, float]) -> str:
    """Départements that are squares of one degree, from their south-west corners."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code[1:], "nom": f"Pays d'{code}", "region": "32"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]],
            },
        }
        for code, (x, y) in corners.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


# Lille and Dunkerque are in 59, Lens in 62; 60 touches neither.
OUTLINES = {
    "directory/reference/departements.geojson": geojson(
        _59=(2.3, 50.1), _62=(1.3, 50.1), _60=(2.3, 48.0)
    )
}


def known(root: Path, *changes: Mapping[str, str]) -> Knowledge:
    """The tiny project, with outlines and changes."""
    files: dict[str, str | bytes] = {**OUTLINES}
    for change in changes:
        files.update(change)
    tiny.write(root, files)
    return learn(root / "directory", root / "docs", tiny.TODAY)


def built(root: Path, *changes: Mapping[str, str]) -> dict[str, str]:
    knowledge = known(root, *changes)
    renderer = Renderer(knowledge, ROOT / "overrides" / "fiches")
    return dict(departement_pages(renderer, permanence_views(knowledge.directory, knowledge.today)))


def words(page: str) -> str:
    """What a person reads on the page, on one line."""
    body = page.split("---\n", 2)[2]
    tree: lxml_html.HtmlElement = lxml_html.fromstring(f"<div>{body}</div>")
    return re.sub(r"\s+", " ", tree.text_content())


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


# --- Paging ---


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])]
)
def test_a_long_list_is_cut_into_pages(count: int, sizes: list[int]) -> None:
    pages = paged(range(count), 3)
    assert [number for number, _ in pages] == [*range(1, len(sizes) + 1)]
    assert [len(items) for _, items in pages] == sizes
    assert [item for _, items in pages for item in items] == [*range(count)]


def test_each_page_of_a_list_has_an_address_a_title_and_the_next_one() -> None:
    first, second = ListPage("a/59.md", 1, 2), ListPage("a/59.md", 2, 2)
    assert (first.path, second.path) == ("a/59.md", "a/59/2.md")
    assert (first.title("Nord"), second.title("Nord")) == ("Nord", "Nord, page 2")
    assert (first.previous, first.next, second.previous, second.next) == (
        None,
        second,
        first,
        None,
    )


# --- The week of a permanence ---

AFTERNOON = time(14), time(17)


def a_permanence(horaires: str | None, anchor: str | None = None) -> Permanence:
    return Permanence.model_validate(
        {
            "id": "p",
            "nom": "P",
            "groupe": "g",
            "themes": ["juridique"],
            "mode": "sans-rendez-vous",
            "horaires": horaires,
            "horaires_texte": "Parfois.",
            "une_semaine_sur_deux_depuis": anchor,
            "vacances_scolaires": "non-precise",
            "verifie_le": "2026-11-20",
            "source": ["document"],
            "confiance": "forte",
        }
    )


@pytest.mark.parametrize(
    ("horaires", "anchor", "slots"),
    [
        (None, None, []),
        ("Tu 14:00-17:00", None, [(1, EVERY_WEEK)]),
        ("Th,Tu 14:00-17:00", None, [(1, EVERY_WEEK), (3, EVERY_WEEK)]),
        ("We[1,3] 14:00-17:00", None, [(2, (1, 3))]),
        ("Mo 14:00-17:00; Mo[2] off", None, [(0, (1, 3, 4, 5))]),
        # what no rank of the month tells
        ("Fr[-1] 14:00-17:00", None, [(4, ())]),
        ("Tu 14:00-17:00; Aug off", None, [(1, ())]),
        ("Tu 14:00-17:00; 2026 Dec 22 off", None, [(1, ())]),
        ("Tu 14:00-17:00", "2026-11-24", [(1, ())]),
    ],
)
def test_the_week_of_a_permanence(
    horaires: str | None, anchor: str | None, slots: list[tuple[int, tuple[int, ...]]]
) -> None:
    found = week(a_permanence(horaires, anchor), tiny.TODAY)
    assert found == [Slot(day, *AFTERNOON, ranks) for day, ranks in slots]


# --- A département ---


def test_a_page_tells_all_that_is_known_there(tmp_path: Path) -> None:
    page = built(tmp_path)[NORD]
    text = words(page)
    assert "Pays d’_59 : 1 permanence, 1 prison, 1 groupe local." in text
    for name in ("Permanence juridique de Lille", "Groupe local de Lille", "Maison d’arrêt de Du"):
        assert name in text
    for link in (
        "../../#lieu=59",
        "feuille/",
        "../../permanences/hauts-de-france/#lille-juridique",
        "../../prisons/ma-dunkerque/",
        "../../permanences/hauts-de-france/",
        "../62/",
        "tel:+33144187265",
        "../#hauts-de-france",
    ):
        assert link in links(page), link
    assert "../60/" not in links(page)


def test_a_group_is_also_where_it_holds_a_permanence(tmp_path: Path) -> None:
    """Its address is in Lens, its permanence in Lille."""
    address = ("  description: Un groupe.\n", "  description: Un groupe.\n  commune: Lens\n")
    pages = built(tmp_path, tiny.rewritten(GROUPS, address))
    for path in (NORD, "annuaire/departements/62.md"):
        assert "Groupe local de Lille" in words(pages[path])


def test_a_departement_without_permanence_shows_other_ways(tmp_path: Path) -> None:
    pages = built(tmp_path)
    page = pages["annuaire/departements/62.md"]
    assert "aucune permanence connue" in words(page)
    for link in ("../../#lieu=62", "#lignes", "#voisins", "../59/", "tel:+33144187265"):
        assert link in links(page), link
    assert "annuaire/departements/62/feuille.md" not in pages
    assert 'role="img"' in page and "Passer la carte" not in page


def test_a_closed_prison_is_told_closed_neither_counted_nor_on_the_map(tmp_path: Path) -> None:
    closed = tiny.rewritten(PRISONS, ("statut: ouvert", "statut: ferme"))
    pages = built(tmp_path, closed)
    assert "Maison d’arrêt de Dunkerque — fermé" in words(pages[NORD])
    assert "1 permanence, 1 groupe local." in words(pages[NORD])
    assert pages[NORD].count('class="carte-prison"') == 1  # the legend's
    unknown = tiny.rewritten(PRISONS, ("statut: ouvert", "statut: inconnu"))
    assert "Dunkerque — ouverture non vérifiée" in words(built(tmp_path / "2", unknown)[NORD])


@pytest.mark.parametrize(("kind", "told"), [("CSL", True), ("MA", False)])
def test_the_type_of_a_prison_is_told_unless_its_name_does(
    tmp_path: Path, kind: str, told: bool
) -> None:
    page = built(tmp_path, tiny.rewritten(PRISONS, ("type: MA", f"type: {kind}")))[NORD]
    assert ("(centre de semi-liberté)" in words(page)) is told


def test_an_overseas_collectivity_has_a_page_once_it_has_a_record(tmp_path: Path) -> None:
    islands = "directory/reference/communes.csv"
    commune = {islands: tiny.FILES[islands] + "97502,Saint-Pierre,97500,975,46.77,-56.17,5000\n"}
    prison = tiny.rewritten(
        PRISONS, ("59140", "97500"), ("commune: Dunkerque", "commune: Saint-Pierre")
    )
    assert "annuaire/departements/975.md" not in built(tmp_path, commune)
    pages = built(tmp_path / "2", commune, prison)
    assert "Saint-Pierre-et-Miquelon (975)" in words(pages[HOME])
    assert "collectivites-d-outre-mer" in pages[HOME]
    assert "Maison d’arrêt" in words(pages["annuaire/departements/975.md"])
    assert "<svg viewBox" not in pages["annuaire/departements/975.md"]


def test_a_permanence_without_a_place_is_told_by_its_region(tmp_path: Path) -> None:
    nowhere = tiny.rewritten(PERMANENCES, ('  code_postal: "59000"\n  commune: Lille\n', ""))
    for path in (NORD, "annuaire/departements/62.md"):
        page = built(tmp_path, nowhere)[path]
        assert "aucune permanence connue" in words(page)
        assert "sans lieu fixe : Permanence juridique de Lille" in words(page)


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    hostile = '<img src=x onerror="alert(1)"> [x](javascript:alert(2)) "'
    name = ("nom: Permanence juridique de Lille", f"nom: '{hostile}'")
    for page in built(tmp_path, tiny.rewritten(PERMANENCES, name)).values():
        assert "<img" not in page and 'href="javascript:' not in page


# --- The sheet ---

HOURS = "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00"
TRUST = "confiance: forte"


def rows(sheet: str) -> list[tuple[str, str]]:
    """The day and the hours of each line of the table."""
    table = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td>", sheet)
    return [(day, re.sub(r"<[^>]+>", " ", hours).strip()) for day, hours in table]


def test_a_sheet_is_in_the_order_of_the_week(tmp_path: Path) -> None:
    again = tiny.FILES[PERMANENCES].replace("lille-juridique", "lille-matin")
    again = again.replace(HOURS, "horaires: Th 09:00-10:00; We[1,3] 14:00-16:00")
    sheet = built(tmp_path, {PERMANENCES: tiny.FILES[PERMANENCES] + again})[SHEET]
    assert rows(sheet) == [
        ("mardi", "de 14 h à 17 h"),
        ("mercredi", "de 14 h à 16 h  1er et 3e du mois"),
        ("jeudi", "de 9 h à 10 h"),
        ("jeudi", "de 14 h à 17 h"),
        ("samedi", "de 9 h à 12 h"),
    ]
    text = words(sheet)
    assert "Édition du 22 novembre 2026" in text
    assert "Vérifiée le 20/11/2026 (document de 2025)" in text
    assert "01 44 18 72 65" in text


def test_only_the_words_of_the_source_tell_an_uneven_rule(tmp_path: Path) -> None:
    anchor = "horaires: Tu 14:00-17:00\n  une_semaine_sur_deux_depuis: 2026-11-24"
    sheet = built(tmp_path, tiny.rewritten(PERMANENCES, (HOURS, anchor)))[SHEET]
    assert rows(sheet) == [("mardi", "de 14 h à 17 h  Mardi, jeudi, samedi.")]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([(f"  {HOURS}\n", "")], "Horaires : Mardi, jeudi, samedi."),
        ([(TRUST, "confiance: faible")], "Horaires : à confirmer."),
        ([("verifie_le: 2026-11-20", "verifie_le: 2025-11-20")], "Horaires : Mardi"),
        (
            [(TRUST, f"{TRUST}\n  suspendue:\n    motif: travaux\n    jusqu_au: 2026-12-24")],
            "Suspendue : travaux (jusqu’au 24 décembre 2026).",
        ),
    ],
)
def test_what_may_not_be_announced_has_no_line_in_the_week(
    tmp_path: Path, edits: list[tuple[str, str]], told: str
) -> None:
    sheet = built(tmp_path, tiny.rewritten(PERMANENCES, *edits))[SHEET]
    assert rows(sheet) == []
    assert told in words(sheet)
    assert not re.search(r"\d h\b", words(sheet).split("Lignes à appeler")[0])


def test_hours_of_weak_confidence_are_on_no_page(tmp_path: Path) -> None:
    weak = tiny.rewritten(
        PERMANENCES, (TRUST, "confiance: faible\n  telephone_horaires_texte: Lundi.")
    )
    for page in built(tmp_path, weak).values():
        assert not re.search(r"[Mm]ardi|samedi|Lundi|\d h\b", words(page))


# --- Growth ---


def many(count: int) -> dict[str, str]:
    """So many permanences and prisons, all in the Nord."""
    files = {}
    for file, name in ((PERMANENCES, "lille-juridique"), (PRISONS, "ma-dunkerque")):
        one = tiny.FILES[file]
        others = (one.replace(name, f"{name}-{rank}") for rank in range(1, count))
        files[file] = "".join((one, *others))
    return files


def test_long_lists_go_on_on_further_pages(tmp_path: Path) -> None:
    count = 2 * PAGE_SIZE + 5
    pages = built(tmp_path, many(count))
    paths = [NORD, "annuaire/departements/59/2.md", "annuaire/departements/59/3.md"]
    assert "annuaire/departements/59/4.md" not in pages
    shown = [re.findall(r'data-permanence="(\S+)"', pages[path]) for path in paths]
    assert [len(ids) for ids in shown] == [PAGE_SIZE, PAGE_SIZE, 5]
    assert len({id for ids in shown for id in ids}) == count
    assert "2/" in links(pages[paths[0]])
    assert {"../", "../3/"} <= set(links(pages[paths[1]]))
    assert "recherche_exclue: true" in pages[paths[1]]
    assert "recherche_exclue: false" in pages[paths[0]]
    assert "annuaire/departements/59/feuille/2.md" in pages


def test_no_page_grows_with_the_directory(tmp_path: Path) -> None:
    some = built(tmp_path, many(PAGE_SIZE))
    more = built(tmp_path / "more", many(PAGE_SIZE * 3))
    for path in (HOME, NORD, SHEET):
        assert len(more[path]) < len(some[path]) + 1000, path


# --- The real directory ---


@cache
def real() -> tuple[Knowledge, dict[str, str]]:
    knowledge = learn(ROOT / "directory", ROOT / "docs", date.fromisoformat(TODAY))
    renderer = Renderer(knowledge, ROOT / "overrides" / "fiches")
    views = permanence_views(knowledge.directory, knowledge.today)
    return knowledge, dict(departement_pages(renderer, views))


def test_every_record_with_a_place_is_in_its_departement() -> None:
    directory = real()[0].directory
    found = by_departement(directory, permanence_views(directory, real()[0].today))
    for records, shown in (
        (directory.permanences, [v.record.id for here in found.values() for v in here.permanences]),
        (directory.prisons, [prison.id for here in found.values() for prison in here.prisons]),
        (directory.contacts, [each.id for here in found.values() for each in here.contacts]),
    ):
        placed = [id for id, record in records.items() if directory.commune_of(record)]
        assert sorted(shown) == sorted(placed)
    for code, here in found.items():
        for prison in here.prisons:
            commune = directory.commune_of(prison)
            assert commune and commune.departement == code


def test_the_map_and_the_list_lead_to_every_departement() -> None:
    pages = real()[1]
    territories = real()[0].directory.places.territories.values()
    drawn, listed = pages[HOME].split("</figure>")
    for departement in territories:
        link = f"{departement.code.lower()}/"
        assert (link in links(drawn)) is bool(departement.outline)
        if departement.outline:
            assert link in links(listed)
            assert f"annuaire/departements/{departement.code.lower()}.md" in pages
    assert re.findall(r"^## (.+?) \{", listed, re.M)[:3] == [
        "Auvergne-Rhône-Alpes",
        "Bourgogne-Franche-Comté",
        "Bretagne",
    ]
    assert "{: #provence-alpes-cote-d-azur }" in listed


def drawing_of(page: str) -> str:
    drawing = re.search(r'<svg viewBox="0 0 \d{3}.*?</svg>', page, re.S)
    assert drawing
    return drawing[0]


def weight(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def test_maps_are_light() -> None:
    pages = real()[1]
    assert weight(drawing_of(pages[HOME])) < 45_000
    for path, page in pages.items():
        if "carte--departement" in page:
            assert weight(drawing_of(page)) < 6_000, path


def test_every_sign_on_a_map_is_a_named_link_and_shapes_tell_kinds_apart() -> None:
    for path, page in real()[1].items():
        if "carte--departement" in page:
            drawing = drawing_of(page)
            signs = re.findall(r'<(circle|rect) class="carte-(\w+)"', drawing)
            assert set(signs) <= {("circle", "permanence"), ("rect", "prison")}
            named = r'<a href="[^"]+"><title>[^<]+</title>\s*<(?:circle|rect)'
            assert len(re.findall(named, drawing)) == len(signs), path

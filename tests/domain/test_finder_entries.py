"""What may be typed, and the places it means: on the real directory and the whole of France."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import pytest

from reperes.directory.places import COLLECTIVITY_NAMES, REGION_NAMES, place_key
from reperes.directory.records import Prison
from reperes.finder.entries import Entry, entries
from reperes.finder.prison_names import prison_key
from tests.conftest import ROOT
from tests.domain.test_distance import directory

PLACES = "cpdr"  # kinds of entries that are places; the search has others for itself


@cache
def known() -> Sequence[Entry]:
    return entries(directory())


@cache
def by_key() -> Mapping[str, Sequence[Entry]]:
    """Every entry by what is typed, the heaviest first."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in known():
        found[entry.key].append(entry)
    return found


def meant(key: str, kind: str = "c") -> list[tuple[str, str]]:
    """The places of one kind that a key means: name and département."""
    return [(entry.name, entry.department) for entry in by_key()[key] if entry.kind == kind]


@cache
def rows() -> Sequence[Mapping[str, str]]:
    """The communes as their file has them, read without our loader."""
    with (ROOT / "directory/reference/communes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def communes_of(postcode: str) -> set[tuple[str, str]]:
    return {(r["nom"], r["departement"]) for r in rows() if postcode in r["codes_postaux"]}


def test_every_key_is_folded_and_every_entry_complete() -> None:
    folded = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
    assert [key for key in by_key() if not folded.fullmatch(key)] == []
    for entry in known():
        is_somewhere = entry.kind in PLACES and entry.kind != "r"
        assert entry.name, entry
        assert (entry.point is not None, entry.department != "") == (is_somewhere, is_somewhere)


def test_the_heaviest_come_first() -> None:
    weights = [entry.weight for entry in known()]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("postcode", "towns"),
    [
        ("59000", {("Lille", "59")}),
        ("20000", {("Ajaccio", "2A")}),
        ("97400", {("Saint-Denis", "974")}),
        ("97200", {("Fort-de-France", "972")}),
        ("97300", {("Cayenne", "973")}),
        ("97500", {("Saint-Pierre", "975")}),
        ("98800", {("Nouméa", "988")}),
        # an arrondissement has its postcodes for itself
        ("75014", {("Paris 14e Arrondissement", "75")}),
        ("75001", {("Paris 1er Arrondissement", "75")}),
        ("69003", {("Lyon 3e Arrondissement", "69")}),
        ("13009", {("Marseille 9e Arrondissement", "13")}),
    ],
)
def test_a_postcode_means_its_town(postcode: str, towns: set[tuple[str, str]]) -> None:
    assert set(meant(postcode)) == towns


@pytest.mark.parametrize("postcode", ["59600", "20200", "97600", "60600", "02160"])
def test_a_postcode_of_several_towns_means_them_all(postcode: str) -> None:
    towns = communes_of(postcode)
    assert len(towns) > 1
    assert set(meant(postcode)) == towns
    assert len({entry.department for entry in by_key()[postcode]}) == 1


def test_maubeuge_comes_first_among_the_towns_of_59600() -> None:
    assert meant("59600")[0] == ("Maubeuge", "59")


def test_every_arrondissement_has_its_postcode_for_itself() -> None:
    districts = [row for row in rows() if "Arrondissement" in row["nom"]]
    assert len(districts) == 20 + 9 + 16
    for row in districts:
        for postcode in re.findall(r"\d{5}", row["codes_postaux"]):
            assert set(meant(postcode)) == {(row["nom"], row["departement"])}, postcode
    for city, department in [("paris", "75"), ("lyon", "69"), ("marseille", "13")]:
        assert any(found == (city.capitalize(), department) for found in meant(city))


def test_every_commune_is_found_by_its_name_and_its_postcodes() -> None:
    wrong = []
    whole_cities = {"Paris", "Lyon", "Marseille"}
    for row in rows():
        place = (row["nom"], row["departement"])
        postcodes = [] if row["nom"] in whole_cities else re.findall(r"\d{5}", row["codes_postaux"])
        wrong += [key for key in (place_key(row["nom"]), *postcodes) if place not in meant(key)]
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("Le Havre", ["le havre", "havre"]),
        ("La Rochelle", ["la rochelle", "rochelle"]),
        ("Les Ulis", ["les ulis", "ulis"]),
        ("L'Haÿ-les-Roses", ["l hay les roses", "hay les roses"]),
        ("Saint-Étienne", ["saint etienne"]),
    ],
)
def test_an_article_may_be_left_out(written: str, keys: list[str]) -> None:
    for key in keys:
        assert written in [name for name, _ in meant(key)]


@pytest.mark.parametrize(
    ("key", "departments"),
    [("saint denis", {"93", "974", "11", "30"}), ("clermont", {"60", "74", "40", "09"})],
)
def test_homonyms_are_told_apart_by_their_department(key: str, departments: set[str]) -> None:
    found = meant(key)
    assert {department for _, department in found} == departments
    assert len({name for name, _ in found}) == 1
    assert len(found) == len(departments)


def test_no_two_communes_of_a_department_have_one_name() -> None:
    """The finder shows a name and a département: they must be enough."""
    names = [(place_key(row["nom"]), row["departement"]) for row in rows()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("59", "Nord"),
        ("01", "Ain"),
        ("2a", "Corse-du-Sud"),
        ("2b", "Haute-Corse"),
        ("75", "Paris"),
        ("974", "La Réunion"),
        ("976", "Mayotte"),
    ],
)
def test_departments_by_code_and_by_name(code: str, name: str) -> None:
    assert meant(code, "d") == [(name, code.upper())]
    assert (name, code.upper()) in meant(place_key(name), "d")


def test_every_department_is_found_and_stands_among_its_communes() -> None:
    by_department: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows():
        by_department[row["departement"]].append((float(row["lat"]), float(row["lon"])))
    for code, points in by_department.items():
        [entry] = [entry for entry in by_key()[code.lower()] if entry.kind == "d"]
        assert entry.point is not None
        for rank in (0, 1):
            values = [point[rank] for point in points]
            assert min(values) - 0.001 <= entry.point[rank] <= max(values) + 0.001, code


def test_overseas_collectivities_are_found_when_a_commune_of_theirs_is_known() -> None:
    known = {row["departement"] for row in rows()}
    assert {"975", "986", "987", "988"} <= known
    for code, name in COLLECTIVITY_NAMES.items():
        expected = [(name, code)] if code in known else []
        assert meant(code, "d") == expected
        assert meant(place_key(name), "d") == expected


@pytest.mark.parametrize("name", REGION_NAMES.values())
def test_regions_by_name(name: str) -> None:
    assert name in [region for region, _ in meant(place_key(name), "r")]


def prisons(*statuses: str) -> list[Prison]:
    return [prison for prison in directory().prisons.values() if prison.statut in statuses]


def ids_of(key: str) -> set[str]:
    return {entry.reference for entry in by_key()[key] if entry.kind == "p"}


def test_every_prison_in_use_is_found_by_its_name_with_or_without_its_kind_and_by_its_town() -> (
    None
):
    lost = []
    for prison in prisons("ouvert", "inconnu"):
        assert prison.commune, prison.id
        keys = (prison_key(prison.nom), place_key(prison.commune))
        lost += [(prison.id, key) for key in keys if prison.id not in ids_of(key)]
    assert lost == []


def test_a_closed_prison_is_not_offered() -> None:
    closed = {prison.id for prison in prisons("ferme")}
    assert closed
    offered = {entry.reference for found in by_key().values() for entry in found}
    assert closed & offered == set()


@pytest.mark.parametrize(
    ("key", "prison"),
    [
        ("fleury merogis", "cp-fleury-merogis"),
        ("merogis", "cp-fleury-merogis"),
        ("sequedin", "cp-lille-loos-sequedin"),
        ("loos sequedin", "cp-lille-loos-sequedin"),
        ("baumettes", "cp-marseille-baumettes"),
        ("sante", "cp-paris-la-sante"),
        ("la sante", "cp-paris-la-sante"),
        ("nuutania", "cp-faa-a-nuutania"),
        ("majicavo", "cp-majicavo"),
    ],
)
def test_a_prison_may_be_named_from_any_long_word_on(key: str, prison: str) -> None:
    assert prison in ids_of(key)

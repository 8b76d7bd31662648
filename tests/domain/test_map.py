"""The maps: projections, outlines as paths, markers that do not overlap, names of towns."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from math import hypot

import pytest

from reperes.directory.places import Departement, Places, load_places
from reperes.directory.records import Permanence, Prison
from reperes.map.borders import neighbours
from reperes.map.drawing import Pin, Spot, labels, path, spots
from reperes.map.france import HEIGHT, INSETS, WIDTH, france
from reperes.map.projection import Box, Frame, bounds, conic, fitted, local
from reperes.map.zoom import Atlas
from tests.conftest import ROOT

PLACES: Places = load_places(ROOT / "directory/reference")
OUTLINED = [each for each in PLACES.territories.values() if each.outline]
EARTH = 6371.0  # kilometres

LILLE, MARSEILLE, BREST, STRASBOURG, AJACCIO = (
    (3.0573, 50.6292),
    (5.3698, 43.2965),
    (-4.4861, 48.3904),
    (7.7521, 48.5734),
    (8.7386, 41.9192),
)
PLAIN = Frame(lambda place: place, 1, 0, 0)  # the drawing is in degrees


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [(LILLE, MARSEILLE, 835), (BREST, STRASBOURG, 901), (MARSEILLE, AJACCIO, 315)],
)
def test_the_conic_projection_keeps_distances_within_one_in_a_hundred(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    (x, y), (other_x, other_y) = conic(one), conic(other)
    assert hypot(other_x - x, other_y - y) * EARTH == pytest.approx(kilometres, rel=0.01)


@pytest.mark.parametrize("project", [conic, local(46.5)])
def test_north_is_up_and_east_is_right(project: object) -> None:
    assert callable(project)
    (x, y), (east_x, _), (_, north_y) = project((3, 46)), project((4, 46)), project((3, 47))
    assert east_x > x and north_y < y


def test_a_local_map_is_not_stretched_at_its_latitude() -> None:
    (x, y), (east, _), (_, north) = (local(60)(place) for place in ((0, 60), (2, 60), (0, 61)))
    assert east - x == pytest.approx(y - north)  # at 60° N, two degrees east are one degree north


@pytest.mark.parametrize("corners", [[(0, 0), (4, 2)], [(0, 0), (1, 5)]])
def test_a_view_fills_its_box_centred_and_not_stretched(corners: list[tuple[float, float]]) -> None:
    box = Box(10, 20, 300, 200)
    frame = fitted(PLAIN.project, corners, box)
    seen, real = bounds(map(frame, corners)), bounds(corners)
    assert seen.width / real.width == pytest.approx(seen.height / real.height)
    assert min(box.width - seen.width, box.height - seen.height) == pytest.approx(0)
    assert seen.x + seen.width / 2 == pytest.approx(160)
    assert seen.y + seen.height / 2 == pytest.approx(120)


@pytest.mark.parametrize(
    ("ring", "drawn"),
    [
        (((3, 4), (8, -2), (15, 6), (3, 4)), "M3 4l5-6 7 8z"),
        # what rounds to the same unit is drawn once
        (((3, 4), (3.2, 4.3), (8, -2), (15, 6), (3, 4)), "M3 4l5-6 7 8z"),
        (((-3, -4), (8, -2), (15, 6), (-3.1, -4)), "M-3-4l11 2 7 8z"),
        # less than a triangle is not drawn
        (((3, 4), (3.2, 4.3), (8, 9), (3, 4)), ""),
        (((3, 4), (3.2, 4.3), (3.1, 4.2), (3, 4)), ""),
    ],
)
def test_a_ring_becomes_a_short_path(ring: tuple[tuple[float, float], ...], drawn: str) -> None:
    assert path([ring], PLAIN) == drawn


def test_the_rings_of_an_outline_are_one_path() -> None:
    triangle = ((0.0, 0.0), (9.0, 0.0), (0.0, 9.0), (0.0, 0.0))
    assert path([triangle, triangle], PLAIN) == "M0 0l9 0-9 9zM0 0l9 0-9 9z"


def drawn_points(d: str) -> Iterator[tuple[int, int]]:
    """The vertices of a path made by `path`."""
    for ring in filter(None, d.split("z")):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        yield x, y
        for step_x, step_y in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + step_x, y + step_y
            yield x, y


# --- Real outlines ---


def test_every_departement_has_a_name_a_region_and_closed_lines() -> None:
    assert len(OUTLINED) == 101
    assert {each.code for each in OUTLINED} >= {"01", "2A", "2B", "59", "75", "95", "971", "976"}
    assert PLACES.territories["21"].nom == "Côte-d’Or"
    for departement in OUTLINED:
        assert departement.nom and departement.region
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in departement.outline)


def test_a_hole_in_a_departement_is_filled_by_another() -> None:
    """Simplified outlines come with slivers that nothing fills: remove them from the file."""
    file = ROOT / "directory/reference/departements.geojson"
    shapes = [each["geometry"] for each in json.loads(file.read_text("utf-8"))["features"]]
    polygons = [
        polygon
        for shape in shapes
        for polygon in (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
    ]
    outer = {tuple(place) for polygon in polygons for place in polygon[0]}
    holes = [hole for polygon in polygons for hole in polygon[1:]]
    assert len(holes) == 1  # the enclave of Vaucluse in Drôme
    assert all(tuple(place) in outer for hole in holes for place in hole)


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("59", ["02", "62", "80"]),
        ("75", ["92", "93", "94"]),
        ("2A", ["2B"]),
        ("26", ["04", "05", "07", "38", "84"]),  # an enclave of 84 is inside 26
        ("90", ["25", "68", "70", "88"]),
    ],
)
def test_neighbours_share_a_border(code: str, around: list[str]) -> None:
    assert [each.code for each in neighbours(OUTLINED)[code]] == around


def test_an_island_has_no_neighbour_and_neighbours_are_so_both_ways() -> None:
    found = neighbours(OUTLINED)
    alone = {each.code for each in OUTLINED} - found.keys()
    assert alone == {"971", "972", "973", "974", "976"}
    for code, around in found.items():
        assert all(code in [back.code for back in found[other.code]] for other in around)


def square(code: str, x: float, y: float) -> Departement:
    ring = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))
    return Departement(code, f"Carré {code}", "32", (ring,))


def test_to_meet_in_one_point_is_not_to_be_neighbours() -> None:
    found = neighbours([square("A", 0, 0), square("B", 1, 0), square("C", 1, 1)])
    assert {code: [each.code for each in around] for code, around in found.items()} == {
        "A": ["B"],
        "B": ["A", "C"],
        "C": ["B"],
    }


def test_all_of_france_is_on_its_map() -> None:
    drawn = {area.departement.code: area.path for area in france(OUTLINED, {}).areas}
    assert len(drawn) == 101
    for code, d in drawn.items():
        extent = bounds(drawn_points(d))
        assert Box(0, 0, WIDTH, HEIGHT).holds(extent), code


def test_what_is_far_is_in_its_inset_and_what_is_tiny_is_in_two_places() -> None:
    drawn = {area.departement.code: area.path for area in france(OUTLINED, {}).areas}
    (paris, inset), *overseas = INSETS.items()
    for (code,), box in overseas:
        assert box.holds(bounds(drawn_points(drawn[code])))
    for code in paris:
        inside = [inset.holds(Box(x, y, 0, 0)) for x, y in drawn_points(drawn[code])]
        assert any(inside) and not all(inside), code


def test_neighbours_still_fit_once_drawn() -> None:
    drawn = {a.departement.code: set(drawn_points(a.path)) for a in france(OUTLINED, {}).areas}
    for code, around in neighbours(OUTLINED).items():
        for other in around:
            assert drawn[code] & drawn[other.code], f"a gap between {code} and {other.code}"


# --- Markers ---

RECORD = {
    "verifie_le": "2026-11-20",
    "source": ["document"],
    "confiance": "forte",
}


def pin(kind: str, town: str, x: float, y: float) -> Pin:
    record = (
        Permanence.model_validate(
            {
                "id": "p",
                "nom": "Permanence",
                "groupe": "g",
                "themes": ["juridique"],
                "mode": "sans-rendez-vous",
                "horaires_texte": "Mardi.",
                "vacances_scolaires": "non-precise",
                **RECORD,
            }
        )
        if kind == "permanence"
        else Prison.model_validate(
            {"id": "m", "nom": "Prison", "type": "MA", "disp": "Lille", "statut": "ouvert"} | RECORD
        )
    )
    return Pin(record, town, (x, y))


def test_records_of_one_place_are_one_marker_with_a_count() -> None:
    pins = [pin("permanence", "Lille", 50, 50), pin("permanence", "Loos", 54, 50)]
    (spot,) = spots(pins, PLAIN, 20)
    (marker,) = spot.markers
    assert (marker.kind, len(marker.pins), marker.x, marker.y) == ("permanence", 2, 50, 50)
    assert marker.towns == "Lille, Loos"


def test_permanences_and_prisons_of_one_place_are_side_by_side() -> None:
    pins = [pin("prison", "Lille", 50, 50), pin("permanence", "Lille", 50, 50)]
    (spot,) = spots(pins, PLAIN, 20)
    assert [(m.kind, m.x, m.y) for m in spot.markers] == [
        ("permanence", 40, 50),
        ("prison", 60, 50),
    ]
    assert spot.box == Box(30, 40, 40, 20)


@pytest.mark.parametrize(("apart", "count"), [(29, 1), (31, 2)])
def test_spots_are_a_shape_and_a_half_apart(apart: float, count: int) -> None:
    """Wherever the cells of the grid fall."""
    for x in (0, 7, 14.9, 29.9, 44.9):
        pins = [pin("prison", "A", x, 5), pin("prison", "B", x + apart, 5)]
        assert len(spots(pins, PLAIN, 20)) == count


def test_the_first_towns_are_named_when_there_are_many() -> None:
    pins = tuple(pin("prison", town, 0, 0) for town in ("A", "B", "A", "C", "D"))
    assert Spot(pins, 0, 0, 20).markers[0].towns == "A, B, C et environs"


def test_a_drawing_holds_only_so_many_spots() -> None:
    few = [pin("prison", "A", x, y) for x in range(0, 600, 10) for y in range(0, 600, 10)]
    assert len(spots(few, PLAIN, 26)) < 600 * 600 / (26 * 1.5) ** 2 * 2
    assert len(spots(few * 20, PLAIN, 26)) == len(spots(few, PLAIN, 26))


VIEW = Box(0, 0, 300, 200)


def named(*pins: Pin) -> dict[str, str]:
    """The side of its spot on which each name is."""
    return {each.text: each.anchor for each in labels(spots(pins, PLAIN, 20), VIEW, 20)}


@pytest.mark.parametrize(
    ("x", "y", "side"),
    [(20, 100, "start"), (280, 100, "end"), (150, 20, "start")],
)
def test_a_name_is_beside_its_spot_within_the_view(x: float, y: float, side: str) -> None:
    assert named(pin("prison", "Lille", x, y)) == {"Lille": side}


def test_a_name_too_long_for_both_sides_is_under_or_left_out() -> None:
    assert named(pin("prison", "Saint-Quentin-la-Po", 150, 100)) == {
        "Saint-Quentin-la-Po": "middle"
    }
    assert named(pin("prison", "Saint-Quentin-la-Poterie-en-Val", 150, 100)) == {}


def test_a_town_is_named_once() -> None:
    assert named(pin("prison", "Lille", 50, 50), pin("prison", "Lille", 50, 150)) == {
        "Lille": "start"
    }


def test_names_and_shapes_do_not_cover_each_other() -> None:
    pins = [pin("prison", f"{x}{y}", x, y) for x in range(20, 600, 70) for y in (20, 60)]
    found, view = spots(pins, PLAIN, 26), Box(0, 0, 600, 150)
    names = labels(found, view, 16)
    assert len(names) > 5
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}
    areas = []
    for name in names:
        width = len(name.text) * 16 * 0.6
        areas.append(Box(name.x - shift[name.anchor] * width, name.y - 12, width, 15))
    for one, other in combinations(areas, 2):
        assert not one.meets(other)
    for area in areas:
        assert not any(area.inside(2).meets(spot.box) for spot in found)


# --- One département ---


@pytest.mark.parametrize("code", ["59", "75", "2A", "973", "976", "33", "90"])
def test_a_zoom_shows_all_of_its_departement(code: str) -> None:
    drawing = Atlas(OUTLINED).zoom(PLACES.territories[code], [])
    view = Box(0, 0, drawing.width, drawing.height)
    assert view.holds(bounds(drawn_points(drawing.outline)))
    assert 320 <= drawing.height <= 600


def test_a_zoom_draws_its_neighbours_and_not_the_other_end_of_france() -> None:
    drawing = Atlas(OUTLINED).zoom(PLACES.territories["59"], [])
    around = neighbours(OUTLINED)["59"]
    assert len(around) <= len(drawing.around) <= len(around) + 3


def test_a_zoom_marks_a_town_where_it_is() -> None:
    centre = PLACES.find("Lille", "59000", None)
    assert centre
    point = pin("permanence", "Lille", centre.longitude, centre.latitude)
    drawing = Atlas(OUTLINED).zoom(PLACES.territories["59"], [point])
    (marker,), (label,) = drawing.markers, drawing.labels
    extent = bounds(drawn_points(drawing.outline))
    assert extent.x < marker.x < extent.x + extent.width
    assert extent.y < marker.y < extent.y + extent.height / 2  # in the north of the Nord
    assert label.text == "Lille" and abs(label.y - marker.y) < 20

"""Distances as the crow flies, against published figures; what is nearest, in order."""

from datetime import date
from functools import cache

import pytest

from reperes.directory.loading import load
from reperes.directory.model import Directory, Point
from reperes.finder.distance import kilometres, nearest
from tests.conftest import ROOT, TODAY

# Points and results printed in the documentation of other programs.
PUBLISHED = [
    # haversine (PyPI): Lyon to Paris
    ((45.7597, 4.8422), (48.8567, 2.3508), 392.2172595594006),
    # geopy: Newport to Cleveland, 536.997990696 miles
    ((41.49008, -71.312796), (41.499498, -81.695391), 864.2145),
    # Movable Type Scripts: Land’s End to John o’ Groats
    ((50.066389, -5.714722), (58.643889, -3.07), 968.9),
]
# Rounded figures that anyone can find, for towns of our own list of communes.
TOWNS = [
    ("Paris", "75", "Lyon", "69", 392),
    ("Paris", "75", "Marseille", "13", 661),
    ("Paris", "75", "Lille", "59", 204),
    ("Paris", "75", "Strasbourg", "67", 397),
    ("Paris", "75", "Bordeaux", "33", 499),
    ("Paris", "75", "Toulouse", "31", 588),
    ("Paris", "75", "Nice", "06", 686),
    ("Paris", "75", "Brest", "29", 505),
    ("Paris", "75", "Saint-Denis", "974", 9_400),
    ("Mamoudzou", "976", "Saint-Denis", "974", 1_410),
]


@cache
def directory() -> Directory:
    return load(ROOT / "directory", date.fromisoformat(TODAY))


def town(name: str, department: str) -> Point:
    [commune] = [
        commune for commune in directory().places.named(name) if commune.departement == department
    ]
    return Point(commune.latitude, commune.longitude, False)


def at(latitude: float, longitude: float) -> Point:
    return Point(latitude, longitude, True)


@pytest.mark.parametrize(("a", "b", "distance"), PUBLISHED)
def test_the_same_distance_as_other_programs(
    a: tuple[float, float], b: tuple[float, float], distance: float
) -> None:
    assert kilometres(at(*a), at(*b)) == pytest.approx(distance, rel=0.0001)


@pytest.mark.parametrize(("name", "department", "other", "its_department", "distance"), TOWNS)
def test_towns_are_as_far_as_people_know(
    name: str, department: str, other: str, its_department: str, distance: float
) -> None:
    here, there = town(name, department), town(other, its_department)
    assert kilometres(here, there) == pytest.approx(distance, rel=0.01)
    assert kilometres(there, here) == pytest.approx(kilometres(here, there))


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        (at(50.63, 3.07), at(50.63, 3.07), 0),
        (at(0, 0), at(0, 180), 20_015.1),  # half of a great circle: no error past the far side
        (at(90, 0), at(-90, 0), 20_015.1),
        (at(-13.3, 179.9), at(-13.3, -179.9), 21.64),  # across the change of date
        (at(0, 0), at(0, 1), 111.195),
        (at(60, 0), at(60, 1), 55.6),  # a degree of longitude is half as long at 60° north
    ],
)
def test_odd_places_on_the_globe(a: Point, b: Point, distance: float) -> None:
    assert kilometres(a, b) == pytest.approx(distance, rel=0.001)


@pytest.mark.parametrize(
    ("origin", "ordered"),
    [
        (
            ("Lille", "59"),
            [
                ("Tourcoing", "59"),
                ("Lens", "62"),
                ("Valenciennes", "59"),
                ("Maubeuge", "59"),
                ("Calais", "62"),
                ("Amiens", "80"),
                ("Soissons", "02"),
                ("Paris", "75"),
                ("Marseille", "13"),
                ("Ajaccio", "2A"),
                ("Saint-Denis", "974"),
            ],
        ),
        (
            ("Dunkerque", "59"),
            [("Grande-Synthe", "59"), ("Calais", "62"), ("Lille", "59"), ("Maubeuge", "59")],
        ),
        (
            ("Bastia", "2B"),
            [("Ajaccio", "2A"), ("Nice", "06"), ("Marseille", "13"), ("Lyon", "69")],
        ),
        (
            ("Mamoudzou", "976"),
            [("Saint-Denis", "974"), ("Marseille", "13"), ("Nouméa", "988")],
        ),
    ],
)
def test_the_nearest_town_comes_first(
    origin: tuple[str, str], ordered: list[tuple[str, str]]
) -> None:
    shuffled = sorted(ordered)
    found = nearest(town(*origin), shuffled, lambda place: town(*place), len(ordered))
    assert [place for _, place in found] == ordered
    distances = [distance for distance, _ in found]
    assert distances == sorted(distances)
    assert distances[0] == kilometres(town(*origin), town(*ordered[0]))


def test_only_so_many_are_given_and_those_without_a_point_are_left_out() -> None:
    points = {"a": at(48, 2), "b": None, "c": at(48, 3), "d": at(48, 4)}
    assert [name for _, name in nearest(at(48, 2), points, points.get, 2)] == ["a", "c"]
    assert nearest(at(48, 2), {"b": None}, lambda _name: None, 5) == []
    assert nearest(at(48, 2), [], lambda _name: None, 5) == []


def test_things_at_one_distance_keep_their_order() -> None:
    same = ["second", "first", "third"]
    found = nearest(at(48, 2), same, lambda _name: at(49, 2), 3)
    assert [name for _, name in found] == same

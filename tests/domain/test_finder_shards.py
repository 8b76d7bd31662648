"""The files of places: whatever is typed leads to one file that has the answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import pytest

from reperes.finder.entries import Entry
from reperes.finder.scripts import file_name
from reperes.finder.shards import FILE_LIMIT, HEAVIEST, HEAVIEST_OF_ALL, PRISONS, shards
from tests.domain.test_finder_entries import known

SUGGESTIONS = 7  # as in docs/assets/js/finder-data.js


@cache
def files() -> Mapping[str, Sequence[Entry]]:
    return shards(known())


def longest_prefix(typed: str, found: Mapping[str, Sequence[Entry]]) -> str:
    return next(typed[:length] for length in range(len(typed), -1, -1) if typed[:length] in found)


def offered(typed: str) -> list[Entry]:
    """What the browser offers: it reads the file of the longest prefix that has one."""
    found = files()
    return [entry for entry in found[longest_prefix(typed, found)] if entry.key.startswith(typed)]


def test_every_entry_is_found_by_its_whole_key() -> None:
    found = files()
    inside = {prefix: set(map(id, group)) for prefix, group in found.items()}
    lost = [entry for entry in known() if id(entry) not in inside[longest_prefix(entry.key, found)]]
    assert lost == []


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_the_heaviest_are_offered_from_their_first_letters(length: int) -> None:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in known():
        groups[entry.key[:length]].append(entry)
    for typed, group in groups.items():
        longer = [entry for entry in group if entry.key != typed]
        assert set(longer[:SUGGESTIONS]) <= set(offered(typed)), typed
        assert {entry for entry in group if entry.key == typed} <= set(offered(typed)), typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("m", "Marseille"),
        ("ma", "Marseille"),
        ("mau", "Maubeuge"),
        ("maub", "Centre pénitentiaire de Maubeuge"),
        ("fle", "Centre pénitentiaire de Fleury-Mérogis"),
        ("saint d", "Saint-Denis"),
        ("2", "Haute-Corse"),
        ("7", "Paris"),
        ("590", "Lille"),
        ("7501", "Paris 15e Arrondissement"),
        ("974", "La Réunion"),
        ("il", "Île-de-France"),
    ],
)
def test_what_is_offered_as_one_types(typed: str, name: str) -> None:
    assert name in [entry.name for entry in offered(typed)]


def test_a_prison_that_weighs_little_is_offered_from_three_letters() -> None:
    lost = [entry for entry in known() if entry.kind == "p" and entry not in offered(entry.key[:3])]
    assert lost == []


def test_no_file_is_long() -> None:
    for prefix, group in files().items():
        exact = sum(entry.key == prefix for entry in group)
        limit = HEAVIEST_OF_ALL if prefix == "" else max(FILE_LIMIT, exact + HEAVIEST + PRISONS)
        assert len(group) <= limit, prefix
        assert exact <= FILE_LIMIT, prefix


def test_each_file_holds_only_what_begins_with_its_prefix_the_heaviest_first() -> None:
    for prefix, group in files().items():
        assert all(entry.key.startswith(prefix) for entry in group)
        longer = [entry.weight for entry in group if entry.key != prefix and entry.kind != "p"]
        assert longer == sorted(longer, reverse=True), prefix


def test_a_prefix_without_a_file_of_its_own_has_all_it_needs_in_a_shorter_one() -> None:
    """A file that was cut has a file for each next letter, so nothing is out of reach."""
    cut = {
        prefix
        for prefix, group in files().items()
        if prefix and sum(e.key.startswith(prefix) for e in group) < _count(prefix)
    }
    assert cut, "France does not fit in files of one letter"
    for prefix in cut:
        assert any(other != prefix and other.startswith(prefix) for other in files())


@cache
def _counts() -> Mapping[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for entry in known():
        for length in range(1, len(entry.key) + 1):
            counts[entry.key[:length]] += 1
    return counts


def _count(prefix: str) -> int:
    return _counts()[prefix]


def test_names_of_files_are_safe_on_any_disk() -> None:
    names = [file_name(prefix) for prefix in files()]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name.startswith("l-"), "CON, AUX or NUL alone are not names for Windows"
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")


def entry(key: str, weight: int = 1, kind: str = "c") -> Entry:
    return Entry(key, key.title(), kind, "59", (50.0, 3.0), key, weight)


def test_nothing_to_cut() -> None:
    assert shards([]) == {"": []}
    few = [entry("lille"), entry("lens")]
    assert shards(few) == {"": few, "l": few}


def test_many_places_of_one_very_name_stay_together() -> None:
    """A prefix that cannot grow any longer must not be cut for ever."""
    many = [entry("saint martin") for _ in range(FILE_LIMIT * 2)]
    found = shards(many)
    assert len(found["saint martin"]) == len(many)

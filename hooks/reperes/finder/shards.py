"""Cut a long list of keys into small files, one for each prefix that a reader types."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reperes.finder.entries import Entry

FILE_LIMIT = 220  # entries of a file: about 5 kB compressed
HEAVIEST = 60  # entries of a prefix that has too many for one file
PRISONS = 25  # prisons among them, however light
HEAVIEST_OF_ALL = (
    1_000  # entries of the file for no prefix: where a slip in a first letter is found
)


def shards(entries: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    """Prefix → the entries of its file, given the heaviest first.

    A prefix has all the entries that begin with it, or, when they are too many, those whose key it
    is, the heaviest and the prisons; then each longer prefix has a file too. `""` has the heaviest
    of all.
    """
    found: dict[str, Sequence[Entry]] = {"": entries[:HEAVIEST_OF_ALL]}
    for prefix, group in _by_next_letter(entries, "").items():
        _cut(prefix, group, found)
    return found


def _cut(prefix: str, group: list[Entry], found: dict[str, Sequence[Entry]]) -> None:
    if len(group) <= FILE_LIMIT:
        found[prefix] = group
        return
    exact = [entry for entry in group if entry.key == prefix]
    longer = [entry for entry in group if entry.key != prefix]
    prisons = [entry for entry in longer[HEAVIEST:] if entry.kind == "p"]
    found[prefix] = [*exact, *longer[:HEAVIEST], *prisons[:PRISONS]]
    for child, entries in _by_next_letter(longer, prefix).items():
        _cut(child, entries, found)


def _by_next_letter(entries: Sequence[Entry], prefix: str) -> Mapping[str, list[Entry]]:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.key[: len(prefix) + 1]].append(entry)
    return groups

"""What a reader may type in the finder, and the place that it means."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reperes.directory.model import Directory
from reperes.directory.places import REGION_NAMES, Commune, place_key, town_name
from reperes.directory.records import Group, Prison, Record
from reperes.finder.prison_names import prison_key
from reperes.guides.links import address, record_page

# How many inhabitants a prison or an area is worth when suggestions are put in order.
PRISON_WEIGHT = 20_000
AREA_WEIGHT = 3_000_000
GROUP_WEIGHT = 10_000

_ARTICLE = re.compile(r"(?:le|la|les|l) (?=\w)")
_SHORT_WORD = 3  # letters: a name may be typed from any longer word on


@dataclass(frozen=True)
class Entry:
    """One way to type one place.

    Attributes:
        key: what is typed, folded (see `place_key`), or a postcode.
        name: the place as it is written.
        kind: `c` commune, `p` prison, `d` département, `r` région; for the search only, `g` group
            and `f` record, by their telephone and e-mail.
        department: code of its département, "" for a région.
        point: latitude and longitude, WGS 84 degrees; None for what is not a place.
        reference: postcode, prison id, département code, anchor of the région, or address.
        weight: the heavier, the sooner it is suggested.
    """

    key: str
    name: str
    kind: str
    department: str
    point: tuple[float, float] | None
    reference: str
    weight: int


def entries(directory: Directory) -> list[Entry]:
    """Every way to type every place, the heaviest first."""
    found = [
        *_communes(directory),
        *_prisons(directory),
        *_departments(directory),
        *_regions(directory),
        *_groups(directory),
        *_contacts(directory),
    ]
    return sorted(found, key=lambda entry: (-entry.weight, entry.key, entry.reference))


def _communes(directory: Directory) -> Iterator[Entry]:
    districts = _postcodes_of_districts(directory.places.communes)
    for commune in directory.places.communes:
        for key in _with_and_without_article(place_key(commune.nom)):
            yield _commune(commune, key, next(iter(commune.codes_postaux), ""))
        for postcode in commune.codes_postaux:
            if commune.is_district or postcode not in districts:
                yield _commune(commune, postcode, postcode)


def _commune(commune: Commune, key: str, postcode: str) -> Entry:
    point = (commune.latitude, commune.longitude)
    return Entry(key, commune.nom, "c", commune.departement, point, postcode, commune.population)


def _postcodes_of_districts(communes: tuple[Commune, ...]) -> set[str]:
    """Postcodes of the arrondissements of Paris, Lyon and Marseille: they mean these only."""
    return {code for commune in communes if commune.is_district for code in commune.codes_postaux}


def _with_and_without_article(key: str) -> set[str]:
    return {key, _ARTICLE.sub("", key, count=1) if _ARTICLE.match(key) else key}


def _prisons(directory: Directory) -> Iterator[Entry]:
    for prison in directory.prisons.values():
        point = directory.point_of(prison)
        commune = directory.commune_of(prison)
        if point is None or prison.statut == "ferme":
            continue
        for key in _prison_keys(prison):
            yield Entry(
                key,
                prison.nom,
                "p",
                commune.departement if commune else "",
                (point.latitude, point.longitude),
                prison.id,
                PRISON_WEIGHT,
            )


def _prison_keys(prison: Prison) -> set[str]:
    """Its town, its postcode, and its name from each long word, or article, on.

    `lille loos sequedin`, `loos sequedin`, `sequedin`.
    """
    words = prison_key(prison.nom).split()
    keys = {
        " ".join(words[rank:])
        for rank, word in enumerate(words)
        if rank == 0 or len(word) > _SHORT_WORD or word in ("la", "le", "les")
    }
    places = {place_key(prison.commune or ""), prison.code_postal or ""}
    return keys | (places - {""})


def _departments(directory: Directory) -> Iterator[Entry]:
    centres = _centres(directory.places.communes)
    for code, department in directory.places.territories.items():
        if code in centres:
            for key in {code.lower(), *_with_and_without_article(place_key(department.nom))}:
                yield Entry(key, department.nom, "d", code, centres[code], code, AREA_WEIGHT)


def _centres(communes: tuple[Commune, ...]) -> dict[str, tuple[float, float]]:
    """Where the people of each département live on average."""
    groups: defaultdict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        groups[commune.departement].append(commune)
    return {code: _centre(group) for code, group in groups.items()}


def _centre(communes: list[Commune]) -> tuple[float, float]:
    people = sum(commune.population or 1 for commune in communes)
    latitude = sum(commune.latitude * (commune.population or 1) for commune in communes) / people
    longitude = sum(commune.longitude * (commune.population or 1) for commune in communes) / people
    return round(latitude, 4), round(longitude, 4)


def _regions(directory: Directory) -> Iterator[Entry]:
    for name in REGION_NAMES.values():
        anchor = place_key(name).replace(" ", "-")
        for key in _with_and_without_article(place_key(name)):
            yield Entry(key, name, "r", "", None, anchor, AREA_WEIGHT)


def _groups(directory: Directory) -> Iterator[Entry]:
    for group in directory.groups.values():
        if group.commune:
            page = address(record_page(directory, group), "index.md")
            key = place_key(town_name(group.commune))
            yield Entry(key, group.nom, "g", "", None, page, GROUP_WEIGHT)


def _contacts(directory: Directory) -> Iterator[Entry]:
    """Each telephone and each e-mail of a record, as search-places.js writes them."""
    for record in directory.records():
        page = address(record_page(directory, record), "index.md")
        for key in contact_keys(record):
            yield Entry(key, record.nom, "f", "", None, page, 0)


def contact_keys(record: Record) -> set[str]:
    """`tel 0144187265` and `mel commission prison lacimade org`, for all that a record gives."""
    mails = [record.courriel]
    if isinstance(record, Group):
        mails += [each.courriel for each in record.courriels]
    if isinstance(record, Prison):
        mails += [each.courriel for each in record.equipes]
    phones = [record.telephone] if record.telephone else []
    return {
        *(f"mel {place_key(mail)}" for mail in mails if mail),
        *(f"tel {re.sub(r'[^0-9]', '', phone)}" for phone in phones),
    }

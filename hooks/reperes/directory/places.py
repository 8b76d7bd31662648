"""Communes, départements and school zones: open data in directory/reference/."""

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

# Administrative regions, by Insee code. They are not the regions of La Cimade.
REGION_NAMES = {
    "01": "Guadeloupe",
    "02": "Martinique",
    "03": "Guyane",
    "04": "La Réunion",
    "06": "Mayotte",
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d’Azur",
    "94": "Corse",
}
# They have prisons, and we have no outline of them.
COLLECTIVITY_NAMES = {
    "975": "Saint-Pierre-et-Miquelon",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie française",
    "988": "Nouvelle-Calédonie",
}


@dataclass(frozen=True)
class Commune:
    """A commune or a municipal arrondissement (Insee code, coordinates in WGS 84 degrees)."""

    insee: str
    nom: str
    codes_postaux: tuple[str, ...]
    departement: str
    latitude: float
    longitude: float
    population: int

    @property
    def is_district(self) -> bool:
        """Whether it is a municipal arrondissement of Paris, Lyon or Marseille."""
        return self.nom != self.town

    @property
    def town(self) -> str:
        """The name that an envelope bears: `Paris` for `Paris 14e Arrondissement`."""
        return town_name(self.nom)


Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Departement:
    """A département, or an overseas collectivity.

    Attributes:
        code: `59`, `2A`, `974`.
        nom: its name.
        region: the Insee code of its administrative region; "" for a collectivity.
        outline: the closed lines that bound it, islands and enclaves included, as longitudes and
            latitudes in WGS 84 degrees. Neighbours share their vertices. Empty for a collectivity.
    """

    code: str
    nom: str
    region: str
    outline: tuple[Ring, ...]


@dataclass(frozen=True)
class Places:
    """All communes, the school zone (A, B, C) of each département that has one, and départements.

    `territories` holds the départements by code, in the order of their codes, then the overseas
    collectivities.
    """

    communes: tuple[Commune, ...]
    zones: dict[str, str]
    territories: Mapping[str, Departement]

    @cached_property
    def departements(self) -> frozenset[str]:
        """Codes of the départements, such as `01`, `2A` or `971`."""
        return frozenset(commune.departement for commune in self.communes)

    @cached_property
    def _by_name(self) -> dict[str, list[Commune]]:
        index = defaultdict(list)
        for commune in self.communes:
            index[place_key(commune.nom)].append(commune)
        return dict(index)

    def named(self, nom: str) -> list[Commune]:
        """The communes of that name, whatever the accents, case, hyphens and `St`."""
        return self._by_name.get(place_key(nom), [])

    def find(self, nom: str, code_postal: str | None, insee: str | None) -> Commune | None:
        """The one commune meant, or None when nothing or several match."""
        found = [
            commune
            for commune in self.named(nom)
            if (not insee or commune.insee == insee)
            and (not code_postal or code_postal in commune.codes_postaux)
        ]
        return found[0] if len(found) == 1 else None

    def zone(self, departement: str | None) -> str | None:
        """School zone A, B or C; None overseas, in Corsica and where we do not know."""
        return self.zones.get(departement or "")


def town_name(nom: str) -> str:
    """The name of a commune as an envelope bears it, without a municipal arrondissement."""
    return re.sub(r" \d+er? Arrondissement$", "", nom)


@cache
def place_key(nom: str) -> str:
    """Same key for `Saint-Étienne`, `st etienne` and `SAINT ETIENNE`."""
    folded = unicodedata.normalize("NFKD", nom.casefold().replace("œ", "oe"))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", letters)
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def load_places(reference: Path) -> Places:
    """Read `communes.csv`, `zones-scolaires.csv` and `departements.geojson` from `reference`."""
    with (reference / "communes.csv").open(encoding="utf-8", newline="") as file:
        communes = tuple(_commune(row) for row in csv.DictReader(file))
    with (reference / "zones-scolaires.csv").open(encoding="utf-8", newline="") as file:
        zones = {row["departement"]: row["zone"] for row in csv.DictReader(file)}
    outlines = json.loads((reference / "departements.geojson").read_text(encoding="utf-8"))
    departements = sorted(map(_departement, outlines["features"]), key=lambda each: each.code)
    collectivities = (Departement(code, nom, "", ()) for code, nom in COLLECTIVITY_NAMES.items())
    territories = {each.code: each for each in (*departements, *collectivities)}
    return Places(communes, zones, territories)


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        insee=row["insee"],
        nom=row["nom"],
        codes_postaux=tuple(re.findall(r"\d{5}", row["codes_postaux"])),
        departement=row["departement"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        population=int(row["population"] or 0),
    )


def _departement(feature: Mapping[str, Any]) -> Departement:
    """A feature of GeoJSON (RFC 7946): a polygon, or several."""
    geometry, properties = feature["geometry"], feature["properties"]
    shape = geometry["coordinates"]
    polygons = shape if geometry["type"] == "MultiPolygon" else [shape]
    return Departement(
        code=properties["code"],
        nom=properties["nom"].replace("'", "’"),
        region=properties["region"],
        outline=tuple(
            tuple((longitude, latitude) for longitude, latitude in ring)
            for polygon in polygons
            for ring in polygon
        ),
    )

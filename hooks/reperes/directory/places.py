"""Communes, départements and school zones: open data in directory/reference/."""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


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


@dataclass(frozen=True)
class Places:
    """All communes, and the school zone (A, B, C) of each département that has one."""

    communes: tuple[Commune, ...]
    zones: dict[str, str]

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


def place_key(nom: str) -> str:
    """Same key for `Saint-Étienne`, `st etienne` and `SAINT ETIENNE`."""
    folded = unicodedata.normalize("NFKD", nom.casefold().replace("œ", "oe"))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", letters)
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def load_places(reference: Path) -> Places:
    """Read `communes.csv` and `zones-scolaires.csv` from `reference`."""
    with (reference / "communes.csv").open(encoding="utf-8", newline="") as file:
        communes = tuple(_commune(row) for row in csv.DictReader(file))
    with (reference / "zones-scolaires.csv").open(encoding="utf-8", newline="") as file:
        zones = {row["departement"]: row["zone"] for row in csv.DictReader(file)}
    return Places(communes, zones)


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

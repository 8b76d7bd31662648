"""A project like this one with a larger directory, to measure what grows with it.

    PYTHONPATH=hooks python -m tests.generate 10 FOLDER

makes in FOLDER a project to build that has 2,000 permanences. What does not grow is a link to this
project: prisons, contacts and law among others. What is added is spread over the communes by
population, is the same each time, and says in its name that it is a trial: it is no true place.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from itertools import accumulate
from os import environ
from pathlib import Path
from random import Random
from typing import TypeVar

import yaml

from reperes.directory.loading import load
from reperes.directory.model import Directory, Point
from reperes.directory.places import Commune
from reperes.finder.distance import kilometres
from reperes.french import JOURS, liste, plage
from reperes.paging import paged
from reperes.site import today_in_paris

PERMANENCES = 200  # of a directory 1 time large, the true ones included
HELD_BY_A_GROUP = 4
RECORDS_OF_A_FILE = 1_000  # about half of what the loader accepts
FILES_FROM = 100  # numbers of files under it are left to editors
SEED = 4
ROOT = Path(__file__).parent.parent
LINKED = ("docs", "hooks", "overrides", "mkdocs.yml")
GROWING = ("groups", "permanences")

Record = dict[str, object]
Choice = TypeVar("Choice")

# How often each thing is: the weights of a choice.
HOURS = {"none": 25, "weekly": 40, "two days": 15, "some weeks": 12, "every other week": 8}
THEMES = {
    ("juridique",): 55,
    ("juridique", "asile"): 12,
    ("asile",): 8,
    ("prison", "juridique"): 8,
    ("francais",): 8,
    ("sante",): 4,
    ("violences", "juridique"): 3,
    ("telephone", "juridique"): 2,
}
MODES = {
    "sans-rendez-vous": 40,
    "sur-rendez-vous": 35,
    "a-confirmer": 15,
    "courriel": 5,
    "telephone": 5,
}
TRUST = {"forte": 60, "moyenne": 30, "faible": 10}
SCHOOL_HOLIDAYS = {"non-precise": 50, "fermee": 25, "ouverte": 15, "a-confirmer": 10}
PUBLIC_HOLIDAYS = {"non-precise": 60, "fermee": 30, "ouverte": 10}
MONTHS_SINCE_CHECK = {1: 60, 5: 20, 9: 15, 13: 5}  # begun, not whole

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa")
STARTS = (time(9), time(9, 30), time(10), time(13, 30), time(14), time(17))
MINUTES = (90, 120, 180)
AN_OPEN_MONDAY = date(2026, 1, 5)  # from which weeks are counted, one in two
# Numbers kept for fiction by the national numbering plan: nobody has them.
PHONES = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49")
SPREAD = 0.015  # degrees: how far from its middle the places of a town are


def write_project(folder: Path, times: int, today: date, source: Path = ROOT) -> None:
    """Make in `folder` a project like `source` whose directory is `times` times large.

    Raises:
        FileExistsError: `folder` has a project already; nothing in it is changed.
    """
    directory = load(source / "directory", today)
    folder.mkdir(parents=True, exist_ok=True)
    for name in LINKED:
        (folder / name).symlink_to((source / name).resolve())
    _link_children(source / "directory", folder / "directory", GROWING)
    for name in GROWING:
        _link_children(source / "directory" / name, folder / "directory" / name)
    for path, text in additions(directory, times, today).items():
        with (folder / "directory" / path).open("x", encoding="utf-8") as file:
            file.write(text)


def _link_children(source: Path, folder: Path, but: Iterable[str] = ()) -> None:
    folder.mkdir()
    for child in source.iterdir():
        if child.name not in but:
            (folder / child.name).symlink_to(child.resolve())


def additions(directory: Directory, times: int, today: date) -> Mapping[str, str]:
    """The files to add to a directory so that it is `times` times large: path in it → YAML.

    A region goes on in `permanences/hauts-de-france-101.yml`, and so on.
    """
    trial = _Trial(directory, today, Random(SEED))
    count = PERMANENCES * times - len(directory.permanences)
    by_file: defaultdict[str, list[Record]] = defaultdict(list)
    for group, permanences in trial.groups(max(count, 0)):
        by_file[f"groups/{group['region']}"].append(group)
        by_file[f"permanences/{group['region']}"].extend(permanences)
    return {
        f"{name}-{FILES_FROM + number}.yml": _yaml(part)
        for name, records in by_file.items()
        for number, part in paged(records, RECORDS_OF_A_FILE)
    }


def _yaml(records: Sequence[Record]) -> str:
    # libyaml, when PyYAML was built with it, writes the same some ten times faster.
    dumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(list(records), Dumper=dumper, allow_unicode=True, sort_keys=False)


@dataclass(frozen=True)
class Towns:
    """Communes, to draw from as often as people live in them."""

    communes: Sequence[Commune]

    @cached_property
    def _weights(self) -> Sequence[int]:
        return list(accumulate(commune.population for commune in self.communes))

    def one(self, random: Random) -> Commune:
        """One of them."""
        return random.choices(self.communes, cum_weights=self._weights)[0]


@dataclass(frozen=True)
class Timetable:
    """What a permanence says of its hours: `rule` is empty when the words do not determine it."""

    words: str
    rule: str = ""
    every_other_week_since: date | None = None


@dataclass(frozen=True)
class _Trial:
    """Draws records that the loader accepts."""

    directory: Directory
    today: date
    random: Random

    def groups(self, count: int) -> Iterator[tuple[Record, list[Record]]]:
        """Groups until they hold `count` permanences, each with the permanences it holds."""
        numbers = range(1, count + 1)
        for number, held in paged(numbers, HELD_BY_A_GROUP):
            if held:
                town = self._everywhere.one(self.random)
                around = self._by_departement[town.departement]
                yield (
                    self._group(number, town),
                    [self._permanence(each, number, around.one(self.random)) for each in held],
                )

    def _group(self, number: int, town: Commune) -> Record:
        return {
            "id": f"groupe-d-essai-{number}",
            "nom": f"Groupe d’essai {number}",
            "region": self._regions[town.departement],
            "description": "Groupe d’essai : il n’existe pas, il sert à mesurer le site.",
            "activites": ["Permanences d’essai", "Visites d’essai en prison"],
            **self._contact(f"groupe-{number}", town),
            **self._trust(),
        }

    def _permanence(self, number: int, group: int, town: Commune) -> Record:
        mode, themes, timetable = self._among(MODES), self._among(THEMES), self._timetable()
        record: Record = {
            "id": f"permanence-d-essai-{number}",
            "nom": f"Permanence d’essai {number}",
            "groupe": f"groupe-d-essai-{group}",
            "themes": list(themes),
            "mode": mode,
            "publics": ["Personnes d’essai", "Familles d’essai"][: self.random.randint(1, 2)],
            "description": "Permanence d’essai : elle n’existe pas, elle sert à mesurer le site. "
            "Information et accompagnement : asile, titre de séjour, régularisation.",
            "horaires_texte": timetable.words,
            "vacances_scolaires": self._among(SCHOOL_HOLIDAYS),
            "jours_feries": self._among(PUBLIC_HOLIDAYS),
            **self._contact(f"permanence-{number}", town),
            **self._trust(),
        }
        if timetable.rule:
            record["horaires"] = timetable.rule
        if timetable.every_other_week_since:
            since = timetable.every_other_week_since
            record["une_semaine_sur_deux_depuis"] = since.isoformat()
        if mode == "sur-rendez-vous":
            record["prise_de_rendez_vous"] = "Par téléphone, la veille au plus tard (essai)."
        if self._happens(0.3):
            record["acces"] = "Bus d’essai, arrêt Mairie"
        if self._happens(0.03):
            until = self.today + timedelta(days=self.random.randint(5, 90))
            record["suspendue"] = {"motif": "travaux d’essai", "jusqu_au": until.isoformat()}
        return record

    def _contact(self, name: str, town: Commune) -> Record:
        contact: Record = {
            "commune": town.nom,
            "code_insee": town.insee,
            "code_postal": self.random.choice(town.codes_postaux),
            "latitude": town.latitude,
            "longitude": town.longitude,
            "precision": "commune",
        }
        if self._happens(0.5):
            contact |= {
                "adresse": f"{self.random.randint(1, 99)} rue de l’Essai",
                "latitude": round(self.random.gauss(town.latitude, SPREAD), 4),
                "longitude": round(self.random.gauss(town.longitude, SPREAD), 4),
                "precision": "adresse",
            }
        if self._happens(0.6):
            last = self.random.randint(0, 9999)
            phone = self.random.choice(PHONES)
            contact["telephone"] = f"{phone} {last // 100:02} {last % 100:02}"
            contact["telephone_horaires_texte"] = "du lundi au vendredi, de 9 h à 12 h"
        if self._happens(0.7):
            contact["courriel"] = f"{name}@example.org"
        return contact

    def _trust(self) -> Record:
        checked = timedelta(days=30 * self._among(MONTHS_SINCE_CHECK) - self.random.randint(1, 29))
        trust: Record = {
            "verifie_le": (self.today - checked).isoformat(),
            "source": [self.random.choice(self._sources)],
            "confiance": self._among(TRUST),
        }
        if self._happens(0.5):
            trust["note"] = "Note d’essai : les horaires varient, vérifiez avant de vous déplacer."
        return trust

    def _timetable(self) -> Timetable:
        start = self.random.choice(STARTS)
        end = _later(start, self.random.choice(MINUTES))
        one, two = sorted(self.random.sample(range(len(DAYS)), 2))
        hours, span = plage(start, end), f"{start:%H:%M}-{end:%H:%M}"
        match self._among(HOURS):
            case "none":
                return Timetable(f"Le {JOURS[one]}. Heures non indiquées.")
            case "weekly":
                return Timetable(f"Le {JOURS[one]} {hours}.", f"{DAYS[one]} {span}")
            case "two days":
                words = liste([f"le {JOURS[day]}" for day in (one, two)])
                return Timetable(f"Ouvert {words} {hours}.", f"{DAYS[one]},{DAYS[two]} {span}")
            case "some weeks":
                words = f"Les 1er et 3e {JOURS[one]}s du mois {hours}."
                return Timetable(words, f"{DAYS[one]}[1,3] {span}")
            case _:
                words = f"Un {JOURS[one]} sur deux, {hours}."
                since = AN_OPEN_MONDAY + timedelta(days=one)
                return Timetable(words, f"{DAYS[one]} {span}", since)

    def _among(self, choices: Mapping[Choice, int]) -> Choice:
        return self.random.choices(list(choices), list(choices.values()))[0]

    def _happens(self, probability: float) -> bool:
        return self.random.random() < probability

    @cached_property
    def _sources(self) -> Sequence[str]:
        """The documents that the true records rely on."""
        return sorted({ref.cle for record in self.directory.records() for ref in record.source})

    @cached_property
    def _everywhere(self) -> Towns:
        """All communes; Paris, Lyon and Marseille by arrondissement."""
        communes = self.directory.places.communes
        divided = {commune.town for commune in communes if commune.is_district}
        return Towns([each for each in communes if each.codes_postaux and each.nom not in divided])

    @cached_property
    def _by_departement(self) -> Mapping[str, Towns]:
        found: defaultdict[str, list[Commune]] = defaultdict(list)
        for commune in self._everywhere.communes:
            found[commune.departement].append(commune)
        return {departement: Towns(communes) for departement, communes in found.items()}

    @cached_property
    def _regions(self) -> Mapping[str, str]:
        """The region of each département: one that covers it, or that of the nearest covered."""
        covered = {
            departement: region.id
            for region in self.directory.regions.values()
            for departement in region.departements
        }
        middles = {
            departement: _middle(towns.communes)
            for departement, towns in self._by_departement.items()
        }

        def nearest(departement: str) -> str:
            middle = middles[departement]
            return min(
                covered.keys() & middles.keys(),
                key=lambda other: (kilometres(middle, middles[other]), other),
            )

        return {code: covered[code if code in covered else nearest(code)] for code in middles}


def _middle(communes: Sequence[Commune]) -> Point:
    return Point(
        sum(commune.latitude for commune in communes) / len(communes),
        sum(commune.longitude for commune in communes) / len(communes),
        precise=False,
    )


def _later(start: time, minutes: int) -> time:
    total = start.hour * 60 + start.minute + minutes
    return time(total // 60, total % 60)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("times", type=int, help="how many times larger: 1 is 200 permanences")
    parser.add_argument("folder", type=Path, help="where to make the project; a new folder")
    asked = parser.parse_args()
    write_project(asked.folder, asked.times, today_in_paris(environ.get("REPERES_TODAY")))


if __name__ == "__main__":
    main()

"""Open data: functions of the form `files(knowledge, views) -> {path: text}`.

Nothing here knows MkDocs: a thin hook feeds the result to it, and a command could as well write it
to a folder. `collecting` says what is published, `model` in what shape; every other module writes
one format from that.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reperes.exports.calendars import calendar, sure_sessions
from reperes.exports.cards import card
from reperes.exports.collecting import collect
from reperes.exports.data_inclusion import Thing, offer
from reperes.exports.geojson import geojson, located
from reperes.exports.model import TABLES, Annuaire, Record, json_schema, title
from reperes.exports.tables import csv_table
from reperes.pages.views import PermanenceView
from reperes.site import Knowledge

Views = Mapping[str, PermanenceView]


@dataclass(frozen=True)
class Export:
    """One file, or one family of files, of open data.

    Attributes:
        name: its path in the site; `data/contacts/*.vcf` for a family.
        about: what it holds, in French.
        files: path in the site → text.
        rows: how many records it holds.
        left_out: how many of its kind cannot be told in that format.
    """

    name: str
    about: str
    files: Mapping[str, str]
    rows: int
    left_out: int = 0

    @property
    def is_family(self) -> bool:
        """Whether there is one file per record."""
        return "*" in self.name

    @property
    def kilobytes(self) -> int:
        """Weight of the file, or of all of them, in kB rounded up."""
        return -(-sum(len(text.encode()) for text in self.files.values()) // 1000)


def files(knowledge: Knowledge, views: Views, site: str = "") -> Mapping[str, str]:
    """Every file of open data: path in the site → text. See `exports`."""
    return {
        path: text
        for export in exports(knowledge, views, site)
        for path, text in export.files.items()
    }


def exports(knowledge: Knowledge, views: Views, site: str = "") -> Sequence[Export]:
    """All the open data of one edition.

    Args:
        knowledge: the checked directory, and the day of the edition.
        views: every permanence on that day, by id.
        site: the public address of the site with its final slash, or "" when it is not known.
    """
    annuaire = collect(knowledge, views, site)
    return [
        *_whole(annuaire),
        *_tables(annuaire),
        *_maps(annuaire),
        *_calendars(annuaire),
        *_cards(annuaire),
        *_data_inclusion(annuaire),
    ]


def calendar_path(permanence_id: str) -> str:
    """Where the calendar of a permanence is."""
    return f"data/permanences/{permanence_id}.ics"


def card_path(record_id: str) -> str:
    """Where the contact card of a record is."""
    return f"data/contacts/{record_id}.vcf"


def _whole(annuaire: Annuaire) -> Iterator[Export]:
    everything = annuaire.model_dump_json(indent=1, exclude_none=True, by_alias=True) + "\n"
    rows = sum(len(annuaire.table(name)) for name in TABLES)
    yield _one("data/annuaire.json", "Tout l’annuaire, séances comprises", everything, rows)
    yield _one("data/annuaire.schema.json", "Le schéma de ce fichier", _json(json_schema()), 0)


def _tables(annuaire: Annuaire) -> Iterator[Export]:
    for name, model in TABLES.items():
        rows = annuaire.table(name)
        yield _one(f"data/{name}.csv", title(name), csv_table(model, rows), len(rows))


def _maps(annuaire: Annuaire) -> Iterator[Export]:
    maps: dict[str, tuple[str, Sequence[Record]]] = {
        "permanences": ("Les permanences, sur une carte", annuaire.permanences),
        "prisons": ("Les prisons, sur une carte", annuaire.prisons),
    }
    for name, (about, records) in maps.items():
        on_map = len(located(records))
        text = geojson(annuaire, records)
        yield _one(f"data/{name}.geojson", about, text, on_map, len(records) - on_map)


def _calendars(annuaire: Annuaire) -> Iterator[Export]:
    sure = [permanence for permanence in annuaire.permanences if sure_sessions(permanence)]
    left_out = len(annuaire.permanences) - len(sure)
    yield _one(
        "data/permanences.ics",
        "Les séances sûres de toutes les permanences, à mettre dans un agenda",
        calendar(annuaire, "Repères : permanences", sure),
        len(sure),
        left_out,
    )
    yield Export(
        calendar_path("*"),
        "Un agenda par permanence",
        {calendar_path(each.id): calendar(annuaire, each.nom, [each]) for each in sure},
        len(sure),
        left_out,
    )


def _cards(annuaire: Annuaire) -> Iterator[Export]:
    records: list[Record] = [
        *annuaire.contacts,
        *annuaire.groupes,
        *annuaire.regions,
        *annuaire.prisons,
    ]
    yield Export(
        card_path("*"),
        "Une carte par contact, groupe, région et prison, à mettre dans un téléphone",
        {card_path(record.id): card(record) for record in records},
        len(records),
    )


def _data_inclusion(annuaire: Annuaire) -> Iterator[Export]:
    found = offer(annuaire)
    lists: dict[str, tuple[str, list[Thing], int]] = {
        "structures": (
            "Régions, groupes et contacts, au format data·inclusion v1",
            found.structures,
            found.structures_left_out,
        ),
        "services": (
            "Permanences et contacts qui reçoivent, au format data·inclusion v1",
            found.services,
            found.services_left_out,
        ),
    }
    for name, (about, things, left_out) in lists.items():
        path = f"data/data-inclusion/{name}.json"
        yield _one(path, about, _json(things), len(things), left_out)


def _one(path: str, about: str, text: str, rows: int, left_out: int = 0) -> Export:
    return Export(path, about, {path: text}, rows, left_out)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

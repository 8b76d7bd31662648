"""What the directory knows in each département."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from reperes.directory.model import Directory
from reperes.directory.places import Departement, town_name
from reperes.directory.records import Contact, Contactable, Group, Permanence, Prison
from reperes.french import pluriel
from reperes.map.drawing import Pin
from reperes.pages.views import PermanenceView
from reperes.paging import parts

AnyRecord = TypeVar("AnyRecord", bound=Contactable)


@dataclass(frozen=True)
class Local:
    """A département and its records, in the order of the directory's files."""

    departement: Departement
    permanences: Sequence[PermanenceView]
    prisons: Sequence[Prison]
    groups: Sequence[Group]
    contacts: Sequence[Contact]

    @property
    def name(self) -> str:
        """`Nord (59)`."""
        return f"{self.departement.nom} ({self.departement.code})"

    @property
    def page(self) -> str:
        """Its source page."""
        return f"annuaire/departements/{self.departement.code.lower()}.md"

    @property
    def sheet(self) -> str:
        """The source page of its sheet to print, which needs a permanence."""
        return f"annuaire/departements/{self.departement.code.lower()}/feuille.md"

    @property
    def prisons_in_use(self) -> list[Prison]:
        """Its prisons, without those that are closed."""
        return [prison for prison in self.prisons if prison.statut != "ferme"]

    @property
    def counts(self) -> str:
        """`2 permanences, 1 prison, 1 groupe local`; it never leaves permanences unsaid."""
        found = len(self.permanences)
        counts = [pluriel(found, "permanence") if found else "aucune permanence connue"]
        if self.prisons_in_use:
            counts.append(pluriel(len(self.prisons_in_use), "prison"))
        if self.groups:
            counts.append(pluriel(len(self.groups), "groupe local", "groupes locaux"))
        return ", ".join(counts)

    def pins(self, directory: Directory) -> list[Pin]:
        """What a map marks: its permanences, then its prisons in use."""
        permanences = [view.record for view in self.permanences]
        records: list[Permanence | Prison] = [*permanences, *self.prisons_in_use]
        return [
            Pin(record, town_name(record.commune or ""), (point.longitude, point.latitude))
            for record in records
            if (point := directory.point_of(record))
        ]

    def shares(self, size: int) -> Iterator["Local"]:
        """Its records cut in parts, at most `size` of each kind in one; at least one part."""
        for permanences, prisons, groups, contacts in zip_longest(
            parts(self.permanences, size),
            parts(self.prisons, size),
            parts(self.groups, size),
            parts(self.contacts, size),
            fillvalue=(),
        ):
            yield Local(self.departement, permanences, prisons, groups, contacts)


def by_departement(
    directory: Directory, views: Mapping[str, PermanenceView], everywhere: Iterable[Contact] = ()
) -> dict[str, Local]:
    """What is known in each département, by code, in the order of codes.

    An overseas collectivity is there only if a record is. The contacts that serve `everywhere` are
    not those of the département where they have their office.
    """
    permanences = _located(directory, (view.record for view in views.values()))
    prisons = _located(directory, directory.prisons.values())
    groups = _groups(directory, permanences)
    everywhere_ids = {contact.id for contact in everywhere}
    contacts = _located(
        directory, (each for id, each in directory.contacts.items() if id not in everywhere_ids)
    )
    found = {
        code: Local(
            territory,
            [views[permanence.id] for permanence in permanences[code]],
            prisons[code],
            groups[code],
            contacts[code],
        )
        for code, territory in directory.places.territories.items()
    }
    return {
        code: here
        for code, here in found.items()
        if here.departement.outline or here.permanences or here.prisons or here.groups
    }


def _located(
    directory: Directory, records: Iterable[AnyRecord]
) -> defaultdict[str, list[AnyRecord]]:
    found: defaultdict[str, list[AnyRecord]] = defaultdict(list)
    for record in records:
        commune = directory.commune_of(record)
        if commune:
            found[commune.departement].append(record)
    return found


def _groups(
    directory: Directory, permanences: Mapping[str, Iterable[Permanence]]
) -> defaultdict[str, list[Group]]:
    """Those that have their address, or hold a permanence, in each département."""
    found = _located(directory, directory.groups.values())
    for code, held in permanences.items():
        hosts = [directory.groups.get(permanence.groupe) for permanence in held]
        by_id = {group.id: group for group in (*found[code], *hosts) if group}
        found[code] = list(by_id.values())
    return found

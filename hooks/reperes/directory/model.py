"""The directory as a whole: every record by id, every reference resolved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reperes.directory.places import Commune, Places
from reperes.directory.records import (
    Answer,
    Article,
    Contact,
    Contactable,
    Group,
    LawText,
    Permanence,
    Prison,
    Record,
    Region,
    Source,
    Term,
)
from reperes.reading.yamltext import Node
from reperes.schedule.calendars import Calendar


@dataclass(frozen=True)
class Origin:
    """Where a record was written: its file (from the project's root), and its YAML."""

    file: str
    node: Node


Entry = Record | Term | Source | LawText


def link_of(entry: Entry) -> str:
    """How editors link to an entry: `annuaire:lille-juridique`, `loi:ceseda`."""
    match entry:
        case Term():
            return f"glossaire:{entry.id}"
        case Source():
            return f"source:{entry.id}"
        case LawText():
            return f"loi:{entry.code}"
        case Record():
            return f"annuaire:{entry.id}"


@dataclass(frozen=True)
class Point:
    """Where a record is, in WGS 84 degrees; `precise` is false when only its commune is known."""

    latitude: float
    longitude: float
    precise: bool


@dataclass(frozen=True)
class Directory:
    """All that `directory/` holds. Every mapping is by id, in the order of the files."""

    regions: Mapping[str, Region]
    groups: Mapping[str, Group]
    permanences: Mapping[str, Permanence]
    prisons: Mapping[str, Prison]
    contacts: Mapping[str, Contact]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    laws: Mapping[str, LawText]
    answers: Mapping[str, Answer]
    """By rank in the file, from "1": they have no id, nothing refers to them."""
    places: Places
    origins: Mapping[str, Origin]
    """By link (see `link_of`), or `reponse:` and the rank of an answer."""

    def origin_of(self, entry: Entry) -> Origin:
        """Where an entry was written."""
        return self.origins[link_of(entry)]

    def records(self) -> Iterator[Record]:
        """Every record with an address of its own in the directory."""
        for records in (
            self.regions,
            self.groups,
            self.permanences,
            self.prisons,
            self.contacts,
        ):
            yield from records.values()

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Every record by id, whatever its kind."""
        return {record.id: record for record in self.records()}

    @cached_property
    def articles(self) -> Mapping[str, tuple[LawText, Article]]:
        """`ceseda/L614-3` → its text and the article."""
        return {
            f"{law.code}/{article.numero}": (law, article)
            for law in self.laws.values()
            for article in law.articles
        }

    @cached_property
    def hosts(self) -> Mapping[str, Group | Region]:
        """Who may hold a permanence or send a team to a prison, by id."""
        return {**self.regions, **self.groups}

    def region_of(self, record: Group | Permanence) -> Region:
        """The region that a group belongs to, or that a permanence's group belongs to."""
        if isinstance(record, Group):
            return self.regions[record.region]
        host = self.host_of(record)
        return host if isinstance(host, Region) else self.regions[host.region]

    def host_of(self, permanence: Permanence) -> Group | Region:
        """Who holds a permanence: a local group, or a region itself."""
        return self.hosts[permanence.groupe]

    @cached_property
    def permanences_by_region(self) -> Mapping[str, list[Permanence]]:
        """The permanences of each region id, in the order of the files."""
        found: dict[str, list[Permanence]] = {region: [] for region in self.regions}
        for permanence in self.permanences.values():
            found[self.region_of(permanence).id].append(permanence)
        return found

    @cached_property
    def rank_in_region(self) -> Mapping[str, int]:
        """The rank, from 0, of each permanence in the list of its region, by id."""
        return {
            permanence.id: rank
            for found in self.permanences_by_region.values()
            for rank, permanence in enumerate(found)
        }

    @cached_property
    def permanences_by_host(self) -> Mapping[str, list[Permanence]]:
        """The permanences that each group (or region itself) holds, by id of the host."""
        found: defaultdict[str, list[Permanence]] = defaultdict(list)
        for permanence in self.permanences.values():
            found[permanence.groupe].append(permanence)
        return found

    @cached_property
    def groups_by_region(self) -> Mapping[str, list[Group]]:
        """The local groups of each region id."""
        found: defaultdict[str, list[Group]] = defaultdict(list)
        for group in self.groups.values():
            found[group.region].append(group)
        return found

    @cached_property
    def prisons_by_host(self) -> Mapping[str, list[Prison]]:
        """The prisons where each group (or region itself) has a team, by id of the host."""
        found: defaultdict[str, list[Prison]] = defaultdict(list)
        for prison in self.prisons.values():
            for host in {team.groupe: None for team in prison.equipes}:
                found[host].append(prison)
        return found

    @cached_property
    def contacts_by_prison(self) -> Mapping[str, list[Contact]]:
        """The contacts that name each prison id."""
        found: defaultdict[str, list[Contact]] = defaultdict(list)
        for contact in self.contacts.values():
            for prison in contact.prisons:
                found[prison].append(contact)
        return found

    @cached_property
    def contacts_by_category(self) -> Mapping[str, list[Contact]]:
        """The contacts of each category, in the order of the files."""
        found: dict[str, list[Contact]] = defaultdict(list)
        for contact in self.contacts.values():
            found[contact.categorie].append(contact)
        return found

    def commune_of(self, record: Contactable) -> Commune | None:
        """The commune of a record's address, when it has one."""
        if not record.commune:
            return None
        return self.places.find(record.commune, record.code_postal, record.code_insee)

    def point_of(self, record: Contactable) -> Point | None:
        """Where a record is: its own point, or its commune's; None when no place is known."""
        if record.latitude is not None and record.longitude is not None:
            return Point(record.latitude, record.longitude, record.precision == "adresse")
        commune = self.commune_of(record)
        return Point(commune.latitude, commune.longitude, False) if commune else None

    def calendar_of(self, record: Contactable) -> Calendar:
        """The public and school holidays where a record is."""
        commune = self.commune_of(record)
        departement = commune.departement if commune else None
        return Calendar(departement, self.places.zone(departement))

    def source_year(self, record: Record) -> int | None:
        """The year of the most recent dated document that a record relies on."""
        years = [self.sources[ref.cle].annee for ref in record.source]
        return max((year for year in years if year), default=None)

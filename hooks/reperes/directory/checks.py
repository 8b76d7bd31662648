"""Rules that need more than one record: references, places, dates, files."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from reperes.directory.model import Directory, Entry, link_of
from reperes.directory.records import (
    Contact,
    Group,
    LawText,
    Permanence,
    Prison,
    Record,
    Region,
    Source,
    Term,
)
from reperes.reading.faults import Fault, did_you_mean
from reperes.reading.yamltext import line_of
from reperes.search.fold import question_key


def check_directory(
    directory: Directory, today: date, declared: Iterable[str] = ()
) -> Iterator[Fault]:
    """Every fault that shows only once all files are read.

    Args:
        directory: what could be read.
        today: the last day that a verification date may have.
        declared: links to records that exist but may be faulty; to refer to them is no fault.
    """
    check = _Check(directory, today, frozenset(declared))
    for record in directory.records():
        yield from check.record(record)
    for region in directory.regions.values():
        yield from check.region(region)
    for group in directory.groups.values():
        yield from check.group(group)
    for permanence in directory.permanences.values():
        yield from check.permanence(permanence)
    for prison in directory.prisons.values():
        yield from check.prison(prison)
    for contact in directory.contacts.values():
        yield from check.contact(contact)
    for term in directory.terms.values():
        yield from check.term(term)
    for source in directory.sources.values():
        yield from check.date(source)
    for law in directory.laws.values():
        yield from check.articles(law)
    yield from check.questions()


def is_declared(link: str, directory: Directory, declared: frozenset[str]) -> bool:
    """Whether `link` names something that exists but could not be read: its own fault is told.

    For `loi:ceseda/L614-3` that is so when the whole text `ceseda` could not be read.
    """
    text, slash, _ = link.partition("/")
    return (link in declared and not link.startswith("loi:")) or (
        slash != "" and text in declared and text.removeprefix("loi:") not in directory.laws
    )


@dataclass(frozen=True)
class _Check:
    directory: Directory
    today: date
    declared: frozenset[str]

    def record(self, record: Record) -> Iterator[Fault]:
        yield from self.date(record)
        keys = [ref.cle for ref in record.source]
        yield from self.references(record, "source", keys, self.directory.sources, "source")
        yield from self.place(record)
        if (record.latitude is None) != (record.longitude is None):
            yield self.fault(record, "latitude", "latitude et longitude vont ensemble.")

    def date(self, entry: Record | Source | Term) -> Iterator[Fault]:
        if entry.verifie_le > self.today:
            yield self.fault(
                entry,
                "verifie_le",
                f"« {entry.verifie_le} » est dans le futur. Mettez le jour de votre vérification.",
            )

    def place(self, record: Record) -> Iterator[Fault]:
        if record.commune is None or self.directory.commune_of(record):
            return
        same_name = self.directory.places.named(record.commune)
        postcodes = sorted({code for commune in same_name for code in commune.codes_postaux})
        if not same_name:
            message = f"« {record.commune} » n'est pas une commune connue."
            yield self.fault(record, "commune", message)
        elif record.code_postal and record.code_postal not in postcodes:
            yield self.fault(
                record,
                "code_postal",
                f"« {record.code_postal} » n'est pas un code postal de {record.commune}. "
                f"Connus : {', '.join(postcodes[:8])}",
            )
        else:
            yield self.fault(
                record,
                "commune",
                f"plusieurs communes s'appellent « {record.commune} ». Ajoutez code_postal ou "
                "code_insee.",
            )

    def region(self, region: Region) -> Iterator[Fault]:
        known = self.directory.places.departements
        yield from self.references(region, "departements", region.departements, known)

    def group(self, group: Group) -> Iterator[Fault]:
        yield from self.references(group, "region", [group.region], self.directory.regions)
        yield from self.file_of_region(group, "region", group.region)

    def permanence(self, permanence: Permanence) -> Iterator[Fault]:
        yield from self.references(permanence, "groupe", [permanence.groupe], self.hosts)
        group = self.directory.groups.get(permanence.groupe)
        region = group.region if group else permanence.groupe
        yield from self.file_of_region(permanence, "groupe", region)

    def prison(self, prison: Prison) -> Iterator[Fault]:
        teams = [team.groupe for team in prison.equipes]
        partners = [partner.contact for partner in prison.intervenants]
        yield from self.references(prison, "equipes", teams, self.hosts)
        yield from self.references(prison, "intervenants", partners, self.directory.contacts)

    def contact(self, contact: Contact) -> Iterator[Fault]:
        yield from self.references(contact, "prisons", contact.prisons, self.directory.prisons)

    def term(self, term: Term) -> Iterator[Fault]:
        yield from self.date(term)
        yield from self.references(term, "source", term.source, self.directory.sources, "source")
        yield from self.references(term, "textes", term.textes, self.directory.articles, "loi")
        if not (term.source or term.textes):
            message = "une définition cite un article (textes) ou un document (source)."
            yield self.fault(term, "", message)

    def articles(self, law: LawText) -> Iterator[Fault]:
        seen: set[str] = set()
        for rank, article in enumerate(law.articles):
            name = f"article {article.numero}"
            if article.verifie_le > self.today:
                place = ("articles", rank, "verifie_le")
                message = f"« {article.verifie_le} » est dans le futur."
                yield self.fault(law, name, message, place)
            if article.numero in seen:
                place = ("articles", rank, "numero")
                yield self.fault(law, name, "inscrit deux fois. Gardez une seule entrée.", place)
            seen.add(article.numero)

    def questions(self) -> Iterator[Fault]:
        """What people type has one answer: two would compete."""
        first: dict[str, str] = {}
        for rank, answer in self.directory.answers.items():
            origin = self.directory.origins[f"reponse:{rank}"]
            for place, question in enumerate(answer.question):
                line = line_of(origin.node, ("question", place))
                here = f"« {question} » ({origin.file}:{line})"
                key = question_key(question)
                earlier = first.setdefault(key, here)
                if not key:
                    message = f"« {question} » ne contient aucun mot. Retirez cette ligne."
                elif earlier != here:
                    message = (
                        f"« {question} » et {earlier} sont une seule question pour la recherche. "
                        "Gardez-en une."
                    )
                else:
                    continue
                yield Fault(origin.file, line, answer.question[0], "question", message)

    @cached_property
    def hosts(self) -> set[str]:
        """Who may hold a permanence or send a team: a group, or a region itself."""
        return {*self.directory.groups, *self.directory.regions}

    def file_of_region(
        self, record: Group | Permanence, field: str, region: str
    ) -> Iterator[Fault]:
        file = PurePosixPath(self.directory.origin_of(record).file)
        is_there = re.fullmatch(rf"{re.escape(region)}(-\d+)?", file.stem)
        if region in self.directory.regions and not is_there:
            message = f"fiche de la région {region} : rangez-la dans {region}.yml"
            yield self.fault(record, field, message)

    def references(
        self,
        entry: Entry,
        field: str,
        given: Iterable[str],
        known: Collection[str],
        scheme: str = "annuaire",
    ) -> Iterator[Fault]:
        for rank, value in enumerate(given):
            link = f"{scheme}:{value}"
            if value not in known and not is_declared(link, self.directory, self.declared):
                message = f"« {value} » n'existe pas. {did_you_mean(value, known)}".strip()
                yield self.fault(entry, field, message, (field, rank))

    def fault(
        self, entry: Entry, field: str, message: str, place: tuple[int | str, ...] = ()
    ) -> Fault:
        origin = self.directory.origin_of(entry)
        name = link_of(entry).partition(":")[2]
        return Fault(origin.file, line_of(origin.node, place or (field,)), name, field, message)

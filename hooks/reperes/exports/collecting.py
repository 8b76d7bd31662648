"""From the directory to the open data. The rules of trust are applied here, once for all formats.

Hours of weak confidence do not leave; a doubtful session carries its doubt; each record says when
it was checked, against what, and how sure we are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from reperes.directory.records import Contact, Group, Prison, Record, Region, Source, Term
from reperes.exports.model import (
    Annuaire,
    ArticleData,
    ContactData,
    Data,
    GroupData,
    Licence,
    PermanenceData,
    PrisonData,
    RegionData,
    SessionData,
    SourceData,
    TermData,
)
from reperes.french import jour
from reperes.guides.links import address, article_page, page_of, record_page
from reperes.pages.views import PermanenceView, trust_words
from reperes.schedule.sessions import Etat, Session
from reperes.site import Knowledge
from reperes.trust import Freshness, freshness, published_hours

LICENCE = Licence(
    nom="Licence Ouverte 2.0 (Etalab)",
    url="https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
)
ORIGINS = (
    "Communes, codes et coordonnées : Insee et Etalab ; DILA ; IGN. Licence Ouverte 2.0.",
    "Adresses et téléphones d’une partie des prisons : DILA, annuaire local de l’administration, "
    "décembre 2017. Licence Ouverte 2.0.",
    "Zones de vacances scolaires : ministère de l’Éducation nationale. Licence Ouverte 2.0.",
)
RULES = ("horaires", "telephone_horaires", "une_semaine_sur_deux_depuis")
HOURS = ("horaires_texte", "telephone_horaires_texte")
ANNOUNCED = (Etat.PROCHAINE, Etat.RENDEZ_VOUS)  # the states whose next session pages announce


def collect(knowledge: Knowledge, views: Mapping[str, PermanenceView], site: str = "") -> Annuaire:
    """Everything that is published, as open data.

    Args:
        knowledge: the checked directory, and the day of the edition.
        views: every permanence on that day, by id.
        site: the public address of the site with its final slash, or "" when it is not known.
    """
    directory = knowledge.directory
    collection = _Collection(knowledge)
    return Annuaire(
        edition=knowledge.today,
        site=site or None,
        licence=LICENCE,
        attribution=f"Repères, annuaire, édition du {jour(knowledge.today)}, Licence Ouverte 2.0.",
        origines=ORIGINS,
        regions=tuple(map(collection.region, directory.regions.values())),
        groupes=tuple(map(collection.group, directory.groups.values())),
        permanences=tuple(map(collection.permanence, views.values())),
        prisons=tuple(map(collection.prison, directory.prisons.values())),
        contacts=tuple(map(collection.contact, directory.contacts.values())),
        glossaire=tuple(map(collection.term, directory.terms.values())),
        sources=tuple(map(collection.source, directory.sources.values())),
        articles=tuple(map(collection.article, directory.articles)),
    )


@dataclass(frozen=True)
class _Collection:
    knowledge: Knowledge

    def region(self, record: Region) -> RegionData:
        return RegionData.model_validate(
            {**self._record(RegionData, record), "nom_public": record.nom_public}
        )

    def group(self, record: Group) -> GroupData:
        return GroupData.model_validate(self._record(GroupData, record))

    def prison(self, record: Prison) -> PrisonData:
        return PrisonData.model_validate(self._record(PrisonData, record))

    def contact(self, record: Contact) -> ContactData:
        return ContactData.model_validate(self._record(ContactData, record))

    def permanence(self, view: PermanenceView) -> PermanenceData:
        following = _session(view, view.next) if view.etat in ANNOUNCED and view.next else None
        suspension = view.record.suspendue if view.etat is Etat.SUSPENDUE else None
        return PermanenceData.model_validate(
            {
                **self._record(PermanenceData, view.record),
                "region": view.region.id,
                "courriel_du_groupe": view.host.courriel,
                "zone_scolaire": view.zone,
                "etat": view.etat.name.lower().replace("_", "-"),
                "suspension_motif": suspension and suspension.motif,
                "suspension_jusqu_au": suspension and suspension.jusqu_au,
                "fuseau": view.time_zone,
                "prochaine_seance_debut": following and following.debut,
                "prochaine_seance_fin": following and following.fin,
                "avant_de_venir": view.before_coming,
                "precautions": view.cautions,
                "seances": [_session(view, session) for session in view.sessions],
            }
        )

    def term(self, term: Term) -> TermData:
        page = page_of(self.knowledge.directory, "glossaire", term.id)
        return TermData.model_validate({**_copied(TermData, term), "page": _published(page)})

    def source(self, source: Source) -> SourceData:
        page = page_of(self.knowledge.directory, "source", source.id)
        return SourceData.model_validate({**_copied(SourceData, source), "page": _published(page)})

    def article(self, key: str) -> ArticleData:
        law, article = self.knowledge.directory.articles[key]
        return ArticleData.model_validate(
            {
                **_copied(ArticleData, article),
                "id": key,
                "texte": law.nom,
                "abrege": law.abrege,
                "page": _published(article_page(law.code, article.numero)),
            }
        )

    def _record(self, model: type[Data], record: Record) -> dict[str, Any]:
        """What every record has: its own fields of the same name, and what we know of it."""
        directory = self.knowledge.directory
        commune, point = directory.commune_of(record), directory.point_of(record)
        return {
            **_copied(model, record),
            **_trusted_hours(model, record),
            "page": _published(record_page(directory, record)),
            "code_insee": commune.insee if commune else record.code_insee,
            "departement": commune and commune.departement,
            "latitude": point and point.latitude,
            "longitude": point and point.longitude,
            "precision": point and ("adresse" if point.precise else "commune"),
            "fraicheur": _FRESHNESS[freshness(record.verifie_le, self.knowledge.today)],
            "source": [ref.cle for ref in record.source],
            "annee_source": directory.source_year(record),
            "provenance": trust_words(directory, record),
        }


_FRESHNESS = {
    Freshness.FRAICHE: "fraiche",
    Freshness.A_REVOIR: "a-revoir",
    Freshness.A_CONFIRMER: "a-confirmer",
}


def _copied(model: type[Data], written: BaseModel) -> dict[str, Any]:
    """The fields that an editor wrote and that the model publishes under the same name."""
    return written.model_dump(include=set(model.model_fields))


def _trusted_hours(model: type[Data], record: Record) -> dict[str, str | None]:
    """The hours that may be published: no rule, and « à confirmer », when confidence is weak."""
    words = {name: published_hours(record, name) or None for name in HOURS}
    rules = dict.fromkeys(RULES) if record.confiance == "faible" else {}
    return {name: value for name, value in {**words, **rules}.items() if name in model.model_fields}


def _session(view: PermanenceView, session: Session) -> SessionData:
    zone = ZoneInfo(view.time_zone)
    return SessionData(
        debut=session.start.replace(tzinfo=zone),
        fin=session.end.replace(tzinfo=zone),
        doute=session.doubt or None,
    )


def _published(page: str) -> str:
    """The address of a source page, from the root of the site."""
    return address(page, "index.md")

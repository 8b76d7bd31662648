"""The shape of the open data: one model per kind of record, and the whole of them.

The text under each field is published, in French: it documents the columns on the site and the
properties in the JSON Schema. What is not known is absent, never null nor empty.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reperes.directory.records import Categorie, Confiance, Mode, Theme, TypePrison
from reperes.reading.values import tel_uri

VERSION = "1.0.0"
"""Semantic version of the shape: raise the first number when a reader's program may break."""

Etat = Literal["prochaine", "rendez-vous", "a-confirmer", "suspendue"]
Fraicheur = Literal["fraiche", "a-revoir", "a-confirmer"]


class Data(BaseModel):
    """Immutable; the text under a field is its published description."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Record(Data):
    """What every record has."""

    id: str
    """Identifiant, unique dans tout l’annuaire. Il ne change jamais."""
    nom: str
    """Nom de la fiche."""
    page: str
    """Adresse de la fiche sur le site, à partir de sa racine."""
    telephone: str | None = None
    """Téléphone, sous sa forme française : 03 20 30 28 00, ou un numéro court : 115."""
    telephone_horaires: str | None = None
    """Heures du téléphone, au format opening_hours d’OpenStreetMap."""
    telephone_horaires_texte: str | None = None
    """Heures du téléphone, en toutes lettres."""
    courriel: str | None = None
    """Adresse de courriel."""
    site_web: str | None = None
    """Adresse du site de l’organisme."""
    adresse: str | None = None
    """Numéro et rue."""
    complement_adresse: str | None = None
    """Bâtiment, salle, étage."""
    code_postal: str | None = None
    """Code postal."""
    commune: str | None = None
    """Nom de la commune."""
    code_insee: str | None = None
    """Code Insee de la commune."""
    departement: str | None = None
    """Code du département : 59, 2A, 974."""
    latitude: float | None = None
    """Latitude en degrés (WGS 84). Voyez precision."""
    longitude: float | None = None
    """Longitude en degrés (WGS 84). Voyez precision."""
    precision: Literal["adresse", "commune"] | None = None
    """adresse : le point est celui du lieu. commune : c’est seulement un point de la commune."""
    note: str | None = None
    """Ce qu’il faut savoir avant de s’y fier : un doute, un désaccord, l’âge du document."""
    verifie_le: date
    """Jour où la fiche a été comparée à sa source."""
    fraicheur: Fraicheur
    """Âge de cette vérification le jour de l’édition. fraiche : moins de 6 mois.
    a-revoir : moins de 12 mois. a-confirmer : plus."""
    confiance: Confiance
    """Ce que vaut la source. Aucune heure n’est publiée quand la confiance est faible."""
    source: tuple[str, ...]
    """Identifiants des documents d’où vient la fiche (voyez sources)."""
    annee_source: int | None = None
    """Année du plus récent de ces documents, s’il est daté."""
    provenance: str
    """Phrase à garder avec la fiche : jour, documents, confiance."""

    @property
    def public_name(self) -> str:
        """Its name where readers do not see its kind."""
        return self.nom

    @property
    def international_phone(self) -> str | None:
        """`+33320302800`; a short number stays as it is."""
        return self.telephone and tel_uri(self.telephone).removeprefix("tel:")


class RegionData(Record):
    """Une région de La Cimade."""

    nom_cimade: str
    """Nom que La Cimade donne à cette région."""
    nom_public: str
    """Nom à afficher hors d’une liste de régions."""
    departements: tuple[str, ...]
    """Codes des départements de la région."""
    description: str
    """Ce que fait la région."""
    faits: tuple[str, ...] = ()
    """Faits et chiffres, chacun avec sa date."""

    @property
    def public_name(self) -> str:
        """`La Cimade Nord-Picardie`: the name of a region alone would be a place."""
        return self.nom_public


class CourrielData(Data):
    """Une adresse de courriel pour un objet."""

    courriel: str
    """Adresse de courriel."""
    objet: str
    """À quoi elle sert."""


class GroupData(Record):
    """Un groupe local de La Cimade."""

    region: str
    """Identifiant de sa région."""
    description: str
    """Ce que fait le groupe."""
    activites: tuple[str, ...] = ()
    """Ses activités."""
    courriels: tuple[CourrielData, ...] = ()
    """Autres adresses de courriel, chacune avec son objet."""


class SessionData(Data):
    """Une séance, à l’heure du lieu."""

    debut: datetime
    """Début, avec le décalage horaire du lieu."""
    fin: datetime
    """Fin, avec le décalage horaire du lieu."""
    doute: str | None = None
    """Pourquoi la séance n’est pas sûre. Absent quand rien ne la met en doute."""


class JsonOnly:
    """Marks a field that has no column: it would not fit a cell."""


class PermanenceData(Record):
    """Une permanence : un lieu ou un numéro où l’on reçoit gratuitement."""

    groupe: str
    """Identifiant du groupe, ou de la région, qui la tient."""
    courriel_du_groupe: str | None = None
    """Son courriel, où écrire si la permanence n’en a pas."""
    region: str
    """Identifiant de la région où elle est rangée."""
    themes: tuple[Theme, ...]
    """Thèmes."""
    mode: Mode
    """Comment on est reçu."""
    publics: tuple[str, ...] = ()
    """Pour qui."""
    description: str | None = None
    """Ce que l’on y fait."""
    acces: str | None = None
    """Transports en commun."""
    horaires: str | None = None
    """Règle au format opening_hours d’OpenStreetMap, si la source la donne toute.

    Les quatre champs suivants la restreignent : ne la lisez pas seule.
    """
    une_semaine_sur_deux_depuis: date | None = None
    """Si la règle ne vaut qu’une semaine sur deux : date d’une séance."""
    vacances_scolaires: Literal["fermee", "ouverte", "a-confirmer", "non-precise"]
    """Ce que dit la source des vacances scolaires."""
    zone_scolaire: Literal["A", "B", "C"] | None = None
    """Zone de vacances scolaires du lieu, si elle est connue."""
    jours_feries: Literal["fermee", "ouverte", "non-precise"]
    """Ce qu’elle dit des jours fériés. Sans précision, aucune séance n’y est annoncée."""
    horaires_texte: str
    """Horaires en toutes lettres, ou « à confirmer »."""
    prise_de_rendez_vous: str | None = None
    """Comment prendre rendez-vous."""
    etat: Etat
    """Ce que l’on peut dire le jour de l’édition. prochaine : une séance sûre est annoncée.
    rendez-vous : il en faut un. a-confirmer : rien n’est sûr. suspendue : n’y allez pas."""
    suspension_motif: str | None = None
    """Pourquoi elle est suspendue."""
    suspension_jusqu_au: date | None = None
    """Dernier jour de la suspension, s’il est connu."""
    fuseau: str
    """Fuseau horaire du lieu, dans la base de l’IANA : Europe/Paris."""
    prochaine_seance_debut: datetime | None = None
    """Début de la prochaine séance sûre (etat : prochaine ou rendez-vous)."""
    prochaine_seance_fin: datetime | None = None
    """Fin de cette séance."""
    avant_de_venir: str
    """Comment vérifier avant de venir."""
    precautions: tuple[str, ...] = ()
    """Phrases à afficher avec les horaires."""
    seances: Annotated[tuple[SessionData, ...], JsonOnly] = ()
    """Séances des 26 semaines à venir. Celles qui ont un doute sont à confirmer."""


class TeamData(Data):
    """Une équipe qui visite une prison."""

    groupe: str
    """Identifiant du groupe ou de la région."""
    courriel: str | None = None
    """Courriel de l’équipe."""
    depuis: str | None = None
    """Depuis quand."""
    note: str | None = None
    """Ce qu’il faut savoir."""


class PartnerData(Data):
    """Un partenaire qui vient dans une prison."""

    contact: str
    """Identifiant du contact."""
    note: str | None = None
    """Ce qu’il faut savoir."""


class PrisonData(Record):
    """Un établissement pénitentiaire."""

    type: TypePrison
    """Maison d’arrêt (MA), centre pénitentiaire (CP), centre de détention (CD), maison centrale
    (MC), centre de semi-liberté (CSL), établissement pour mineurs (EPM), structure
    d’accompagnement vers la sortie (SAS), établissement public de santé national (EPSN)."""
    disp: str
    """Direction interrégionale des services pénitentiaires."""
    femmes: bool | None = None
    """Reçoit-il des femmes ? Absent si on ne le sait pas."""
    mineurs: bool | None = None
    """Reçoit-il des personnes mineures ? Absent si on ne le sait pas."""
    adresse_courrier: str | None = None
    """Adresse où écrire, si elle est différente."""
    statut: Literal["ouvert", "ferme", "inconnu"]
    """Ce que l’on sait de l’établissement."""
    equipes: tuple[TeamData, ...] = ()
    """Équipes de La Cimade qui y viennent."""
    intervenants: tuple[PartnerData, ...] = ()
    """Partenaires qui y viennent."""


class ContactData(Record):
    """Une ligne nationale, une association, une institution, un lieu d’hébergement ou de soins."""

    categorie: Categorie
    """La liste où il est rangé."""
    description: str
    """Qui répond, et à quoi cela sert."""
    publics: tuple[str, ...] = ()
    """Pour qui."""
    faits: tuple[str, ...] = ()
    """Faits, chacun avec sa date."""
    horaires: str | None = None
    """Règle au format opening_hours d’OpenStreetMap, si la source la donne toute."""
    horaires_texte: str | None = None
    """Horaires en toutes lettres, ou « à confirmer »."""
    conditions_acces: str | None = None
    """Conditions."""
    delai_reponse: str | None = None
    """Délai de réponse."""
    prisons: tuple[str, ...] = ()
    """Identifiants des prisons concernées."""
    urgence: bool
    """Numéro de l’encadré d’urgence du site."""


class TermData(Data):
    """Un mot ou un sigle du glossaire."""

    id: str
    """Identifiant dans le glossaire."""
    terme: str
    """Le mot, ou le sigle développé."""
    sigle: str | None = None
    """Le sigle."""
    definition: str
    """Définition en une à trois phrases."""
    synonymes: tuple[str, ...] = ()
    """Autres mots pour le dire."""
    textes: tuple[str, ...] = ()
    """Identifiants d’articles (voyez articles)."""
    source: tuple[str, ...] = ()
    """Identifiants de documents (voyez sources)."""
    page: str
    """Adresse sur le site, à partir de sa racine."""
    verifie_le: date
    """Jour de la dernière vérification."""


class SourceData(Data):
    """Un document sur lequel le site s’appuie."""

    id: str
    """Identifiant du document."""
    titre: str
    """Titre."""
    auteur: str
    """Auteur."""
    date_texte: str
    """Date, telle que le document la donne."""
    annee: int | None = None
    """Année des faits. Absente si le document ne la dit pas."""
    type: str
    """Nature du document."""
    url: str | None = None
    """Adresse où le lire."""
    page: str
    """Adresse sur le site, à partir de sa racine."""
    verifie_le: date
    """Jour de la dernière consultation."""
    note: str | None = None
    """Ce qu’il faut savoir."""


class ArticleData(Data):
    """Un article de loi sur lequel le site s’appuie."""

    id: str
    """Code et numéro : ceseda/L614-3."""
    texte: str
    """Nom du code, de la loi ou du traité."""
    abrege: str
    """Nom abrégé."""
    numero: str
    """Numéro de l’article."""
    objet: str
    """De quoi il parle, avec nos mots."""
    fiabilite: Literal["lu", "a-relire", "secondaire"]
    """lu : lu dans le texte officiel. a-relire : lu, mais peut-être modifié depuis.
    secondaire : connu par un autre document."""
    verifie_dans: str
    """Où il a été lu."""
    verifie_le: date
    """Jour de la dernière lecture."""
    legiarti: str | None = None
    """Identifiant de la version sur Légifrance, s’il est connu."""
    page: str
    """Adresse sur le site, à partir de sa racine."""
    note: str | None = None
    """Ce qu’il faut savoir."""


class Licence(Data):
    """La licence des données."""

    nom: str
    """Nom."""
    url: str
    """Texte de la licence."""


class Annuaire(Data):
    """L’annuaire de Repères : tout ce qui est publié, avec ses sources et ses dates."""

    schema_address: Annotated[str, Field(alias="$schema")] = "annuaire.schema.json"
    """Adresse du schéma, à partir de ce fichier."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")] = VERSION
    """Version du schéma. Un premier nombre nouveau : un programme peut devoir changer."""
    edition: date
    """Jour de l’édition : les états et les séances sont calculés ce jour-là."""
    site: str | None = None
    """Adresse du site, si elle est connue."""
    licence: Licence
    """Ce que vous pouvez faire de ces données."""
    attribution: str
    """Mention à reprendre."""
    origines: tuple[str, ...]
    """Données publiques réutilisées, à citer aussi."""
    regions: tuple[RegionData, ...]
    """Les régions de La Cimade."""
    groupes: tuple[GroupData, ...]
    """Les groupes locaux de La Cimade."""
    permanences: tuple[PermanenceData, ...]
    """Les permanences."""
    prisons: tuple[PrisonData, ...]
    """Les prisons."""
    contacts: tuple[ContactData, ...]
    """Les lignes nationales, associations, institutions, lieux d’hébergement et de soins."""
    glossaire: tuple[TermData, ...]
    """Les mots et les sigles du glossaire."""
    sources: tuple[SourceData, ...]
    """Les documents cités."""
    articles: tuple[ArticleData, ...]
    """Les articles de loi cités."""

    def table(self, name: str) -> tuple[Data, ...]:
        """The records of one of `TABLES`."""
        rows: tuple[Data, ...] = getattr(self, name)
        return rows

    def address_of(self, record: Record) -> str | None:
        """The full address of a record's page, when the site's own is known."""
        return f"{self.site}{record.page}" if self.site else None


class Column(NamedTuple):
    """A column of a table: its name, what it holds (in French), its values if they are few."""

    name: str
    about: str
    values: tuple[str, ...]


TABLES: dict[str, type[Data]] = {
    "permanences": PermanenceData,
    "groupes": GroupData,
    "regions": RegionData,
    "prisons": PrisonData,
    "contacts": ContactData,
    "glossaire": TermData,
    "sources": SourceData,
    "articles": ArticleData,
}


def columns(model: type[Data]) -> list[Column]:
    """The columns of a table, in the order of the model's fields."""
    properties = _schema_of(model)["properties"]
    return [
        _column(name, properties[name])
        for name, field in model.model_fields.items()
        if JsonOnly not in field.metadata
    ]


def _column(name: str, described: dict[str, Any]) -> Column:
    each = described.get("items", described)
    return Column(name, " ".join(described["description"].split()), tuple(each.get("enum", ())))


def title(name: str) -> str:
    """What one of `TABLES` holds, in French."""
    return (Annuaire.model_fields[name].description or name).removesuffix(".")


class _AbsentNotNull(GenerateJsonSchema):
    """An optional property is absent when it is not known: null is not a value of it."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Open to new properties: one more must not break a reader's program."""
        made = super().model_schema(schema)
        made.pop("additionalProperties", None)
        return made

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Annuaire`; its `$id` says its version."""
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"annuaire.schema.json?version={VERSION}",
        **_schema_of(Annuaire),
    }


def _schema_of(model: type[Data]) -> dict[str, Any]:
    return model.model_json_schema(schema_generator=_AbsentNotNull)
